"""The ledger as text and as data for JSON: what became of every line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from errcat.importing.found.ledger import FIELD, GUESSES, GUIDE, IGNORED, REASONS, UNCLEAR, Use
from errcat.importing.found.pieces import LineRange
from errcat.importing.pipeline import Imported

VERSION = 1


def summary(imported: Imported) -> str:
    """Return what an import found, in a few lines."""
    catalog = imported.catalog
    parts = [_counted(len(_list(catalog.get(key))), word) for key, word in _PARTS.items() if catalog.get(key)]
    total = sum(source.line_count for source in imported.sources)
    counts = line_counts(imported)
    of_lines = (
        f"{_counted(total, 'line')}: {counts[FIELD]} in errors, {counts[GUIDE]} in other parts of the catalog, "
        f"{counts[IGNORED]} ignored, {counts[UNCLEAR]} to look at."
    )
    lines = [f"Found {', '.join(parts) or 'no errors'}.", of_lines]
    guesses = _guesses(imported)
    if guesses:
        lines.append(
            "Guessed: "
            + ", ".join(
                f"{field} of {_counted(count, 'error')} {GUESSES[guess]}" for (field, guess), count in guesses.items()
            )
        )
    return "\n".join(lines)


_PARTS = {
    "errors": "error", "statuses": "status", "types": "type", "categories": "category", "groups": "group",
    "guides": "guide", "envelope": "envelope",
}  # fmt: skip
_PLURALS = {"status": "statuses", "category": "categories"}


def _list(value: object) -> list[object]:
    return (
        value
        if isinstance(value, list)
        else list(value)
        if isinstance(value, dict) and "body" not in value
        else [value]
    )


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word if count == 1 else _PLURALS.get(word, word + 's')}"


def _guesses(imported: Imported) -> Mapping[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for use in imported.ledger.uses:
        if use.guess:
            key = (use.target, use.guess)
            found[key] = found.get(key, 0) + 1
    return found


def line_counts(imported: Imported) -> Mapping[str, int]:
    """Return how many lines became what. A line with several uses counts as the most important of them."""
    counts = dict.fromkeys((FIELD, GUIDE, IGNORED, UNCLEAR), 0)
    for number, source in enumerate(imported.sources):
        kinds: list[str] = [""] * (source.line_count + 2)
        for kind in (IGNORED, GUIDE, FIELD, UNCLEAR):
            for use in imported.ledger.uses:
                if use.source == number and use.kind == kind:
                    for line in range(use.lines.first, min(use.lines.last, source.line_count) + 1):
                        kinds[line] = kind
        for kind in kinds:
            if kind:
                counts[kind] += 1
    return counts


def text_report(imported: Imported) -> str:
    """Return every line range of every source, and what it became."""
    lines: list[str] = []
    entries = _entries(imported)
    for number, source in enumerate(imported.sources):
        lines.append(source.name)
        last: tuple[LineRange, str] | None = None
        for where, uses in _grouped(imported, number):
            words = "; ".join(dict.fromkeys(_words(use, entries) for use in uses))
            if last is not None and last[1] == words and last[0].last + 1 == where.first:
                where = LineRange(last[0].first, where.last)  # noqa: PLW2901 — the same for several lines
                lines.pop()
            place = f"{where.first}" if where.first == where.last else f"{where.first}-{where.last}"
            lines.append(f"  {place:>9}  {words}")
            last = where, words
    return "\n".join([*lines, summary(imported)])


def _grouped(imported: Imported, number: int) -> Iterator[tuple[LineRange, list[Use]]]:
    """Yield the uses of a source by lines, in order. Empty lines in a row are one range."""
    by_lines: dict[LineRange, list[Use]] = {}
    for use in imported.ledger.uses:
        if use.source == number:
            by_lines.setdefault(use.lines, []).append(use)
    yield from sorted(by_lines.items())


def _words(use: Use, entries: Mapping[int, str]) -> str:
    guessed = f" (guessed {GUESSES[use.guess]})" if use.guess else ""
    if use.kind == FIELD:
        entry = entries.get(id(use.draft), "statuses")
        code = f" {use.draft.code}" if use.draft is not None and use.draft.code else ""
        return f"{entry}{code}: {use.target}{guessed}"
    if use.kind == GUIDE:
        return f"{use.target}{guessed}"
    if use.kind == IGNORED:
        return f"ignored: {REASONS[use.reason]}"
    return f"not imported: {use.text}" if use.text else "not imported"


def _entries(imported: Imported) -> Mapping[int, str]:
    """Return the place of each error in the catalog, by the id of its draft."""
    return {id(draft): f"errors[{index}]" for index, draft in enumerate(imported.collected.errors)}


def json_report(imported: Imported, skipped: Sequence[str] = (), update: Sequence[object] | None = None) -> str:
    """Return the whole ledger as JSON: see schema/import.v1.schema.json. `update` has the changes of an update."""
    entries = _entries(imported)
    sources: list[object] = []
    for number, source in enumerate(imported.sources):
        items = [_item(use, entries) for _, uses in _grouped(imported, number) for use in uses]
        sources.append({"path": source.name, "kind": source.kind, "lines": source.line_count, "items": items})
    counts = line_counts(imported)
    data = {
        "version": VERSION,
        "errors": len(imported.collected.errors),
        "lines": {
            "fields": counts[FIELD],
            "guides": counts[GUIDE],
            "ignored": counts[IGNORED],
            "unclear": counts[UNCLEAR],
        },
        "sources": sources,
        "skipped": [{"path": path, "reason": REASONS["file"]} for path in skipped],
        **({"update": list(update)} if update is not None else {}),
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _item(use: Use, entries: Mapping[int, str]) -> dict[str, object]:
    item: dict[str, object] = {"first": use.lines.first, "last": use.lines.last, "use": use.kind}
    if use.kind == FIELD and use.draft is not None:
        item["entry"] = entries.get(id(use.draft), "statuses")
        if id(use.draft) in entries:
            item["code"] = use.draft.code
    if use.target:
        item["field" if use.kind == FIELD else "target"] = use.target
    if use.guess:
        item["guessed"] = GUESSES[use.guess]
    if use.reason:
        item["reason"] = REASONS.get(use.reason, use.reason)
    if use.text:
        item["text"] = use.text
    return item
