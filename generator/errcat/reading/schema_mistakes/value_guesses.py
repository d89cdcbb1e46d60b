"""What a value of the wrong type probably means: other ways to write it, of which the first that fits counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from errcat.findings.finding import PathStep
from errcat.reading.schema import lookup
from errcat.text.code_names import derive_name

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_STATUS = re.compile(r"(?<![0-9])[1-5][0-9]{2}(?![0-9])")
_DURATION = re.compile(r"([0-9]{1,6}(?:\.[0-9]+)?) ?(s|m|h|d|secs?|mins?|seconds?|minutes?|hours?|days?)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DATE = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}

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
        yield from _of_text(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        yield ValueGuess("whole", int(value))
    if isinstance(value, dict):
        yield from _of_mapping(path, value)
    elif isinstance(value, list):
        yield from _of_list(path, value)
    else:
        yield from _of_bare(path, value)
    if isinstance(value, str) and re.fullmatch(r"[^,;]+(?:[,;] ?[^ ,;]+)+", value):
        yield ValueGuess("list", [item.strip() for item in re.split("[,;]", value)])
    yield ValueGuess("list", [value], safe=not isinstance(value, str) or "," not in value)
    yield from (ValueGuess("list", [guess.value]) for guess in _of_bare((*path, 0), value))


def _of_text(value: str) -> Iterator[ValueGuess]:
    text = value.strip()
    if _INTEGER.fullmatch(text):
        yield ValueGuess("number", int(text), safe=True)
    if _NUMBER.fullmatch(text):
        yield ValueGuess("number", float(text), safe=True)
    if text.casefold() in _BOOLEANS:
        yield ValueGuess("boolean", _BOOLEANS[text.casefold()], safe=True)
    duration = _DURATION.fullmatch(text)
    if duration:
        seconds = float(duration[1]) * _SECONDS[duration[2][0]]
        yield ValueGuess("seconds", int(seconds) if seconds.is_integer() else seconds)
    statuses = [int(number) for number in dict.fromkeys(_STATUS.findall(text))]
    if len(statuses) == 1:
        yield ValueGuess("status", statuses[0])
    elif statuses:
        yield ValueGuess("statuses", statuses)


def _of_bare(path: Sequence[PathStep], value: Any) -> Iterator[ValueGuess]:
    """Guess the field that a single value is meant for in place of a mapping."""
    node = lookup.object_at(path)
    if node is None or value is None:
        return
    if node.name == "retry" and isinstance(value, bool):
        yield ValueGuess("mapping", {"strategy": "backoff" if value else "never"})
    if node.name == "retry" and isinstance(value, int):
        yield ValueGuess("mapping", {"strategy": "after", "after": value})
    for field in BARE_FIELDS.get(node.name, ()):
        if _may_be(field, value) and lookup.fits((*path, field), value):
            yield ValueGuess("mapping", {field: value})


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
    if len(names) == 1 and value[names[0]] is None:
        yield ValueGuess("braces", "{" + names[0] + "}")
    if len(names) == 1 and isinstance(value[names[0]], str):
        yield ValueGuess("colon", f"{names[0]}: {value[names[0]]}")
    if names and all(_LOCALE.fullmatch(name) and isinstance(value[name], str) for name in names):
        yield ValueGuess("translations", value[names[0]])
    yield ValueGuess("items", [value])
    item = lookup.object_at((*path, 0))
    fields = KEYED_FIELDS.get(item.name) if item else None
    if fields:
        yield ValueGuess("items", [_keyed(fields, key, item) for key, item in value.items()])
    if all(item is None for item in value.values()):
        yield ValueGuess("items", names)


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
    candidates = [value.strip(), value.replace("_", "-"), value.lower(), lower, re.sub("^[^a-z]+", "", lower), snake]
    if path[-1:] == ("name",):
        candidates.insert(0, derive_name(value))
    if not key:
        candidates += [
            derive_name(value),
            _iso_date(value.strip()),
            _DATE.sub(lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", value.strip()),
            value.strip().removeprefix("mailto:").replace(" ", ""),
            re.sub(r"[?#].*", "", value.strip()),
        ]
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", value.strip()):
            candidates.append(f"https://{value.strip()}")
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


def _iso_date(text: str) -> str:
    """Rewrite a date as people write it, unless its month and day may be confused."""
    for form in ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 — a day has no time zone
        except ValueError:
            continue
    return ""


def _has_form(path: Sequence[PathStep], data: Any, *, key: bool) -> bool:
    return lookup.fits(path, data) or (
        key and any(lookup.fits(path, dict.fromkeys(data, example)) for example in (0, "x"))
    )
