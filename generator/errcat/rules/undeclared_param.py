"""undeclared-param: a placeholder in a message without an entry in `params`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.findings.finding import Problem, VerbatimText
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.rules.views.details_names import details_names
from errcat.rules.views.foreign_texts import foreign_in, param_description
from errcat.rules.views.message_texts import original_texts
from errcat.text import foreign_placeholders, placeholders
from errcat.text.suggestions import closest


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    needed = {
        message: placeholders.names(message) for message in {error.message for error in catalog.errors} if message
    }
    for error in catalog.errors:
        if _is_complete(error, needed) or "params" in error.broken:
            continue
        reported: set[str] = set()
        for place, text in original_texts(error):
            for name in _names(text, error):
                if name in error.params or name in reported or name in details_names(error):
                    continue
                reported.add(name)
                similar_param = closest(name, error.params)
                line = f"{name}: {{description: {param_description(name)}}}"
                values = {
                    "name": name,
                    "similar": similar_param,
                    "doubled": f"{{{{{name}}}}}",
                    "lines": VerbatimText(f"\n  {line}" if error.params else f"\n  params:\n    {line}"),
                }
                kind = "similar" if similar_param else "more" if error.params else ""
                yield Problem(
                    "undeclared-param",
                    place.within(f"{{{name}}}"),
                    values,
                    help=kind,
                    replacements=((f"{{{name}}}", f"{{{similar_param}}}"),) if similar_param else (),
                    replacements_are_safe=False,
                )


def _names(text: str, error: ErrorEntry) -> Iterator[str]:
    """Yield the placeholders of a message, except those that foreign-placeholder reports: `${name}`."""
    foreign = foreign_in(text, error)
    for part in dict.fromkeys(placeholders.parse(text)):
        if not isinstance(part, str) and not foreign_placeholders.covers(foreign, part.start):
            yield part.name


def _is_complete(error: ErrorEntry, needed: Mapping[str, tuple[str, ...]]) -> bool:
    """Cheap pre-check: most errors have a single message, and a param for each of its placeholders."""
    if error.messages or error.user_message is not None:
        return False
    return not error.message or all(map(error.params.__contains__, needed[error.message]))
