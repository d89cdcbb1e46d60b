"""Two kinds of Markdown: what a site generator makes a page of, and what reads well as it is. One table, DIALECTS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from errcat.targets.literals import Verbatim, html_text, md_text

Fact = tuple[Verbatim, Sequence[tuple[Verbatim, str | None]]]
"""What it is about; and its values, each with the page that tells more of it."""
Tab = tuple[str, Verbatim]
"""A label, and a block."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the pieces of a page are put, which have no common form in Markdown."""

    facts: Callable[[Sequence[Fact]], Verbatim]
    notice: Callable[[str, Verbatim], Verbatim]
    """Of a kind (`warning`), what a reader must not miss."""
    tabs: Callable[[Sequence[Tab]], Verbatim]
    no_search: Verbatim
    """Behind a heading under which nobody searches: the same words stand on every page."""
    mark: Callable[[str], Verbatim]
    """Behind a link or a strong word: what styles and scripts find it by."""
    paragraph_mark: Callable[[str], Verbatim]
    """The same at the end of a paragraph."""
    search_words: Callable[[Sequence[str]], Verbatim]
    """Codes and names that the search of a site finds a page by, although the page shows them elsewhere or nowhere."""
    twin: Verbatim
    """At the end of a page that has its Markdown beside it: the way there."""
    has_scripts: bool
    """Whether its pages are opened in a browser, as pages of a site."""


GO_TO = Verbatim("Go to")
"""The label of links to pages that are no fact about anything."""


def linked(text: Verbatim, target: str | None) -> Verbatim:
    """A text, as a link where there is a page."""
    return Verbatim(f"[{text}]({target})") if target else text


def _indented(block: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in block.split("\n"))


# --- Material for MkDocs, and Zensical ------------------------------------------------------------------------------


def _chips(facts: Sequence[Fact]) -> Verbatim:
    chips = [
        f"[{_chip_text(label, text)}]({target}){{ .errcat-chip }}"
        if target
        else f'<span class="errcat-chip">{_chip_text(label, text)}</span>'
        for label, values in facts
        for text, target in values
    ]
    return Verbatim("\n".join([*chips, "{ .errcat-chips }"])) if chips else Verbatim("")


def _chip_text(label: Verbatim, text: Verbatim) -> str:
    """A link that leads to a tool needs no word before it."""
    return text if label == GO_TO else f"{label}: {text}"


def _admonition(kind: str, text: Verbatim) -> Verbatim:
    return Verbatim(f'!!! {kind} ""\n\n{_indented(text)}')


def _tabs(tabs: Sequence[Tab]) -> Verbatim:
    return Verbatim("\n\n".join(f'=== "{md_text(label)}"\n\n{_indented(block)}' for label, block in tabs))


def _mark(name: str) -> Verbatim:
    return Verbatim(f"{{ .errcat-{name} }}")


def _paragraph_mark(name: str) -> Verbatim:
    return Verbatim(f"\n{_mark(name)}")


def _hidden_words(words: Sequence[str]) -> Verbatim:
    """A paragraph that only the search index reads: neither browsers nor screen readers show it.

    No tags in the front matter, because themes print those as markup, and above the heading.
    """
    shown = html_text(" ".join(words))
    return Verbatim(f'<p class="errcat-words" hidden>{shown}</p>') if words else Verbatim("")


# --- Markdown as it is: on a code host, in an editor, for a model ----------------------------------------------------


def _list(facts: Sequence[Fact]) -> Verbatim:
    lines = [
        f"-   {label}: {', '.join(linked(text, target) for text, target in values)}"
        for label, values in facts
        if values
    ]
    return Verbatim("\n".join(lines))


def _quote(_kind: str, text: Verbatim) -> Verbatim:
    return Verbatim("\n".join(f"> {line}".rstrip() for line in text.split("\n")))


def _labelled_blocks(tabs: Sequence[Tab]) -> Verbatim:
    return Verbatim("\n\n".join(f"{md_text(label)}:\n\n{block}" for label, block in tabs))


def _no_text(_of: str | Sequence[str]) -> Verbatim:
    return Verbatim("")


_TWIN = Verbatim('<div class="errcat-end" data-search-exclude data-markdown="index.md"></div>')
"""No link: of the address of a page as it is made, a site generator would make the page's own. The script does."""

DIALECTS = {
    "site": Dialect(
        facts=_chips,
        notice=_admonition,
        tabs=_tabs,
        no_search=Verbatim(" { data-search-exclude }"),
        mark=_mark,
        paragraph_mark=_paragraph_mark,
        search_words=_hidden_words,
        twin=_TWIN,
        has_scripts=True,
    ),
    "plain": Dialect(
        facts=_list,
        notice=_quote,
        tabs=_labelled_blocks,
        no_search=Verbatim(""),
        mark=_no_text,
        paragraph_mark=_no_text,
        search_words=_no_text,
        twin=Verbatim(""),
        has_scripts=False,
    ),
}
