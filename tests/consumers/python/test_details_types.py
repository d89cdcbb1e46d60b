"""The types of details: typed dicts, from JSON Schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from built import resolved_from, write
from errcat.targets import TARGETS
from errcat.targets.python.details_types import details_types


def record(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def ref(to: str) -> dict[str, str]:
    return {"$ref": to}


TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
LEVELS = 9
FAN = {
    f"level{level}": record(**{f"part{part}": ref(f"#/$defs/level{level + 1}") for part in range(9)})
    for level in range(LEVELS)
}
SCHEMAS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "tree": ({**ref("#/$defs/node"), "$defs": {"node": record(next=ref("#/$defs/node"))}}, {"next": "NotRequired[Of]"}),
    "root": (record(up=ref("#")), {"up": "NotRequired[Of]"}),
    "odd_root": (record(**{"a-b": TEXT, "up": ref("#")}), {'"a-b"': "NotRequired[str]", '"up"': "NotRequired[Any]"}),
    "alike": (
        record(a_b=record(x=TEXT), aB=record(y=TEXT), _=record(z={})),
        {"a_b": "NotRequired[OfAB]", "aB": "NotRequired[OfAB2]", "_": "NotRequired[Of2]"},
    ),
    "odd_keys": (
        record(**{"é": TEXT, "x y": NUMBER, "class": TEXT, "str": TEXT, "": TEXT, '"': record(**{"-": TEXT})}),
        {
            '"é"': "NotRequired[str]",
            '"x y"': "NotRequired[int]",
            '"class"': "NotRequired[str]",
            '"str"': "NotRequired[str]",
            '""': "NotRequired[str]",
            "'\"'": "NotRequired[Of2]",
        },
    ),
    "elsewhere": (
        record(a=ref("https://x.example/y"), b=ref("#/nowhere")),
        {"a": "NotRequired[Any]", "b": "NotRequired[Any]"},
    ),
    "nullable": (
        record(a={"anyOf": [TEXT, {"type": "null"}]}, b={"type": ["integer", "null"]}),
        {"a": "NotRequired[str | None]", "b": "NotRequired[int | None]"},
    ),
    "lists": (record(a={"type": "array", "items": record(b=NUMBER)}), {"a": "NotRequired[list[OfAItem]]"}),
    "maps": (
        record(a={"type": "object", "additionalProperties": NUMBER}, b=record()),
        {"a": "NotRequired[dict[str, int]]", "b": "NotRequired[dict[str, Any]]"},
    ),
    "values": (
        record(a={"enum": ["x", 1, None]}, b={"const": True}, c={"enum": [1.5]}),
        {"a": 'NotRequired[Literal["x", 1, None]]', "b": "NotRequired[Literal[True]]", "c": "NotRequired[Any]"},
    ),
    "required": (
        {**record(a=TEXT, b=TEXT), "required": ["a", "elsewhere"]},
        {"a": "str", "b": "NotRequired[str]"},
    ),
    "either": (record(a={"oneOf": [record(b=TEXT), record(c=TEXT)]}), {"a": "NotRequired[OfA1 | OfA2]"}),
    "fan": (
        {**record(start=ref("#/$defs/level0")), "$defs": {**FAN, f"level{LEVELS}": TEXT}},
        {"start": "NotRequired[OfStart]"},
    ),
    "endless": (
        {**record(a=ref("#/$defs/a")), "$defs": {"a": ref("#/$defs/b"), "b": ref("#/$defs/a")}},
        {"a": "NotRequired[Any]"},
    ),
}


@pytest.mark.parametrize("code", SCHEMAS)
def test_types_of_details(code: str):
    schema, keys = SCHEMAS[code]
    types = details_types(schema, "Of")
    assert types[-1].name == "Of"
    assert {key.name: key.annotation for key in types[-1].keys} == keys
    assert len({type_.name for type_ in types}) == len(types) <= 9, "each part has one type, however often it is used"


@pytest.mark.parametrize(
    "schema", [{}, {"type": "array", "items": record(a=TEXT)}, record(), {"anyOf": [record(a=TEXT), TEXT]}]
)
def test_details_that_are_no_object_with_keys_have_no_type(schema: dict[str, Any]):
    assert details_types(schema, "Of") == []


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    errors = [{"code": code, "details": schema} for code, (schema, _keys) in SCHEMAS.items()]
    catalog = {"errcat": 1, "envelope": {"body": {"code": "<code>", "details?": "<details>"}}, "errors": errors}
    folder = tmp_path_factory.mktemp("details") / "one"
    write(TARGETS["python"].render(resolved_from(json.dumps(catalog)), TARGETS["python"].values({}), "one"), folder)
    return folder


def test_type_checkers_accept_every_schema(package: Path):
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "one/__init__.py"],
        cwd=package.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_types_exist_in_a_running_program(package: Path):
    script = "import one, typing; print(*sorted(typing.get_type_hints(one.OddRootDetails)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=package.parent, capture_output=True, text=True, check=False
    )
    assert done.stdout == "a-b up\n", done.stderr
