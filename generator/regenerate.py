"""Write the module of errcat that is made from its schema, or check that it is up to date.

    python generator/regenerate.py            write what differs
    python generator/regenerate.py --check    change nothing; exit 1 where something differs

* errcat/reading/schema/checker.py  from schema/catalog.v1.schema.json: its yes or no, at full speed

The other generated module, errcat/findings/own_errors.py, is built of catalog/errcat.yaml by errcat itself.
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path

from checker_writer import checker_module

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "errcat"
COMMAND = "python generator/regenerate.py"


def checker() -> str:
    """The module of schema/catalog.v1.schema.json."""
    schema = json.loads((ROOT / "schema" / "catalog.v1.schema.json").read_text(encoding="utf-8"))
    return checker_module(schema, COMMAND)


# One table: a generated module, and what makes its text.
MODULES = {
    PACKAGE / "reading" / "schema" / "checker.py": checker,
}


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    stale = 0
    for path, make in MODULES.items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = make()
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
