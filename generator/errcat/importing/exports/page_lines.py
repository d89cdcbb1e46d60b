"""The parts of a page that errcat wrote: sections, paragraphs, lists, tables and code, with their texts as they were.

The writers of targets/markdown escape texts in one way only, so reading them back needs no Markdown parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from errcat.importing.found.pieces import LineRange

_ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
_HEADING = re.compile(r"(#{1,6}) (.*)")
_ENTITY = re.compile(r"&#(\d{1,7});")
_FENCE = re.compile(r"(`{3,})(\S*)")
_HTML_CODE = re.compile(r"<pre><code>(.*)</code></pre>")
_CODE = re.compile(r"`([^`]*)`|<code>(.*?)</code>")
_BULLET = "-   "
_TITLE = re.compile(r"(?:\*\*([^*]+)\*\*)?(?:(?<!^) )?(?:\*For: ([^*]+)\*)?")
_BLANK = "<!-- -->"
"""What errcat writes where nothing is: between two lists, or in an item that starts with a block."""
_LEVEL_OF_TEXTS = 3
"""How many levels the headings in a text are deeper than in the catalog."""


@dataclass
class WrittenSection:
    """A heading and what follows it, up to the next heading of a section."""

    level: int
    heading: str
    anchor: str
    lines: LineRange
    """Its heading, with the anchor."""
    first: int
    """The number of its first line."""
    text: list[str] = field(default_factory=list)

    @property
    def body(self) -> LineRange:
        return LineRange(self.first, max(self.first, self.first + len(self.text) - 1))


@dataclass(frozen=True)
class PageBlock:
    """A paragraph, a list or a block of code."""

    lines: list[str]
    first: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def where(self) -> LineRange:
        return LineRange(self.first, self.first + len(self.lines) - 1)


def sections_of(lines: Sequence[str], first: int, deepest: int) -> list[WrittenSection]:
    """Return the sections of some lines. Headings that are deeper than `deepest` belong to texts."""
    found = [WrittenSection(0, "", "", LineRange(first, first), first)]
    anchor, anchor_line, fence = "", 0, ""
    for number, line in enumerate(lines, first):
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) and not match[2] else fence or match[1]
        elif not fence and (match := _ANCHOR.fullmatch(line)):
            anchor, anchor_line = match[1], number
            continue
        elif not fence and (match := _HEADING.fullmatch(line)) and (len(match[1]) <= deepest or anchor):
            start = anchor_line or number
            found.append(WrittenSection(len(match[1]), match[2], anchor, LineRange(start, number), number + 1))
            anchor, anchor_line = "", 0
            continue
        found[-1].text.append(line)
    return found


def blocks_of(lines: Sequence[str], first: int) -> list[PageBlock]:
    """Return the blocks at the left edge, which empty lines separate."""
    found: list[PageBlock] = []
    fence, is_open = "", False
    for number, line in enumerate(lines, first):
        starts_fence = _FENCE.match(line)
        is_indented = line.startswith(" ") or (line.startswith(_BULLET) and bool(found) and _is_list(found[-1]))
        if fence:
            found[-1].lines.append(line)
            if starts_fence and starts_fence[1].startswith(fence) and not starts_fence[2]:
                fence, is_open = "", False
            continue
        if not line:
            is_open = False
            continue
        if not is_open and is_indented and found and _is_list(found[-1]):
            found[-1].lines.extend([""] * (number - found[-1].first - len(found[-1].lines)))
            is_open = True
        if is_open and not starts_fence:
            found[-1].lines.append(line)
        else:
            found.append(PageBlock([line], number))
            is_open = True
        if starts_fence:
            fence = starts_fence[1]
    return found


def _is_list(block: PageBlock) -> bool:
    return block.lines[0].startswith(_BULLET)


# --- texts -----------------------------------------------------------------------------------------------------------


def _unescaped(written: str) -> str:
    """Return a text without entities. Errcat writes them as numbers, and also escapes what others would leave out."""
    return _ENTITY.sub(lambda match: chr(int(match[1])), written)


def text_of(written: str) -> str:
    """Return a plain text as the catalog has it."""
    return _unescaped(written)


def lines_of_text(blocks: Sequence[PageBlock]) -> str:
    """Return a plain text of several lines or paragraphs."""
    return "\n\n".join("\n".join(text_of(line.removesuffix("  ")) for line in block.lines) for block in blocks)


def codes_in(written: str) -> list[str]:
    """Return the texts in code marks."""
    return [_unescaped(match[2]) if match[2] is not None else match[1] for match in _CODE.finditer(written)]


def title_of(block: PageBlock) -> str | None:
    """Return the text of a bold line; None for any other block."""
    match = re.fullmatch(r"\*\*([^*]+)\*\*", block.text)
    return text_of(match[1]) if match else None


def code_of(block: PageBlock) -> str | None:
    """Return the code of a block; None if it is no code."""
    if match := _FENCE.match(block.lines[0]):
        return "\n".join(block.lines[1:-1]) if len(block.lines) > 1 and match else ""
    match = _HTML_CODE.fullmatch(block.text)
    return _unescaped(match[1]) if match else None


def language_of(block: PageBlock) -> str:
    match = _FENCE.match(block.lines[0])
    return match[2] if match else "text"


def markdown_text(lines: Sequence[str], shift: int = 0) -> str:
    """Return a Markdown text, with its headings at the level that they have in the catalog."""
    found: list[str] = []
    fence = ""
    for line in lines:
        if match := re.match(r" *(`{3,})", line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and (match := re.match(r" *(#{2,6}) ", line)):
            level = max(len(match[1]) - _LEVEL_OF_TEXTS - shift, 1)
            line = line.replace(match[1], "#" * level, 1)  # noqa: PLW2901 — the same line
        elif not fence:
            line = _as_written(line)  # noqa: PLW2901 — the same line
        found.append(line)
    return "\n".join(found).strip("\n")


_HARMLESS = re.compile(r"&#(3[4579]|4[4-7]|5[89]|6[134]);")
"""Signs that mean nothing in the Markdown of a catalog where errcat escapes them: " # % ' , - . / : ; = ? @."""


