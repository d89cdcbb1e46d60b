"""Changes of the parts of a catalog that are not errors: categories, types, groups, statuses, guides and the API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from errcat.changes.change import Change, Path, change_of
from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.snapshot import Snapshot
from errcat.resolved.generated_types import ResolvedCategory

SAFE, DANGEROUS, BREAKING = ChangeLevel.SAFE, ChangeLevel.DANGEROUS, ChangeLevel.BREAKING

_DERIVED = ("names", "retryable")
"""What follows from other fields of a section's entry."""


def section_changes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the changes of all sections."""
    yield from _categories(old, new)
    before: Any = old.resolved
    after: Any = new.resolved
    for section, removed in (("types", "type-removed"), ("groups", "page-removed"), ("guides", "page-removed")):
        yield from _entries(section, _by_id(before[section]), _by_id(after[section]), removed)
    yield from _whole(("statuses",), before["statuses"], after["statuses"])
    yield from _whole(("reserved",), before["reserved"], after["reserved"])
    yield from _api(before["api"] or {}, after["api"] or {}, old, new)
    for key in dict.fromkeys([*before, *after]):
        if key.startswith("x-"):
            yield from _whole((key,), before.get(key), after.get(key), "extension-changed")
    yield from _codes_extensions(before["codes"], after["codes"])


def _change(rule: str, path: Path, old: object, new: object, **more: Any) -> Change:
    return change_of(rule, path, old, new, **{"old_path": path, "new_path": path, **more})


def _whole(path: Path, old: object, new: object, rule: str = "guide-changed") -> Iterator[Change]:
    if old != new:
        yield _change(rule, path, old, new)


def _by_id(entries: list[Any]) -> dict[str, tuple[int | str, Any]]:
    """Return the entries of a section by their ids. The second guide with the id `retry` is `retry 2`."""
    found: dict[str, tuple[int | str, Any]] = {}
    counts: Counter[str] = Counter()
    for number, entry in enumerate(entries):
        id = entry["id"]
        counts[id] += 1
        found[id if counts[id] == 1 else f"{id} {counts[id]}"] = (number, entry)
    return found


def _categories(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    before = {category["id"]: category for category in old.resolved["categories"]}
    after = {category["id"]: category for category in new.resolved["categories"]}
    for id in before:
        if id not in after:
            is_used = id in old.used_categories
            surfaces = _levels_without_category(is_used=is_used, is_sent="category" in old.sent)
            path = ("categories", id)
            help_ = "" if is_used else "unused"
            yield change_of("category-removed", path, id, None, surfaces=surfaces, old_path=path, help=help_, other=id)
    for id, category in after.items():
        if id in before:
            yield from _category(id, before[id], category)
        else:
            path = ("categories", id)
            yield change_of("category-added", path, None, id, new_path=path, other=id)
    yield from _order("categories", list(before), list(after))


def _levels_without_category(*, is_used: bool, is_sent: bool) -> Surfaces | None:
    """Return the levels of a category that is gone; None for those of the table: responses have it."""
    if not is_used:
        return Surfaces(SAFE, DANGEROUS, SAFE)
    return None if is_sent else Surfaces(DANGEROUS, BREAKING, DANGEROUS)


def _category(id: str, old: ResolvedCategory, new: ResolvedCategory) -> Iterator[Change]:
    """Yield the changes of a category. What errors inherit from it, such as the retry advice, changes with them."""
    was: Any = old
    now: Any = new
    if old["names"] != new["names"]:
        yield _change("symbol-changed", ("categories", id), old["names"]["python"], new["names"]["python"])
    for key in dict.fromkeys([*was, *now]):
        if key not in _DERIVED and was.get(key) != now.get(key):
            yield _change("guide-changed", ("categories", id, key), was.get(key), now.get(key))


def _entries(
    section: str,
    before: Mapping[str, tuple[int | str, Any]],
    after: Mapping[str, tuple[int | str, Any]],
    removed: str,
) -> Iterator[Change]:
    """Yield the changes of a section whose entries have ids."""
    for id, (number, was) in before.items():
        path = (section, number if section == "guides" else id)
        if id not in after:
            yield change_of(removed, path, id, None, old_path=path, other=id)
            continue
        new_number, now = after[id]
        new_path = (section, new_number if section == "guides" else id)
        for key in dict.fromkeys([*was, *now]):
            if key != "numbers" and was.get(key) != now.get(key):
                rule = "symbol-changed" if key == "class_name" and was.get(key) else "guide-changed"
                values = (was.get(key), now.get(key))
                yield _change(rule, (*path, key), *values, new_path=(*new_path, key))
    for id, (number, _now) in after.items():
        if id not in before:
            path = (section, number if section == "guides" else id)
            yield change_of("section-added", path, None, id, new_path=path)
    yield from _order(section, list(before), list(after))


def _order(section: str, before: list[str], after: list[str]) -> Iterator[Change]:
    shared_before, shared_after = [id for id in before if id in after], [id for id in after if id in before]
    if shared_before != shared_after:
        yield _change("order-changed", (section,), shared_before, shared_after)


def _api(before: Mapping[str, Any], after: Mapping[str, Any], old: Snapshot, new: Snapshot) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        path = ("api", key)
        if was == now:
            continue
        if key == "docs_url":
            yield from _docs_url(path, was, now, old, new)
        elif key == "request_id":
            yield from _request_id(path, was or {}, now or {})
        else:
            yield from _whole(path, was, now, "extension-changed" if key.startswith("x-") else "guide-changed")


def _docs_url(path: Path, was: str | None, now: str | None, old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the change of the address of all pages, which responses can contain."""
    is_sent = was is not None and ("docs_url" in old.sent or "docs_url" in new.sent)
    if is_sent:
        yield _change("type-uri-changed", path, was, now)
    is_moved = was is not None
    surfaces = None if is_moved else Surfaces(SAFE, SAFE, SAFE)
    yield _change("doc-url-changed", path, was, now, surfaces=surfaces, help="base" if is_moved else "added")


def _request_id(path: Path, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys([*was, *now]):
        if was.get(key) != now.get(key):
            is_contract = key in ("header", "path") and was.get(key) is not None
            rule = "request-id-changed" if is_contract else "guide-changed"
            yield _change(rule, (*path, key), was.get(key), now.get(key))


def _codes_extensions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        if key.startswith("x-"):
            yield from _whole(("codes", key), before.get(key), after.get(key), "extension-changed")
