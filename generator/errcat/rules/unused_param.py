"""unused-param: a param that no message, no details and no envelope uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, Envelope, ErrorEntry
from errcat.rules.report import Context
from errcat.rules.views.details_names import details_names
from errcat.rules.views.foreign_texts import foreign_in
from errcat.rules.views.message_texts import original_texts
from errcat.text import placeholders
from errcat.text.suggestions import closest

_TEXTS = frozenset(["message", "messages", "user_message", "action", "translations", "details"])


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    if not context.complete or "envelope" in catalog.unread_sections:
        return
    sent_markers, are_members = _sent(catalog.envelope) if catalog.envelope else (frozenset[str](), False)
    for error in catalog.errors:
        if not error.params or not _TEXTS.isdisjoint(error.broken):
            continue
        if are_members or "params" in sent_markers or ("details" in sent_markers and error.details is None):
            continue  # all of them are sent, or they describe the details
        used = _used(error)
        unused = [name for name in error.params if name not in used and name not in sent_markers]
        for name in unused:
            yield from _unused_problems(error, name, used)


def _sent(envelope: Envelope) -> tuple[AbstractSet[str], bool]:
    """Return the markers of an envelope, and whether all params are members of its bodies."""
    from errcat.envelope import body_of, marker_names, params_as_members, shape_of  # noqa: PLC0415 — slow to load

    shape = shape_of(body_of(envelope))
    return marker_names(shape), params_as_members(shape) is not None


def _used(error: ErrorEntry) -> set[str]:
    texts = [text for _place, text in original_texts(error)]
    texts += [text for text in (error.action,) if text is not None]
    for translation in error.translations.values():
        texts += [text for text in (translation.message, translation.user_message, translation.action) if text]
        texts += [variant.message for variant in translation.messages]
    return {name for text in texts for name in placeholders.names(text)} | details_names(error)


def _unused_problems(error: ErrorEntry, name: str, used: set[str]) -> Iterator[Problem]:
    texts = [text for _place, text in original_texts(error)]
    if not all(placeholders.is_well_formed(text) for text in texts):
        return  # its placeholder probably exists, but is malformed, which another rule reports
    if any(_fills(name, error, text) for text in texts):
        return  # its placeholder is in the style of another language, which another rule reports
    if closest(name, used - error.params.keys()):
        return  # its placeholder exists under a misspelled name, which another rule reports
    kind = ""
    if any(re.search(rf"\b{name}\b", text) for text in texts) and "_" in name:
        kind = "bare"
    values = {"name": name, "placeholder": f"{{{name}}}"}
    yield Problem("unused-param", (error.at / "params" / name).at_key, values, help=kind)


def _fills(param: str, error: ErrorEntry, text: str) -> bool:
    """Whether a placeholder of another language in a text is probably meant for a param."""
    found = foreign_in(text, error)
    return any(not foreign.name or foreign.name == param or closest(foreign.name, [param]) for foreign in found)