def _as_written(line: str) -> str:
    """Return a line with Markdown in place of HTML: texts of a catalog have none."""
    if line.strip() == _BLANK:
        return ""
    if match := re.fullmatch(r"( *)<pre><code>(.*)</code></pre>", line):
        lines = ["```text", *_unescaped(match[2]).split("\n"), "```"]
        return "\n".join(match[1] + code for code in lines)
    line = re.sub(r"</?strong>", "**", re.sub(r"</?em>", "*", line))
    if "<code>" in line:
        line = re.sub(r"<code>(.*?)</code>", lambda match: _code_span(_unescaped(match[1])), line)
    return _without_entities(line) if "&#" in line else line


def _code_span(code: str) -> str:
    ticks = "`"
    while ticks in code:
        ticks += "`"
    pad = " " if code[:1] in ("`", " ") or code[-1:] in ("`", " ") else ""
    return f"{ticks}{pad}{code}{pad}{ticks}"


def _without_entities(line: str) -> str:
    """Return a line with fewer entities: people will read and edit it. A sign at its start could begin a block."""
    kept = re.match(r"\s*(?:[-*+]\s+|\d+\.\s+)*", line)
    at = kept.end() if kept else 0
    return line[:at] + _HARMLESS.sub(lambda match: chr(int(match[1])) if match.start() else match[0], line[at:])


# --- lists and tables ------------------------------------------------------------------------------------------------


def items_of(block: PageBlock) -> list[tuple[list[str], LineRange]]:
    """Return the lines of each item of a list."""
    found: list[tuple[list[str], int]] = []
    for number, line in enumerate(block.lines, block.first):
        if line.startswith(_BULLET):
            found.append(([line[len(_BULLET) :]], number))
        elif found:
            found[-1][0].append(line.removeprefix("    "))
    return [(lines, LineRange(first, first + len(lines) - 1)) for lines, first in found]


def note_of(lines: Sequence[str], shift: int) -> object:
    """Return a cause or a solution."""
    head = _TITLE.fullmatch(lines[0])
    has_text = len(lines) > 2 and not lines[1]
    if head is None or not (head[1] or head[2]) or not has_text:
        return markdown_text([lines[0].removeprefix(_BLANK), *lines[1:]], shift)
    note: dict[str, object] = {"title": text_of(head[1])} if head[1] else {}
    note["text"] = markdown_text(lines[2:], shift)
    return note | ({"audience": text_of(head[2])} if head[2] else {})


def table_rows(block: PageBlock) -> Iterator[tuple[dict[str, str], LineRange]]:
    """Yield the rows of a table by their column. Cells have no bare pipes."""
    columns = _cells(block.lines[0])
    for number, line in enumerate(block.lines[2:], block.first + 2):
        yield dict(zip(columns, _cells(line), strict=False)), LineRange(number, number)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
