"""Changes ready for a reporter: in words, with both places, and a fingerprint that survives moves."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from errcat.changes import Change, ChangeLevel, Comparison, fingerprint
from errcat.findings.finding import Place, Span
from errcat.findings.source import Source
from errcat.findings.value_paths import path_text
from errcat.findings.wording import diagnostic, fill, span_of
from errcat.text.addresses import page_address
from errcat.text.counts import counted


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """A change with the words and places that reporters need."""

    change: Change
    comparison: Comparison
    message: str
    help: str
    old_span: Span | None
    new_span: Span | None

    @property
    def field(self) -> str:
        """The path of the value within the error, or within the catalog."""
        return path_text(self.change.field)

    @property
    def nearest_span(self) -> Span | None:
        """The place in the new catalog, or the nearest that there is: an error that was removed has none."""
        if self.new_span is not None:
            return self.new_span
        return _nearest(self.change, self.comparison)

    @property
    def fingerprint(self) -> str:
        """A hash of the rule, the code, the field and the values, which depends on no line and no wording."""
        return fingerprint(self.change)

    @property
    def page(self) -> str | None:
        """The address of the page of the error, if the catalog has one."""
        catalog = self.comparison.new.catalog
        error = catalog.find(self.change.name) if self.change.name else None
        base = catalog.api.docs_url if catalog.api else None
        return page_address(base, error.name) if error and base and error.visibility == "public" else None

    def source(self, span: Span) -> Source | None:
        """Return the file of a place."""
        documents = [*self.comparison.old.documents, *self.comparison.new.documents]
        return next((document.source for document in documents if document.source.name == span.file), None)


def change_items(comparisons: Sequence[Comparison]) -> list[ChangeItem]:
    """Return every change of some comparisons, the worst first."""
    items = [_item(change, comparison) for comparison in comparisons for change in comparison.changes]
    return sorted(items, key=lambda item: -item.change.level)


def _item(change: Change, comparison: Comparison) -> ChangeItem:
    words = diagnostic(change.rule)
    values = {
        "old": shown(change.old),
        "new": shown(change.new),
        "field": path_text(change.field),
        "other": change.other,
        "old_word": _argument(change.old),
        "new_value": shlex.quote(str(change.new)),
        "code_word": _argument(change.code),
    }
    return ChangeItem(
        change=change,
        comparison=comparison,
        message=fill(words.message, values),
        help=fill(words.helps[change.help or "default"], values),
        old_span=comparison.old.span(change.old_path),
        new_span=comparison.new.span(change.new_path),
    )


def _argument(value: object) -> str:
    """Return a code as the last argument of a command in a shell. It can start with a dash, and contain any sign."""
    word = shlex.quote(str(value))
    return f"-- {word}" if word.startswith("-") else word


def shown(value: object) -> str:
    """Return a value as a sentence shows it."""
    match value:
        case None:
            return "nothing"
        case str():
            return f'"{value}"'
        case bool():
            return "true" if value else "false"
        case list():
            simple = all(isinstance(item, str | int | float) for item in value)
            listed = ", ".join(str(item) for item in value) or "nothing"
            return listed if simple else json.dumps(value, ensure_ascii=False)
        case Mapping():
            return json.dumps({key: item for key, item in value.items() if item is not None}, ensure_ascii=False)
    return str(value)


def _nearest(change: Change, comparison: Comparison) -> Span | None:
    """Return the place of the error before a removed error; without such an error, the start of the catalog."""
    new = comparison.new
    if not new.documents:
        return None
    path = change.old_path or ()
    if len(path) > 1 and path[0] == "errors" and isinstance(path[1], int):
        for error in reversed(comparison.old.catalog.errors[: path[1]]):
            heirs = new.catalog.by_code.get(error.code)
            if heirs:
                return span_of(heirs[0].at, new.documents)
    return span_of(Place(0), new.documents)


def counts_of(items: Sequence[ChangeItem]) -> dict[ChangeLevel, int]:
    """Count the changes of each level, the worst level first."""
    found = Counter(item.change.level for item in items)
    return {level: found[level] for level in sorted(ChangeLevel, reverse=True)}


def described_counts(items: Sequence[ChangeItem]) -> str:
    """Return `2 breaking and 1 safe change`."""
    counts = [(number, level.word) for level, number in counts_of(items).items() if number]
    parts = [f"{number:,} {word}" for number, word in counts[:-1]]
    parts += [counted(counts[-1][0], f"{counts[-1][1]} change")] if counts else ["no changes"]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def names_of(comparison: Comparison) -> tuple[str | None, str]:
    """Return how reports name the two catalogs."""
    return (None if comparison.is_first else comparison.old.name), comparison.new.name
