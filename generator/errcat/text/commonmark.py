"""The parser of Markdown texts: CommonMark with the tables of GitHub, and nothing else.

`parse` gives the tokens of a text, in which HTML is text like any other. `outline` says where in the text its code,
links, headings and HTML are; every offset is that of the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from errcat.text.schemes import SAFE_SCHEMES, scheme_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DEEPEST = 30
"""Levels of nesting. A list in a list is two; what lies deeper is not written by people."""
_MOST_OPEN = 500
_NESTING = 100
"""Where the parser itself stops: it would drop what lies deeper."""

_LINE_END = re.compile(r"\r\n?")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_BEFORE_TARGET = re.compile(r"\]:\s*<?")
_BEFORE_INLINE_TARGET = re.compile(r"\]\(\s*<?")


class MarkdownTooDeep(Exception):
    """A text is nested so deeply, or opens so many brackets, that nobody can have meant it: it is shown as it is."""


class TextSpan(NamedTuple):
    """Part of a text: where it starts and ends, and what is written there."""

    start: int
    end: int
    text: str


class MarkdownLink(NamedTuple):
    """A link or an image: where it starts and ends, where its words do, and its address."""

    start: int
    end: int
    words: tuple[int, int]
    address: str
    target: TextSpan | None
    """The address as it is written; None where a definition has it."""
    is_image: bool


class Title(NamedTuple):
    """A heading: where its line starts, and its level, 1 to 6. `is_underlined` tells `===` below from `#` in front."""

    start: int
    level: int
    text: str
    is_underlined: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Where everything in a text is that is more than text."""

    code: Sequence[tuple[int, int]] = ()
    """Fenced and indented blocks, and code in a line; each with its marks."""
    html: Sequence[TextSpan] = ()
    links: Sequence[MarkdownLink] = ()
    definitions: Sequence[TextSpan] = ()
    """The addresses of definitions, as they are written."""
    titles: Sequence[Title] = ()
    unclosed: TextSpan | None = None
    """The first fence that nothing closes."""


def parse(text: str) -> list[Token]:
    """The tokens of a text; raises TooDeep."""
    _require_few_brackets(text)
    return _parser(finds_all=False).parse(text)


@lru_cache(maxsize=8192)  # several rules look at the same texts
def outline(text: str) -> Outline:
    """Where everything is; nothing, for a text that is nested too deeply."""
    env: dict[str, Any] = {}
    try:
        _require_few_brackets(text)
        tokens = _parser(finds_all=True).parse(text, env)
    except MarkdownTooDeep:
        return Outline()
    return _Outliner(text, env).outline(tokens)


