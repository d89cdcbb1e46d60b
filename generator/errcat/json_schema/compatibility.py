"""Whether the values of a new schema also fit an old schema: what readers of a payload need.

The comparison follows what the keywords mean: annotations, the order of alternatives and the spelling of a rule don't
matter. Where the meaning can't be compared with certainty, the answer is UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from errcat.findings.finding import PathStep
from errcat.json_schema.equality import equality_key, without_duplicates
from errcat.json_schema.plain_form import NOTHING, TYPES, Plain, followed, plain_form, target

Path = tuple[PathStep, ...]


class Effect(IntEnum):
    """What a difference does to the set of valid values; a larger value is worse for readers."""

    NARROWER = 1
    """Fewer values are valid: readers know all of them."""
    UNKNOWN = 2
    WIDER = 3
    """Values are valid that the old schema rejects."""


@dataclass(frozen=True, slots=True)
class SchemaDifference:
    """A difference between two schemas."""

    path: Path
    """The path in the payload: a property, or `[]` for the items of a list."""
    effect: Effect
    what: str


def compatibility_of(old: object, new: object) -> list[SchemaDifference]:
    """Return how the valid values differ; nothing if the schemas mean the same."""
    return list(_Comparison(old, new).differences(old, new, ()))


MAX_DEPTH = 5
"""How deep alternatives within alternatives are compared by their types."""

# Keywords that limit a size: True if a larger value allows less.
_LIMITS = {
    "minimum": True, "exclusiveMinimum": True, "minLength": True, "minItems": True, "minProperties": True,
    "maximum": False, "exclusiveMaximum": False, "maxLength": False, "maxItems": False, "maxProperties": False,
}  # fmt: skip
_COMPARED = frozenset(
    ["type", "enum", "properties", "required", "additionalProperties", "items", "anyOf", "oneOf", "allOf", "pattern",
     "format", "uniqueItems", "multipleOf", *_LIMITS]
)  # fmt: skip


class _Comparison:
    """Two schemas with their references."""

    def __init__(self, old_root: object, new_root: object) -> None:
        self.old_root, self.new_root = old_root, new_root
        self.visiting: set[tuple[int, int]] = set()

    def differences(self, old_schema: object, new_schema: object, path: Path) -> Iterator[SchemaDifference]:
        """Yield the differences of two schemas for the same value."""
        old, new = plain_form(old_schema, self.old_root), plain_form(new_schema, self.new_root)
        if equality_key(old) == equality_key(new) and not _has_references(old):
            return
        visit = (id(followed(old_schema, self.old_root)), id(followed(new_schema, self.new_root)))
        if visit in self.visiting:  # a schema that contains itself: the outer comparison decides
            return
        self.visiting.add(visit)
        try:
            yield from self._compare(old, new, path)
        finally:
            self.visiting.discard(visit)

    def _compare(self, old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
        if new is NOTHING or old is NOTHING:
            effect = Effect.NARROWER if new is NOTHING else Effect.WIDER
            yield SchemaDifference(path, effect, "no value is valid" if new is NOTHING else "values are valid now")
            return
        if "$ref" in old and old["$ref"] == new.get("$ref"):
            yield from self.differences(target(old, self.old_root), target(new, self.new_root), path)
        yield from self._types(old, new, path)
        yield from self._values(old, new, path)
        yield from self._properties(old, new, path)
        if self._allow(old, new, "array"):
            yield from self._items(old, new, path)
        yield from _limits(old, new, path)
        yield from _texts(old, new, path)
        yield from self._alternatives(old, new, path)
        for keyword in dict.fromkeys([*old, *new]):
            if keyword not in _COMPARED and equality_key(old.get(keyword)) != equality_key(new.get(keyword)):
                yield SchemaDifference(path, Effect.UNKNOWN, f"{keyword} changes")

    def _types(self, old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
        before, after = types_of(old, self.old_root), types_of(new, self.new_root)
        if before == after:
            return
        what = f"the type changes from {_type_words(old)} to {_type_words(new)}"
        yield SchemaDifference(path, Effect.NARROWER if after <= before else Effect.WIDER, what)

    def _values(self, old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
        """Compare the lists of possible values."""
        before, after = old.get("enum"), new.get("enum")
        if before is None and after is None:
            return
        if before is None:
            yield SchemaDifference(path, Effect.NARROWER, "only the listed values are possible now")
        elif after is None:
            yield SchemaDifference(path, Effect.WIDER, "values that aren't listed are possible now")
        else:
            union = len(without_duplicates([*before, *after]))
            added, removed = union - len(without_duplicates(before)), union - len(without_duplicates(after))
            if added:
                # clients of an open list go on, others break: nobody can tell from the schema
                words = f"a new value {after[-1]!r}" if added == 1 else f"{added} new values"
                yield SchemaDifference(path, Effect.UNKNOWN, words)
            elif removed:
                yield SchemaDifference(path, Effect.NARROWER, "some values are no longer possible")

    def _properties(self, old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
        if not self._allow(old, new, "object"):
            return
        before: Mapping[str, Any] = old.get("properties", {})
        after: Mapping[str, Any] = new.get("properties", {})
        must_before, must_after = set(old.get("required", ())), set(new.get("required", ()))
        is_patterned = "patternProperties" in old or "patternProperties" in new
        for name in sorted(must_before - must_after):
            what = "the property can be missing now" if name in after else "the property is no longer sent"
            yield SchemaDifference((*path, name), Effect.WIDER, what)
        for name in sorted(must_after - must_before):
            yield SchemaDifference((*path, name), Effect.NARROWER, "the property is always present now")
        for name in before:
            inside = (*path, name)
            if name in after:
                yield from self.differences(before[name], after[name], inside)
            elif is_patterned or new.get("additionalProperties", True) is False:
                yield SchemaDifference(inside, Effect.UNKNOWN, "the property is no longer sent")
            elif name not in must_before - must_after:
                yield SchemaDifference(inside, Effect.WIDER, "the schema no longer describes the property")
        rest = old.get("additionalProperties", True)
        for name in after:
            inside = (*path, name)
            if name in before:
                continue
            if is_patterned:
                yield SchemaDifference(inside, Effect.UNKNOWN, "the property is new")
            elif rest is False:
                yield SchemaDifference(inside, Effect.WIDER, "the old schema doesn't allow the new property")
            else:
                wider = [one for one in self.differences(rest, after[name], inside) if one.effect > Effect.NARROWER]
                yield from wider or [SchemaDifference(inside, Effect.NARROWER, "the property is new")]
        yield from self._further_properties(rest, new.get("additionalProperties", True), path)

    def _further_properties(self, old: object, new: object, path: Path) -> Iterator[SchemaDifference]:
        if isinstance(old, bool) and isinstance(new, bool):
            if old != new:
                what = "further properties are possible now" if new else "further properties are no longer possible"
                yield SchemaDifference(path, Effect.WIDER if new else Effect.NARROWER, what)
        else:
            yield from self.differences(old, new, (*path, "*"))

    def _items(self, old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
        before, after = old.get("items", True), new.get("items", True)
        if isinstance(before, list) or isinstance(after, list):
            if equality_key(before) != equality_key(after):
                yield SchemaDifference((*path, "[]"), Effect.UNKNOWN, "items changes")
            return
        yield from self.differences(before, after, (*path, "[]"))

    def _alternatives(self, old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
        for keyword in ("anyOf", "oneOf", "allOf"):
            before, after = old.get(keyword), new.get(keyword)
            if before is None and after is None:
                continue
            if before is not None and after is None and keyword != "allOf":
                after = [new]  # the whole schema is the only alternative
            left_before, left_after = self._unmatched(before or [], after or [])
            if not left_before and not left_after:
                continue
            effect = self._effect_of_alternatives(keyword, left_before, left_after, before)
            yield SchemaDifference(path, effect, f"the alternatives of {keyword} change")

    def _unmatched(self, before: Sequence[Any], after: Sequence[Any]) -> tuple[list[Any], list[Any]]:
        """Return the alternatives that don't mean the same as any of the other side."""
        left_after = list(after)
        left_before = []
        for branch in before:
            equal = next((one for one in left_after if not list(self.differences(branch, one, ()))), None)
            if equal is None:
                left_before.append(branch)
            else:
                left_after.remove(equal)
        return left_before, left_after

    def _effect_of_alternatives(
        self, keyword: str, left_before: list[Any], left_after: list[Any], before: list[Any] | None
    ) -> Effect:
        if keyword == "allOf":
            return Effect.UNKNOWN if left_before else Effect.NARROWER
        if before is None:
            return Effect.NARROWER
        if keyword == "oneOf" and left_before:
            return Effect.UNKNOWN
        is_inside = all(
            any(self._is_inside(new_branch, old_branch) for old_branch in before) for new_branch in left_after
        )
        if is_inside and (keyword == "anyOf" or not left_after):
            return Effect.NARROWER
        types = set().union(*(types_of(branch, self.old_root) for branch in before))
        is_new_type = any(not types_of(branch, self.new_root) & types for branch in left_after)
        return Effect.WIDER if is_new_type else Effect.UNKNOWN

    def _allow(self, old: Plain, new: Plain, kind: str) -> bool:
        return kind in types_of(old, self.old_root) and kind in types_of(new, self.new_root)

    def _is_inside(self, new: object, old: object) -> bool:
        return all(one.effect is Effect.NARROWER for one in self.differences(old, new, ()))


