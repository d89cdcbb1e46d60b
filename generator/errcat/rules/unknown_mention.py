"""unknown-mention: a text mentions an error that the catalog does not have: [[seat_takn]]."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Guesses, vocabulary
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.markdown_text import without_code

_MENTION = lazy_pattern(r"(?<!\\)\[\[([A-Za-z0-9_.:-]+)\]\](?!\()")
_LIKE_A_CODE = lazy_pattern(
    r"[A-Za-z0-9]+(?:[_.:-][A-Za-z0-9]+)+|[A-Z]+[0-9]{2,}|[0-9]{3,}|[A-Z]{2,}|[A-Z][a-z]+(?:[A-Z][a-z]+)+"
)


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    guesses: Guesses | None = None
    for text in catalog.texts.containing("[["):
        for match in _MENTION.finditer(without_code(text.value) if text.markdown else text.value):
            word = match[1]
            if _is_known(catalog, word):
                continue
            guesses = guesses or Guesses([*vocabulary(catalog), *(retired.code for retired in catalog.retired)])
            similar = guesses.closest(word)
            if similar or (context.complete and text.markdown and _LIKE_A_CODE.fullmatch(word)):
                yield Problem(
                    "unknown-mention",
                    text.at.within(match[0], text.value.count(match[0], 0, match.start())),
                    {"word": word, "similar": similar},
                    help="similar" if similar else "",
                    replacements=((match[0], f"[[{similar}]]"),) if similar else (),
                    replacements_are_safe=False,
                )


def _is_known(catalog: Catalog, word: str) -> bool:
    return catalog.knows(word) or any(word in (retired.code, retired.name) for retired in catalog.retired)
