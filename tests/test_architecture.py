"""The rooms of the package and the arrows between them, walked through the imports; third parties stay at the edge."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "errcat"

# Each room, and the rooms that it may import from. A room imports only from rooms below it in this table. A module at
# the top of the package is a room of its own; a folder with a row of its own (reading/parsing) is one, too.
ARROWS: dict[str, tuple[str, ...]] = {
    "__main__": ("cli", "commands", "cache"),
    "cli": ("commands", "cache", "errors", "text", "version"),
    "commands": (
        "scaffold", "building", "checking", "fixing", "preview", "openapi_documents", "updating", "editing", "importing",
        "importing/found", "scanning",
        "settings",
        "targets", "reporting/changes", "reporting/traffic", "reporting", "traffic", "traffic/recordings", "changes", "history", "contract",
        "writing", "reading", "reading/schema",
        "resolved", "envelope", "model", "findings", "text",
        "artifact", "errors", "plain_files", "resources", "cache",
    ),
    "preview": ("mkdocs_plugin", "settings", "reporting", "reading", "findings", "errors"),
    "mkdocs_plugin": (
        "building", "checking", "settings", "targets", "reporting", "reading", "resolved", "model", "findings", "text",
        "errors",
    ),
    "scaffold": (
        "settings", "importing", "importing/found", "reading", "findings", "text", "errors", "plain_files", "resources", "version",
    ),
    "face": ("python_api", "model", "findings", "errors"),
    "python_api": (
        "building", "checking", "settings", "targets", "reading", "model", "findings", "text", "errors",
    ),
    "building": (
        "checking", "settings", "targets", "reading", "resolved", "model", "findings", "text", "artifact", "errors",
    ),
    "fixing": ("checking", "model", "findings"),
    "checking": ("rules", "reading", "model", "findings"),
    "settings": ("targets", "changes", "findings", "text", "errors"),
    "scanning": (
        "scanning/languages", "scanning/facts", "targets", "rules", "resolved", "envelope", "model", "findings", "text",
        "errors", "plain_files",
    ),
    "targets": ("json_schema", "resolved", "envelope", "model", "text", "artifact", "resources", "version"),
    "openapi_documents": ("reading/parsing", "resolved", "envelope", "model", "findings", "text", "errors"),
    "updating": ("editing", "findings", "text", "errors"),
    "editing": ("reading", "reading/parsing", "model", "findings", "text", "errors"),
    "importing": (
        "importing/exports", "importing/guess", "importing/readers", "importing/found", "findings", "text", "errors",
    ),
    "importing/exports": ("importing/readers", "importing/found", "resolved", "model", "text"),
    "importing/guess": ("importing/found", "text"),
    "importing/readers": ("importing/found", "text", "errors"),
    "importing/found": ("errors", "plain_files"),
    "scanning/languages": ("scanning/facts", "text"),
    "scanning/facts": (),
    "reporting/changes": ("reporting", "changes", "model", "findings", "text", "version"),
    "reporting/traffic": ("traffic", "traffic/recordings", "reporting", "model", "findings", "text", "version"),
    "traffic": ("traffic/recordings", "json_schema", "envelope", "model", "findings", "text"),
    "traffic/recordings": ("model", "errors", "plain_files"),
    "changes": ("json_schema", "resolved", "envelope", "model", "findings"),
    "history": ("findings", "text", "errors"),
    "contract": ("model", "artifact"),
    "reporting": ("model", "findings", "text", "version"),
    "writing": ("text", "artifact", "errors", "plain_files"),
    "rules": ("json_schema", "resolved", "envelope", "model", "findings", "text"),
    "reading": (
        "reading/schema_mistakes", "reading/syntax_mistakes", "reading/parsing", "reading/schema",
        "model", "findings", "text", "errors", "plain_files",
    ),
    "reading/schema_mistakes": ("reading/schema", "model", "findings", "text"),
    "reading/syntax_mistakes": ("reading/parsing", "reading/schema", "findings", "text"),
    "reading/parsing": ("reading/schema", "findings", "text", "errors"),
    "reading/schema": ("model", "findings", "text", "resources"),
    "json_schema": ("envelope", "findings", "text"),
    "resolved": ("envelope", "model", "findings", "text"),
    "envelope": ("model", "findings", "text"),
    "model": ("findings", "text"),
    "findings": ("text", "errors"),
    "plain_files": ("text", "errors"),
    "text": (),
    "artifact": (),
    "errors": (),
    "resources": (),
    "cache": ("version",),
    "version": (),  # `__version__`: all that the package's own modules may import from its face
}  # fmt: skip
# Third parties, and the only rooms that may import them.
EDGES = {
    "yaml": {"reading/parsing", "openapi_documents", "editing", "importing/readers"},
    "jsonschema": {"reading/schema", "json_schema"},
    "referencing": {"json_schema"},
    "click": {"cli", "commands"},
    "jinja2": {"targets"},
    "markdown_it": {"text", "targets", "importing/readers"},
    "mkdocs": {"mkdocs_plugin", "preview"},
}
# Rooms and modules that hand on mappings of which nothing is known, and what is in them. All others have types.
PAYLOADS = {
    "contract": "the data of a catalog, on its way to errcat.lock.json",
    "envelope": "response bodies, and their JSON Schemas",
    "json_schema": "JSON Schemas",
    "openapi_documents": "OpenAPI documents, whatever is in them",
    "reading/records": "the data of a catalog, on its way to the model",
    "reading/catalog_texts": "the data of a catalog, on its way to the model",
    "reading/schema/lookup": "our own JSON Schema",
    "reading/schema/validation_result": "the data of a catalog, before and after it is compared with the schema",
    "reading/schema_mistakes": "the data of a YAML file, which does not fit the schema",
    "reporting/sarif": "SARIF documents",
    "targets/openapi": "the OpenAPI document, and the JSON Schemas in it",
}
MOST_AT_THE_TOP = 9
"""How many modules may be at the top of the package, next to `cli`."""


def room(parts: tuple[str, ...]) -> str:
    """The room of a module by its path in the package: ("reading", "parsing", "events") → reading/parsing."""
    name = "/".join(parts[:2])
    return (name if name in ARROWS else parts[0]) if parts else "version"


def room_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return room(parts) if parts != ("__init__",) else "face"


def modules_imported(file: Path) -> set[tuple[str, ...]]:
    """Each module that a file imports, as its parts: errcat.text.visible → ("errcat", "text", "visible")."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the arrows"
            module = tuple((node.module or "").split("."))
            folder = PACKAGE.joinpath(*module[1:])
            for alias in node.names:
                is_module = (folder / alias.name).is_dir() or (folder / f"{alias.name}.py").exists()
                found.add((*module, alias.name) if module[0] == "errcat" and is_module else module)
    return found


