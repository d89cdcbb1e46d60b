"""translation-placeholder: a translation does not have the same placeholders as its original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry, Translation, Variant
from errcat.rules.report import Context
from errcat.rules.views.foreign_texts import foreign_in
from errcat.text import placeholders


class _TranslatedText(NamedTuple):
    """An original text and its translation, each with its path in the error."""

    original: str
    translated: str
    original_path: tuple[str | int, ...]
    path: tuple[str | int, ...]


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        for locale, translation in error.translations.items():
            for text in _translated_texts(error, locale, translation):
                messages = (text.original, text.translated)
                if all("{" not in message for message in messages):
                    continue  # there are no placeholders
                if all(placeholders.is_well_formed(message) and not foreign_in(message, error) for message in messages):
                    yield from _compare(error.at, locale, text)  # otherwise, another rule reports the cause


def _translated_texts(error: ErrorEntry, locale: str, translation: Translation) -> Iterator[_TranslatedText]:
    """Yield each original text with its translation."""
    for field in ("message", "action", "user_message"):
        original, translated = getattr(error, field), getattr(translation, field)
        if original is not None and translated is not None:
            yield _TranslatedText(original, translated, (field,), ("translations", locale, field))
    numbers_by_when = {
        variant.when: number for number, variant in enumerate(error.messages) if variant.when is not None
    }
    for number, variant in enumerate(translation.messages):
        original_number = _number_of_original(number, variant, error.messages, numbers_by_when)
        if original_number is not None:
            yield _TranslatedText(
                error.messages[original_number].message,
                variant.message,
                ("messages", original_number, "message"),
                ("translations", locale, "messages", number, "message"),
            )


def _number_of_original(
    number: int, variant: Variant, originals: tuple[Variant, ...], numbers_by_when: dict[str, int]
) -> int | None:
    """Return the index of the original of a variant: the variant with the same `when`, or else at the same position."""
    if variant.when in numbers_by_when:
        return numbers_by_when[variant.when]
    return number if number < len(originals) else None


def _compare(owner: Place, locale: str, text: _TranslatedText) -> Iterator[Problem]:
    expected, actual = placeholders.names(text.original), placeholders.names(text.translated)
    missing = [f"{{{name}}}" for name in expected if name not in actual]
    extra = [f"{{{name}}}" for name in actual if name not in expected]
    if not missing and not extra:
        return
    original_at = Place(owner.document, (*owner.path, *text.original_path))
    at = Place(owner.document, (*owner.path, *text.path))
    kind = "renamed" if len(missing) == len(extra) == 1 else "missing" if not extra else "extra" if not missing else ""
    values = {
        "locale": locale,
        "field": at.path[-1],
        "wanted": " ".join(f"{{{name}}}" for name in expected) or "none",
        "found": " ".join(f"{{{name}}}" for name in actual) or "none",
        "missing": " ".join(missing),
        "extra": " ".join(extra),
    }
    yield Problem(
        "translation-placeholder",
        at.within(extra[0]) if extra else at,
        values,
        help=kind,
        related=(original_at.within(missing[0]) if missing else original_at,),
        replacements=((extra[0], missing[0]),) if kind == "renamed" else (),
        replacements_are_safe=False,
    )
