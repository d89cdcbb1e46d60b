"""Changes of the fields of an error that don't need a module of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from errcat.changes.change import Change
from errcat.changes.codes import day
from errcat.changes.details import details_changes
from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.pairs import Pair
from errcat.changes.params import param_changes
from errcat.changes.retries import retry_changes
from errcat.changes.statuses import status_changes

SAFE, DANGEROUS, BREAKING = ChangeLevel.SAFE, ChangeLevel.DANGEROUS, ChangeLevel.BREAKING
_STABILITY = ("experimental", "beta", "stable")

Finder = Callable[[Pair], Iterator[Change]]


def error_changes(pair: Pair) -> Iterator[Change]:
    """Yield every change of an error."""
    if pair.old == pair.new and not pair.is_renamed and _is_same_data(pair):
        return
    for find in _FINDERS:
        yield from find(pair)
    for key, rule in SIMPLE_FIELDS.items():
        yield from _simple(pair, key, rule)
    for key in dict.fromkeys([*pair.old, *pair.new]):
        if key.startswith("x-"):
            yield from _simple(pair, key, "extension-changed")


SIMPLE_FIELDS = {
    "action": "action-changed",
    "description": "guide-changed",
    "causes": "guide-changed",
    "solutions": "guide-changed",
    "user_message": "guide-changed",
    "group": "guide-changed",
    "tags": "guide-changed",
    "owner": "guide-changed",
    "since": "guide-changed",
    "examples": "guide-changed",
    "links": "guide-changed",
    "see_also": "guide-changed",
    "severity": "severity-changed",
    "fields": "fields-changed",
}
"""The fields whose change always has the levels of one rule."""


def _is_same_data(pair: Pair) -> bool:
    """Whether equal errors are equal as JSON, too: Python compares 1 with true, and 1 with 1.0, as equal."""
    return repr(pair.old["params"]) == repr(pair.new["params"]) and repr(pair.old["details"]) == repr(
        pair.new["details"]
    )


def _simple(pair: Pair, key: str, rule: str) -> Iterator[Change]:
    old, new = pair.values(key)
    if old != new:
        yield pair.change(rule, (key,), old, new)


def _number(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("number")
    if old != new:
        is_new = old is None
        surfaces = Surfaces(SAFE, SAFE, SAFE) if is_new else None
        yield pair.change("number-changed", ("number",), old, new, surfaces=surfaces, help="added" if is_new else "")


def _transports(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("transports")
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was != now:
            rule = "transport-added" if was is None else "transport-changed"
            yield pair.change(rule, ("transports", name), was, now)


def _category(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("category")
    if old == new:
        return
    if old is None:
        yield pair.change("category-changed", ("category",), old, new, surfaces=Surfaces(SAFE, DANGEROUS, SAFE))
        return
    is_sent = pair.is_sent("category")
    surfaces = Surfaces(BREAKING, BREAKING, DANGEROUS) if is_sent else None
    yield pair.change("category-changed", ("category",), old, new, surfaces=surfaces, help="sent" if is_sent else "")


def _message(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("message")
    if old != new:
        yield pair.change("message-changed", ("message",), old, new)
    variants_old, variants_new = pair.values("messages")
    if [variant["message"] for variant in variants_old] != [variant["message"] for variant in variants_new]:
        yield pair.change("message-changed", ("messages",), variants_old, variants_new)
    elif variants_old != variants_new:
        yield pair.change("guide-changed", ("messages",), variants_old, variants_new)


def _title(pair: Pair) -> Iterator[Change]:
    """Yield the change of the title. It follows from the code, so that a renamed error has another title anyway."""
    old, new = pair.values("title")
    sent_old, sent_new = pair.values("response_title")
    is_sent = pair.is_sent("title") and sent_old != sent_new
    safe = Surfaces(SAFE, SAFE, SAFE)
    if old != new:
        if not pair.is_renamed:
            yield pair.change("title-changed", ("title",), old, new, surfaces=None if is_sent else safe)
    elif is_sent and pair.old["status"] == pair.new["status"] and pair.old["message"] == pair.new["message"]:
        yield pair.change("title-changed", ("title",), sent_old, sent_new)


def _names(pair: Pair) -> Iterator[Change]:
    """Yield the changes of the generated names and of the address of the page."""
    if pair.is_renamed:
        return
    before: Any = pair.old["names"]
    after: Any = pair.new["names"]
    keys = [key for key in ("python", "openapi") if before[key] != after[key]]
    if keys or pair.old["name"] != pair.new["name"]:
        key = keys[0] if keys else "python"
        old, new = (before[key], after[key]) if keys else (pair.old["name"], pair.new["name"])
        yield pair.change("symbol-changed", ("name",), old, new)
    if before["page"] != after["page"]:
        yield pair.change("doc-url-changed", ("name",), before["page"], after["page"])
        is_type = pair.is_sent("docs_url") and pair.old["docs_url"] and pair.new["docs_url"]
        if is_type:
            yield pair.change("type-uri-changed", ("name",), pair.old["docs_url"], pair.new["docs_url"])


def _type(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("type")
    if old != new:
        surfaces = Surfaces(BREAKING, BREAKING, SAFE) if pair.is_sent("type") and old is not None else None
        if old is None:  # handlers that catch the base class still catch the error
            surfaces = Surfaces(DANGEROUS if pair.is_sent("type") else SAFE, SAFE, SAFE)
        yield pair.change("type-changed", ("type",), old, new, surfaces=surfaces)


def _visibility(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("visibility")
    if old != new:
        yield pair.change("code-hidden" if new == "internal" else "code-published", ("visibility",), old, new)


def _stability(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("stability")
    if old != new:
        is_less = _STABILITY.index(new) < _STABILITY.index(old)
        yield pair.change("stability-decreased" if is_less else "stability-increased", ("stability",), old, new)


def _deprecation(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("deprecated")
    if old == new:
        return
    if old is None:
        instead = f": use {new['replaced_by']} instead" if new["replaced_by"] is not None else ""
        until = f"{',' if instead else ':'} until {new['sunset']}" if new["sunset"] else ""
        help_ = "complete" if instead and until else ""
        yield pair.change("code-deprecated", ("deprecated",), old, new, help=help_, other=f"{instead}{until}")
        return
    if new is None:
        yield pair.change("code-undeprecated", ("deprecated",), old, new)
        return
    sunset_old, sunset_new = day(old["sunset"]), day(new["sunset"])
    if sunset_old and sunset_new and sunset_old != sunset_new:
        rule = "sunset-earlier" if sunset_new < sunset_old else "sunset-later"
        yield pair.change(rule, ("deprecated", "sunset"), old["sunset"], new["sunset"])
    elif sunset_old and not sunset_new:
        # without a day, the code can be removed at any time
        yield pair.change("sunset-earlier", ("deprecated", "sunset"), old["sunset"], new["sunset"], help="removed")
    for key in dict.fromkeys([*old, *new]):
        is_reported = key == "sunset" and sunset_old
        if old.get(key) != new.get(key) and not is_reported:
            yield pair.change("deprecation-changed", ("deprecated", key), old.get(key), new.get(key))


def _operations(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("operations")
    if old != new:
        is_more = bool(set(new) - set(old)) and bool(old)
        surfaces = None if is_more else Surfaces(SAFE, SAFE, SAFE)
        yield pair.change("operations-changed", ("operations",), old, new, surfaces=surfaces)


def _translations(pair: Pair) -> Iterator[Change]:
    old, new = pair.values("translations")
    for locale in dict.fromkeys([*old, *new]):
        was, now = old.get(locale), new.get(locale)
        if was != now:
            word = "added" if was is None else "removed" if now is None else "changed"
            other = locale
            if word == "changed" and _has_message(was) and not _has_message(now):
                # clients that ask for this language get the message in another one
                word, other = "removed", f"{locale} of the message"
            yield pair.change(f"translation-{word}", ("translations", locale), was, now, other=other)


def _has_message(translation: Any) -> bool:
    return bool(translation.get("message") or translation.get("messages"))


_FINDERS: tuple[Finder, ...] = (
    status_changes, _number, _transports, retry_changes, _category, _message, _title, param_changes, details_changes,
    _names, _type, _visibility, _stability, _deprecation, _operations, _translations,
)  # fmt: skip