FILES = sorted(PACKAGE.rglob("*.py"))
WRITTEN = [file for file in FILES if "do not edit" not in file.read_text(encoding="utf-8")[:300]]
"""Those that people wrote."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_room_may(file: Path):
    here = room_of(file)
    for party, *inside in modules_imported(file):
        if party == "errcat":
            there = room(tuple(inside))
            assert there == here or there in ARROWS[here], f"{here} must not import {there}"
        else:
            assert party not in EDGES or here in EDGES[party], f"{here} must not import {party}"


def test_arrows_go_down_the_table():
    rooms = list(ARROWS)
    for here, others in ARROWS.items():
        for other in others:
            assert rooms.index(other) > rooms.index(here), f"{here} → {other} goes up"


def test_the_table_has_every_room_and_every_arrow_and_no_other():
    used: dict[str, set[str]] = {"version": set()}
    for file in FILES:
        inside = {room(tuple(module[1:])) for module in modules_imported(file) if module[0] == "errcat"}
        used.setdefault(room_of(file), set()).update(inside - {room_of(file)})
    assert used == {here: set(others) for here, others in ARROWS.items()}


def test_the_top_of_the_package_stays_small():
    top = {file.stem for file in PACKAGE.glob("*.py")} - {"cli"}
    assert len(top) <= MOST_AT_THE_TOP, sorted(top)


def test_every_rule_is_in_the_file_of_its_name():
    from errcat.rules import RULES
    from errcat.rules.run import check_of

    for rule in RULES:
        parameters = signature(check_of(rule)).parameters.values()
        assert [parameter.annotation for parameter in parameters] == ["Catalog", "Context"]
    files = {file.stem.replace("_", "-") for file in (PACKAGE / "rules").glob("*.py")}
    assert files - {"--init--", "conditions", "ignores", "overview", "report", "run", "signs"} == set(RULES)


def test_the_package_imports_only_the_version_from_its_own_face():
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "errcat":
                names = {alias.name for alias in node.names}
                modules = {name for name in names if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists()}
                assert names - modules <= {"__version__"}, file


# The faces that hold a declaration or a table, and nothing else.
TABLES_IN_FACES = {"rules", "targets", "targets/csv_sheet", "targets/json_catalog", "targets/markdown", "targets/openapi", "targets/python",
    "targets/python_django", "targets/python_fastapi", "targets/python_flask", "targets/python_helpers",
    "targets/python_litestar", "targets/python_runtime"}  # fmt: skip


@pytest.mark.parametrize(
    "face",
    [file for file in FILES if file.name == "__init__.py" and file.parent != PACKAGE],
    ids=lambda face: face.parent.relative_to(PACKAGE).as_posix(),
)
def test_the_face_of_a_room_holds_no_logic(face: Path):
    """A face imports what others may use, and says so in `__all__`."""
    name = face.parent.relative_to(PACKAGE).as_posix()
    for node in ast.parse(face.read_text(encoding="utf-8")).body:
        is_export = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_table = name in TABLES_IN_FACES and isinstance(node, ast.Assign | ast.AnnAssign)
        assert isinstance(node, ast.Import | ast.ImportFrom) or is_export or is_docstring or is_table, ast.unparse(node)


# Tables that only one module reads: all others ask that module.
ONLY_READERS = {
    ("findings", "generated_own_errors"): {"findings/diagnostics.py"},
    ("findings", "diagnostics"): {"findings/wording.py"},
}


@pytest.mark.parametrize("table", ONLY_READERS, ids=".".join)
def test_a_table_has_one_reader(table: tuple[str, ...]):
    readers = {file.relative_to(PACKAGE).as_posix() for file in FILES if ("errcat", *table) in modules_imported(file)}
    assert readers == ONLY_READERS[table]


def test_only_commands_print_or_exit():
    for file in FILES:
        if room_of(file) in ("commands", "cli", "__main__"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("print", "exit", "quit"), f"{file}:{node.lineno}"
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) != ("sys", "exit"), f"{file}:{node.lineno}"


# --- types at the borders --------------------------------------------------------------------------------------------


def is_mapping_of_anything(annotation: ast.AST, aliases: set[str]) -> bool:
    """Whether a type is dict[str, Any], or something like it, or has that in it."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
            last = node.slice.elts[-1]
            is_mapping = isinstance(node.value, ast.Name) and node.value.id in ("dict", "Mapping", "MutableMapping")
            if is_mapping and isinstance(last, ast.Name) and last.id == "Any":
                return True
        if isinstance(node, ast.Name) and (node.id in aliases or node.id in ("dict", "Mapping")):
            parent_has_arguments = any(
                isinstance(outer, ast.Subscript) and outer.value is node for outer in ast.walk(annotation)
            )
            if not parent_has_arguments:
                return True
    return False


