"""The messages of an error."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.model.catalog import ErrorEntry


def message_templates(error: ErrorEntry) -> Iterator[str]:
    """Yield every message that an error can have, in every language, also those for end users."""
    yield from filter(None, (error.message, error.user_message))
    yield from (variant.message for variant in error.messages)
    for translation in error.translations.values():
        yield from filter(None, (translation.message, translation.user_message))
        yield from (variant.message for variant in translation.messages)
