"""What a value of the wrong type probably means: other ways to write it, of which the first that fits counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from errcat.findings.finding import PathStep
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes import written_forms
from errcat.reading.schema_mistakes.languages import LOCALES
from errcat.reading.schema_mistakes.synonyms import VALUES
from errcat.text.code_names import derive_name

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WORD_LISTS = ("tags", "operations", "see_also", "fields")
"""Lists of words without spaces, which people separate with spaces, slashes and the like."""
_SEPARATORS = re.compile(r"[\s,;/|]+")
_BULLET = re.compile(r"[•·●▪◦‣*–—−-][ \t]+")
_SENTENCES = re.compile(r"\s*[•·●▪◦‣]\s+|;\s+(?=[A-ZÀ-Þ])")
"""What people put between the items of a list on one line."""
_NOTHING = ("none", "no", "-", "n/a", "na", "nil", "null", "empty")
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "ja", "oui", "si", "sí", "wahr", "vrai", "verdadero"), True),
    **dict.fromkeys(("false", "no", "off", "nein", "non", "falsch", "faux", "falso"), False),
}
_JOINING_WORDS = frozenset(["and", "or", "und", "oder", "et", "ou", "y", "o", "&", "+"])

# By the schema's kind of mapping: the fields that a bare value may be meant for, the likeliest first.
BARE_FIELDS: Mapping[str, Sequence[str]] = {
    "api": ("name",),
    "category": ("title",),
    "codes": ("unique", "set", "pattern"),
    "deprecated": ("sunset", "replaced_by", "reason"),
    "error": ("code",),
    "errorType": ("title",),
    "group": ("title",),
    "link": ("url",),
    "param": ("type", "description"),
    "request_id": ("header",),
    "retry": ("strategy",),
    "statusNote": ("status",),
    "support": ("email", "url", "text"),
    "translation": ("message",),
    "variant": ("message",),
}
# By the schema's kind of list item: the fields that the keys and values of a mapping are meant for.
KEYED_FIELDS: Mapping[str, tuple[str, str]] = {
    "error": ("code", "message"),
    "example": ("title", "code"),
    "guide": ("id", "title"),
    "link": ("title", "url"),
    "note": ("title", "text"),
    "retiredCode": ("code", "reason"),
    "sample": ("language", "code"),
    "statusNote": ("status", "title"),
    "variant": ("when", "message"),
}
_ID_FIELDS = ("id", "name", "code", "key", "locale", "language")


@dataclass(frozen=True, slots=True)
class ValueGuess:
    """A value as it should have been."""

    kind: str
    """The name of the help text."""
    value: Any
    safe: bool = False
    """True if nothing else can be meant."""


def best_guess(path: Sequence[PathStep], value: Any) -> ValueGuess | None:
    """Return the first other way to write a value that fits."""
    return next((candidate for candidate in _candidates(path, value) if lookup.fits(path, candidate.value)), None)


def fitting(path: Sequence[PathStep], value: Any) -> Any:
    """Return a value in a form that fits a path, or unchanged if none is known."""
    if lookup.fits(path, value):
        return value
    guess = best_guess(path, value)
    return guess.value if guess else value


def _candidates(path: Sequence[PathStep], value: Any) -> Iterator[ValueGuess]:
    if isinstance(value, str):
        yield from _of_text(path, value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        yield ValueGuess("whole", int(value))
    if isinstance(value, dict):
        yield from _of_mapping(path, value)
    elif isinstance(value, list):
        yield from _of_list(path, value)
    else:
        yield from _of_bare(path, value)
    if isinstance(value, str) and re.fullmatch(r"[^,;|]+(?:[,;|] ?[^ ,;|]+)+", value):
        yield ValueGuess("list", [item.strip() for item in re.split("[,;|]", value)])
    if isinstance(value, str) and len(items := _SENTENCES.split(value.strip("•·●▪◦‣ "))) > 1:
        yield ValueGuess("list", [item.strip() for item in items])
    if isinstance(value, str) and (bullet := _BULLET.match(value)):
        yield ValueGuess("list", [value[bullet.end() :]])
    yield ValueGuess("list", [value], safe=not isinstance(value, str) or "," not in value)
    yield from (ValueGuess("list", [guess.value]) for guess in _of_bare((*path, 0), value))


def _of_text(path: Sequence[PathStep], value: str) -> Iterator[ValueGuess]:
    text = value.strip()
    if _INTEGER.fullmatch(text):
        yield ValueGuess("number", int(text), safe=True)
    if _NUMBER.fullmatch(text):
        yield ValueGuess("number", float(text), safe=True)
    if text.casefold() in _BOOLEANS:
        yield ValueGuess("boolean", _BOOLEANS[text.casefold()], safe=True)
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    if field == "status":
        yield from _of_status(text)
    elif field in _WORD_LISTS and isinstance(path[-1], str):
        words = [word.strip("#\"'") for word in _SEPARATORS.split(text.strip("()<>{}[] "))]
        yield ValueGuess("list", [word for word in words if word and word not in _JOINING_WORDS])
    elif field == "params" and path[-1] == field:
        names = [name.strip("{} ") for name in _SEPARATORS.split(text)]
        if all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in names):
            yield ValueGuess("keys", {name: {} for name in names})
    elif field == "errcat" and re.fullmatch(r"(?:v|version|format)? ?1(?:\.0)*", text, re.IGNORECASE):
        yield ValueGuess("number", 1)
    seconds = written_forms.seconds(text)
    if seconds is not None:
        yield ValueGuess("seconds", seconds)
    count = written_forms.count(text)
    if count is not None:
        yield ValueGuess("number", count)


def _of_status(text: str) -> Iterator[ValueGuess]:
    in_class = written_forms.statuses_of_class(text)
    if in_class:
        yield ValueGuess("class", in_class)
    if text.casefold() in _NOTHING:
        yield ValueGuess("no-status", [])
    statuses = written_forms.statuses(text)
    if len(statuses) == 1:
        yield ValueGuess("status", statuses[0])
    elif statuses:
        yield ValueGuess("statuses", statuses)


def _of_bare(path: Sequence[PathStep], value: Any) -> Iterator[ValueGuess]:
    """Guess the field that a single value is meant for in place of a mapping."""
    node = lookup.object_at(path)
    if node is None or value is None:
        return
    if node.name == "retry":
        yield from _of_retry(value)
    if isinstance(value, str) and (fields := written_forms.assignments(value)):
        yield ValueGuess("mapping", fields)
    if node.name == "link" and isinstance(value, str) and (link := written_forms.markdown_link(value)):
        yield ValueGuess("mapping", {"url": link[1]} | ({"title": link[0]} if link[0] else {}))
    if node.name == "transports" and isinstance(value, str) and re.fullmatch(r"[A-Z_]{2,}", value):
        yield ValueGuess("mapping", {"grpc": value})
    for field in BARE_FIELDS.get(node.name, ()):
        if _may_be(field, value) and lookup.fits((*path, field), value):
            yield ValueGuess("mapping", {field: value})


def _of_retry(value: object) -> Iterator[ValueGuess]:
    if isinstance(value, str):
        text = value.strip().casefold()
        seconds = written_forms.seconds(text, anywhere=True)
        if seconds is not None:
            yield ValueGuess("mapping", {"strategy": "after", "after": seconds})
        if text.startswith(("retry-after", "x-retry")):
            yield ValueGuess("mapping", {"strategy": "after", "header": value.split()[0]})
        value = _BOOLEANS.get(text, value)
        strategy = VALUES["strategy"].get(re.sub(r"\W+", "_", text))
        if strategy and not isinstance(value, bool):
            yield ValueGuess("mapping", {"strategy": strategy})
    if isinstance(value, bool):
        yield ValueGuess("mapping", {"strategy": "backoff" if value else "never"})
    elif isinstance(value, int):
        yield ValueGuess("mapping", {"strategy": "after", "after": value})


def completed(path: Sequence[PathStep], value: dict[str, Any]) -> dict[str, Any]:
    """Add to a mapping the required field that follows from the others: the strategy of a retry."""
    node = lookup.object_at(path)
    if node is None or node.name != "retry" or "strategy" in value:
        return value
    return {"strategy": "after" if "after" in value or "header" in value else "backoff", **value}


def _may_be(field: str, value: Any) -> bool:
    """Whether a text looks like a value of a field that accepts any text."""
    match field:
        case "url":
            return isinstance(value, str) and bool(re.match(r"https?:|mailto:|/|\.\.?/|\S+\.(?:md|html)\b", value))
        case "replaced_by" | "header" | "pattern" | "code":
            return isinstance(value, str) and not re.search(r"\s", value)
    return True


def _of_mapping(path: Sequence[PathStep], value: dict[str, Any]) -> Iterator[ValueGuess]:
    names = list(value)
    done = completed(path, value)
    if done is not value:
        yield ValueGuess("mapping", done)
    if names and all(item in (None, True) for item in value.values()):
        yield ValueGuess("items", names)
    if len(names) == 1 and value[names[0]] is None:
        yield ValueGuess("braces", "{" + names[0] + "}")
    if len(names) == 1 and isinstance(value[names[0]], str):
        yield ValueGuess("colon", f"{names[0]}: {value[names[0]]}")
    if names and all(_LOCALE.fullmatch(name) and isinstance(value[name], str) for name in names):
        yield ValueGuess("translations", value[names[0]])
    yield ValueGuess("items", [value])
    kind = lookup.object_at(path)
    fields = KEYED_FIELDS.get(kind.name) if kind else None
    if fields and len(names) == 1:
        yield ValueGuess("mapping", _keyed(fields, names[0], value[names[0]]))
    item = lookup.object_at((*path, 0))
    fields = KEYED_FIELDS.get(item.name) if item else None
    if fields:
        yield ValueGuess("items", [_keyed(fields, key, item) for key, item in value.items()])


def _keyed(fields: tuple[str, str], key: str, value: Any) -> dict[str, Any]:
    first = int(key) if fields[0] == "status" and _INTEGER.fullmatch(key) else key
    return {fields[0]: first, **(value if isinstance(value, dict) else {fields[1]: value})}


def _of_list(path: Sequence[PathStep], value: list[Any]) -> Iterator[ValueGuess]:
    if len(value) == 1:
        yield ValueGuess("one", value[0])
    elif value and all(isinstance(item, str) for item in value):
        kinds = {node.name for node in lookup.nodes_at(path)}
        if "markdown" in kinds:
            yield ValueGuess("text", "".join(f"- {item}\n" for item in value))
        yield ValueGuess("text" if "text" in kinds else "choice", " ".join(value) if "text" in kinds else value[0])
    if value and all(isinstance(item, str) for item in value):
        yield ValueGuess("keys", {item: {} for item in value})
    if value and all(isinstance(item, dict) for item in value):
        merged: dict[str, Any] = {}
        for item in value:
            merged |= item
        if len(merged) == sum(map(len, value)):
            yield ValueGuess("merged", merged)
        field = next((field for field in _ID_FIELDS if all(isinstance(item.get(field), str) for item in value)), None)
        if field:
            yield ValueGuess("keys", {item[field]: {key: item[key] for key in item if key != field} for item in value})


def respelled(path: Sequence[PathStep], value: str, *, key: bool = False) -> str:
    """Rewrite a text in the form that its field requires; empty if nothing is similar."""
    lower = re.sub(r"[^a-z0-9_-]+", "-", value.lower()).strip("-_")
    snake = re.sub(r"[^a-z0-9]+", "_", derive_name(value).lower()).strip("_")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", value.strip()).lower()
    candidates = [value.strip(), value.replace("_", "-"), words, lower, re.sub("^[^a-z]+", "", lower), snake]
    if path[-1:] == ("name",):
        candidates.insert(0, derive_name(value))
    if key and path[-1:] == ("translations",):
        candidates.insert(0, LOCALES.get(value.strip().casefold(), ""))
    if not key:
        candidates += [derive_name(value), written_forms.iso_date(value), *written_forms.addresses(value)]
    if key and path[-1:] == ("transports",):
        candidates.insert(0, re.sub("[^a-z]", "", value.lower()))
    if key and path[-1:] == ("params",):
        candidates.insert(0, snake)
    if path[-1:] == ("header",) or (key and path[-1:] == ("headers",)):
        candidates = [value.strip(), re.sub("[^A-Za-z0-9_-]+", "-", value).strip("-")]
    elif path[-2:-1] == ("headers",):
        candidates = [value.strip()]
    data_candidates = [{candidate: {}} if key else candidate for candidate in candidates]
    valid = (
        candidate
        for candidate, data in zip(candidates, data_candidates, strict=True)
        if candidate and candidate != value and _has_form(path, data, key=key)
    )
    return next(valid, "")


def _has_form(path: Sequence[PathStep], data: Any, *, key: bool) -> bool:
    return lookup.fits(path, data) or (
        key and any(lookup.fits(path, dict.fromkeys(data, example)) for example in (0, "x"))
    )
