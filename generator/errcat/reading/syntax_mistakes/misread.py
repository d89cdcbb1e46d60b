"""What a parser reads without a word, though nobody meant it: two entries as one, half a text as a key.

`events` stops at these by itself, and says where; here is what the writer did.
"""

from __future__ import annotations

import re

from errcat.findings.source import Edit
from errcat.reading.parsing.parse_stops import (
    CommaInText,
    ForbiddenKey,
    GluedColon,
    GluedDashes,
    MergedItems,
    MissingDash,
    SecondDocument,
    YamlTooDeep,
)
from errcat.reading.schema.fields import is_field
from errcat.reading.syntax_mistakes.brackets import brackets
from errcat.reading.syntax_mistakes.fragments import pieces
from errcat.reading.syntax_mistakes.lines import Line, lines_of
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, blank, edits_between, line_end
from errcat.reading.syntax_mistakes.spaces import odd_space
from errcat.reading.syntax_mistakes.stop_context import Stop
from errcat.reading.syntax_mistakes.values import quoted

_KEY = re.compile(r"[\w\"'-]*")
_NEXT_LINE = re.compile(r"\n[ ]*")
_REST_OF_TEXT = re.compile(r"[^\[\]{}\n]*?(?=\s*(?:,\s*[\"']?[\w-]+[\"']?:\s|[\[\]{}\n]|\Z))")


def too_deep(text: str, stopped: YamlTooDeep, _stop: Stop) -> SyntaxMistake:
    lines = lines_of(text[: line_end(text, stopped.at)])
    line = lines[-1]
    start = line.value_start if line.value_start < line.end else line.first
    found = brackets(text, start) if text[start : start + 1] in ("[", "{") else None
    end = (found.end if found else None) or _end_of_lines(text, line)
    edit = Edit(start, end, blank(text[start:end]))
    return SyntaxMistake("nested-too-deep", stopped.at, stopped.at + 1, edits=(edit,), is_fix=False, loses=True)


def _end_of_lines(text: str, line: Line) -> int:
    """Behind the last line that is further to the right than a line."""
    end = line.end
    for one in lines_of(text[line.start :])[1:]:
        if one.content and one.indent <= line.indent:
            break
        end = line.start + one.end
    return end


def missing_dash(text: str, stopped: MissingDash, _stop: Stop) -> SyntaxMistake:
    """The second entry gets the blanks and the dash that the first one starts with."""
    first, second = stopped.start, stopped.at
    head = text[text.rfind("\n", 0, first) + 1 : first]
    match = _KEY.match(text, second)
    end = match.end() if match else second + 1
    length = end - second
    if "-" not in head:
        edit = Edit(first - 2, first, "- ")
        return SyntaxMistake("missing-dash", first, first + length, {}, "first", ((second, end),), (edit,))
    edit = Edit(text.rfind("\n", 0, second) + 1, second, head)
    return SyntaxMistake("missing-dash", second, end, {}, "", ((first, first + length),), (edit,))


def merged_items(text: str, stopped: MergedItems, _stop: Stop) -> SyntaxMistake:
    """`- one` and, further to the right, `- two`: to YAML, one text."""
    first = text.rfind("\n", 0, stopped.start) + 1
    column = text.index("-", first) - first
    start = text.rfind("\n", 0, stopped.at) + 1
    values = {"found": stopped.at - start, "expected": column, "count": 1}
    related = ((first + column, first + column + 1),)
    edit = Edit(start, stopped.at, " " * column)
    return SyntaxMistake("wrong-indentation", stopped.at, stopped.at + 1, values, "item", related, (edit,))


def glued_dashes(text: str, stopped: GluedDashes, _stop: Stop) -> SyntaxMistake:
    """`-one` and `-two`, below each other."""
    at = stopped.at
    edits: list[Edit] = []
    while text[at : at + 1] == "-":
        if not text[at + 1 : at + 2].isspace():
            edits.append(Edit(at + 1, at + 1, " "))
        match = _NEXT_LINE.match(text, line_end(text, at))
        at = match.end() if match else len(text)
    return SyntaxMistake("no-space-after-dash", stopped.at, stopped.at + 2, edits=tuple(edits))


def second_document(text: str, stopped: SecondDocument, stop: Stop) -> SyntaxMistake:
    """A `---` in the middle: a line to make it look tidy, or really another catalog."""
    mark = (stopped.at, stopped.at + 3)
    end = line_end(text, stopped.at)
    without = text[: stopped.at] + blank(text[stopped.at : end]) + text[end:]
    sections = [without[piece.start : without.find(":", piece.start)] for piece in pieces(without) if not piece.head]
    if text[stopped.at : end].strip() in ("---", "...") and len(set(sections)) == len(sections):
        further = stop(without)
        if further is None or further.at > end:
            edit = Edit(stopped.at, min(end + 1, len(text)), "")
            return SyntaxMistake("second-document", *mark, help="line", edits=(edit,))
    rest = Edit(stopped.at, len(text), blank(text[stopped.at :]))
    return SyntaxMistake("second-document", *mark, edits=(rest,), is_fix=False, loses=True)


def forbidden_key(text: str, stopped: ForbiddenKey, _stop: Stop) -> SyntaxMistake:
    """A key that starts with `*`, or with a character that nobody sees."""
    at = stopped.at
    if text[at] != "*":
        lines = lines_of(text)
        return odd_space(lines, next(line for line in reversed(lines) if line.start <= at), at)
    match = _KEY.match(text, at + 1)
    values = {"sign": "*", "key": match.group() if match else ""}
    return SyntaxMistake("stray-sign", at, at + 1, values, edits=(Edit(at, at + 1, ""),))


def glued_colon(text: str, stopped: GluedColon, _stop: Stop) -> SyntaxMistake:
    key = text[stopped.start : stopped.at]
    edit = Edit(stopped.at + 1, stopped.at + 1, " ")
    return SyntaxMistake(
        "no-space-after-colon", stopped.start, stopped.at + 2, {"key": key}, edits=(edit,), safe=is_field(key)
    )


def comma_in_text(text: str, stopped: CommaInText, _stop: Stop) -> SyntaxMistake:
    """The text goes on up to the next comma that a key follows, or to the closing bracket."""
    match = _REST_OF_TEXT.match(text, stopped.at)
    end = max(match.end() if match else 0, stopped.at + 1)
    at = text.rindex(",", stopped.start, stopped.at)
    values = {"kept": text[stopped.start : at].strip(), "dropped": text[stopped.at : end]}
    whole = text[stopped.start : end]
    edits = edits_between(stopped.start, whole, quoted(whole))
    return SyntaxMistake("text-cut-by-comma", at, at + 1, values, edits=edits, safe=True)
