"""What a Markdown text is, said by CommonMark; and what the HTML of any renderer says it is, in the same words.

An oracle, no list of cases: `wanted(text)` and `shown(html)` are equal for every text and every renderer.
"""

from __future__ import annotations

import html
import random
import re
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it import MarkdownIt

from errcat.text.schemes import SAFE_SCHEMES, scheme_of

ALLOWED = {
    "a": {"href", "title", "class", "id", "name"}, "blockquote": set(), "br": set(), "code": {"class"}, "em": set(), "h1": {"id"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"}, "hr": set(), "img": {"src", "alt", "title", "loading"},
    "li": set(), "ol": {"start"}, "p": set(), "pre": {"class", "id"}, "strong": {"class"}, "table": set(), "tbody": set(),
    "td": {"style"}, "th": {"style"}, "thead": set(), "tr": set(), "ul": set(),
    # what makes colours of code
    "div": {"class", "id"}, "span": {"class", "id"}, "nav": {"class"}, "button": {"class"},
}  # fmt: skip
"""Elements and attributes that may come of a text, whichever extensions a site has."""

README_EXTENSIONS: tuple[list[str], dict[str, dict]] = (
    ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences", "pymdownx.tabbed"],
    {"pymdownx.tabbed": {"alternate_style": True}},
)
WIDE_EXTENSIONS: tuple[list[str], dict[str, dict]] = (
    [
        "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc", "wikilinks",
        "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.html", "pymdownx.caret",
        "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.highlight",
        "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar",
        "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
        "pymdownx.tilde",
    ],
    {
        "toc": {"permalink": True},
        "pymdownx.arithmatex": {"generic": True},
        "pymdownx.betterem": {"smart_enable": "all"},
        "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
        "pymdownx.magiclink": {
            "repo_url_shorthand": True, "repo_url_shortener": True, "social_url_shorthand": True, "user": "acme", "repo": "api",
        },
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
    },
)  # fmt: skip

_VOID = {"br", "hr", "img"}
_BLOCKS = {"blockquote", "br", "h", "hr", "li", "ol", "p", "pre", "table", "td", "th", "tr", "ul"}
_IGNORED = {"div", "span", "thead", "tbody", "nav", "button"}


class _Shown(HTMLParser):
    """The elements and the words of a piece of HTML, each element once, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.foreign: list[str] = []
        self._open: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if self._hidden or values.get("class") == "headerlink":
            self._hidden += tag not in _VOID
            return
        if tag not in ALLOWED or not values.keys() <= ALLOWED[tag]:
            self.foreign.append(f"<{tag} {values}>")
        for key in ("href", "src"):
            scheme = scheme_of(values.get(key, ""))
            if scheme and scheme not in SAFE_SCHEMES:
                self.foreign.append(f"{key}={values[key]}")
        if tag in _IGNORED or (tag == "a" and "pre" in self._open):
            return
        name = "h" if re.fullmatch(r"h[1-6]", tag) else tag
        inside = self._open[-1] if self._open else ""
        if tag not in _VOID:
            self._open.append(name)
        if name == "p" and inside in ("li", "td", "th", "p"):
            return  # how far apart the items of a list are is a matter of taste
        if name == "code" and inside == "pre":
            return
        detail = {"a": "href", "img": "src"}.get(name)
        target = f" {_address(values.get(detail, ''))}" if detail else ""
        self.found.append(f"<{name}{target}>")
        if name == "img":
            self.found.append(values.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _VOID
            return
        name = "h" if re.fullmatch(r"h[1-6]", tag) else tag
        if name in self._open:
            while self._open.pop() != name:
                pass
            if name not in ("p", "code"):
                self.found.append(f"</{name}>")
            elif name == "code" and "pre" not in self._open:
                self.found.append("</code>")
            elif name == "p":
                self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def _address(url: str) -> str:
    """An address as people read it; the way up to a file is the site's."""
    return re.sub(r"^(?:\.\.?/)+", "", unquote(html.unescape(url)).strip())


def shown(page: str) -> tuple[str, list[str]]:
    """The elements and words of some HTML as one text; and what may not be there."""
    parser = _Shown()
    parser.feed(page)
    parser.close()
    text = "".join(parser.found)
    for block in _BLOCKS:  # blanks around blocks are nobody's
        text = re.sub(rf"\s*(</?{block}>)\s*", r"\1", text)
    # Python-Markdown gives a table that has only a head an empty row
    text = re.sub(r"(</tr>)<tr>(?:<td></td>)+</tr>(?=</table>)", r"\1", text)
    return " ".join(text.split()), parser.foreign


class _CommonMark(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 — overridden
        scheme = scheme_of(url)
        return not scheme or scheme in SAFE_SCHEMES


_COMMONMARK = _CommonMark("commonmark", {"html": False, "maxNesting": 100}).enable("table")


def wanted(*texts: str, around: str = "{0}") -> str:
    """The same of what CommonMark makes of texts, in which HTML is text; `around` is the HTML that they are in."""
    return shown(around.format(*map(_COMMONMARK.render, texts)))[0]


ATTACKS = [
    "~~~\n<script>alert(1)</script>\n~~~",
    "~~~~\n<script>alert(1)</script>\n~~~~",
    "~~~py title=x\n<script>alert(1)</script>\n~~~",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "\t<img src=x onerror=alert(1)>",
    "a\tb `<b>`\n\n```html\n<b>\t</b>\n```",
    '```angular-ts {header:"child"}\n<b>\n```',
    "| Name | Kind |\n| --- | --- |\n| User {user_id} | c |\n| {: onclick=alert(1) } | `{x}` |",
    "[x](https://x.example){% include 'x' %}",
    "[x](\\javascript:alert(1)) [y](&#106;avascript:alert(1)) [z](java\nscript:alert(1)) <javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x] [x][] [y][x]",
    "![x](javascript:alert(1)) ![y](data:text/html,x)",
    '[x](https://x.example "<img src=x onerror=alert(1)>")',
    "> ~~~\n> <script>alert(1)</script>\n> ~~~",
    "1. a\n\n   ~~~\n   <script>alert(1)</script>\n   ~~~\n2. b",
    "- ~~~\n  <script>alert(1)</script>\n  ~~~\n- b",
    "<details open ontoggle=alert(1)>\n\n**x**\n\n</details>",
    '--8<-- "mkdocs.yml"\n\n```\n--8<-- "mkdocs.yml"\n```\n\n- a\n\n  ```\n  --8<-- "mkdocs.yml"\n  ```',
    "!!! note\n    <script>alert(1)</script>",
    "a\n<!--\nb\n-->\n<script>",
]
"""What somebody hostile would write, or what once went wrong."""
PIECES = [
    "word", "a", "Two words", "7", " ", " ", " ", "  ", "\n", "\n", "\n\n", "\n\n", "\t", "    ", "  \n", "\\\n", "é", "日本", "😀",
    "|", "| a | b |\n| --- | :-: |\n| 1 | `x` |\n", "| a |\n|---|\n", "`", "``", "`code`", "`<b>`", "`` a`b ``", "`{{ x }}`", "`a|b`",
    "*", "**", "_", "__", "*em*", "**strong**", "***both***", "_em_", "a*b*c", "**a *b* c**", "~", "~~", "^", "==", "++",
    "```\n", "```py\n", "~~~\n", "~~~~\n", '~~~py title="x"\n', "```` x {.y}\n", "<script>alert(1)</script>\n", "<img src=x onerror=y>",
    "- ", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", "    - ", "  - ", "   ", "- a\n- b\n", "- a\n\n  b\n", "1. a\n2. b\n",
    "# ", "## h\n", "#12", "===\n", "---\n", "***\n", "___", "!!! note\n", "??? x\n", '=== "Tab"\n', "/// note\n", "::: x\n", ": ", '--8<-- "x"\n',
    "{", "}", "{x}", "{ .x }", "{: #x onclick=y }", "{{ x }}", "{% raw %}", "{#", "[", "]", "[[", "]]", "[ ] ", "[x](y)", '[x](y "z")', "[a `b` *c*](<d e>)",
    "[x](javascript:y)", "[x](\\javascript:y)", "![x](y)", "![x](data:y)", "[x](https://a.example/?a=b&c=$d$)", "[r]", "[r]: https://r.example\n", "[^1]", "[^1]: ", "*[word]: x\n", "[TOC]",
    "<", ">", "<b>", "</b>", "<div>\n", "</div>\n", "<!--", "-->", "<user_id>", "<https://a.example/b_c>", "<x@y.example>", "&amp;", "&#60;", "&lt;script&gt;", "&", ";", "\\", "\\*", "\\`", "\\<",
    "$", "$$", "\\(", "\\[", '"', "'", ":", ":smile:", "(c)", "+/-", "1/2", "1st", "...", "http://x.example/a_b", "www.x.example", "@acme", "acme/api#1",
    "{--x--}", "{++x++}", "{>>x<<}", "||x||", '[=50% "x"]', "%", "/", "\u00a0", "?", "!", ".", ",", "(", ")",
]  # fmt: skip
"""What Markdown, its extensions, templates and HTML take for more than text."""
LINES = ["words and more", "- item", "* item", "+ item", "1. first", "2. second", "3) third", "> quote", "# heading", "## heading", "---", "***", "===", "```", "~~~",
         "```py", "~~~ js", "| a | b |", "| --- | --- |", "| 1 | `2` |", "[r]: https://r.example 'title'", "see [r] and `code`", "", "", "", "<script>alert(1)</script>", "{{ x }}", ": x", "!!! note", "[^1]: x", "*[word]: x"]  # fmt: skip
INDENTS = ["", "", "", "", " ", "  ", "   ", "    ", "\t", "      ", "> ", "> > ", "- ", "1. "]


def random_text(dice: random.Random) -> str:
    """A text of pieces, or of lines, for blocks come of lines."""
    if dice.random() < 0.5:
        made = "".join(dice.choices(PIECES, k=dice.randrange(1, 14)))
    else:
        made = "\n".join(dice.choice(INDENTS) + dice.choice(LINES) for _ in range(dice.randrange(1, 9)))
    return made.strip("\n") or "x"
