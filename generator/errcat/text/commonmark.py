"""The parser of Markdown texts: CommonMark with GitHub's tables, and nothing else.

`parse` returns the tokens of a text and treats HTML as ordinary text. `outline` returns the positions of code, links,
headings and HTML; every offset refers to the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.schemes import SAFE_SCHEMES, scheme_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MAX_DEPTH = 30
"""The limit of nesting levels. A list in a list takes two; people do not write deeper texts."""
_MAX_OPEN_BRACKETS = 500
_NESTING = 100
"""The parser's own limit, beyond which it would drop text."""

_LINE_END = lazy_pattern(r"\r\n?")
_FENCE = lazy_pattern(r"(`{3,}|~{3,})")
_BEFORE_TARGET = lazy_pattern(r"\]:\s*<?")
_BEFORE_INLINE_TARGET = lazy_pattern(r"\]\(\s*<?")


class MarkdownTooDeep(Exception):
    """A text nests so deeply, or opens so many brackets, that it is shown as plain text."""


class TextSpan(NamedTuple):
    """A part of a text: its start, its end, and its characters."""

    start: int
    end: int
    text: str


class MarkdownLink(NamedTuple):
    """A link or an image: its range, the range of its words, and its address."""

    start: int
    end: int
    words: tuple[int, int]
    address: str
    target: TextSpan | None
    """The address as it is written; None if a definition contains it."""
    is_image: bool


class HeadingLine(NamedTuple):
    """A heading: the start of its line, and its level from 1 to 6.

    `is_underlined` distinguishes `===` below from `#` in front.
    """

    start: int
    level: int
    text: str
    is_underlined: bool


class Outline(NamedTuple):
    """The positions of everything in a text that is not plain text."""

    code: Sequence[tuple[int, int]] = ()
    """Fenced and indented blocks, and inline code, each including its delimiters."""
    html: Sequence[TextSpan] = ()
    links: Sequence[MarkdownLink] = ()
    definitions: Sequence[TextSpan] = ()
    """The addresses in link definitions, as they are written."""
    headings: Sequence[HeadingLine] = ()
    unclosed: TextSpan | None = None
    """The first fence that is never closed."""


def parse(text: str) -> list[Token]:
    """Return the tokens of a text, or raise MarkdownTooDeep."""
    _require_few_brackets(text)
    return _parser(finds_unsafe_markup=False).parse(text)


@lru_cache(maxsize=8192)  # several rules look at the same texts
def outline(text: str) -> Outline:
    """Return the outline of a text; empty for a text that nests too deeply."""
    env: dict[str, Any] = {}
    try:
        _require_few_brackets(text)
        tokens = _parser(finds_unsafe_markup=True).parse(text, env)
    except MarkdownTooDeep:
        return Outline()
    return _Outliner(text, env).outline(tokens)