def aliases_of(file: Path) -> set[str]:
    """The names that a module gives to such types."""
    found: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        is_alias = isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript)
        if is_alias and is_mapping_of_anything(node.value, found):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        members = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else [node]
        yield from (
            member for member in members if isinstance(member, ast.FunctionDef) and not member.name.startswith("_")
        )


def untyped_borders(file: Path, aliases: set[str]) -> Iterator[str]:
    """The public functions of a module that take or return a mapping of which nothing is known."""
    for function in public_functions(ast.parse(file.read_text(encoding="utf-8"))):
        every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        annotations = [argument.annotation for argument in every] + [function.returns]
        if any(annotation and is_mapping_of_anything(annotation, aliases) for annotation in annotations):
            yield function.name


def test_no_public_function_hands_on_a_mapping_of_which_nothing_is_known():
    """Where a mapping has no type, nobody sees that a key is missing from it."""
    aliases = {name for file in WRITTEN for name in aliases_of(file)}
    assert "Schema" in aliases
    used = set()
    for file in WRITTEN:
        name = file.relative_to(PACKAGE).with_suffix("").as_posix()
        functions = list(untyped_borders(file, aliases))
        reason = next((place for place in PAYLOADS if name == place or name.startswith(f"{place}/")), None)
        assert reason or not functions, f"{name}: {', '.join(functions)}"
        used.update([reason] if reason and functions else [])
    assert used == set(PAYLOADS), "a room on the list has types by now"


@pytest.mark.parametrize(
    ("annotation", "is_one"),
    [
        ("dict[str, Any]", True),
        ("list[Mapping[str, Any]]", True),
        ("dict", True),
        ("Schema | None", True),
        ("Mapping[str, object]", False),
        ("dict[str, list[int]]", False),
        ("ResolvedError", False),
    ],
)
def test_mappings_of_anything_are_found(annotation: str, is_one: bool):
    assert is_mapping_of_anything(ast.parse(annotation, mode="eval"), {"Schema"}) is is_one


# --- names and sizes -------------------------------------------------------------------------------------------------

MAX_LINES = 400
LINES_FOR_A_ONE = 150
"""In how many lines the package may say `one` once, in code and prose. Mostly a noun would say more."""


def test_no_module_is_long():
    for file in WRITTEN:
        lines = len(file.read_text(encoding="utf-8").splitlines())
        assert lines <= MAX_LINES, f"{file.relative_to(PACKAGE)} has {lines} lines"


def test_no_two_classes_have_one_name():
    homes: dict[str, list[str]] = {}
    for file in WRITTEN:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(file.relative_to(PACKAGE).as_posix())
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_nouns_say_more_than_one():
    texts = {file: file.read_text(encoding="utf-8") for file in WRITTEN}
    ones = {file: len(re.findall(r"\bone\b", text)) for file, text in texts.items()}
    lines = sum(len(text.splitlines()) for text in texts.values())
    most = sorted(ones, key=lambda file: -ones[file])[:5]
    assert sum(ones.values()) <= lines / LINES_FOR_A_ONE, [str(file.relative_to(PACKAGE)) for file in most]
