"""Whether a value fits a `details` schema: what jsonschema says, without what could take too long.

jsonschema follows references without limit, and compares patterns with Python's `re`. Here references are counted, and
patterns are compared by `text.patterns`, which takes no pattern long. A pattern that it cannot read (a schema can have
any of ECMAScript) says nothing about a value. Nothing is fetched: the registry has no way to retrieve a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from errcat.findings.finding import PathStep
from errcat.json_schema.keywords import KEYWORDS, KeywordKind
from errcat.json_schema.locations import locate
from errcat.text.pattern_syntax import BadPatternError
from errcat.text.patterns import Matcher, compile_pattern

MOST_REFERENCES = 5000
"""How many references are followed for a value."""
LONGEST_TEXT = 10_000
"""How many characters of a text are compared with a pattern."""

_REFERENCES = tuple(key for key, holds in KEYWORDS.items() if holds is KeywordKind.REFERENCE)
_TURN_AROUND = frozenset(["contains", "if", "not", "oneOf", "unevaluatedItems", "unevaluatedProperties"])
"""Keywords that can refuse a value because it fits a schema inside them."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a value does not fit: the keyword that refuses it, what this wants, and what was found."""

    keyword: str
    path: tuple[PathStep, ...]
    wanted: object
    found: object


class _UndecidedError(Exception):
    """Whether the value fits cannot be said, or takes longer than it is worth."""


def mismatches(root: Mapping[str, Any], value: object, schema: Mapping[str, Any] | None = None) -> list[Mismatch]:
    """Where a value does not fit a valid schema, or a part `schema` of it."""
    from jsonschema.exceptions import best_match  # noqa: PLC0415 — slow to load, and rarely needed
    from referencing.exceptions import Unresolvable  # noqa: PLC0415 — as above

    validator_class, state = _safe_validator(str(root.get("$schema", "")))
    state.start(root)
    found: list[Mismatch] = []
    try:
        validator = validator_class(root, registry=_registry())
        for error in validator.evolve(schema=root if schema is None else schema).iter_errors(value):
            best = best_match([error]) or error
            found.append(Mismatch(best.validator or "false", tuple(best.absolute_path), _wanted(best), best.instance))
    except (_UndecidedError, RecursionError, Unresolvable, ValueError, ArithmeticError):
        return found  # as far as the library came: addresses and numbers may be more than it can take
    return found


def _wanted(error: Any) -> object:
    match error.validator:
        case "required":
            return next((name for name in error.validator_value if name not in error.instance), "")
        case "additionalProperties":
            return next(_additional(error.instance, error.schema), "")
    return error.validator_value


def _additional(value: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    """The names that are in no `properties` and match none of the `patternProperties`."""
    named, patterns = schema.get("properties", ()), schema.get("patternProperties", ())
    for name in value:
        if name not in named and all(_matches(pattern, name) is False for pattern in patterns):
            yield name


def _matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; None if that cannot be said."""
    matcher = _compiled(pattern)
    return matcher.search(text) if matcher is not None and len(text) <= LONGEST_TEXT else None


@cache
def _compiled(pattern: str) -> Matcher | None:
    try:
        return compile_pattern(pattern, LONGEST_TEXT)
    except BadPatternError:
        return None


class _State:
    """What a validator may still do for a value."""

    def __init__(self) -> None:
        self.start({})

    def start(self, root: Mapping[str, Any]) -> None:
        self.root = root
        self.references_left = MOST_REFERENCES

    def follow_reference(self) -> None:
        self.references_left -= 1
        if self.references_left < 0:
            raise _UndecidedError

    def ignore_pattern(self) -> None:
        """Treat a pattern that cannot be read as if it matched, unless a keyword could refuse the value for that."""
        if self.has(_TURN_AROUND):
            raise _UndecidedError

    def has(self, keywords: frozenset[str]) -> bool:
        """Whether the schema has any of some keywords."""
        parts = (part.schema for part in locate(self.root).subschemas.values())
        return any(not keywords.isdisjoint(part) for part in parts if isinstance(part, Mapping))


@cache
def _safe_validator(dialect: str) -> tuple[Any, _State]:
    """The validator of a dialect with its dangerous keywords replaced, and what these share."""
    import jsonschema  # noqa: PLC0415 — slow to load, and rarely needed

    base: Any = jsonschema.validators.validator_for({"$schema": dialect}, default=jsonschema.Draft202012Validator)
    extend: Any = jsonschema.validators.extend  # untyped in its own stubs
    state = _State()

    def counted(keyword: Callable[..., Any]) -> Callable[..., Any]:
        def follow(validator: Any, reference: Any, instance: Any, schema: Any) -> Iterator[Any]:
            state.follow_reference()
            yield from keyword(validator, reference, instance, schema) or ()

        return follow

    def pattern(_validator: Any, wanted: str, instance: object, _schema: Any) -> Iterator[Any]:
        if isinstance(instance, str):
            is_match = _matches(wanted, instance)
            if is_match is None:
                state.ignore_pattern()
            elif not is_match:
                yield jsonschema.ValidationError("")

    def pattern_properties(validator: Any, wanted: Mapping[str, Any], instance: Any, _schema: Any) -> Iterator[Any]:
        if isinstance(instance, dict):
            for name_pattern, part in wanted.items():
                for name, value in instance.items():
                    is_match = _matches(name_pattern, name)
                    if is_match is None:
                        state.ignore_pattern()
                    elif is_match:
                        yield from validator.descend(value, part, path=name, schema_path=name_pattern)

    def additional_properties(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[Any]:
        if isinstance(instance, dict):
            names = list(_additional(instance, schema))
            if wanted is False and names:
                yield jsonschema.ValidationError("")
            elif wanted is not False:
                for name in names:
                    yield from validator.descend(instance[name], wanted, path=name)

    def unevaluated_properties(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[Any]:
        if state.has(frozenset(["patternProperties"])):
            raise _UndecidedError  # the library compares these patterns in a way that cannot be replaced
        yield from base.VALIDATORS["unevaluatedProperties"](validator, wanted, instance, schema) or ()

    replaced: dict[str, Any] = {
        "pattern": pattern,
        "patternProperties": pattern_properties,
        "additionalProperties": additional_properties,
        "unevaluatedProperties": unevaluated_properties,
    } | {key: counted(base.VALIDATORS[key]) for key in _REFERENCES if key in base.VALIDATORS}
    return extend(base, {key: keyword for key, keyword in replaced.items() if key in base.VALIDATORS}), state


@cache
def _registry() -> Any:
    from referencing import Registry  # noqa: PLC0415 — slow to load, and rarely needed

    return Registry()  # it retrieves nothing
