"""Wrong indentation: lines in the wrong column, list items without a dash, and continued text that is not indented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.findings.source import Edit
from errcat.reading.schema.fields import inner_fields, is_field, top_fields, types_of
from errcat.reading.syntax_mistakes.lines import Line, outer_column
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, edits_between
from errcat.reading.syntax_mistakes.stop_context import IndentLevel, StopContext
from errcat.reading.syntax_mistakes.values import as_one_line
from errcat.text.yaml_writer import yaml_sentence

_ENTRY_STARTS = frozenset(["code", "title", "name", "when", "id", "url", "language"])
"""Keys that usually start an item of a list."""


def likely_mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a misplaced key of the format or a misplaced dash, which no text looks like."""
    line, previous = context.line, context.previous
    follows_word = previous is not None and " " not in previous.value and line.key.isidentifier()
    if line.is_item or (line.has_key and (is_field(line.key) or follows_word)):
        yield from mistakes(context)


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report everything that may be wrong with the position of the stopping line."""
    line = context.line
    if line.is_item:
        yield from _missing_first_dash(context, line)
    if line.has_key or line.is_item:
        if line.has_key and line.key in _ENTRY_STARTS:
            yield from _missing_dash(context, line)
            yield from _wrong_column(context, line)
        else:
            yield from _wrong_column(context, line)
            yield from _missing_dash(context, line)
    elif (
        context.previous is not None
        and context.previous.has_key
        and (not context.previous.value or context.previous.opens_block)
    ) or _continues_sentence(context, line):
        yield from _text_not_indented(context, line)
        yield from _missing_dash(context, line)
    else:
        yield from _missing_dash(context, line)
        yield from _text_not_indented(context, line)


def _continues_sentence(context: StopContext, line: Line) -> bool:
    """Whether a line in lower case is the rest of the text above."""
    previous = context.previous
    return previous is not None and bool(previous.value) and (line.content[0].islower() or previous.value[-1] in ",;–—")


def _wrong_column(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report a key or a dash that is not aligned with its neighbours, or else the line before it."""
    levels = [level for level in context.levels if level.is_list == line.is_item]
    if any(level.column == line.indent for level in levels):
        return
    if not line.is_item:
        levels = [level for level in levels if _fits_level(level, line.key)]
    run = _run_before(context, line)
    if run and len(run) < len(_lines_to_move(context, line, line.indent)):
        yield from _run_in_wrong_column(run, line)
    for level in sorted(levels, key=lambda level: (abs(level.column - line.indent), -level.column)):
        moved_lines = _lines_to_move(context, line, level.column)
        neighbour = level.line
        start = neighbour.first if line.is_item else neighbour.inner
        end = start + 1 if line.is_item else neighbour.key_end
        for lines in dict.fromkeys((tuple(moved_lines), tuple(moved_lines[:1]))):
            yield _indentation_mistake(line, lines, level.column, (start, end))
    if run:
        yield from _run_in_wrong_column(run, line)


def _indentation_mistake(
    line: Line, moved_lines: Sequence[tuple[Line, int]], column: int, neighbour: tuple[int, int]
) -> SyntaxMistake:
    edits = tuple(
        Edit(moved_line.start, moved_line.start + moved_line.indent, " " * to) for moved_line, to in moved_lines
    )
    values = {"found": line.indent, "expected": column, "count": len(moved_lines)}
    help_ = "many" if len(moved_lines) > 1 else ""
    mark = (line.first, _end_of_key(line))
    safe = abs(column - line.indent) == 1
    return SyntaxMistake("wrong-indentation", *mark, values, help_, (neighbour,), edits, safe=safe)


def _run_before(context: StopContext, line: Line) -> list[Line]:
    """Return the lines before a line that are indented less than both it and the lines above them."""
    run: list[Line] = []
    for earlier in reversed(context.before):
        if run and earlier.indent != run[0].indent:
            returns_to_column = earlier.column == line.indent or (
                earlier.indent == line.indent and earlier.is_item == line.is_item
            )
            return run if returns_to_column and earlier.has_key == line.has_key else []
        if earlier.is_item != line.is_item or not earlier.has_key or not earlier.value or earlier.indent == line.indent:
            return []
        run.insert(0, earlier)
    return run if line.key in top_fields() else []


def _run_in_wrong_column(run: list[Line], line: Line) -> Iterator[SyntaxMistake]:
    neighbour = (line.first, _end_of_key(line))
    yield _indentation_mistake(run[0], [(earlier, line.indent) for earlier in run], line.indent, neighbour)


def _fits_level(level: IndentLevel, key: str) -> bool:
    if level.column == 0 and not level.is_list:
        return key in top_fields() or not is_field(key)
    return not is_field(key) or key in inner_fields()


