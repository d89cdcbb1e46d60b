"""The arrows of CONTRIBUTING.md, walked through the imports: they go one way, and third parties stay at the edge."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "errcat"

# Each room, and the rooms that it may import from. A module of the package's root is a room of its own.
NOUNS = {
    "artifact",
    "checked",
    "diagnostics",
    "document",
    "envelope",
    "errors",
    "exit_codes",
    "finding",
    "identifiers",
    "json_schema",
    "model",
    "names",
    "openapi_components",
    "published",
    "python_names",
    "own_errors",
    "plain_files",
    "references",
    "resolved",
    "resources",
    "rewriting",
    "source",
    "text",
    "texts",
    "wording",
    "written_strings",
    "",  # the package itself: its version
}
ALLOWED = {
    "reading": NOUNS,
    "rules": NOUNS,
    "reporting": NOUNS,
    "targets": NOUNS,
    "writing": NOUNS,
    "api_documents": NOUNS,
    "settings": NOUNS | {"targets"},
    "checking": NOUNS | {"reading", "rules", "settings"},
    "fixing": NOUNS | {"reading", "checking"},
    "building": NOUNS | {"reading", "checking", "settings", "targets"},
    "commands": NOUNS
    | {
        "reading",
        "rules",
        "reporting",
        "settings",
        "checking",
        "fixing",
        "building",
        "targets",
        "writing",
        "api_documents",
        "preview",
        "cli",
    },
    # `cli`, for `completion` alone: it prints what click makes of the whole command line
    "cli": NOUNS | {"commands"},
    "preview": NOUNS | {"reading", "checking", "reporting", "settings"},
    "mkdocs_plugin": NOUNS | {"reading", "checking", "building", "targets", "reporting", "settings"},
    "__main__": {"cli"},
}
# Third parties, and the only places that may import them.
EDGES = {
    "yaml": {"reading", "api_documents"},
    "jsonschema": {"reading", "rules"},
    "referencing": {"rules"},
    "click": {"cli", "commands"},
    "jinja2": {"targets"},
    "markdown_it": {"text", "targets"},
    "mkdocs": {"mkdocs_plugin", "preview"},
}


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py").replace("__init__", "")


def imports(file: Path) -> set[str]:
    """Every module that a file imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the arrows"
            module = node.module or ""
            if module == "errcat":
                found.update(
                    f"errcat.{alias.name}"
                    if (PACKAGE / alias.name).exists() or (PACKAGE / f"{alias.name}.py").exists()
                    else "errcat"
                    for alias in node.names
                )
            else:
                found.add(module)
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_arrows_go_one_way(file: Path):
    room = room_of(file)
    allowed = (NOUNS if room in NOUNS else ALLOWED[room]) | {room}
    for module in imports(file):
        if module == "errcat" or module.startswith("errcat."):
            other = [*module.split("."), ""][1]
            assert other in allowed, f"{room} must not import errcat.{other}"
        else:
            party = module.split(".")[0]
            assert party not in EDGES or room in EDGES[party], f"{room} must not import {party}"


def test_nouns_import_no_rooms_and_make_no_circle():
    graph = {
        room_of(file): {[*module.split("."), ""][1] for module in imports(file) if module.split(".")[0] == "errcat"}
        for file in FILES
        if room_of(file) in NOUNS
    }
    done: set[str] = set()
    while graph:
        free = [noun for noun, needs in graph.items() if needs <= done | {noun, ""}]
        assert free, f"a circle among {sorted(graph)}"
        for noun in free:
            done.add(noun)
            del graph[noun]


def test_every_rule_stands_in_the_file_of_its_name():
    from errcat.rules import RULES

    for rule, check in RULES.items():
        assert check.__module__ == f"errcat.rules.{rule.replace('-', '_')}"
    files = {file.stem.replace("_", "-") for file in (PACKAGE / "rules").glob("*.py")}
    assert files - {"--init--", "report", "run", "ignores"} == set(RULES)


def test_nobody_but_the_commands_prints_or_exits():
    for file in FILES:
        if room_of(file) in ("commands", "cli"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("print", "exit", "quit"), f"{file}:{node.lineno}"
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) != ("sys", "exit"), f"{file}:{node.lineno}"
