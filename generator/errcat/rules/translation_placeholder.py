"""translation-placeholder: a translation has not the placeholders of the text that it translates."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry, Translation, Variant
from errcat.rules.report import Context
from errcat.text import placeholders

Pair = tuple[Place, str, Place, str]


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if not error.translations:
            continue
        for locale, translation in error.translations.items():
            for pair in _pairs(error, error.at / "translations" / locale, translation):
                yield from _compare(locale, *pair)


def _pairs(error: ErrorEntry, at: Place, translation: Translation) -> Iterator[Pair]:
    """Each translated text beside its original."""
    for field in ("message", "action", "user_message"):
        original, translated = getattr(error, field), getattr(translation, field)
        if original is not None and translated is not None:
            yield error.at / field, original, at / field, translated
    by_when = {variant.when: number for number, variant in enumerate(error.messages) if variant.when is not None}
    for number, variant in enumerate(translation.messages):
        twin = _twin(number, variant, error.messages, by_when)
        if twin is not None:
            yield (
                error.at / "messages" / twin / "message",
                error.messages[twin].message,
                at / "messages" / number / "message",
                variant.message,
            )


def _twin(number: int, variant: Variant, originals: tuple[Variant, ...], by_when: dict[str, int]) -> int | None:
    """The original of a translated variant: the one of the same `when`, else the one in the same position."""
    if variant.when in by_when:
        return by_when[variant.when]
    return number if number < len(originals) else None


def _compare(locale: str, original_at: Place, original: str, at: Place, translated: str) -> Iterator[Problem]:
    wanted, found = placeholders.names(original), placeholders.names(translated)
    missing = [f"{{{name}}}" for name in wanted if name not in found]
    extra = [f"{{{name}}}" for name in found if name not in wanted]
    if not missing and not extra:
        return
    kind = "renamed" if len(missing) == len(extra) == 1 else "missing" if not extra else "extra" if not missing else ""
    values = {
        "locale": locale,
        "field": at.path[-1],
        "wanted": " ".join(f"{{{name}}}" for name in wanted) or "none",
        "found": " ".join(f"{{{name}}}" for name in found) or "none",
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
