"""Mistakes that a parser silently misreads: two entries as a single entry, half of a text as a key.

`events` detects these itself and says where they are; this module explains what the writer did.
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
from errcat.reading.syntax_mistakes.brackets import scan_brackets
from errcat.reading.syntax_mistakes.fragments import fragments
from errcat.reading.syntax_mistakes.lines import Line, lines_of
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, blanked, edits_between, line_end
from errcat.reading.syntax_mistakes.spaces import unusual_space
from errcat.reading.syntax_mistakes.stop_context import TryParse
from errcat.reading.syntax_mistakes.values import quoted

_KEY = re.compile(r"[\w\"'-]*")
_GLUED_IN_BRACES = re.compile(r",[ \t]*[A-Za-z_][\w-]*:(?=[^\s/,}])")
_NEXT_LINE = re.compile(r"\n[ ]*")
_REST_OF_TEXT = re.compile(r"[^\[\]{}\n]*?(?=\s*(?:,\s*[\"']?[\w-]+[\"']?:\s|[\[\]{}\n]|\Z))")


def too_deep(text: str, stopped: YamlTooDeep, _try_parse: TryParse) -> SyntaxMistake:
    lines = lines_of(text[: line_end(text, stopped.at)])
    line = lines[-1]
    start = line.value_start if line.value_start < line.end else line.first
    scan = scan_brackets(text, start) if text[start : start + 1] in ("[", "{") else None
    end = (scan.end if scan else None) or _end_of_nested_lines(text, line)
    edit = Edit(start, end, blanked(text[start:end]))
    return SyntaxMistake("nested-too-deep", stopped.at, stopped.at + 1, edits=(edit,), is_fix=False, drops_text=True)


def _end_of_nested_lines(text: str, line: Line) -> int:
    """Return the end of the lines below that are indented more."""
    end = line.end
    for later in lines_of(text[line.start :])[1:]:
        if later.content and later.indent <= line.indent:
            break
        end = line.start + later.end
    return end


def missing_dash(text: str, stopped: MissingDash, _try_parse: TryParse) -> SyntaxMistake:
    """Give the second entry the indentation and the dash of the first entry."""
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


def merged_items(text: str, stopped: MergedItems, _try_parse: TryParse) -> SyntaxMistake:
    """Report `- one` followed by a deeper `- two`, which YAML reads as a single text."""
    first = text.rfind("\n", 0, stopped.start) + 1
    column = text.index("-", first) - first
    start = text.rfind("\n", 0, stopped.at) + 1
    values = {"found": stopped.at - start, "expected": column, "count": 1}
    related = ((first + column, first + column + 1),)
    edit = Edit(start, stopped.at, " " * column)
    return SyntaxMistake("wrong-indentation", stopped.at, stopped.at + 1, values, "item", related, (edit,))


def glued_dashes(text: str, stopped: GluedDashes, _try_parse: TryParse) -> SyntaxMistake:
    """Report `-one` and `-two` on consecutive lines."""
    offset = stopped.at
    edits: list[Edit] = []
    while text[offset : offset + 1] == "-":
        if not text[offset + 1 : offset + 2].isspace():
            edits.append(Edit(offset + 1, offset + 1, " "))
        match = _NEXT_LINE.match(text, line_end(text, offset))
        offset = match.end() if match else len(text)
    return SyntaxMistake("no-space-after-dash", stopped.at, stopped.at + 2, edits=tuple(edits))


def second_document(text: str, stopped: SecondDocument, try_parse: TryParse) -> SyntaxMistake:
    """Report a `---` in the middle, which is either a visual separator or the start of another catalog."""
    mark = (stopped.at, stopped.at + 3)
    end = line_end(text, stopped.at)
    without = text[: stopped.at] + blanked(text[stopped.at : end]) + text[end:]
    sections = [
        without[fragment.start : without.find(":", fragment.start)]
        for fragment in fragments(without)
        if not fragment.head
    ]
    if text[stopped.at : end].strip() in ("---", "...") and len(set(sections)) == len(sections):
        further = try_parse(without)
        if further is None or further.at > end:
            edit = Edit(stopped.at, min(end + 1, len(text)), "")
            return SyntaxMistake("second-document", *mark, help="line", edits=(edit,))
    rest = Edit(stopped.at, len(text), blanked(text[stopped.at :]))
    return SyntaxMistake("second-document", *mark, edits=(rest,), is_fix=False, drops_text=True)


def forbidden_key(text: str, stopped: ForbiddenKey, _try_parse: TryParse) -> SyntaxMistake:
    """Report a key that starts with `*`, or with an invisible character."""
    offset = stopped.at
    if text[offset] != "*":
        lines = lines_of(text)
        return unusual_space(lines, next(line for line in reversed(lines) if line.start <= offset), offset)
    match = _KEY.match(text, offset + 1)
    values = {"sign": "*", "key": match.group() if match else ""}
    return SyntaxMistake("stray-sign", offset, offset + 1, values, edits=(Edit(offset, offset + 1, ""),))


def glued_colon(text: str, stopped: GluedColon, _try_parse: TryParse) -> SyntaxMistake:
    """Report a key in braces, and the other keys of its line that have no space after their colon either."""
    key = text[stopped.start : stopped.at]
    edits = [Edit(stopped.at + 1, stopped.at + 1, " ")]
    closing = text.find("}", stopped.at, line_end(text, stopped.at))
    more = _GLUED_IN_BRACES.finditer(text, stopped.at, max(closing, stopped.at))
    edits += [Edit(match.end(), match.end(), " ") for match in more]
    return SyntaxMistake(
        "no-space-after-colon", stopped.start, stopped.at + 2, {"key": key}, edits=tuple(edits), safe=is_field(key)
    )


def comma_in_text(text: str, stopped: CommaInText, _try_parse: TryParse) -> SyntaxMistake:
    """Report a text that continues to the comma before the next key, or to the closing bracket."""
    match = _REST_OF_TEXT.match(text, stopped.at)
    end = max(match.end() if match else 0, stopped.at + 1)
    comma = text.rindex(",", stopped.start, stopped.at)
    values = {"kept": text[stopped.start : comma].strip(), "dropped": text[stopped.at : end]}
    entire_text = text[stopped.start : end]
    edits = edits_between(stopped.start, entire_text, quoted(entire_text))
    return SyntaxMistake("text-cut-by-comma", comma, comma + 1, values, edits=edits, safe=True)