@cache
def _parser(*, finds_unsafe_markup: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 — most catalogs have no text that needs it

    class Parser(MarkdownIt):
        """Reads addresses as they are written. An unsafe link is text, unless the caller searches for unsafe markup."""

        def validateLink(self, url: str) -> bool:  # noqa: N802 — overridden
            return finds_unsafe_markup or scheme_of(url) in ("", *SAFE_SCHEMES)

        def normalizeLink(self, url: str) -> str:  # noqa: N802 — overridden
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802 — overridden
            return link

    parser = Parser("commonmark", {"html": finds_unsafe_markup, "maxNesting": _NESTING}).enable("table")
    parser.block.ruler.before("table", "depth", _depth)
    if finds_unsafe_markup:
        for name, rule in _position_recording_rules().items():
            parser.inline.ruler.at(name, rule)
    return parser


def _require_few_brackets(text: str) -> None:
    """For each unclosed bracket, the parser searches the rest of the text."""
    if text.count("[") - text.count("]") > _MAX_OPEN_BRACKETS:
        raise MarkdownTooDeep


def _depth(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    if state.level > MAX_DEPTH:
        raise MarkdownTooDeep
    return False


def _position_recording_rules() -> Mapping[str, Callable[[StateInline, bool], bool]]:
    """Return the inline rules, each of which also records the position of its token."""
    from markdown_it import rules_inline  # noqa: PLC0415 — see _parser

    rules = {
        "backticks": (rules_inline.backtick, "code_inline"),
        "html_inline": (rules_inline.html_inline, "html_inline"),
        "autolink": (rules_inline.autolink, "link_open"),
        "link": (rules_inline.link, "link_open"),
        "image": (rules_inline.image, "image"),
    }
    return {name: _recording(rule, kind) for name, (rule, kind) in rules.items()}


def _recording(rule: Callable[[StateInline, bool], bool], kind: str) -> Callable[[StateInline, bool], bool]:
    def record(state: StateInline, silent: bool) -> bool:
        start, token_count = state.pos, len(state.tokens)
        is_match = rule(state, silent)
        if is_match and not silent:
            token = next((new for new in state.tokens[token_count:] if new.type == kind), None)
            if token is not None:
                token.meta["span"] = (start, state.pos)
                if kind in ("link_open", "image") and token.info != "auto":
                    words = start + 1 + (kind == "image")
                    end = state.md.helpers.parseLinkLabel(state, words - 1, kind == "link_open")
                    token.meta["words"] = (words, end)
        return is_match

    return record


class _Outliner:
    """Finds the positions of tokens in the text."""

    def __init__(self, text: str, env: Mapping[str, Any]) -> None:
        self._text = text
        self._env = env
        # the parser sees every line end as "\n"
        self._source = _LINE_END.sub("\n", text) if "\r" in text else text
        shortened = (match.start() for match in _LINE_END.finditer(text) if match[0] == "\r\n")
        self._shifts = [start - number for number, start in enumerate(shortened)]
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
        headings: list[HeadingLine] = []
        unclosed: TextSpan | None = None
        cell_start = 0
        for token in tokens:
            match token.type:
                case "fence" | "code_block":
                    start, end = self._block_range(token)
                    code.append((self._text_offset(start), self._text_offset(end)))
                    if token.type == "fence" and unclosed is None and not self._is_closed(token):
                        unclosed = self._span(start, start + len(token.markup))
                case "html_block":
                    html.append(self._span(*self._block_range(token)))
                case "heading_open":
                    headings.append(self._heading_line(token))
                case "tr_open":
                    assert token.map is not None
                    cell_start = self._starts[token.map[0]]
                case "inline" if token.content:
                    offsets, cell_start = self._character_offsets(token, cell_start)
                    for child in token.children or ():
                        if "span" in child.meta:
                            first, last = child.meta["span"]
                            start, end = offsets[first], offsets[last - 1] + 1
                            if child.type == "code_inline":
                                code.append((self._text_offset(start), self._text_offset(end)))
                            elif child.type == "html_inline":
                                html.append(self._span(start, end))
                            else:
                                links.append(self._link(child, offsets, start, end))
        return Outline(sorted(code), sorted(html), sorted(links), list(self._definitions()), headings, unclosed)

    def _link(self, token: Token, offsets: Sequence[int], start: int, end: int) -> MarkdownLink:
        address = str(token.attrs.get("href", token.attrs.get("src", "")))
        is_image = token.type == "image"
        if token.info == "auto":
            inside = self._span(start + 1, end - 1)
            return MarkdownLink(
                self._text_offset(start), self._text_offset(end), (inside.start, inside.end), address, inside, is_image
            )
        first, last = token.meta["words"]
        words = (offsets[first], offsets[last])
        target = None
        match = _BEFORE_INLINE_TARGET.match(self._source, words[1])
        if match and match.end() <= end:  # a round bracket after a link with a definition isn't part of it
            address_text = _read_address(self._source[:end], match.end())
            if _unescaped(address_text) == address:
                target = self._span(match.end(), match.end() + len(address_text))
        return MarkdownLink(
            self._text_offset(start),
            self._text_offset(end),
            (self._text_offset(words[0]), self._text_offset(words[1])),
            address,
            target,
            is_image,
        )

    def _definitions(self) -> Iterator[TextSpan]:
        for key in ("references", "duplicate_refs"):
            definitions = self._env.get(key, {})
            for definition in definitions.values() if isinstance(definitions, Mapping) else definitions:
                first, last = definition["map"]
                start = self._starts[first]
                source = self._source[start : self._starts[last] if last < len(self._starts) else len(self._source)]
                for match in _BEFORE_TARGET.finditer(source):
                    target = _read_address(source, match.end())
                    if _unescaped(target) == definition["href"]:
                        yield self._span(start + match.end(), start + match.end() + len(target))
                        break

    def _heading_line(self, token: Token) -> HeadingLine:
        assert token.map is not None
        first, last = token.map
        if token.markup.startswith("#"):
            line = self._lines[first]
            position = line.index("#")
            return HeadingLine(
                self._text_offset(self._starts[first] + position),
                int(token.tag[1]),
                line[position:].strip(),
                is_underlined=False,
            )
        line = self._lines[last - 1]
        position = line.rindex(token.markup)
        position = len(line[:position].rstrip("=-"))
        return HeadingLine(
            self._text_offset(self._starts[last - 1] + position),
            int(token.tag[1]),
            line[position:].strip(),
            is_underlined=True,
        )

    def _block_range(self, token: Token) -> tuple[int, int]:
        """Return the start of a block, after the markers before it in its line, and its end."""
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

    def _character_offsets(self, token: Token, cell_start: int) -> tuple[Sequence[int], int]:
        """Return the offset of each character of a line in the source, and where the next cell of the row may start."""
        assert token.map is not None
        first, last = token.map
        lines = token.content.split("\n")
        if len(lines) == 1 and last - first == 1 and cell_start >= self._starts[first]:
            # perhaps a table cell, in which `\|` has become `|`
            cell = re.compile("".join(r"\\?\|" if char == "|" else re.escape(char) for char in token.content))
            match = cell.search(self._source, cell_start)
            if match is not None:
                offsets, position = [], match.start()
                for char in token.content:
                    position += char == "|" and self._source[position] == "\\"
                    offsets.append(position)
                    position += 1
                return offsets, match.end()
        offsets = []
        for number, line in enumerate(lines):
            source_line = self._lines[min(first + number, len(self._lines) - 1)]
            content = line.strip(" \t\n")
            position = self._starts[min(first + number, len(self._lines) - 1)] + max(source_line.rfind(content), 0)
            indent = len(line) - len(line.lstrip(" \t\n"))
            offsets += [max(position + offset, 0) for offset in range(-indent, len(line) - indent + 1)]
        return offsets, 0

    def _span(self, start: int, end: int) -> TextSpan:
        first, last = self._text_offset(start), self._text_offset(end)
        return TextSpan(first, last, self._text[first:last])

    def _text_offset(self, offset: int) -> int:
        """Convert an offset in the parser's source to an offset in the text."""
        return offset + bisect_right(self._shifts, offset - 1) if self._shifts else offset


def _read_address(text: str, start: int) -> str:
    """Return the address that starts at an offset, as it is written."""
    from markdown_it.helpers import parseLinkDestination  # noqa: PLC0415 — see _parser

    is_bracketed = start > 0 and text[start - 1] == "<"
    result = parseLinkDestination(text, start - is_bracketed, len(text))
    return text[start : result.pos - is_bracketed] if result.ok else ""


def _unescaped(target: str) -> str:
    from markdown_it.common.utils import unescapeAll  # noqa: PLC0415 — see _parser

    return unescapeAll(target)
