"""A page as its readers' tools render it, and what may be in it: nothing that a browser runs, loads or submits.

MkDocs renders with Python-Markdown and the extensions that the README tells people to use; code hosts and models read
CommonMark with GFM tables. A page is compared with a short list of elements and attributes: everything else got there
from the text of a catalog.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

import markdown
import yaml
from markdown_it import MarkdownIt

EXTENSIONS = (
    "admonition",
    "attr_list",
    "md_in_html",
    "tables",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "toc",
    "fenced_code",
)
"""The README's, and `toc` and `tables`, which MkDocs adds itself."""
EVERYWHERE = {"class", "id", "title"}
ELEMENTS: dict[str, set[str]] = {
    "p": {"hidden"},  # words for the search
    **{tag: set() for tag in ["ul", "li", "strong", "em", "code", "pre", "blockquote", "hr", "br", "div", "span", "dl", "dt", "dd", "del"]},
    **{tag: set() for tag in ["h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr"]},
    "ol": {"start"},
    "th": {"style", "scope"},
    "td": {"style"},
    "a": {"href", "rel"},
    "img": {"src", "alt"},
    # of tabs, as pymdownx.tabbed writes them
    "input": {"type", "name", "checked"},
    "label": {"for"},
}  # fmt: skip
CLASSES = re.compile(
    r"errcat[\w-]*|admonition(?:-title)?|highlight|language-[\w+#.-]+|tabbed-[\w-]+|headerlink|note|tip|warning|danger|info|success|failure"
    r"|abstract|question|example|bug|quote|grid|cards|annotate|linenums|filename|[a-z][a-z0-9]{0,3}|md-[\w-]+"
)
"""The classes of our own pages, of Material and of highlighted code."""
STYLE = re.compile(r"text-align: (?:left|right|center);")
SAFE_SCHEMES = {"http", "https", "mailto"}
_FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u2028-\u202e]")
_MARKUP_IN_TAGS = re.compile("[<>&\"']")


@cache
def _python_markdown() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=list(EXTENSIONS), extension_configs={"pymdownx.tabbed": {"alternate_style": True}}
    )


@cache
def _common_mark() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def by_python_markdown(page: str) -> str:
    """The HTML that MkDocs makes of a page."""
    html: str = _python_markdown().reset().convert(without_front_matter(page))
    return html


def by_common_mark(page: str) -> str:
    """The HTML that a code host makes of a page before it removes what is dangerous."""
    html: str = _common_mark().render(without_front_matter(page))
    return html


def without_front_matter(page: str) -> str:
    """The page's Markdown. Its front matter holds nothing that a theme which prints it as it is makes an element of."""
    match = _FRONT_MATTER.match(page)
    if not match:
        return page
    front = yaml.safe_load(match[1])
    for tag in front.get("tags", ()):
        assert isinstance(tag, str), tag
        assert not _MARKUP_IN_TAGS.search(tag), f"a theme may print this tag as HTML: {tag}"
    return page[match.end() :]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.wrong.append(f"<{tag}>")
            return
        for name, value in attrs:
            if not self._is_fine(tag, name, value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}>")

    def _is_fine(self, tag: str, name: str, value: str) -> bool:
        if name not in EVERYWHERE | ELEMENTS[tag] and not re.fullmatch(r"data-[a-z-]+|aria-[a-z]+|markdown", name):
            return False
        if name in ("href", "src"):
            return scheme_of(value) in SAFE_SCHEMES | {""}
        if name == "class":
            return all(CLASSES.fullmatch(one) for one in value.split())
        if name == "style":
            return STYLE.fullmatch(value) is not None
        if tag == "input" and name == "type":
            return value == "radio"
        return True

    def handle_comment(self, data: str) -> None:
        # an empty one is what stands between two lists, see targets/markdown/portable
        if "errcat" not in data and data != " ":
            self.wrong.append(f"<!--{data[:40]}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl[:40]}>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data[:40]}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data[:40]}]>")


def scheme_of(address: str) -> str:
    """The scheme that a browser sees; empty for a path."""
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", _IGNORED_IN_ADDRESSES.sub("", unescape(address)))
    return match[1].lower() if match else ""


def wrong_in(html: str) -> list[str]:
    """What should not be in a page."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.wrong


def check_page(html: str, where: str) -> None:
    found = wrong_in(html)
    assert not found, f"{where} has {found[:5]}"
