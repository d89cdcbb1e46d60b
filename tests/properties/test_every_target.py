"""Catalogs made at random of what is awkward: whatever is accepted, every target makes something sound of."""

from __future__ import annotations

import json
import random
import re
import sys
import types
import warnings
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from built import run_in
from errcat.artifact import is_sealed
from errcat.reading import load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

CODES = [
    "api", "error", "value", "Type", "PERMISSION", "time-out", "4001", "-7", "ddl:1", "Http404", "Error", "ClientError", "ErrorCode",
    "x y", "é", "class", "None", "mro", "import", "Category", "Note", "a.b", "a_b", "A-B", "", "1E5", "E1", "e1", "ErrorBody", "status",
]  # fmt: skip
NAMES = ["N_", "n", "Name", "HTTP_404_", "ErrorCode", "retry", "E"]
IDS = ["api", "error", "fix", "retry", "value", "permission", "time-out", "http404", "a-b", "class", "x1", "type-error"]
PIECES = [
    "a",
    "{",
    "}",
    "{x}",
    "{y1}",
    '"',
    "'",
    "\\",
    "\n",
    " ",
    "<b>",
    "é",
    "😀",
    "|",
    "`",
    "*",
    "$",
    "%s",
    "{{",
    "}}",
    "#",
    "--8<--",
]
MARKERS = [
    "<code>", "<message>", "<status>", "<status:string>", "<details>", "<docs_url>", "<title>", "<field>", "<request_id>", "<number>",
    "<category>", "<retry_after>", "<name>", "pre <code> post", "<type>", "<timestamp>", "<severity>",
]  # fmt: skip
DETAILS = [
    {"type": "object", "properties": {"x": {"type": ["string", "null"]}, "y1": {"const": 1}}},
    {"$ref": "#/definitions/a", "definitions": {"a": {"type": "array"}}},
    {"type": "string"},
    {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": False}]},
]


class Maker:
    """Makes catalogs of the dice that Hypothesis rolls."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.categories = dice.sample(IDS, 3)
        self.types = dice.sample(IDS, 3)

    def text(self) -> str:
        pieces = [self.dice.choice(PIECES) for _ in range(self.dice.randrange(1, 12))]
        return "".join(pieces).strip() or "t"

    def catalog(self) -> dict[str, Any]:
        dice = self.dice
        made: dict[str, Any] = {
            "errcat": 1,
            "api": {
                "name": self.text().replace("\n", " "),
                "docs_url": "https://x.example/e",
                "request_id": {"header": "X-Id"},
            },
            "codes": {"unique": "none", "set": dice.choice(["open", "closed"])},
            "categories": {
                id: dice.choice([{}, {"title": "T", "retry": {"strategy": "after", "after": 3}}])
                for id in self.categories
            },
            "types": {
                id: dice.choice([{}, {"class_name": "Acme::APIError"}, {"class_name": "ValueError"}])
                for id in self.types
            },
            "errors": [self.error(number) for number in range(dice.randrange(1, 7))],
        }
        if dice.random() < 0.7:
            made["envelope"] = dice.choice(["google", "jsonapi", "stripe", "rfc9457", {"body": self.body()}])
        return made

    def body(self) -> dict[str, Any]:
        keys = self.dice.sample(["a", "b", "c", "error"], self.dice.randrange(1, 5))
        members = self.dice.choice([{}, {"<params>?": None}])
        return {"code": "<code>"} | {key + self.dice.choice(["", "?"]): self.value(2) for key in keys} | members

    def value(self, depth: int) -> Any:
        kind = self.dice.randrange(8)
        if kind == 3 and depth:
            return {
                self.dice.choice("abc") + self.dice.choice(["", "?"]): self.value(depth - 1)
                for _ in range(self.dice.randrange(3))
            }
        if kind == 4 and depth:
            return [self.value(depth - 1) for _ in range(self.dice.randrange(3))]
        return self.dice.choice(MARKERS) if kind < 6 else self.dice.choice([True, 1, 1.5, "text", None])

    def error(self, number: int) -> dict[str, Any]:
        dice = self.dice
        param = [
            {},
            {"type": "integer"},
            {"enum": ["a", 1]},
            {"optional": True, "sensitive": True},
            {"type": "object", "example": {"a": [1]}},
        ]
        fields: dict[str, Any] = {
            "status": dice.choice([404, 500, [400, 503], [], 200, -5, 999, 302]),
            "message": self.text(),
            "messages": [{"message": self.text(), "when": self.text()}],
            "action": self.text(),
            "category": dice.choice(self.categories),
            "type": dice.choice(self.types),
            "params": {
                dice.choice(["x", "y1", "self", "class", "message", "status", "more"]): dice.choice(param) for _ in "ab"
            },
            "details": dice.choice(DETAILS),
            "retry": dice.choice(
                [{"strategy": "never"}, {"strategy": "after", "after": 0}, {"strategy": "backoff", "header": "X-Wait"}]
            ),
            "deprecated": {"since": self.text(), "replaced_by": dice.choice(CODES)},
            "visibility": dice.choice(["public", "internal"]),
            "title": self.text(),
            "number": number,
            "severity": dice.choice(["error", "warning", "info"]),
            "x-a": {"a": [None, 1.5, self.text()]},
            "translations": {"de": {"message": self.text(), "title": self.text()}},
        }
        kept = {key: value for key, value in fields.items() if dice.random() < 0.4}
        return {"code": dice.choice(CODES), "name": f"{dice.choice(NAMES)}{number}", **kept}


@pytest.mark.slow("builds every target for each example")
@settings(max_examples=max(40, settings.default.max_examples // 20))
@given(st.randoms(use_true_random=False))
def test_every_target_makes_something_sound(dice: random.Random):
    text = json.dumps(Maker(dice).catalog(), ensure_ascii=False)
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    level = dice.choice(["auto", "none", "category", "type", "code"])
    use_module(resolved, level)
    for version in ("3.0.3", "3.1.0"):
        schemas = dice.choice(["single", "per-status", "per-code"])
        document = yaml.load(made(resolved, "openapi", "e.yaml", version=version, schemas=schemas), yaml.CSafeLoader)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the validator's own making
            validate(document)
    assert json.loads(made(resolved, "json", "e.json"))["errors"] == json.loads(
        json.dumps(resolved["errors"], default=dict)
    )
    assert re.match(r"# (?:.* e|E)rrors\n", made(resolved, "markdown", "e.md"))


def made(resolved: ResolvedCatalog, target: str, name: str, **given: Any) -> str:
    (artifact,) = TARGETS[target].render(resolved, TARGETS[target].values(given), name)
    assert is_sealed(artifact.data)
    return artifact.text


def use_module(resolved: ResolvedCatalog, level: str) -> None:
    """Run the module and the helpers; every code is found again in the response that it makes."""
    modules = []
    for target, settings_of in (("python", {"exceptions": level}), ("python-helpers", {})):
        module = types.ModuleType(f"made_{target}")
        sys.modules[module.__name__] = module
        run_in(module, made(resolved, target, "errors.py", **settings_of))
        modules.append(module)
    errors, helpers = modules
    assert [code.name for code in errors.ErrorCode] == [error["names"]["python"] for error in resolved["errors"]]
    for code, error in zip(errors.ErrorCode, resolved["errors"], strict=True):
        assert (code.code, code.message) == (error["code"], error["message"])
        assert code in errors.ErrorCode.all(code.code)
        assert helpers.openapi_responses(code)
        if level != "none":
            values = {param["name"]: "x" for param in error["params"]}
            status, headers, body = code.error(params=values).to_response()
            back = errors.ApiError.from_response(status, body, headers)
            assert getattr(back.code, "code", back.code) == code.code
