"""Write the modules of errcat that are generated from its schemas, or check that they are up to date.

    python generator/regenerate.py            write what differs
    python generator/regenerate.py --check    change nothing; exit 1 where something differs

* errcat/reading/schema/generated_checker.py from schema/catalog.v1.schema.json: its yes or no, at full speed
* errcat/model/generated_fields.py from schema/catalog.v1.schema.json: the fields of each kind of mapping
* errcat/resolved/generated_types.py from schema/resolved.v1.schema.json: the types of the resolved catalog

The other generated module, errcat/findings/generated_own_errors.py, is built of catalog/errcat.yaml by errcat itself.
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import Any

from checker_writer import checker_module
from fields_writer import fields_module
from types_writer import types_module

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "errcat"
COMMAND = "python generator/regenerate.py"


def schema(name: str) -> dict[str, Any]:
    """Return a schema of the repository."""
    loaded: dict[str, Any] = json.loads((ROOT / "schema" / f"{name}.v1.schema.json").read_text(encoding="utf-8"))
    return loaded


# Each generated module, its writer, and the schema that it is generated from.
MODULES = {
    PACKAGE / "reading" / "schema" / "generated_checker.py": (checker_module, "catalog"),
    PACKAGE / "model" / "generated_fields.py": (fields_module, "catalog"),
    PACKAGE / "resolved" / "generated_types.py": (types_module, "resolved"),
}


def main(arguments: list[str]) -> int:
    """Write or check the modules, and return the exit code."""
    stale = 0
    for path, (write, source) in MODULES.items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = write(schema(source), COMMAND)
        if old == new:
            continue
        name = path.relative_to(ROOT).as_posix()
        if arguments == ["--check"]:
            stale = 1
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "generated"))
            print(f"{name} is not what its source says: run `{COMMAND}`")
        else:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