@cache
def _parser(*, finds_all: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 — most catalogs have no text that needs it

    class Parser(MarkdownIt):
        """Reads every address as it is written. An unsafe link is text, unless it is what somebody looks for."""

        def validateLink(self, url: str) -> bool:  # noqa: N802 — overridden
            return finds_all or scheme_of(url) in ("", *SAFE_SCHEMES)

        def normalizeLink(self, url: str) -> str:  # noqa: N802 — overridden
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802 — overridden
            return link

    parser = Parser("commonmark", {"html": finds_all, "maxNesting": _NESTING}).enable("table")
    parser.block.ruler.before("table", "depth", _depth)
    if finds_all:
        for name, rule in _noted_rules().items():
            parser.inline.ruler.at(name, rule)
    return parser


def _require_few_brackets(text: str) -> None:
    """For each bracket that nothing closes, the parser looks through the rest of the text."""
    if text.count("[") - text.count("]") > _MOST_OPEN:
        raise MarkdownTooDeep


def _depth(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    if state.level > DEEPEST:
        raise MarkdownTooDeep
    return False


def _noted_rules() -> Mapping[str, Callable[[StateInline, bool], bool]]:
    """The rules of a line, each of which notes where in the line its token is."""
    from markdown_it import rules_inline  # noqa: PLC0415 — see _parser

    rules = {
        "backticks": (rules_inline.backtick, "code_inline"),
        "html_inline": (rules_inline.html_inline, "html_inline"),
        "autolink": (rules_inline.autolink, "link_open"),
        "link": (rules_inline.link, "link_open"),
        "image": (rules_inline.image, "image"),
    }
    return {name: _noting(rule, kind) for name, (rule, kind) in rules.items()}


def _noting(rule: Callable[[StateInline, bool], bool], kind: str) -> Callable[[StateInline, bool], bool]:
    def noting(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            token = next((one for one in state.tokens[known:] if one.type == kind), None)
            if token is not None:
                token.meta["span"] = (start, state.pos)
                if kind in ("link_open", "image") and token.info != "auto":
                    words = start + 1 + (kind == "image")
                    end = state.md.helpers.parseLinkLabel(state, words - 1, kind == "link_open")
                    token.meta["words"] = (words, end)
        return found

    return noting


class _Outliner:
    """Finds the places of tokens in the text that they were made of."""

    def __init__(self, text: str, env: Mapping[str, Any]) -> None:
        self._text = text
        self._env = env
        # the parser sees every end of a line as one "\n"
        self._source = _LINE_END.sub("\n", text) if "\r" in text else text
        shorter = (match.start() for match in _LINE_END.finditer(text) if match[0] == "\r\n")
        self._shifts = [start - number for number, start in enumerate(shorter)]
        ends = [match.end() for match in re.finditer("\n", self._source)]
        self._starts = [0, *ends]
        self._lines = [
            self._source[start:end]
            for start, end in pairwise([*self._starts, max(len(self._source), self._starts[-1])])
        ]

    def outline(self, tokens: Sequence[Token]) -> Outline:
        code: list[tuple[int, int]] = []
        html: list[TextSpan] = []
        links: list[MarkdownLink] = []
        titles: list[Title] = []
        unclosed: TextSpan | None = None
        in_row = 0
        for token in tokens:
            match token.type:
                case "fence" | "code_block":
                    start, end = self._block(token)
                    code.append((self._at(start), self._at(end)))
                    if token.type == "fence" and unclosed is None and not self._is_closed(token):
                        unclosed = self._span(start, start + len(token.markup))
                case "html_block":
                    html.append(self._span(*self._block(token)))
                case "heading_open":
                    titles.append(self._title(token))
                case "tr_open":
                    assert token.map is not None
                    in_row = self._starts[token.map[0]]
                case "inline" if token.content:
                    places, in_row = self._places(token, in_row)
                    for child in token.children or ():
                        if "span" in child.meta:
                            first, last = child.meta["span"]
                            start, end = places[first], places[last - 1] + 1
                            if child.type == "code_inline":
                                code.append((self._at(start), self._at(end)))
                            elif child.type == "html_inline":
                                html.append(self._span(start, end))
                            else:
                                links.append(self._link(child, places, start, end))
        return Outline(sorted(code), sorted(html), sorted(links), list(self._definitions()), titles, unclosed)

    def _link(self, token: Token, places: Sequence[int], start: int, end: int) -> MarkdownLink:
        address = str(token.attrs.get("href", token.attrs.get("src", "")))
        is_image = token.type == "image"
        if token.info == "auto":
            inside = self._span(start + 1, end - 1)
            return MarkdownLink(self._at(start), self._at(end), (inside.start, inside.end), address, inside, is_image)
        first, last = token.meta["words"]
        words = (places[first], places[last])
        target = None
        found = _BEFORE_INLINE_TARGET.match(self._source, words[1])
        if found:
            written = _destination(self._source[:end], found.end())
            if _unescaped(written) == address:
                target = self._span(found.end(), found.end() + len(written))
        return MarkdownLink(
            self._at(start), self._at(end), (self._at(words[0]), self._at(words[1])), address, target, is_image
        )

    def _definitions(self) -> Iterator[TextSpan]:
        for key in ("references", "duplicate_refs"):
            found = self._env.get(key, {})
            for one in found.values() if isinstance(found, Mapping) else found:
                first, last = one["map"]
                start = self._starts[first]
                written = self._source[start : self._starts[last] if last < len(self._starts) else len(self._source)]
                for match in _BEFORE_TARGET.finditer(written):
                    target = _destination(written, match.end())
                    if _unescaped(target) == one["href"]:
                        yield self._span(start + match.end(), start + match.end() + len(target))
                        break

    def _title(self, token: Token) -> Title:
        assert token.map is not None
        first, last = token.map
        if token.markup.startswith("#"):
            line = self._lines[first]
            at = line.index("#")
            return Title(self._at(self._starts[first] + at), int(token.tag[1]), line[at:].strip(), is_underlined=False)
        line = self._lines[last - 1]
        at = line.rindex(token.markup)
        at = len(line[:at].rstrip("=-"))
        return Title(self._at(self._starts[last - 1] + at), int(token.tag[1]), line[at:].strip(), is_underlined=True)

    def _block(self, token: Token) -> tuple[int, int]:
        """Where a block starts, after what stands before it in its line, and ends."""
        assert token.map is not None
        first, last = token.map
        start = self._starts[first]
        if token.type == "fence":
            start += self._lines[first].index(token.markup)
        else:
            line = token.content.split("\n", 1)[0]
            start += max(self._lines[first].rfind(line.lstrip()), 0)
        end = self._starts[last] if last < len(self._starts) else len(self._source)
        return start, end

    def _is_closed(self, token: Token) -> bool:
        assert token.map is not None
        first, last = token.map
        line = self._lines[last - 1].strip("> \t\n") if last - 1 > first else ""
        return len(line) >= len(token.markup) and line == token.markup[0] * len(line)

    def _places(self, token: Token, in_row: int) -> tuple[Sequence[int], int]:
        """For each character of a line, where it is in the source; and where the next cell of the row may start."""
        assert token.map is not None
        first, last = token.map
        lines = token.content.split("\n")
        if len(lines) == 1 and last - first == 1 and in_row >= self._starts[first]:
            # perhaps a cell, in which `\|` has become `|`
            cell = re.compile("".join(r"\\?\|" if char == "|" else re.escape(char) for char in token.content))
            match = cell.search(self._source, in_row)
            if match is not None:
                places, at = [], match.start()
                for char in token.content:
                    at += char == "|" and self._source[at] == "\\"
                    places.append(at)
                    at += 1
                return places, match.end()
        places = []
        for number, line in enumerate(lines):
            written = self._lines[min(first + number, len(self._lines) - 1)]
            words = line.strip(" \t\n")
            at = self._starts[min(first + number, len(self._lines) - 1)] + max(written.rfind(words), 0)
            ahead = len(line) - len(line.lstrip(" \t\n"))
            places += [max(at + offset, 0) for offset in range(-ahead, len(line) - ahead + 1)]
        return places, 0

    def _span(self, start: int, end: int) -> TextSpan:
        first, last = self._at(start), self._at(end)
        return TextSpan(first, last, self._text[first:last])

    def _at(self, place: int) -> int:
        """An offset of the text, for one of what the parser saw."""
        return place + bisect_right(self._shifts, place - 1) if self._shifts else place


def _destination(text: str, start: int) -> str:
    """An address as it is written, from where it starts."""
    from markdown_it.helpers import parseLinkDestination  # noqa: PLC0415 — see _parser

    is_bracketed = start > 0 and text[start - 1] == "<"
    found = parseLinkDestination(text, start - is_bracketed, len(text))
    return text[start : found.pos - is_bracketed] if found.ok else ""


def _unescaped(target: str) -> str:
    from markdown_it.common.utils import unescapeAll  # noqa: PLC0415 — see _parser

    return unescapeAll(target)
