"""TOML → nodes with lines. Python's own parser reads the file, and then each statement again, for its lines."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time

from errcat.errors import RunError
from errcat.importing.found.nodes import MAX_DEPTH, DataNode
from errcat.importing.found.pieces import LineRange

_HEADER = re.compile(r"\s*\[")
MAX_STATEMENT = 2000
"""How many lines a statement can have."""


def read(text: str, name: str) -> DataNode:
    """Return the data of a file."""
    for at, statement in enumerate(text.split("\n"), 1):
        if statement.count(".") > MAX_DEPTH and statement.partition("=")[0].count(".") > MAX_DEPTH:  # slow to parse
            raise RunError("source-unreadable", help="deep", path=name, line=at, reason="it nests too deeply")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise RunError("source-unreadable", path=name, line=line, reason=re.sub(r" \(at .*", "", str(error))) from None
    except RecursionError:
        raise RunError("source-unreadable", help="deep", path=name, line=1, reason="it nests too deeply") from None
    return _node(data, LineRange(1, max(1, text.count("\n"))), _lines_of_statements(text))


def _lines_of_statements(text: str) -> dict[tuple[str, ...], LineRange]:
    """Return the lines of each key and each table, by its path. The items of an array of tables have numbers."""
    places: dict[tuple[str, ...], LineRange] = {}
    lines = text.split("\n")
    table: tuple[str, ...] = ()
    arrays: dict[tuple[str, ...], int] = {}
    number = 0
    while number < len(lines):
        if not lines[number].strip() or lines[number].lstrip().startswith("#"):
            number += 1
            continue
        end, parsed = _statement(lines, number)
        where = LineRange(number + 1, end)
        if _HEADER.match(lines[number]):
            table = _numbered(_path_of(parsed), arrays, is_item=lines[number].lstrip().startswith("[["))
            places[table] = where
        else:
            path = (*table, *_path_of(parsed, leaf=True))
            places[path] = where
            if table in places:
                places[table] = places[table].and_(where)
        number = end
    return places


def _numbered(path: tuple[str, ...], arrays: dict[tuple[str, ...], int], *, is_item: bool) -> tuple[str, ...]:
    full: tuple[str, ...] = ()
    for position, key in enumerate(path):
        full = (*full, key)
        is_last = position == len(path) - 1
        if is_item and is_last:
            arrays[full] = arrays.get(full, -1) + 1
        if full in arrays:
            full = (*full, str(arrays[full]))
    return full


def _statement(lines: list[str], start: int) -> tuple[int, dict[str, object]]:
    for end in range(start + 1, min(start + MAX_STATEMENT, len(lines)) + 1):
        try:
            return end, tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
    return start + 1, {}


def _path_of(parsed: object, *, leaf: bool = False) -> tuple[str, ...]:
    """Return the keys of a statement that was parsed by itself."""
    path: list[str] = []
    while isinstance(parsed, (dict, list)) and parsed:
        if isinstance(parsed, list):
            parsed = parsed[0]
        else:
            key, parsed = next(iter(parsed.items()))
            path.append(key)
            if leaf and not isinstance(parsed, dict):
                break
    return tuple(path)


def _node(
    value: object, around: LineRange, places: dict[tuple[str, ...], LineRange], path: tuple[str, ...] = ()
) -> DataNode:
    where = places.get(path, around)
    if isinstance(value, dict):
        return DataNode({str(key): _node(item, where, places, (*path, str(key))) for key, item in value.items()}, where)
    if isinstance(value, list):
        return DataNode([_node(item, where, places, (*path, str(number))) for number, item in enumerate(value)], where)
    if isinstance(value, (datetime, date, time)):
        return DataNode(value.isoformat(), where)
    return DataNode(value if isinstance(value, (str, int, float, bool)) else str(value), where)
