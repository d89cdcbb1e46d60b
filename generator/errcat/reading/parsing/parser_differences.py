"""Whether the reference, `events`, could read a text differently from yaml-rs, or report something about it.

Each question may be answered "yes" without need, which only costs time. It must never be answered "no" by mistake:
tests compare both parsers on random texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from errcat.reading.parsing.comments import cut_points
from errcat.reading.parsing.scalars import resolve
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.yaml_scalars import AMBIGUOUS_WORDS, FLOAT, INTEGER

MAX_LEVELS = 40
"""How many levels of lists and mappings a catalog can have, as in `events`."""
_MOST_INDENT = 100
_LONGEST_LINE = 5000
# Lists in lists on a line. It is a pattern per first character because a single pattern is ten times as slow.
_NESTED_IN_LINE = tuple(lazy_pattern(rf"{first}[ ]+(?:[-?][ ]+){{40}}") for first in ("-", r"\?"))
_MOST_SEARCHES = 20
"""How many words are worth a search through the text."""
_MOST_COMPARISONS = 10_000_000
_LONGEST_WORD = max(map(len, AMBIGUOUS_WORDS))

# The start of a text: comments, and the line that starts a document.
_HEAD = lazy_pattern(r"(?:[ ]*(?:#[^\n]*)?\r?\n)*")
# Windows paths, escapes of & and !, which `_has_anchors_or_tags` counts, and escapes that only some parsers read.
_BACKSLASH = lazy_pattern(r"\\(?:(?<=:\\)|x2[16]|u002[16]|u[dD][89a-fA-F]|U)")
_ANCHOR = lazy_pattern(r"&(\S)")
_ALIAS = lazy_pattern(r"\*(\S)")
# An unquoted scalar starts after one of these characters, or after a comment.
_STARTS = ":?-[{,\n"
_QUOTES = "'\""
_INDICATORS = "-?:,[]{}#&*!|>%@`"
_LONGEST_NUMBER = 60
# What may be a number, a date or a time. It is inside a lookahead, and as long as numbers are, so that a search takes a
# time in proportion to the text, whatever the text is.
_NUMBER_AHEAD = (
    r"[ \r\n]*+(?=(?P<number>(?!-[ \r\n])[-+._0-9eE][-+.:_0-9a-foxzinftA-FOXZINFT]{0,59}+"  # _LONGEST_NUMBER
    r"(?:[ ]++[-+.:0-9Zz]{1,30}+){0,2}+)"
    r"(?:[-+.:_0-9a-foxzinftA-FOXZINFT]|[ ]*+(?:[\r\n,\]}]|(?<=[ ])#|\Z)))"
)
_NUMBER = lazy_pattern(r"[:\-\[{,](?!(?<=-)\S)" + _NUMBER_AHEAD)
_NUMBER_AFTER_COMMENT = lazy_pattern(r"#[^#\n]*\n" + _NUMBER_AHEAD)
_COMMENT_LINE = lazy_pattern(r"\n[ ]*#[^\n]*")
_AFTER_CUT = lazy_pattern(r"[ \t]*#[ ]?[^\s\"']*")
# Quotes that open a text and do not close it on their line: a pattern each, because a single one is five times as slow.
_OPEN_QUOTES = (
    lazy_pattern(r'"(?<=[\s\[{,:]")[^"\\\n]*+(?:\\.[^"\\\n]*+)*+\\?\n'),
    lazy_pattern(r"'(?<=[\s\[{,:]')[^'\n]*+(?:''[^'\n]*+)*+\n"),
)
_QUOTED = lazy_pattern(r""""[^"\\]*+(?:\\[\s\S][^"\\]*+)*+|'[^']*+(?:''[^']*+)*+""")
_KEY_LINE = lazy_pattern(r"\n(?P<before>[ ]*(?:-[ ]+)*)[A-Za-z_][\w-]*:(?=[ \r\n])")
_DASH_LINE = lazy_pattern(r"\n[ ]*-[ ]*([^\r\n]*)")
# A colon at the start of a line, or in an unquoted text in braces.
_ODD_COLON = lazy_pattern(r":(?:\?|(?<=\s:))")
_GLUED_DASHES = lazy_pattern(r"-[^\s-].*[ \n]-", re.DOTALL)
_DASH = lazy_pattern(r"(?<=[ \n])-(?:[ ]+|(?=\n)|\Z)")
_END_OF_WORD = lazy_pattern(r"(?=\s)|\Z")


class _Strings:
    """The strings in the data of a file."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.keys_of_nothing: set[str] = set()
        self.values: list[str] = []
        self.items_with_dash: list[str] = []
        """The items of lists that may be several items."""
        self.levels = 0

    def add(self, container: Any, level: int) -> None:
        """Add a mapping or a list with all that is in it: depth first, which is twice as fast as level by level."""
        self.levels = max(self.levels, level)
        if level > MAX_LEVELS:
            return
        add_value = self.values.append
        if type(container) is dict:
            self.keys.update(container)
            for key, value in container.items():
                kind = type(value)
                if kind is str:
                    add_value(value)
                elif kind is dict or kind is list:
                    self.add(value, level + 1)
                elif value is None:
                    self.keys_of_nothing.add(key)
        else:
            for value in container:
                kind = type(value)
                if kind is str:
                    add_value(value)
                    if " -" in value or "\n-" in value:
                        self.items_with_dash.append(value)
                elif kind is dict or kind is list:
                    self.add(value, level + 1)

    @cached_property
    def joined(self) -> str:
        return "\n".join((*self.keys, *self.values))

    @cached_property
    def suspects(self) -> set[str]:
        """The values that are short enough for an ambiguous word, or start with a sign of YAML."""
        return {value for value in self.values if len(value) <= _LONGEST_WORD or value[0] in "-?|>:\n"}


def may_overstrain(text: str) -> bool:
    """Whether a text has very long lines or nests deeply: yaml-rs may need very long for it, or overflow its stack."""
    return (
        " " * _MOST_INDENT in text or any(pattern.search(text) for pattern in _NESTED_IN_LINE) or _has_long_line(text)
    )


def _has_long_line(text: str) -> bool:
    line_start = 0
    while line_start + _LONGEST_LINE < len(text):
        line_start = text.rfind("\n", line_start, line_start + _LONGEST_LINE) + 1
        if not line_start:
            return True
    return False


def may_read_differently(text: str, data: object, typographic: Iterable[str] = ()) -> bool:
    """Whether the reference may read something else than `data` in a text, or may have something to report.

    `typographic` are the quotes and bullets in the text that may be meant to be those of YAML.
    """
    if "\t" in text or _has_directive(text) or ("\\" in text and _BACKSLASH.search(text)):
        return True
    strings = _Strings()
    strings.add(data, 1)
    if strings.levels > MAX_LEVELS or not all(map(_is_ordinary_key, strings.keys)):
        return True
    return (
        _may_lack_line_end(text, strings)
        or _has_anchors_or_tags(text, strings)
        or _has_cut_texts(text, strings)
        or any(map(_is_odd_number, _numbers(text)))
        or _has_ambiguous_words(text, strings)
        or _has_cut_texts_in_braces(text, strings)
        or any(value.startswith(("?", "|", ">", ":", "\n")) for value in strings.suspects)
        or any(match.group() == ":?" or _starts_line(text, match.start()) for match in _ODD_COLON.finditer(text))
        or any(_has_key_line(text, match.start()) for quotes in _OPEN_QUOTES for match in quotes.finditer(text))
        or _has_joined_items(text, strings)
        or any(_starts_value(text, match.start()) for char in typographic for match in re.finditer(char, text))
    )


def _has_directive(text: str) -> bool:
    """Whether something other than data starts a text."""
    if "%" not in text and "..." not in text:
        return False
    head = _HEAD.match(text)
    return text.startswith(("%", "..."), head.end() if head else 0)


def _is_ordinary_key(key: object) -> bool:
    """Whether a key is a text for the reference too, and in one piece."""
    return (
        type(key) is str
        and type(resolve(key)) is str
        and key.isprintable()
        and key[0] not in _INDICATORS
        and " " not in key
    )


def _may_lack_line_end(text: str, strings: _Strings) -> bool:
    """Whether a text ends in a block without a line end, which yaml-rs adds."""
    last_line = text[text.rfind("\n") + 1 :].lstrip(" ")
    return not text.endswith("\n") and any(value.endswith(f"{last_line}\n") for value in strings.values)


def _has_anchors_or_tags(text: str, strings: _Strings) -> bool:
    """Whether yaml-rs has dropped a sign of an anchor or a tag. Without an anchor, there is no alias.

    An alias repeats a text, and so may add as many signs as were dropped.
    """
    if _may_have_alias(text):
        return True
    signs = [sign for sign in "&!" if sign in text and text.count(sign) != strings.joined.count(sign)]
    if not signs:
        return False
    without_comments = _COMMENT_LINE.sub("", "\n" + text)
    return any(without_comments.count(sign) != strings.joined.count(sign) for sign in signs)


def _may_have_alias(text: str) -> bool:
    """Whether a text may have an alias, such as *a, of an anchor that starts with the same character."""
    anchors = set(_ANCHOR.findall(text)) if "&" in text and "*" in text else ()
    return bool(anchors) and any(
        match[1] in anchors and _may_start_scalar(text, match.start()) for match in _ALIAS.finditer(text)
    )


def _has_cut_texts(text: str, strings: _Strings) -> bool:
    """Whether a comment that may be text is missing from the data."""
    cuts = _cuts(text)
    return bool(cuts) and cuts != _cuts(strings.joined)


def _cuts(text: str) -> Counter[str]:
    """Return how each comment starts that may be text."""
    matches = (_AFTER_CUT.match(text, start) for start in cut_points(text))
    return Counter(match.group().strip() for match in matches if match)


def _numbers(text: str) -> Iterator[str]:
    """Yield what may be an unquoted number."""
    for pattern in (_NUMBER, _NUMBER_AFTER_COMMENT) if "#" in text else (_NUMBER,):
        for match in pattern.finditer(text):
            yield match["number"]


def _is_odd_number(number: str) -> bool:
    """Whether parsers read a number differently."""
    if INTEGER.fullmatch(number) or FLOAT.fullmatch(number):
        return False
    return "_" in number or "." in number or len(number) >= _LONGEST_NUMBER or type(resolve(number)) is not str


def _has_ambiguous_words(text: str, strings: _Strings) -> bool:
    """Whether a word such as `yes` may be unquoted."""
    return any(
        _may_start_scalar(text, match.start())
        for word in AMBIGUOUS_WORDS.keys() & strings.suspects
        for match in re.finditer(rf"{re.escape(word)}(?=[ ]*(?:[\r\n,\]}}]|[ ]#|\Z))", text)
    )


def _may_start_scalar(text: str, start: int) -> bool:
    """Whether an unquoted scalar can start at an offset."""
    while start and text[start - 1] == " ":
        start -= 1
    return not start or text[start - 1] in _STARTS


def _starts_line(text: str, start: int) -> bool:
    while start and text[start - 1] == " ":
        start -= 1
    return not start or text[start - 1] == "\n"


def _starts_value(text: str, start: int) -> bool:
    """Whether a character starts a line, or follows a dash or a colon, and spaces."""
    before = start
    while before and text[before - 1] == " ":
        before -= 1
    return not before or text[before - 1] == "\n" or (before < start and text[before - 1] in ":-")


def _has_cut_texts_in_braces(text: str, strings: _Strings) -> bool:
    """Whether a key without a value may be the rest of a text after a comma: `{title: One, two}`."""
    keys = strings.keys_of_nothing
    if len(keys) > _MOST_SEARCHES:
        return True
    return any(re.search(rf"[\s{{\[,\"']{re.escape(key)}[\"']?\s*+:?\s*+[,}}\]]", text) for key in keys)


def _has_key_line(text: str, start: int) -> bool:
    """Whether quotes contain a line with a key that is indented no deeper than the line where they start."""
    if not _may_start_scalar(text, start) or (text[start - 1] == ":" and text[start - 2] not in _QUOTES):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    outer = len(line) - len(line.lstrip(" -"))
    quoted = _QUOTED.match(text, start)
    end = quoted.end() if quoted else len(text)
    return any(len(match["before"]) <= outer for match in _KEY_LINE.finditer(text, start, end))


def _has_joined_items(text: str, strings: _Strings) -> bool:
    """Whether a text may be several items of a list: their dashes are indented too far, or have no space."""
    if any(_GLUED_DASHES.match(value) for value in strings.suspects):
        return True
    items = strings.items_with_dash
    if not items:
        return False
    if sum(item.count("-") * len(item) for item in items) > _MOST_COMPARISONS:
        return True
    lines = {match[1].rstrip(" ") for match in _DASH_LINE.finditer(text)}
    lines |= {line.partition(" #")[0].rstrip(" ") for line in lines}
    return "" in lines or any(
        item[dash.end() : end.start()] in lines
        for item in items
        for dash in _DASH.finditer(item)
        for end in _END_OF_WORD.finditer(item, dash.end())
    )