def _lines_to_move(context: StopContext, line: Line, column: int) -> list[tuple[Line, int]]:
    """Return the lines that move together with a line, and the new column of each."""
    shift = column - line.indent
    moved_lines = [(line, column)]
    later_lines = [later for later in context.lines[line.number + 1 :] if not later.is_blank]
    if line.is_item and not (later_lines and later_lines[0].indent == line.column):
        return moved_lines  # the lines below are already aligned with their neighbours
    opens = line.is_item or not line.value or line.opens_block
    for other in later_lines:
        if other.indent < line.indent or (other.indent > line.indent and not opens):
            break
        if other.indent == line.indent:
            if other.is_item != line.is_item:
                break
            opens = line.is_item or not other.value or other.opens_block
        elif not line.is_item and other.indent > column:
            continue  # it is already indented far enough
        moved_lines.append((other, other.indent + shift))
    return moved_lines


def _end_of_key(line: Line) -> int:
    return line.key_end if line.has_key else min(line.first + 1, line.end)


def _missing_dash(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report something in the column of a list's dashes that has no dash."""
    for level in reversed(context.levels):
        if level.is_list and level.column == line.indent and not line.is_item:
            first_dash = (level.line.first, level.line.first + 1)
            edit = Edit(line.first, line.first, "- ")
            help_ = "" if line.has_key else "item"
            yield SyntaxMistake("missing-dash", line.first, _end_of_key(line), {}, help_, (first_dash,), (edit,))


def _missing_first_dash(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report a list whose first item has no dash, so that its keys look like those of the outer mapping."""
    for level in context.levels:
        if level.is_list or level.column < line.indent or level.column == 0:
            continue
        first: Line | None = None
        for earlier in reversed(context.before):
            if earlier.column < level.column:
                break  # the line that the mapping belongs to
            if earlier.column == level.column and earlier.has_key:
                first = earlier if not earlier.is_item else None
        if first is None or level.column not in (line.indent, line.indent + 2):
            continue
        if level.column > line.indent:
            edits = [Edit(first.first - 2, first.first, "- ")]
        else:
            item_lines = [later for later in context.lines[first.number + 1 : line.number] if not later.is_blank]
            edits = [
                Edit(first.first, first.first, "- "),
                *(Edit(later.first, later.first, "  ") for later in item_lines),
            ]
        related = ((line.first, line.first + 1),)
        yield SyntaxMistake("missing-dash", first.first, first.key_end, {}, "first", related, tuple(edits))


def _text_not_indented(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Report continued text that is not indented as it must be."""
    owner = context.previous
    if owner is None:
        return
    run = [line]
    for later in context.lines[line.number + 1 :]:
        is_left = later.indent <= outer_column(owner) - 2 and later.indent != line.indent
        if later.has_key or later.is_item or later.is_blank or is_left:
            break
        run.append(later)
    mark = (line.first, line.end)
    if owner.opens_block or not owner.value:
        column = outer_column(owner) + 2
        if owner.opens_block:
            block_lines = context.lines[owner.number + 1 : line.number]
            column = next((block_line.indent for block_line in block_lines if block_line.content), column)
        edits = tuple(Edit(text_line.start, text_line.first, " " * column) for text_line in run)
        yield SyntaxMistake("text-not-indented", *mark, {"expected": column}, "block", edits=edits)
    else:
        start = owner.value_start
        for count in (len(run), 1):
            end = run[count - 1].first + len(run[count - 1].content)
            text = as_one_line(
                _without_quotes(context.text[start : line.start].rstrip()) + "\n" + context.text[line.first : end]
            )
            edits = edits_between(start, context.text[start:end], yaml_sentence(text))
            yield SyntaxMistake("text-not-indented", *mark, {"expected": outer_column(owner) + 2}, edits=edits)


def of_needless_value(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `deprecated: soon` followed by nested keys, of a field that takes no text: the text is too much."""
    previous = context.previous
    types = types_of(previous.key) if previous is not None and previous.has_key else frozenset()
    if types and types <= {"array", "boolean", "object"}:
        yield from of_previous_value(context)


def of_previous_value(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report `errors: []` followed by a list: one of the two is too much."""
    line, previous = context.line, context.previous
    if previous is None or not previous.has_key or not previous.value or line.indent <= previous.indent:
        return
    start, end = previous.key_end, previous.value_end
    edit = Edit(context.text.index(":", start) + 1, end, "")
    mark = (previous.value_start, previous.value_end)
    values = {"key": previous.key, "value": previous.value}
    related = ((line.first, _end_of_key(line)),)
    yield SyntaxMistake("value-before-block", *mark, values, "", related, (edit,))


def _without_quotes(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
