"""Text that belongs to another language or program: merge conflicts, code fences, comments, bullets, other colons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.source import Edit
from errcat.reading.schema.fields import is_field, share_a_mapping
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake
from errcat.reading.syntax_mistakes.pasted import diff_lines, prose_before
from errcat.reading.syntax_mistakes.stop_context import StopContext
from errcat.text.typography import BULLETS

_CONFLICT = re.compile(
    r"^<{7}(?:[ \t][^\n]*)?\n(?P<ours>.*?)(?P<theirs>^(?:\|{7}[^\n]*\n.*?^)?={7}[ \t]*\r?\n.*?^>{7}[^\n]*)",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"^(?:```|~~~)[^\n`]*\n?", re.MULTILINE)
_STRAY = re.compile(r"(?P<sign>[^\w\s\"']+[ \t]*)(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?=\s|\Z)")
_COMMENT = re.compile(r"(?://+|/\*+|<!--|--(?=\s))[ \t]*(?P<text>.*?)[ \t]*(?:\*+/|-->)?")
_BULLET = re.compile(rf"(?P<bullet>[{BULLETS}])(?:[ \t]+(?=\S)|\Z)")
_KEY = r"(?P<key>[A-Za-z_][\w-]*)"
_GLUED = re.compile(rf"{_KEY}[ \t]*(?P<colon>:)(?=[^\s:/])")
_OTHER_COLON = re.compile(
    rf"{_KEY}[ \t]*(?P<colon>：[ \t]*|=>?[ \t]*|->[ \t]*|;[ \t]+|[ \t]:=[ \t]*|[ \t]+[-–—][ \t]+)"
)
_QUOTED_KEY = re.compile(
    r"""(?P<quote>["'])(?P<key>[a-z_]+)
        (?P<middle>:(?P=quote)[ \t]+|(?P=quote)[ \t]*(?P<sign>=>?|->|:=|;)[ \t]*|(?P=quote)[ \t]+|(?P=quote):|:[ \t]+)
        (?=\S)""",
    re.VERBOSE,
)
_NO_COLON = re.compile(rf"{_KEY}(?P<gap>[ \t]+)(?=\S)|{_KEY.replace('key', 'only')}\Z")


def foreign_markup(text: str) -> Iterator[SyntaxMistake]:
    """Report markup that another program left in the file, which is wrong in every context."""
    for match in _CONFLICT.finditer(text):
        first_line = text.index("\n", match.start())
        edits: tuple[Edit, ...] = (
            Edit(match.start(), first_line, " " * (first_line - match.start())),
            Edit(match.start("theirs"), match.end(), re.sub(r"[^\r\n]", " ", match["theirs"])),
        )
        yield SyntaxMistake(
            "merge-conflict", match.start(), match.start() + 7, edits=edits, is_fix=False, drops_text=True
        )
    fences = list(_FENCE.finditer(text))
    if fences:
        first = fences[0]
        removals = tuple(Edit(match.start(), match.end(), "") for match in fences)
        yield SyntaxMistake("code-fence", first.start(), first.start() + 3, edits=removals, safe=True)
        return
    yield from diff_lines(text)
    yield from prose_before(text)


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report what is foreign on the line of the stop, or on the line before it."""
    line = context.line
    for neighbour in (line, context.previous):
        if neighbour is not None:
            yield from _comments(context, neighbour)
            yield from _stray_sign(context, neighbour)
    yield from _bullets(context, line)
    for neighbour in (line, context.previous):
        if neighbour is not None and not neighbour.has_key:
            yield from _quoted_key(context, neighbour)
            yield from _colons(context, neighbour)
    yield from _glued_dash(context, line)


def _comments(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    match = _COMMENT.fullmatch(line.content)
    if match:
        sign = re.match(r"\W+", line.content)
        end = line.first + (len(sign.group().rstrip()) if sign else 2)
        text = f"# {match['text']}".rstrip()
        edit = Edit(line.first, line.first + len(line.content), text)
        yield SyntaxMistake("wrong-comment", line.first, end, {"sign": context.text[line.first : end]}, edits=(edit,))


def _stray_sign(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report a key after a stray sign, typed by accident."""
    match = _STRAY.match(line.text, line.inner, line.end)
    if match and match["sign"] != "-" and is_field(match["key"]):
        start, end = match.span("sign")
        replacement = "- " if match["sign"][0] == "-" else ""
        values = {"sign": match["sign"].strip(), "key": match["key"]}
        yield SyntaxMistake(
            "stray-sign", start, start + len(match["sign"].strip()), values, edits=(Edit(start, end, replacement),)
        )
        if match["sign"].strip() in BULLETS:
            return  # it is a wrong dash
        columns = {level.column for level in context.levels if not level.is_list and level.column > start - line.start}
        for column in sorted(columns, key=lambda column: abs(column - (end - line.start))):
            edit = Edit(start, end, " " * (column - (start - line.start)))
            yield SyntaxMistake("stray-sign", start, start + len(match["sign"].strip()), values, edits=(edit,))


def _bullets(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report all lines with the same bullet, because they were typed or pasted together."""
    match = _BULLET.match(line.text, line.first, line.end)
    if not match:
        return
    bullet = match["bullet"]
    bullet_lines = [
        other
        for other in context.lines
        if (other.content == bullet or other.content.startswith((f"{bullet} ", f"{bullet}\t")))
        and other.indent == line.indent
    ]
    edits = tuple(dash_edit(line.text, bullet_line.first) for bullet_line in bullet_lines)
    values = {"bullet": bullet, "count": len(bullet_lines)}
    help_ = "many" if len(bullet_lines) > 1 else ""
    yield SyntaxMistake("wrong-dash", line.first, line.first + 1, values, help_, edits=edits, safe=bullet in "–—−‐‑")


def dash_edit(text: str, start: int) -> Edit:
    """Return the edit that replaces a bullet, with a tab after it, by a dash."""
    end = start + 1
    if text[end : end + 1] != "\t":
        return Edit(start, end, "-")
    while text[end : end + 1] in ("\t", " "):
        end += 1
    return Edit(start, end, "- ")


def _glued_dash(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    match = re.compile(r"-(?=[^\s-])").match(line.text, line.first, line.end)
    if match:
        following = next((later for later in context.lines[line.number + 1 :] if not later.is_blank), None)
        gap = following.indent - line.indent - 1 if following is not None and following.has_key else 1
        edit = Edit(match.end(), match.end(), " " * max(gap, 1))
        safe = any(level.is_list and level.column == line.indent for level in context.levels)
        yield SyntaxMistake("no-space-after-dash", match.start(), match.end() + 1, edits=(edit,), safe=safe)


def _colons(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report a line that should have a key: its colon has no space after it, is another sign, or is missing."""
    text, start, end = context.text, line.inner, line.end
    glued = _GLUED.match(text, start, end)
    if glued:
        colon = glued.start("colon")
        edit = Edit(glued.end("key"), colon + 1, ": ")
        values = {"key": glued["key"]}
        yield SyntaxMistake(
            "no-space-after-colon", start, colon + 2, values, edits=(edit,), safe=is_field(glued["key"])
        )
    other = _OTHER_COLON.match(text, start, end)
    if other and (is_field(other["key"]) or "：" in other["colon"]):
        sign = other["colon"].strip()
        values = {"key": other["key"], "sign": sign}
        edit = Edit(other.end("key"), other.end("colon"), ": " if other.end("colon") < end else ":")
        offset = text.index(sign, other.end("key"))
        yield SyntaxMistake("wrong-colon", offset, offset + len(sign), values, edits=(edit,), safe=sign == "：")
    without_colon = _NO_COLON.match(text, start, end)
    if without_colon:
        key = without_colon["key"] or without_colon["only"]
        offset = without_colon.start() + len(key)
        if (is_field(key) and _fits_neighbours(context, line, key)) or (
            without_colon["only"] and _is_heading(context, line)
        ):
            yield SyntaxMistake("key-without-colon", start, offset, {"key": key}, edits=(Edit(offset, offset, ":"),))


def _quoted_key(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report a field in quotes whose colon is missing or within the quotes, or whose second quote is missing."""
    match = _QUOTED_KEY.match(context.text, line.inner, line.end)
    if match is None or not is_field(match["key"]) or not _fits_neighbours(context, line, match["key"]):
        return
    start, end = match.span("middle")
    quote, middle, key = match["quote"], match["middle"].strip(), match["key"]
    edits = (Edit(start, end, f"{quote}: "),)
    if match["sign"]:
        at = match.start("sign")
        yield SyntaxMistake(
            "wrong-colon", at, match.end("sign"), {"key": key, "sign": match["sign"]}, edits=edits, safe=True
        )
    elif middle == ":":
        yield SyntaxMistake("unclosed-quote", line.inner, line.inner + 1, {"quote": quote}, "key", edits=edits)
    elif middle == f"{quote}:":
        yield SyntaxMistake("no-space-after-colon", line.inner, end, {"key": key}, edits=edits, safe=True)
    else:
        yield SyntaxMistake("key-without-colon", line.inner, end, {"key": key}, edits=edits)


def _fits_neighbours(context: StopContext, line: Line, key: str) -> bool:
    """Whether a mapping of the format has a key and the keys in the same column; `from` is also a word."""
    neighbours = [level.line.key for level in context.levels if not level.is_list and level.column == line.indent]
    return not neighbours or any(share_a_mapping(key, neighbour) for neighbour in neighbours)


def _is_heading(context: StopContext, line: Line) -> bool:
    """Whether keys or items follow below a word, as they do below a key."""
    if context.previous is not None and context.previous is not line and not context.previous.value:
        return False
    later_lines = (later for later in context.lines[line.number + 1 :] if not later.is_blank)
    next_line = next(later_lines, None)
    return next_line is not None and next_line.indent > line.indent and (next_line.has_key or next_line.is_item)
