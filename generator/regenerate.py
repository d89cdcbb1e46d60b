"""Write the two modules of errcat that are made from data, or check that they are up to date.

    python generator/regenerate.py            write what differs
    python generator/regenerate.py --check    change nothing; exit 1 where something differs

* errcat/diagnostics.py             from catalog/errcat.yaml: every message that errcat can emit
* errcat/reading/schema_checker.py  from schema/catalog.v1.schema.json: its yes or no, at full speed

The catalog is read with plain PyYAML: errcat's own reader needs the module that is written here.
"""

from __future__ import annotations

import difflib
import json
import pprint
import sys
from pathlib import Path
from typing import Any

import yaml

from checker_writer import checker_module

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "errcat"
COMMAND = "python generator/regenerate.py"

DIAGNOSTICS_HEAD = '''\
"""Every message that errcat can emit. Generated from catalog/errcat.yaml: do not edit.

To change a message, edit the catalog and run `{command}`.
"""

from __future__ import annotations

from typing import NamedTuple


class Diagnostic(NamedTuple):
    """The words of one finding or run error."""

    id: str
    title: str
    kind: str
    group: str
    exit: int
    level: str
    message: str
    helps: dict[str, str]
    labels: dict[str, str]
    related: str
    tags: tuple[str, ...]
    description: str
    causes: tuple[str, ...]
    solutions: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


DIAGNOSTICS: dict[str, Diagnostic] = {{
'''


def diagnostics() -> str:
    """The module of catalog/errcat.yaml."""
    text = [DIAGNOSTICS_HEAD.format(command=COMMAND)]
    docs_url = ""
    groups: dict[str, str] = {}
    for file in [ROOT / "catalog" / "errcat.yaml"]:
        catalog = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for entry in catalog["errors"]:
            text.append(f"    {entry['code']!r}: Diagnostic(\n")
            for value in _diagnostic(entry):
                literal = pprint.pformat(value, width=96, sort_dicts=False).replace("\n", "\n        ")
                text.append(f"        {literal},\n")
            text.append("    ),\n")
        if "api" in catalog:
            docs_url = catalog["api"]["docs_url"]
            groups = {id: group["title"] for id, group in catalog["groups"].items()}
    return "".join([*text, f"}}\n\nDOCS_URL = {docs_url!r}\n\nGROUPS = {pprint.pformat(groups, sort_dicts=False)}\n"])


def _diagnostic(entry: dict[str, Any]) -> list[Any]:
    labels = entry.get("x-label", "")
    return [
        entry["code"],
        entry["title"],
        entry["type"],
        entry["group"],
        entry["transports"]["exit"],
        entry.get("severity", "error"),
        entry["message"],
        {"default": entry["action"]} | entry.get("x-help", {}),
        labels if isinstance(labels, dict) else {"default": labels},
        entry.get("x-related", ""),
        tuple(entry.get("tags", ())),
        entry.get("description", ""),
        tuple(entry.get("causes", ())),
        tuple(entry.get("solutions", ())),
        tuple((example.get("title", ""), example["code"]) for example in entry.get("examples", ())),
    ]


def checker() -> str:
    """The module of schema/catalog.v1.schema.json."""
    schema = json.loads((ROOT / "schema" / "catalog.v1.schema.json").read_text(encoding="utf-8"))
    return checker_module(schema, COMMAND)


# One table: a generated module, and what makes its text.
MODULES = {
    PACKAGE / "diagnostics.py": diagnostics,
    PACKAGE / "reading" / "schema_checker.py": checker,
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
