"""Lines that stand in the wrong column, list items without their dash, texts that go on where they must not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.findings.source import Edit
from errcat.reading.schema.fields import inner_fields, is_field, top_fields, types_of
from errcat.reading.syntax_mistakes.lines import Line, outer_column
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, edits_between
from errcat.reading.syntax_mistakes.stop_context import IndentLevel, StopContext
from errcat.reading.syntax_mistakes.values import as_one_line
from errcat.text.yaml_literal import yaml_sentence

_ENTRY_STARTS = frozenset(["code", "title", "name", "when", "id", "url", "language"])
"""Keys with which the items of a list start."""


def likely_mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """A key of the format, or a dash, that is not below its neighbours: no text looks like that."""
    line, previous = context.line, context.previous
    follows_word = previous is not None and " " not in previous.value and line.key.isidentifier()
    if line.is_item or (line.has_key and (is_field(line.key) or follows_word)):
        yield from mistakes(context)


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """All that may be wrong with the place of the line of the stop."""
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
    ):
        yield from _goes_on(context, line)
        yield from _missing_dash(context, line)
    else:
        yield from _missing_dash(context, line)
        yield from _goes_on(context, line)


def _wrong_column(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """A key or a dash that is not below its neighbours; or else the line before it is not."""
    levels = [level for level in context.levels if level.is_list == line.is_item]
    if any(level.column == line.indent for level in levels):
        return
    if not line.is_item:
        levels = [level for level in levels if _may_stand_in(level, line.key)]
    run = _run_before(context, line)
    if run and len(run) < len(_moved(context, line, line.indent)):
        yield from _run_in_wrong_column(run, line)
    for level in sorted(levels, key=lambda level: (abs(level.column - line.indent), -level.column)):
        moved = _moved(context, line, level.column)
        neighbour = level.line
        start = neighbour.first if line.is_item else neighbour.inner
        end = start + 1 if line.is_item else neighbour.key_end
        for lines in dict.fromkeys((tuple(moved), tuple(moved[:1]))):
            yield _in_wrong_column(line, lines, level.column, (start, end))
    if run:
        yield from _run_in_wrong_column(run, line)


def _in_wrong_column(
    line: Line, moved: Sequence[tuple[Line, int]], column: int, neighbour: tuple[int, int]
) -> SyntaxMistake:
    edits = tuple(Edit(one.start, one.start + one.indent, " " * to) for one, to in moved)
    values = {"found": line.indent, "expected": column, "count": len(moved)}
    help_ = "many" if len(moved) > 1 else ""
    mark = (line.first, _end_of_key(line))
    safe = abs(column - line.indent) == 1
    return SyntaxMistake("wrong-indentation", *mark, values, help_, (neighbour,), edits, safe=safe)


def _run_before(context: StopContext, line: Line) -> list[Line]:
    """The lines before a line that stand further to the left than both it and what is above them."""
    run: list[Line] = []
    for earlier in reversed(context.before):
        if run and earlier.indent != run[0].indent:
            back = earlier.column == line.indent or (earlier.indent == line.indent and earlier.is_item == line.is_item)
            return run if back and earlier.has_key == line.has_key else []
        if earlier.is_item != line.is_item or not earlier.has_key or not earlier.value or earlier.indent == line.indent:
            return []
        run.insert(0, earlier)
    return run if line.key in top_fields() else []


def _run_in_wrong_column(run: list[Line], line: Line) -> Iterator[SyntaxMistake]:
    neighbour = (line.first, _end_of_key(line))
    yield _in_wrong_column(run[0], [(token, line.indent) for token in run], line.indent, neighbour)


def _may_stand_in(level: IndentLevel, key: str) -> bool:
    if level.column == 0 and not level.is_list:
        return key in top_fields() or not is_field(key)
    return not is_field(key) or key in inner_fields()


def _moved(context: StopContext, line: Line, column: int) -> list[tuple[Line, int]]:
    """The lines that move with a line, and the column that each moves to."""
    by = column - line.indent
    moved = [(line, column)]
    rest = [later for later in context.lines[line.number + 1 :] if not later.is_blank]
    if line.is_item and not (rest and rest[0].indent == line.column):
        return moved  # what follows stands below its neighbours already
    opens = line.is_item or not line.value or line.opens_block
    for other in rest:
        if other.indent < line.indent or (other.indent > line.indent and not opens):
            break
        if other.indent == line.indent:
            if other.is_item != line.is_item:
                break
            opens = line.is_item or not other.value or other.opens_block
        elif not line.is_item and other.indent > column:
            continue  # far enough to the right as it is
        moved.append((other, other.indent + by))
    return moved


def _end_of_key(line: Line) -> int:
    return line.key_end if line.has_key else min(line.first + 1, line.end)


def _missing_dash(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Something that stands where the dashes of a list are."""
    for level in reversed(context.levels):
        if level.is_list and level.column == line.indent and not line.is_item:
            first = (level.line.first, level.line.first + 1)
            edit = Edit(line.first, line.first, "- ")
            help_ = "" if line.has_key else "item"
            yield SyntaxMistake("missing-dash", line.first, _end_of_key(line), {}, help_, (first,), (edit,))


def _missing_first_dash(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """A list whose first item has no dash: its keys look like those of the thing that the list is in."""
    for level in context.levels:
        if level.is_list or level.column < line.indent or level.column == 0:
            continue
        first: Line | None = None
        for earlier in reversed(context.before):
            if earlier.column < level.column:
                break  # what the mapping is in
            if earlier.column == level.column and earlier.has_key:
                first = earlier if not earlier.is_item else None
        if first is None or level.column not in (line.indent, line.indent + 2):
            continue
        if level.column > line.indent:
            edits = [Edit(first.first - 2, first.first, "- ")]
        else:
            inner = [one for one in context.lines[first.number + 1 : line.number] if not one.is_blank]
            edits = [Edit(first.first, first.first, "- "), *(Edit(part.first, part.first, "  ") for part in inner)]
        related = ((line.first, line.first + 1),)
        yield SyntaxMistake("missing-dash", first.first, first.key_end, {}, "first", related, tuple(edits))


def _goes_on(context: StopContext, line: Line) -> Iterator[SyntaxMistake]:
    """Text of the line before that is not indented as the rest of it must be."""
    owner = context.previous
    if owner is None:
        return
    run = [line]
    for later in context.lines[line.number + 1 :]:
        if later.has_key or later.is_item or later.is_blank or later.indent <= outer_column(owner) - 2:
            break
        run.append(later)
    mark = (line.first, line.end)
    if owner.opens_block or not owner.value:
        column = outer_column(owner) + 2
        if owner.opens_block:
            inside = context.lines[owner.number + 1 : line.number]
            column = next((part.indent for part in inside if part.content), column)
        edits = tuple(Edit(token.start, token.first, " " * column) for token in run)
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
    """`deprecated: soon`, and then keys below it, of a field that takes no text: the text is what is too many."""
    previous = context.previous
    types = types_of(previous.key) if previous is not None and previous.has_key else frozenset()
    if types and types <= {"array", "object"}:
        yield from of_previous_value(context)


def of_previous_value(context: StopContext) -> Iterator[SyntaxMistake]:
    """`errors: []`, and then a list below it: one of the two is too many."""
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
