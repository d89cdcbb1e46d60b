"""The two dialects of Markdown in DIALECTS: for a site generator, and for reading as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from errcat.targets.literals import Verbatim, html_text, md_text

Fact = tuple[Verbatim, Sequence[tuple[Verbatim, str | None]]]
"""A label, and its values with the page that says more about each."""
Tab = tuple[str, Verbatim]
"""A label and a block."""


def _joined(_name: str, blocks: Sequence[Verbatim]) -> Verbatim:
    return Verbatim("\n\n".join(blocks))


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to write the parts of a page that have no common form in Markdown."""

    facts: Callable[[Sequence[Fact]], Verbatim]
    notice: Callable[[str, Verbatim], Verbatim]
    """Return what a reader must not miss, as a notice of a kind such as `warning`."""
    tabs: Callable[[Sequence[Tab]], Verbatim]
    no_search: Verbatim
    """The attribute after a heading whose section has the same words on every page and is not searched."""
    mark: Callable[[str], Verbatim]
    """Return the attribute after a link or strong text by which styles and scripts find it."""
    anchor: Callable[[str], Verbatim]
    """Return what gives a heading an anchor, for links from other pages. It follows the heading."""
    paragraph_mark: Callable[[str], Verbatim]
    """Return the same attribute for the end of a paragraph."""
    search_words: Callable[[Sequence[str]], Verbatim]
    """Return codes and names by which a site's search finds the page although it does not show them."""
    twin: Verbatim
    """The link to the plain Markdown at the end of a page that has it."""
    has_scripts: bool
    """Whether browsers open its pages, as part of a site."""
    folded: Callable[[str, Verbatim], Verbatim]
    """Return a block that readers can open by its label."""
    box: Callable[[str, Sequence[Verbatim]], Verbatim] = _joined
    """Return blocks that belong together, with a class for styles."""


GO_TO = Verbatim("Go to")
"""The label of links to pages that are not a fact about anything."""


def linked(text: Verbatim, target: str | None) -> Verbatim:
    """Return a text, as a link if it has a page."""
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
    """Return the text of a chip. A link to a tool needs no label."""
    return text if label == GO_TO else f"{label}: {text}"


def _admonition(kind: str, text: Verbatim) -> Verbatim:
    return Verbatim(f'!!! {kind} ""\n\n{_indented(text)}')


def _box(name: str, blocks: Sequence[Verbatim]) -> Verbatim:
    content = _joined(name, blocks)
    return Verbatim(f'<div class="{name}" markdown="1">\n\n{content}\n\n</div>') if blocks else content


def _details(label: str, block: Verbatim) -> Verbatim:
    return Verbatim(
        f'<details class="errcat-more" markdown="1"><summary>{html_text(label)}</summary>\n\n{block}\n\n</details>'
    )


def _tabs(tabs: Sequence[Tab]) -> Verbatim:
    return Verbatim("\n\n".join(f'=== "{md_text(label)}"\n\n{_indented(block)}' for label, block in tabs))


def _mark(name: str) -> Verbatim:
    return Verbatim(f"{{ .errcat-{name} }}")


def _paragraph_mark(name: str) -> Verbatim:
    return Verbatim(f"\n{_mark(name)}")


def _searchless_anchor(id: str) -> Verbatim:
    return Verbatim(f" {{ #{id} data-search-exclude }}")


def _hidden_words(words: Sequence[str]) -> Verbatim:
    """Return a paragraph that only the search index reads. Browsers and screen readers skip it.

    The words are not tags in the front matter because themes print those above the heading, as markup.
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


def _unfolded(_label: str, block: Verbatim) -> Verbatim:
    return block


def _no_text(_ignored: str | Sequence[str]) -> Verbatim:
    return Verbatim("")


def _html_anchor(id: str) -> Verbatim:
    return Verbatim(f' <a id="{id}"></a>')


_TWIN = Verbatim('<div class="errcat-end" data-search-exclude data-markdown="index.md"></div>')
"""An element that a script turns into a link: a site generator would rewrite the address of a link."""

DIALECTS = {
    "site": Dialect(
        facts=_chips,
        notice=_admonition,
        tabs=_tabs,
        no_search=Verbatim(" { data-search-exclude }"),
        mark=_mark,
        anchor=_searchless_anchor,
        paragraph_mark=_paragraph_mark,
        search_words=_hidden_words,
        twin=_TWIN,
        has_scripts=True,
        folded=_details,
        box=_box,
    ),
    "plain": Dialect(
        facts=_list,
        notice=_quote,
        tabs=_labelled_blocks,
        no_search=Verbatim(""),
        mark=_no_text,
        anchor=_no_text,
        paragraph_mark=_no_text,
        search_words=_no_text,
        twin=Verbatim(""),
        has_scripts=False,
        folded=_unfolded,
    ),
}
# For other site generators: see `generators`, which rewrites the anchors.
DIALECTS["pages"] = replace(DIALECTS["plain"], anchor=_html_anchor)
