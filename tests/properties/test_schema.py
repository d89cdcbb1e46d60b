"""The schema, its generated yes or no, and the words for what does not fit: they never disagree, and never fall over.

Entries and heads are made from the schema itself, then broken in one or two places, as by a writer.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from errcat.findings import wording
from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.document import Document
from errcat.findings.finding import Level, Place
from errcat.findings.source import Source, apply_edits
from errcat.reading.build_model import build
from errcat.reading.parsing.events import parse
from errcat.reading.schema import lookup
from errcat.reading.schema.generated_checker import is_error, is_head
from errcat.reading.schema_mistakes import validation

WHOLE = lookup.schema()
HEAD = WHOLE | {"properties": {name: part for name, part in WHOLE["properties"].items() if name != "errors"}}
WORDS = st.sampled_from(
    ["order_not_found", "Order", "x", "404", "true", "~", "a: b", "{x}", "2031-01-31", "", "a\nb", "é"]
)
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-10, 600)
    | st.sampled_from([404.0, 0.5, -1.5])
    | WORDS
    | st.just("w" * 600),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)


def instances(part: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that fit a part of the schema."""
    if part in (True, {}):
        return JUNK
    if "$ref" in part:
        return definition(part["$ref"].removeprefix("#/definitions/"))
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    kind = part.get("type")
    if "anyOf" in part and kind is None:
        return st.one_of([instances(one) for one in part["anyOf"]])
    match kind:
        case "string" if "pattern" in part:
            return st.from_regex(
                part["pattern"], fullmatch=True, alphabet=st.characters(min_codepoint=32, max_codepoint=126)
            ).filter(lambda text: len(text) <= part.get("maxLength", 100))
        case "string":
            return WORDS.filter(lambda text: len(text) >= part.get("minLength", 0))
        case "integer" | "number":
            return st.integers(part.get("minimum", -10), 600)
        case "boolean":
            return st.booleans()
        case "array":
            items = instances(part.get("items", {}))
            return st.lists(items, min_size=part.get("minItems", 0), max_size=3, unique=part.get("uniqueItems", False))
        case "object":
            return mappings(part)
    if not set(part) & {"type", "enum", "anyOf", "const"}:
        return JUNK
    raise AssertionError(part)


def mappings(part: dict[str, Any]) -> st.SearchStrategy[Any]:
    fields = part.get("properties", {})
    if not fields:
        keys = instances(part["propertyNames"]) if "propertyNames" in part else WORDS
        return st.dictionaries(keys, instances(part.get("additionalProperties", {})), max_size=2)
    wanted = part.get("required", [])
    chosen = st.lists(st.sampled_from(sorted(fields)), max_size=4)
    ways = st.sampled_from([one["required"] for one in part.get("anyOf", [{"required": []}])])
    return st.tuples(chosen, ways).flatmap(
        lambda drawn: st.fixed_dictionaries(
            {field: instances(fields[field]) for field in dict.fromkeys([*wanted, *drawn[1], *drawn[0]])}
        )
    )


DEFINITIONS: dict[str, st.SearchStrategy[Any]] = {}


def definition(name: str) -> st.SearchStrategy[Any]:
    if name not in DEFINITIONS:
        DEFINITIONS[name] = st.deferred(lambda: instances(WHOLE["definitions"][name]))
    return DEFINITIONS[name]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(way for step, item in steps for way in places(item, (*path, step)))]


@st.composite
def broken(draw: st.DrawFn, whole: st.SearchStrategy[Any]) -> Any:
    """A value that fits, with up to two mistakes in it."""
    value = copy.deepcopy(draw(whole))
    for _mistake in range(draw(st.integers(0, 2))):
        path = draw(st.sampled_from(places(value)))
        holder = value
        for step in path[:-1]:
            holder = holder[step]
        if not path:
            continue
        old = holder[path[-1]]
        match draw(st.sampled_from(["junk", "delete", "text", "list", "unwrap", "add", "rename", "again"])):
            case "junk":
                holder[path[-1]] = draw(JUNK)
            case "delete":
                del holder[path[-1]]
            case "text":
                holder[path[-1]] = str(old)
            case "list":
                holder[path[-1]] = [old]
            case "unwrap" if isinstance(old, list) and old:
                holder[path[-1]] = old[0]
            case "again" if isinstance(old, list) and old:
                holder[path[-1]] = [*old, old[0]]
            case "add" if isinstance(old, dict):
                old[
                    draw(
                        st.sampled_from(["mesage", "http_status", "sunset", "errors", "x-y", "code", "_", "retryable"])
                    )
                ] = draw(JUNK)
            case "rename" if isinstance(holder, dict):
                holder[draw(st.sampled_from([f"{path[-1]}s", path[-1].upper(), path[-1][:-1]]))] = holder.pop(path[-1])
    return value


