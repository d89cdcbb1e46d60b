"""foreign-placeholder: a message has a placeholder of another language: %s, ${seat}, <seat>, :seat, {{seat}}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from errcat.findings.finding import Place, Problem, VerbatimText
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.rules.views.details_names import details_names
from errcat.rules.views.foreign_texts import foreign_in, param_description
from errcat.rules.views.message_texts import original_texts, translated_texts
from errcat.text import foreign_placeholders, placeholders
from errcat.text.foreign_placeholders import ForeignPlaceholder
from errcat.text.suggestions import closest
from errcat.text.yaml_writer import yaml_word

MANY = 10
"""A catalog with this many messages in another language's style quotes another system: that is a single finding."""


class _Text(NamedTuple):
    error: ErrorEntry
    at: Place
    message: str
    found: list[ForeignPlaceholder]


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    texts = [text for error in catalog.errors if "params" not in error.broken for text in _texts(error)]
    quoting = [text for text in texts if not text.error.params]
    problems = [_problem(text) for text in texts if text.error.params or len(quoting) < MANY]
    if len(quoting) >= MANY:
        first = quoting[0]
        values = {**_problem(first).values, "count": len(quoting), "total": len(catalog.errors)}
        problems.append(Problem("foreign-placeholder", first.at.within(first.found[0].text), values, help="catalog"))
    yield from problems


def _texts(error: ErrorEntry) -> Iterator[_Text]:
    """Yield the texts of an error that have placeholders of other languages."""
    if _has_plain_message(error):
        return
    for at, message in (*original_texts(error), *translated_texts(error)):
        found = foreign_in(message, error)
        if found:
            yield _Text(error, at, message, found)


def _has_plain_message(error: ErrorEntry) -> bool:
    """Cheap pre-check: most errors have a single message, without the signs of other languages."""
    if error.messages or error.user_message is not None or error.translations:
        return False
    return error.message is None or not foreign_placeholders.has_sign(error.message)


def _problem(text: _Text) -> Problem:
    error, at, message, found = text
    used = set(placeholders.names(message))
    names = foreign_placeholders.names_for(message, found, [name for name in error.params if name not in used])
    known = (*error.params, *details_names(error))
    names = [name if name in known else closest(name, error.params) or name for name in names]
    missing = [name for name in dict.fromkeys(names) if name not in known]
    fixed = foreign_placeholders.replaced(message, found, names)
    column = "  " if error.params else "    "
    lines = "".join(f"\n{column}{name}: {{description: {param_description(name)}}}" for name in missing)
    values: Mapping[str, object] = {
        "text": found[0].text,
        "placeholder": f"{{{names[0]}}}",
        "line": VerbatimText(f"{at.path[-1]}: {yaml_word(fixed)}"),
        "lines": VerbatimText(lines if error.params else f"\n  params:{lines}"),
    }
    return Problem(
        "foreign-placeholder",
        at.within(found[0].text, message.count(found[0].text, 0, found[0].start)),
        values,
        help=_help(found, missing, error),
        replacements=((found[0].text, f"{{{names[0]}}}"),) if len(found) == 1 and not missing else (),
        replacements_are_safe=False,
    )


def _help(found: list[ForeignPlaceholder], missing: list[str], error: ErrorEntry) -> str:
    if missing:
        return "more" if error.params else "new"
    return "several" if len(found) > 1 else ""
