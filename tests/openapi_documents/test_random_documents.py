"""Random documents in every style: only the responses change, they fit the codes, and a second run changes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openapi_apply import apply, data

STATUSES = {"BUSY": ["502", "503"], "KEY_MISSING": ["401"], "STRANGE": ["default"]}
RESPONSES: list[dict[str, Any]] = [
    {"description": "d"},
    {"description": "it's: # not a comment"},
    {"description": "x", "content": {"application/json": {"example": {"a": [1, None, True]}}}},
    {"$ref": "#/components/responses/x"},
]
CODES = [["BUSY"], ["ORDER_NOT_FOUND", "SHOP_NOT_FOUND"], [], ["KEY_MISSING", "STRANGE"], ["BUSY", "ORDER_NOT_FOUND"]]
SUMMARIES = ["a", "two\nlines\n", "", "it's: # not", "x" * 90]


class Shared(yaml.SafeDumper):
    """Writes what two places share once, with aliases."""


class Written(yaml.SafeDumper):
    """Writes what two places share twice."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


class Indented(Shared):
    """Indents lists, as most formatters do."""

    def increase_indent(self, flow=False, indentless=False):  # noqa: ARG002 — the dumper calls it so
        return super().increase_indent(flow, False)


def to_yaml(dumper: type, **options: Any) -> Callable[[Any], str]:
    return lambda document: yaml.dump(document, sort_keys=False, Dumper=dumper, **options)


WRITERS: dict[str, Callable[[Any], str]] = {
    "block": to_yaml(Written),
    "block with aliases": to_yaml(Shared),
    "indented lists": to_yaml(Indented, indent=3),
    "braces": to_yaml(Written, default_flow_style=True),
    "braces with aliases": to_yaml(Shared, default_flow_style=True, width=40),
    "mixed": to_yaml(Written, default_flow_style=None),
    "mixed with aliases": to_yaml(Shared, default_flow_style=None, width=1000),
    "json": lambda document: json.dumps(document, indent=2),
    "json with tabs": lambda document: json.dumps(document, indent="\t"),
    "json on a line": json.dumps,
    "json without spaces": lambda document: json.dumps(document, separators=(",", ":")),
}


def random_document(random: Random) -> dict[str, Any]:
    """A document whose operations, responses and lists of codes are often the same objects."""
    known_responses = [
        {status: random.choice(RESPONSES) for status in random.sample(["200", "404", "302", "default", "503"], count)}
        for count in (0, 1, 3)
    ]

    def operation() -> dict[str, Any]:
        result: dict[str, Any] = {"x-error-codes": random.choice(CODES)} if random.random() < 0.7 else {}
        if random.random() < 0.6:
            result["summary"] = random.choice(SUMMARIES)
        if random.random() < 0.7:
            responses = random.choice(known_responses)
            result["responses"] = random.choice([responses, responses, dict(responses), None])
        if random.random() < 0.2:
            inner = {"x-error-codes": random.choice(CODES), "responses": random.choice(known_responses)}
            result["callbacks"] = {"done": {"{$request.body#/url}": {"post": inner}}}
        items = list(result.items())
        random.shuffle(items)
        return dict(items)

    known_operations = [operation(), operation()]
    paths = {
        path: {
            method: random.choice([*known_operations, operation(), operation(), operation()])
            for method in random.sample(["get", "put", "post"], random.randint(1, 3))
        }
        for path in random.sample(["/a", "/a/{b}", "/it's", '/"q"', "/c: d"], random.randint(1, 4))
    }
    document: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    others: dict[str, Any] = {
        "webhooks": {"w": {"post": operation()}},
        "x-shared": random.choice(known_responses),
        "x-list": [random.choice(known_responses), random.choice(RESPONSES)],
        "components": {"responses": {"x": random.choice(RESPONSES)}},
    }
    return document | {key: value for key, value in others.items() if random.random() < 0.3}


def operations(document: Any) -> Iterator[dict[str, Any]]:
    items = [*document["paths"].values(), *document.get("webhooks", {}).values()]
    while items:
        for operation in items.pop(0).values():
            yield operation
            items += [item for callback in operation.get("callbacks", {}).values() for item in callback.values()]


@pytest.mark.parametrize("writer", WRITERS)
@given(seed=st.integers(0, 2**32), replace=st.booleans())
def test_only_responses_change(writer: str, seed: int, replace: bool):
    random = Random(seed)  # noqa: S311 — test data
    text = WRITERS[writer](random_document(random))
    text = text.replace("\n", random.choice(["\n", "\n", "\r\n"]))
    after = random.choice(["", "", "\ufeff"]) + text
    after = apply(after, replace=replace)
    assert "\r\n" not in text or not re.search(r"(?<!\r)\n", after)
    assert ("\n" in after) is ("\n" in text)
    if writer.startswith("json"):
        json.loads(after.removeprefix("\ufeff"))
        assert writer != "json with tabs" or not re.search(r"^\t* +", after, re.MULTILINE)
    # through JSON, so that nothing is shared
    old, new = (json.loads(json.dumps(data(each.removeprefix("\ufeff")))) for each in (text, after))
    for before, operation in zip(operations(old), operations(new), strict=True):
        had, has = before.pop("responses", None) or {}, operation.pop("responses", None) or {}
        codes = before.get("x-error-codes", [])
        wanted = {status for code in codes for status in STATUSES.get(code, ["404"])}
        assert set(has) == set(had) | wanted | ({"default"} if codes else set())
        assert list(has)[: len(had)] == list(had)
        for status in had:
            if not replace or status not in wanted:
                assert has[status] == had[status]
        for status in wanted:
            if replace or status not in had:
                assert "errors.openapi.yaml#" in json.dumps(has[status])
    assert new == old
