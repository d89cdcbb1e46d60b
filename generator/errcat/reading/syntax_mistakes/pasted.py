"""Text that was pasted: JSON objects, old mappings, tables, links, lines of a diff, prose around the YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from errcat.findings.source import Edit
from errcat.reading.parsing.events import parse
from errcat.reading.parsing.parse_stops import Stopped
from errcat.reading.schema.fields import is_field, share_a_mapping, top_fields, types_of
from errcat.reading.syntax_mistakes.brackets import scan_brackets
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, line_end
from errcat.reading.syntax_mistakes.stop_context import StopContext
from errcat.text.yaml_writer import SUGGESTED, yaml_lines, yaml_scalar

_ADDED = re.compile(r"^\+(?P<gap>[ ]+)(?:- )?(?P<key>[A-Za-z_][\w-]*):(?=\s)[^\n]*\n?", re.MULTILINE)
_DELETED = re.compile(r"^-(?P<gap>[ ]{2,})(?:- )?[A-Za-z_][\w-]*:(?=\s)[^\n]*\n?", re.MULTILINE)
_NEXT_FIELD = re.compile(
    r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s,;|"'\[{]+)(?P<gap>[ \t]*[,;|][ \t]*|[ \t]{2,})
        (?P<quote>["']?)(?P<key>[a-z_]+)(?P=quote):[ \t]+""",
    re.VERBOSE,
)
_JSON_FIELD = re.compile(r"\"[\w-]+\"[ \t]*:[ \t]+\S.*")
_LINK = re.compile(r"\[(?P<title>[^\]\n]+)\]\((?P<url>[^()\s]+)\)")
_COMMENTS = re.compile(r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|/\*.*?\*/|(?<!:)//[^\n]*|#[^\n]*""", re.DOTALL)
_FIRST_LINES = 20


def diff_lines(text: str) -> Iterator[SyntaxMistake]:
    """Report all lines that start with the `+` of a diff, with the deleted lines next to them."""
    added = list(_ADDED.finditer(text))
    if not added:
        return
    first = added[0]
    edits = [Edit(line.start(), line.start() + 1, " " if len(line["gap"]) % 2 else "") for line in added]
    ends = {line.end() for line in added} | {line.start() for line in added}
    for line in _DELETED.finditer(text):
        if line.end() in ends or line.start() in ends:
            edits.append(Edit(line.start(), line.end(), ""))
            ends |= {line.start(), line.end()}
    values = {"sign": "+", "key": first["key"], "count": len(added)}
    start = first.start()
    yield SyntaxMistake("stray-sign", start, start + 1, values, "diff", edits=tuple(edits))


def prose_before(text: str) -> Iterator[SyntaxMistake]:
    """Report sentences before the first key of the catalog, and turn them into comments."""
    match = re.compile(rf"^(?:{'|'.join(top_fields())}):", re.MULTILINE).search(text)
    if match is None or text.count("\n", 0, match.start()) > _FIRST_LINES:
        return
    edits: list[Edit] = []
    offset = 0
    for line in text[: match.start()].splitlines(keepends=True):
        content = line.strip()
        if content.partition(":")[0].strip("\"' ") in top_fields():
            return
        if content and not content.startswith(("#", "%", "---", "<", "`", "~")):
            edits.append(Edit(offset, offset, "# "))
        offset += len(line)
    if edits:
        start = edits[0].start
        yield SyntaxMistake("yaml-syntax", start, line_end(text, start), {}, "prose", edits=tuple(edits))


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report what was pasted at the line of the stop, or before it."""
    yield from _json_object(context)
    yield from _keyed_errors(context)
    yield from _json_fields(context)
    yield from _table(context)
    yield from _list_after_key(context)
    yield from _markdown_link(context)
    yield from _prose(context)
    yield from _two_fields(context)
    yield from _dash_before_field(context)


def _json_object(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a JSON object among the items of a list, which its `{` starts at the start of a line."""
    for line in (context.line, context.previous):
        if line is None or line.has_key or line.is_item or not line.content.startswith("{"):
            continue
        end = scan_brackets(context.text, line.first).end
        columns = [level.column for level in context.levels if level.is_list]
        if end is None or not _is_in_errors(context, line):
            continue
        data = _read_object(context.text[line.first : end])
        if data is None:
            continue
        column = min(columns, default=2)
        after = re.compile(r"[ \t]*,?").match(context.text, end)
        text = "\n".join(yaml_lines([data], SUGGESTED, column))
        edit = Edit(line.start, after.end() if after else end, text)
        values = {"fixed": text.strip().split("\n")[0]}
        yield SyntaxMistake("missing-dash", line.first, line.first + 1, values, "json", edits=(edit,))


def _read_object(text: str) -> dict[str, Any] | None:
    """Read an object of JSON, JavaScript or Python: also with comments, trailing commas and other quotes."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        try:
            data = parse(_COMMENTS.sub(lambda match: match["text"] or "", text)).data
        except Stopped:
            return None
    return data if isinstance(data, dict) else None


def _json_fields(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report fields with the commas of JSON after their values, on several lines."""
    line = context.line
    lines = [line]
    for step in (-1, 1):
        number = line.number + step
        while 0 <= number < len(context.lines) and _JSON_FIELD.fullmatch(context.lines[number].content):
            lines.append(context.lines[number])
            number += step
    lines = sorted((one for one in lines if one.content.endswith(",")), key=lambda one: one.number)
    if len(lines) < 2 or not all(_JSON_FIELD.fullmatch(one.content) and one.indent == line.indent for one in lines):
        return
    ends = [one.first + len(one.content) for one in lines]
    edits = tuple(Edit(end - 1, end, "") for end in ends)
    yield SyntaxMistake("text-after-quote", ends[0] - 1, ends[0], {"rest": ","}, "commas", edits=edits)


def _is_in_errors(context: StopContext, line: Line) -> bool:
    """Whether the section above a line is a list of entries."""
    section = next(
        (one for one in reversed(context.lines[: line.number]) if one.has_key and one.key in top_fields()), None
    )
    return section is not None and "array" in types_of(section.key)


def _keyed_errors(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `order_not_found:` with fields below it in the column of the dashes of other errors."""
    line = context.line
    columns = {level.column for level in context.levels if level.is_list}
    keyed: list[Line] = []
    if line.is_item and line.key == "code":
        before = [one for one in context.before if one.indent == line.indent]
        keyed = [one for one in before if _is_code_key(context, one)]
    elif line.indent in columns and _is_code_key(context, line):
        keyed = [line]
    if not keyed or not _is_in_errors(context, keyed[0]):
        return
    edits = []
    for one in keyed:
        inner = _next_line(context, one)
        gap = " " * (inner.indent - one.indent - 1) if inner else " "
        edits.append(Edit(one.first, one.key_end + 1, f"-{gap}code: {yaml_scalar(one.key)}"))
    first = keyed[0]
    yield SyntaxMistake("missing-dash", first.first, first.key_end, {}, "keyed", edits=tuple(edits))


def _is_code_key(context: StopContext, line: Line) -> bool:
    inner = _next_line(context, line)
    return (
        line.has_key
        and not line.is_item
        and not line.value
        and not is_field(line.key)
        and inner is not None
        and inner.indent > line.indent + 1
        and is_field(inner.key)
    )


def _next_line(context: StopContext, line: Line) -> Line | None:
    return next((later for later in context.lines[line.number + 1 :] if not later.is_blank), None)


def _table(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a Markdown table that does not follow a `|` sign of YAML."""
    for line in (context.line, context.previous):
        if line is None:
            continue
        row = line.value if line.has_key else line.content
        if not (row.startswith("|") and row.endswith("|") and row.count("|") > 2):
            continue
        owner = line if line.has_key else context.previous
        if owner is None or not owner.has_key:
            continue
        following = _next_line(context, owner)
        column = max(following.indent if following else 0, owner.column + 2)
        colon = context.text.index(":", owner.key_end)
        if owner is line:
            edit = Edit(colon + 1, owner.value_start, f" |\n{' ' * column}")
        else:
            edit = Edit(colon + 1, colon + 1, " |")
        start = line.value_start if line.has_key else line.first
        yield SyntaxMistake("text-after-block-sign", start, start + 1, {"sign": "|"}, "table", edits=(edit,))


def _list_after_key(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `causes: - The order was deleted`, of a field that takes a list."""
    line = context.line
    if not line.has_key or not line.value.startswith("- ") or "array" not in types_of(line.key):
        return
    following = _next_line(context, line)
    column = following.indent if following is not None and following.is_item else line.column + 2
    colon = context.text.index(":", line.key_end)
    edit = Edit(colon + 1, line.value_start, f"\n{' ' * column}")
    start = line.value_start
    yield SyntaxMistake("yaml-syntax", start, start + 1, {}, "list", edits=(edit,))


def _markdown_link(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `- [Title](https://…)` under `links`, whose items have fields."""
    line = context.line
    match = _LINK.fullmatch(context.text, line.inner, line.value_end) if line.is_item else None
    owner = next((one for one in reversed(context.before) if not one.is_item and one.has_key), None)
    if match is None or owner is None or owner.key != "links":
        return
    fields = f"\n{' ' * line.column}".join(f"{key}: {yaml_scalar(match[key])}" for key in ("url", "title"))
    edit = Edit(line.inner, line.value_end, fields)
    yield SyntaxMistake("yaml-syntax", line.inner, line.value_end, {}, "link", edits=(edit,))


def _two_fields(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `category: fix, action: Wait`: several fields on a line."""
    line = context.line
    if not line.has_key or not is_field(line.key):
        return
    keys, edits, at = [line.key], [], line.value_start
    first: tuple[int, int] | None = None
    while match := _NEXT_FIELD.match(context.text, at, line.end):
        if match["key"] in keys or not share_a_mapping(line.key, match["key"]):
            break
        keys.append(match["key"])
        edits.append(Edit(*match.span("gap"), f"\n{' ' * line.column}"))
        first = first or (match.start("quote"), match.end("key"))
        at = match.end()
    if first is not None:
        yield SyntaxMistake("yaml-syntax", *first, {}, "fields", edits=tuple(edits))


def _dash_before_field(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a dash before a field of the mapping whose column it is in."""
    line, previous = context.line, context.previous
    if previous is None or not previous.value or previous.column != line.indent or not is_field(line.key):
        return
    if line.is_item and line.key != "code" and share_a_mapping(line.key, previous.key):
        values = {"sign": "-", "key": line.key}
        edit = Edit(line.first, line.inner, "")
        yield SyntaxMistake("stray-sign", line.first, line.first + 1, values, edits=(edit,))


def _prose(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a sentence at the start of a line, after an empty line, which is not part of a text."""
    line = context.line
    is_text = not line.indent and not line.has_key and not line.is_item
    is_separate = line.number > 0 and not context.lines[line.number - 1].content
    if is_text and is_separate and re.search(r"\w \w.*[.!?:]$", line.content):
        edit = Edit(line.first, line.first, "# ")
        yield SyntaxMistake("yaml-syntax", line.first, line.end, {}, "prose", edits=(edit,))