def _limits(old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
    for keyword, larger_is_stricter in _LIMITS.items():
        before, after = old.get(keyword), new.get(keyword)
        if before == after:
            continue
        twin = _twin(keyword)
        if isinstance(before, bool) or isinstance(after, bool) or (twin and (twin in old or twin in new)):
            effect = Effect.UNKNOWN
        elif before is None or after is None:
            effect = Effect.NARROWER if before is None else Effect.WIDER
        else:
            effect = Effect.NARROWER if (after > before) is larger_is_stricter else Effect.WIDER
        yield SchemaDifference(path, effect, f"{keyword} changes from {_shown(before)} to {_shown(after)}")


def _twin(keyword: str) -> str:
    """Return the other keyword for the same bound; empty if it has none."""
    pairs = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
    return pairs.get(keyword) or {twin: name for name, twin in pairs.items()}.get(keyword, "")


def _texts(old: Plain, new: Plain, path: Path) -> Iterator[SchemaDifference]:
    for keyword in ("pattern", "format"):
        before, after = old.get(keyword), new.get(keyword)
        if before != after:
            effect = Effect.NARROWER if before is None else Effect.UNKNOWN
            effect = Effect.WIDER if after is None and keyword == "pattern" else effect
            yield SchemaDifference(path, effect, f"{keyword} changes from {_shown(before)} to {_shown(after)}")
    if bool(old.get("uniqueItems")) != bool(new.get("uniqueItems")):
        effect = Effect.NARROWER if new.get("uniqueItems") else Effect.WIDER
        yield SchemaDifference(path, effect, "uniqueItems changes")
    before, after = old.get("multipleOf"), new.get("multipleOf")
    if before != after:
        is_multiple = isinstance(before, int) and isinstance(after, int) and before and after % before == 0
        effect = Effect.NARROWER if before is None or is_multiple else Effect.WIDER if after is None else Effect.UNKNOWN
        yield SchemaDifference(path, effect, f"multipleOf changes from {_shown(before)} to {_shown(after)}")


def types_of(schema: object, root: object, depth: int = 0) -> frozenset[str]:
    """Return the JSON types that a schema allows, with `integer` for the whole numbers in `number`."""
    plain = plain_form(schema, root)
    types = plain.get("type")
    allowed = TYPES if types is None else frozenset(types)
    for keyword in ("anyOf", "oneOf"):
        branches = plain.get(keyword)
        if isinstance(branches, list) and depth < MAX_DEPTH:
            allowed &= frozenset().union(*(types_of(branch, root, depth + 1) for branch in branches))
    return allowed | {"integer"} if "number" in allowed else allowed


def _type_words(schema: Plain) -> str:
    types = schema.get("type")
    return "any type" if types is None else " or ".join(types)


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _has_references(schema: object) -> bool:
    """Whether a schema refers to others, which can differ even if the references are equal."""
    if isinstance(schema, Mapping):
        return "$ref" in schema or any(map(_has_references, schema.values()))
    return isinstance(schema, list) and any(map(_has_references, schema))
