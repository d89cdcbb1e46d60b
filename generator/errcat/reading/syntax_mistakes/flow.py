"""Missing, mismatched and stray brackets, commas and quotes inside brackets. JSON files consist of brackets only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.source import Edit
from errcat.reading.syntax_mistakes.brackets import PAIRS, BracketScan, scan_brackets
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake
from errcat.reading.syntax_mistakes.stop_context import StopContext

_STRAY = re.compile(r"[\]}][\]},; \t]*")
_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\s\"',:\[\]{}]+|[\[{]")
_END_OF_VALUE = r"[ \t]*(?:[}\]]|,[ \t]*(?:\"[^\"]*\"[ \t]*:|[\[{]|$)|$)"
_QUOTED_VALUE = re.compile(rf"(?P<before>(?:\"[ \t]*:|[\[,])[ \t]*)\"(?P<inner>.*?)\"(?={_END_OF_VALUE})", re.MULTILINE)
_OPEN_VALUE = re.compile(r"\"[ \t]*:[ \t]*(?P<quote>\")(?P<text>[^\"\n]*?)(?=[ \t]*,[ \t]*\"[\w-]+\"[ \t]*:)")


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    line = context.line
    if context.opened is None and _STRAY.fullmatch(line.content):
        edit = Edit(line.start, min(line.end + 1, len(context.text)), "")
        yield SyntaxMistake(
            "stray-bracket", line.first, line.first + len(line.content), {"sign": line.content[0]}, edits=(edit,)
        )
    if context.opened is None or context.text[context.opened] not in PAIRS:
        return
    opening = context.line_at(context.opened)
    yield from _bracket_before_block(context, opening)
    in_block = opening.has_key and opening.value_start == context.opened and opening.content[0] not in "{[\"'"
    if in_block and (line is opening or line.indent <= opening.indent):
        yield from _unclosed(context, context.opened, opening)
        return
    yield from _open_quote(context)
    yield from _quotes_in_text(context)
    yield from _missing_comma(context)
    yield from _wrong_bracket(context)
    yield from _unclosed(context, context.opened, opening)


def _bracket_before_block(context: StopContext, opening: Line) -> Iterator[SyntaxMistake]:
    """Report `errors: [` above a list with dashes, or `groups: {` above indented fields."""
    sign = opening.value
    if not opening.has_key or sign not in PAIRS:
        return
    below = [line for line in context.lines[opening.number + 1 :] if not line.is_blank]
    end = next((number for number, line in enumerate(below) if line.indent <= opening.indent), len(below))
    inner = [line for line in below[:end] if line.indent == below[0].indent]
    is_block = all(line.is_item if sign == "[" else line.has_key and not line.content.endswith(",") for line in inner)
    if len(inner) < 2 or not is_block:
        return
    edits = [Edit(opening.value_start, opening.value_end, "")]
    if end < len(below) and below[end].content == PAIRS[sign]:
        edits.append(Edit(below[end].start, min(below[end].end + 1, len(context.text)), ""))
    mark = (opening.value_start, opening.value_end)
    yield SyntaxMistake("stray-bracket", *mark, {"sign": sign}, "block", edits=tuple(edits))


def _unclosed(context: StopContext, at: int, opening: Line) -> Iterator[SyntaxMistake]:
    """Report a bracket that is not closed at the end of its value."""
    last = opening
    for line in context.lines[opening.number + 1 :]:
        if opening.has_key and line.content and line.indent <= opening.indent:
            break
        if line.content:
            last = line
    for line in dict.fromkeys((last, opening)):
        end = line.start + len(context.text[line.start : line.end].rstrip())
        scan = scan_brackets(context.text, at, end)
        if scan.end is not None or scan.mismatch is not None or not scan.still_open:
            continue
        inner = scan.still_open[-1]
        missing = _missing_brackets(context.text, scan)
        values = {"sign": context.text[inner], "missing": missing}
        if context.text[end - 1] in ")>":
            edit = Edit(end - 1, end, missing)
            yield SyntaxMistake("unclosed-bracket", inner, inner + 1, values, "wrong", ((end - 1, end),), (edit,))
        yield SyntaxMistake("unclosed-bracket", inner, inner + 1, values, edits=(Edit(end, end, missing),))


def _missing_brackets(text: str, scan: BracketScan) -> str:
    return "".join(PAIRS[text[offset]] for offset in reversed(scan.still_open))


def _missing_comma(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report two neighbours within brackets that have no comma between them."""
    for start in dict.fromkeys((context.line.first, *_tokens_before(context))):
        before = len(context.text[:start].rstrip())
        if before and context.text[before - 1] not in "[{,:":
            token = _TOKEN.match(context.text, start)
            end = token.end() if token else start + 1
            values = {"key": context.text[start:end]}
            help_ = "line" if start == context.line.first else ""
            yield SyntaxMistake("missing-comma", start, end, values, help_, edits=(Edit(before, before, ","),))


def _tokens_before(context: StopContext) -> list[int]:
    """Return the starts of the words where the parser may have stopped, the nearest first."""
    starts = [match.start() for match in _TOKEN.finditer(context.text, context.line.first, context.line.end)]
    candidates = [start for start in starts if start <= context.stopped.at]
    return candidates[:-4:-1]


def _wrong_bracket(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a closing bracket that does not match the open bracket, which was not closed."""
    text = context.text
    outermost = next((line for line in context.lines if line.content[:1] in PAIRS), None)
    scan = scan_brackets(text, outermost.first if outermost else context.opened or 0, context.line.end)
    if scan.mismatch is None:
        return
    inner = scan.still_open[-1]
    missing = PAIRS[text[inner]]
    values = {"sign": text[inner], "missing": missing}
    related = ((scan.mismatch, scan.mismatch + 1),)
    opening = context.line_at(inner)
    for line in context.lines[opening.number + 1 : context.number + 1]:
        if line.content.startswith(text[inner]) and line.indent <= opening.indent:
            # the next bracket of its kind opens, so this bracket should close before the comma in between
            end = len(text[: line.start].rstrip().removesuffix(","))
            yield SyntaxMistake("unclosed-bracket", inner, inner + 1, values, "", related, (Edit(end, end, missing),))
            break
    edit = Edit(scan.mismatch, scan.mismatch, missing)
    yield SyntaxMistake("unclosed-bracket", inner, inner + 1, values, "", related, (edit,))


def _open_quote(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `"code": "TAKEN, "status": 409`, in which the next quote belongs to the next key."""
    for match in _OPEN_VALUE.finditer(context.text, context.line.first, context.line.end):
        offset = match.start("quote")
        edit = Edit(match.end("text"), match.end("text"), '"')
        yield SyntaxMistake("unclosed-quote", offset, offset + 1, {"quote": '"'}, edits=(edit,))


def _quotes_in_text(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `"say "hi" to them"` within brackets."""
    start = context.line.first
    for match in _QUOTED_VALUE.finditer(context.text, start, context.line.end):
        inner = match["inner"]
        if '"' not in inner.replace('\\"', ""):
            continue
        offset = match.start("inner") + re.sub(r"\\.", "__", inner).index('"')
        new = re.sub(r'\\.|"', lambda token: token.group() if token.group() != '"' else '\\"', inner)
        edit = Edit(match.start("inner"), match.end("inner"), new)
        yield SyntaxMistake(
            "text-after-quote",
            offset,
            offset + 1,
            {"rest": context.text[offset + 1 : match.end("inner")]},
            "inner",
            edits=(edit,),
        )
