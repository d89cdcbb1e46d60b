"""The message templates of errors, for the rules about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from errcat.findings.finding import Place
from errcat.model.catalog import Catalog, ErrorEntry, Variant
from errcat.text import placeholders


def malformed_texts(catalog: Catalog) -> Iterator[tuple[ErrorEntry, Place, str]]:
    """Yield every template of a catalog with braces that are neither placeholders nor doubled."""
    for error in catalog.errors:
        if error.message is not None and not placeholders.is_well_formed(error.message):
            yield error, error.at / "message", error.message
        if error.messages or error.user_message is not None or error.translations:
            for place, text in other_templates(error):
                if not placeholders.is_well_formed(text):
                    yield error, place, text


def meant_param(proposal: str, error: ErrorEntry, text: str) -> str:
    """Return the param that a malformed placeholder means: the only one without a placeholder, unless its name fits."""
    if not proposal or proposal in error.params or len(placeholders.mistakes(text)) > 1:
        return proposal
    unused = [name for name in error.params if name not in placeholders.names(text)]
    return unused[0] if len(unused) == 1 else proposal


def original_texts(error: ErrorEntry) -> Iterator[tuple[Place, str]]:
    """Yield the templates of an error in the catalog's own language."""
    if error.message is not None:
        yield error.at / "message", error.message
    yield from _variants(error.at, error.messages)
    if error.user_message is not None:
        yield error.at / "user_message", error.user_message


def translated_texts(error: ErrorEntry) -> Iterator[tuple[Place, str]]:
    """Yield the templates of an error in other languages."""
    for locale, translation in error.translations.items():
        at = error.at / "translations" / locale
        if translation.message is not None:
            yield at / "message", translation.message
        yield from _variants(at, translation.messages)
        if translation.user_message is not None:
            yield at / "user_message", translation.user_message


def _variants(owner: Place, variants: Iterable[Variant]) -> Iterator[tuple[Place, str]]:
    for number, variant in enumerate(variants):
        yield owner / "messages" / number / "message", variant.message


def other_templates(error: ErrorEntry) -> Iterator[tuple[Place, str]]:
    """Yield the templates of an error in all languages, except its message."""
    yield from _variants(error.at, error.messages)
    if error.user_message is not None:
        yield error.at / "user_message", error.user_message
    yield from translated_texts(error)
