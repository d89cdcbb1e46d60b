"""Names that a catalog may have, in real modules: none takes the place of what the module needs for itself."""

from __future__ import annotations

import ast
import builtins
import json
import keyword
import subprocess
import symtable
import sys
from pathlib import Path

import pytest

from built import EVERY, resolved_of, text_of, word_of
from errcat.checking import check
from errcat.envelope import OCCURRENCE
from errcat.findings.finding import Level
from errcat.reading import load_bytes
from errcat.resolved.python_reserved_names import (
    ARGUMENTS,
    BASE_CLASS,
    CLASS_NAMES,
    CONSTRUCTOR_NAMES,
    MODULE_NAMES,
    PYTHON_BUILTINS,
    PYTHON_EXCEPTIONS,
    PYTHON_WORDS,
)
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.targets.python.arguments import argument_names
from errcat.targets.python.class_names import class_names

SOME = [file for file in EVERY if file.stem in ("catalog", "lifecycle", "repeated-codes", "details")]
LEVELS = ("none", "category", "type", "code")


def needed_by(source: str) -> set[str]:
    """The public names that a module defines, imports, or expects to be there; annotations included."""
    top = symtable.symtable(source, "module", "exec")
    found = set(top.get_identifiers())
    tables = [top]
    while tables:
        for table in tables.pop().get_children():
            tables.append(table)
            found.update(symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
    for node in ast.walk(ast.parse(source)):
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if part is not None:
                found.update(one.id for one in ast.walk(part) if isinstance(one, ast.Name))
    return {name for name in found if not name.startswith("_")}


def needed_by_constructors(source: str) -> tuple[set[str], set[str]]:
    """The names of all arguments that constructors of codes have, and the names that their own lines use."""
    arguments: set[str] = set()
    used: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and node.name == "Occurrence":
            arguments |= {one.target.id for one in node.body if isinstance(one, ast.AnnAssign)}  # type: ignore[union-attr]
        if isinstance(node, ast.ClassDef):
            for one in node.body:
                if (
                    isinstance(one, ast.FunctionDef)
                    and one.name == "__init__"
                    and "Occurrence" in ast.unparse(one.args)
                ):
                    arguments |= {argument.arg for argument in ast.walk(one.args) if isinstance(argument, ast.arg)}
                    parts = [part for line in one.body for part in ast.walk(line)]
                    used |= {part.id for part in parts if isinstance(part, ast.Name)}
    return arguments, used


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("file", SOME, ids=word_of)
def test_the_table_has_every_name_that_a_module_needs(file: Path, level: str):
    source = text_of("python", file, exceptions=level, deprecation_warnings=True)
    resolved = resolved_of(file)
    names = class_names(resolved, BASE_CLASS, types=True, codes=True)
    types = tuple(f"{name.removesuffix('Error')}Details" for name in names.codes.values())
    details = {name for name in needed_by(source) if name.startswith(types)}
    catalogs = {*names.types.values(), *names.categories.values(), *names.codes.values(), BASE_CLASS, *details}
    missing = {name for name in needed_by(source) - catalogs if name.casefold() not in CLASS_NAMES}
    assert not missing, "add them to python_reserved_names.MODULE_NAMES"
    arguments, used = needed_by_constructors(source)
    params = set(argument_names(param["name"] for error in resolved["errors"] for param in error["params"]))
    # those for markers of one occurrence are there only if the envelope has the marker
    missing = {name for name in arguments - params if name not in ARGUMENTS and name not in OCCURRENCE}
    assert not missing, "add them to python_reserved_names.ARGUMENTS"
    missing = {name for name in used - params if name[0].islower() and name not in CONSTRUCTOR_NAMES}
    assert not missing, "add them to python_reserved_names.CONSTRUCTOR_NAMES"
    assert level != "code" or arguments


def test_the_table_has_every_builtin_of_this_python():
    assert {name for name in dir(builtins) if not name.startswith("_")} - {"True", "False", "None"} <= (
        PYTHON_BUILTINS | PYTHON_EXCEPTIONS
    )
    assert set(keyword.kwlist) <= PYTHON_WORDS


def test_the_table_has_nothing_that_no_module_needs():
    """What is not needed any more must not make names of others longer."""
    every = set().union(*(needed_by(text_of("python", file, exceptions=level)) for file in SOME for level in LEVELS))
    assert MODULE_NAMES - every <= {
        "Date",
        "DateTime",
        "Error",
        "date",
        "datetime",
        "json",
        "re",
        "timezone",
        "warnings",
    }  # fmt: skip — imported in functions, or only for params that are times


HOSTILE = sorted(
    {
        "Acme", "AcmeError", "ApiError", "BError", "Error", "Exception", "FixError", "OrderNotFoundError", "RetryError",
        "add_note", "args", "cls", "code", "e", "error", "known", "known_", "message", "self", "with_traceback",
    }
    | MODULE_NAMES | PYTHON_WORDS | CONSTRUCTOR_NAMES
    | {name for name in dir(builtins) if not name.startswith("_")}
)  # fmt: skip
CODES = [
    "mro", "name", "value", "__init__", "_ignore_", "None", "True", "self", "cls", "message", "code", "args", "_value_",
    "with_traceback", "add_note", "__class__", "__members__", "_missing_", "title", "get", "all", "class", "__str__",
]  # fmt: skip
USE = """\
import copy, inspect, json, pathlib, pickle, sys
sys.path.insert(0, ".")
import hostile as m, hostile_helpers
assert [code.code for code in m.ErrorCode] == json.loads(pathlib.Path("codes.json").read_text())
assert [one.value for one in m.Category] == json.loads(pathlib.Path("categories.json").read_text())
for code in m.ErrorCode:
    made = type(code.error())
    assert made is getattr(m, made.__name__)
    assert issubclass(made, m.ApiError) and made.__module__ == "hostile"
    taken = inspect.signature(made).parameters.values()
    values = {one.name: 7 for one in taken if one.kind is one.KEYWORD_ONLY}
    error = made(**values)
    assert list(error.params.values()) == [7] * len(code.params), (error.params, values)
    assert set(error.params) == {one.name for one in code.params}
    status, headers, body = error.to_response()
    back = m.ApiError.from_response(status, body, headers)
    assert back.code is code and type(back) is made
    for one in (error, code.error(), back):
        assert pickle.loads(pickle.dumps(one)).args == copy.copy(one).args == one.args
        assert str(one) and repr(one) and one.code.name and one.code.info
    assert hostile_helpers.openapi_responses(code)
"""


def test_hostile_names_make_a_module_that_works(tmp_path: Path):
    """Every name that Python or the module needs: as the class of a type, as a param, as a category, as a code."""
    params = [name for name in HOSTILE if name.islower() and name[0].isalpha()]
    categories = sorted({name.lower().replace("_", "-").strip("-") for name in [*CODES, *HOSTILE]} - {""})
    errors = [
        {
            "code": code, "name": f"{code.strip('_')}_{number}" if code.startswith("_") else None, "status": 404,
            "message": f"What {{{params[number % len(params)]}}}", "type": f"t{number % len(HOSTILE)}",
            "category": categories[number % len(categories)], "action": "Do it",
            "params": {
                params[number % len(params)]: {"type": "integer", "enum": [7]},
                params[(number + 7) % len(params)]: {"optional": True, "type": ["integer", "number"][number % 2]},
            },
        }
        for number, code in enumerate([*CODES, *(f"c-{number}" for number in range(len(HOSTILE)))])
    ]  # fmt: skip
    catalog = {
        "errcat": 1,
        "envelope": {"body": {"code": "<code>", "message": "<message>"}},
        "types": {f"t{number}": {"class_name": name} for number, name in enumerate(HOSTILE)},
        "categories": {id: {} for id in categories},
        "errors": [{key: value for key, value in error.items() if value is not None} for error in errors],
    }
    loaded = load_bytes([("errors.yaml", json.dumps(catalog).encode())])
    errors_found = {one.rule for one in check(loaded, {}).findings if one.level is Level.ERROR}
    assert errors_found == {"reserved-name"}, "what is told is not built; this is, to see that it works all the same"
    resolved = resolve(loaded.catalog, "errors.yaml")
    for target, name in (("python", "hostile.py"), ("python-helpers", "hostile_helpers.py")):
        values = {"exceptions": "code"} if target == "python" else {}
        (artifact,) = TARGETS[target].render(resolved, TARGETS[target].values(values), name)
        (tmp_path / name).write_text(artifact.text, encoding="utf-8")
    (tmp_path / "codes.json").write_text(json.dumps([error["code"] for error in errors]), encoding="utf-8")
    (tmp_path / "categories.json").write_text(json.dumps(categories), encoding="utf-8")
    used = subprocess.run(
        [sys.executable, "-W", "error", "-B", "-c", USE], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert used.returncode == 0, used.stderr[-3000:]
    # the one test that types such a module: mypy takes some seconds of its own for what the module imports
    typed = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "hostile.py", "hostile_helpers.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert typed.returncode == 0, typed.stdout[-3000:]