ENTRIES = broken(definition("error"))
HEADS = broken(mappings(HEAD))


@given(ENTRIES | JUNK)
def test_the_checker_agrees_with_jsonschema_on_entries(entry: Any):
    assert is_error(entry) == lookup.error_validator().is_valid(entry)


@given(HEADS | JUNK)
def test_the_checker_agrees_with_jsonschema_on_heads(head: Any):
    assert is_head(head) == lookup.head_validator().is_valid(head)


def as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_block(data: Any) -> str:
    return yaml.dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False, width=1000)


def document_of(text: str) -> Document:
    parsed = parse(text)
    return Document(0, Source("c.yaml", text), parsed.data, text, parsed.marks)


def judge(document: Document) -> validation.ValidationResult:
    """Validate a document, and verify that every problem has words and that the rest makes a model."""
    verdict = validation.check(document, frozenset(), {})
    for problem in verdict.problems:
        if problem.rule in DIAGNOSTICS:
            finding = wording.finding_of(problem, [document], Level.ERROR)
            assert finding.span
            assert finding.span.start <= finding.span.end
            assert finding.message
            assert finding.help
        assert isinstance(problem.at, Place)
        assert lies_in(document.data, problem.at.path)
    catalog = build([document], [verdict], frozenset())
    assert len(catalog.errors) == len(verdict.head.get("errors", ()))
    return verdict


def lies_in(data: Any, path: tuple[Any, ...]) -> bool:
    for step in path:
        if not (step in data if isinstance(data, dict) else isinstance(step, int) and step < len(data)):
            return False
        data = data[step]
    return True


CATALOGS = st.tuples(HEADS, st.lists(ENTRIES, max_size=3)).map(
    lambda drawn: {**(drawn[0] if isinstance(drawn[0], dict) else {}), "errors": drawn[1]}
)


@pytest.mark.parametrize("write", [as_json, as_block])
@given(catalog=CATALOGS)
def test_what_does_not_fit_is_reported_at_its_place(write: Any, catalog: dict[str, Any]):
    document = document_of(write(catalog))
    verdict = judge(document)
    fits = is_head(document.data) and all(map(is_error, document.data["errors"]))
    assert bool(verdict.problems) != fits
    for number, entry in enumerate(document.data["errors"]):
        reported = any(problem.at.path[:2] == ("errors", number) for problem in verdict.problems)
        assert reported != is_error(entry)
        assert is_error(entry) or number in verdict.broken_fields


@pytest.mark.parametrize("write", [as_json, as_block])
@given(catalog=CATALOGS)
def test_a_fix_leaves_a_file_that_can_be_read_and_the_problem_is_gone(write: Any, catalog: dict[str, Any]):
    document = document_of(write(catalog))
    problems = judge(document).problems
    for problem in problems:
        if problem.fix is None:
            continue
        text, _applied = apply_edits(document.text, list(problem.fix.edits))
        fixed = document_of(text)
        if write is as_json:
            json.loads(text)
        still = validation.check(fixed, frozenset(), {}).problems
        # of an item that is there three times, the third takes the place of the second
        there = problem.rule == "repeated-item" and len(still) < len(problems)
        assert there or (problem.rule, problem.at) not in [(one.rule, one.at) for one in still], text


@given(errors=JUNK | st.dictionaries(WORDS, ENTRIES | WORDS, max_size=3) | ENTRIES)
def test_errors_of_any_shape_are_reported(errors: Any):
    document = document_of(as_block({"errcat": 1, "errors": errors}))
    verdict = judge(document)
    for problem in verdict.problems:
        if problem.rule == "errors-not-a-list" and problem.fix:
            text, _applied = apply_edits(document.text, list(problem.fix.edits))
            assert isinstance(document_of(text).data["errors"], list)
