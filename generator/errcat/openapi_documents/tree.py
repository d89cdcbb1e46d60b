"""A document as data, with the places of its values. It accepts JSON, and every kind of YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.finding import Place
from errcat.findings.source import Source
from errcat.openapi_documents import json_reading, yaml_reading
from errcat.openapi_documents.layout import Layout, MappingText, References, after_properties, mapping_text
from errcat.reading.parsing.libyaml import NESTING_LIMIT

_JSON_START = re.compile(r"[ \t\r\n]*[{\[]")


@dataclass(frozen=True, slots=True)
class Tree:
    """A document after reading."""

    document: Document
    layout: Layout
    references: References = field(default_factory=References)
    is_json: bool = False

    @property
    def data(self) -> Any:
        return self.document.data

    @property
    def text(self) -> str:
        return self.document.text

    def value(self, at: Place) -> Any:
        """Return the value at a place. This also finds the values on the way to it in the text."""
        value = self.data
        for step in at.path:
            _marks = self.layout.marks[id(value)]
            value = value[step]
        return value

    def mapping(self, value: dict[Any, Any]) -> MappingText:
        """Return where a mapping is in the text. In JSON, `value` must have found it before."""
        return mapping_text(self.layout, self.text, value)

    def item_texts(self, at: Place) -> list[str | None]:
        """Return the items of a list as they are written: YAML reads 010 as the number eight. None for other values."""
        items = self.value(at)
        marks, ends = self.layout.marks[id(items)], self.layout.ends(id(items))
        return [self.scalar_text(item, *bounds) for item, *bounds in zip(items, marks, ends, strict=True)]

    def scalar_text(self, value: Any, start: int, end: int) -> str | None:
        """Return a scalar as it is written, without quotes; None for a mapping or a list."""
        if isinstance(value, str):
            return value
        return None if isinstance(value, (dict, list)) else self.text[after_properties(self.text, start) : end]


def read(name: str, data: bytes, number: int = 0) -> Tree:
    """Read a document, or raise a run error with the line that cannot be read."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = "it isn't UTF-8"
        raise RunError("api-document-unreadable", help="encoding", path=name, line=line, reason=reason) from None
    source = Source(name, text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    return _read_json(source, number) or _read_yaml(source, number)


def declares(data: bytes, kind: str) -> bool:
    """Whether a file is a document of a kind: `openapi` or `overlay`, the key that holds the version of this kind."""
    try:
        return yaml_reading.has_top_key(data.decode("utf-8-sig"), kind)
    except UnicodeDecodeError:
        return False


def _read_json(source: Source, number: int) -> Tree | None:
    """Read a JSON document; None if it isn't JSON, or too deep. A thirtieth of the time that it takes as YAML."""
    if not _JSON_START.match(source.text):
        return None
    try:
        data = json_reading.parse(source.text)
    except ValueError:
        return None
    if _is_deep(data):
        return None
    layout = json_reading.JsonLayout(source.text, data)
    return Tree(Document(number, source, data, source.text, layout), layout, is_json=True)


def _is_deep(data: Any) -> bool:
    level = [data]
    for _depth in range(yaml_reading.MAX_DEPTH):
        level = [
            item
            for container in level
            for item in (container.values() if isinstance(container, dict) else container)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return False
    return True


def _read_yaml(source: Source, number: int) -> Tree:
    try:
        data, layout, references = yaml_reading.parse(source.text)
    except yaml.YAMLError as error:
        raise _unreadable(source, error) from None
    except yaml_reading.TooDeep as error:
        raise _too_deep(source, error.at) from None
    except yaml_reading.TooManyAliases:
        reason = "it has too many aliases"
        raise RunError("api-document-unreadable", help="aliases", path=source.name, line=1, reason=reason) from None
    return Tree(Document(number, source, data, source.text, layout.marks), layout, references)


def _too_deep(source: Source, start: int) -> RunError:
    line = source.position(start).line
    reason = "it has too many levels"
    return RunError("api-document-unreadable", help="deep", path=source.name, line=line, reason=reason)


def _unreadable(source: Source, error: yaml.YAMLError) -> RunError:
    mark = getattr(error, "problem_mark", None)
    if getattr(error, "problem", "") == NESTING_LIMIT and mark is not None:
        return _too_deep(source, mark.index)
    line = source.position(min(mark.index, len(source.text))).line if mark is not None else 1
    return RunError(
        "api-document-unreadable",
        path=source.name,
        line=line,
        reason=str(getattr(error, "problem", None) or "it isn't YAML"),
        text=source.line(min(line, source.line_count)).strip(),
    )
