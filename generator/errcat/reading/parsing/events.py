"""YAML text to plain data and the position of every key and value, in one pass over the parser's events.

Reading, first step. It does not use PyYAML's nodes and constructors: they take twice as long as this pass, and they
silently convert and drop things (duplicate keys, `01000`, merge keys) that errcat reports.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from errcat.findings.document import Marks, MarksOfContainers
from errcat.reading.parsing.libyaml import NESTING_LIMIT, open_parser
from errcat.reading.parsing.parse_stops import (
    CommaInText,
    ForbiddenKey,
    GluedColon,
    GluedDashes,
    MergedItems,
    MissingDash,
    PathInQuotes,
    SecondDocument,
    Stopped,
    UnclosedQuote,
    YamlTooDeep,
)
from errcat.reading.parsing.scalars import Ambiguous, resolve
from errcat.reading.schema.fields import is_field
from errcat.text.lazy_pattern import lazy_pattern

MAX_DEPTH = 40
"""How deep a catalog can nest. The deepest things in real catalogs are the JSON Schemas in `details`."""

_SCALAR: Any = ScalarEvent  # its stubs say that it may have no marks
_ALIAS: Any = AliasEvent  # as above
_QUOTES = ("'", '"')
_KEY_LINE = lazy_pattern(r"\n(?P<before>[ ]*(?:-[ ]+)*)[A-Za-z_][\w-]*:(?=[ \r\n])")
_GLUED_DASHES = lazy_pattern(r"-[^\s-][^\r\n]*(?:\r?\n[ ]*-[^\r\n]*)+")
_PATH = lazy_pattern(r"\b[A-Za-z]:\\(?!\\)")
_LIST_HEAD = lazy_pattern(
    r"^(?:errors|guides|statuses|retired|reserved):[ \t]*(?:#[^\n]*)?(?:\n[ \t]*(?:#[^\n]*)?)*\Z", re.MULTILINE
)
_DASH_LINE = lazy_pattern(r"\n[ ]*(?=-[ ])")
_GLUED = lazy_pattern(r"[A-Za-z_][\w-]*:(?!//)\S")


class ForbiddenYaml(NamedTuple):
    """Something that YAML allows and a catalog does not: what it is, and where it starts and ends."""

    kind: str
    start: int
    end: int
    text: str = ""
    first: tuple[int, int] | None = None
    """Where the first of two equal keys starts and ends."""


class Parsed(NamedTuple):
    """What a pass over the events found."""

    data: Any
    marks: Mapping[int, Marks]
    forbidden_yaml: Sequence[ForbiddenYaml]
    is_empty: bool = False


NOTHING_PARSED = Parsed(None, {}, (), is_empty=True)


def parse(text: str, cut_points: Iterable[int] = ()) -> Parsed:
    """Parse a whole text, or raise `Stopped`. `cut_points` are the offsets where a comment's leading space starts."""
    parser = open_parser(text)
    reading = _Pass(parser, text, frozenset(cut_points))
    try:
        return reading.run()
    except yaml.YAMLError as error:
        stopped = _stopped(error, text)
        if getattr(error, "problem", "") == NESTING_LIMIT:
            # libyaml scans a whole line of brackets before it reports the first one. Without the bracket that is one
            # too many, it reports them all, and this pass stops at its own limit.
            return parse(text[: stopped.at], cut_points)
        stopped.reached = reading.reached
        raise stopped from None
    except Stopped as stopped:
        stopped.reached = reading.reached
        raise
    finally:
        parser.dispose()


def stop_of(text: str) -> Stopped | None:
    """Why the parser cannot read a text; None if it can. Faster than `parse`, to try a changed text."""
    parser = open_parser(text)
    try:
        while type(parser.get_event()) is not StreamEndEvent:
            pass
    except yaml.YAMLError as error:
        return _stopped(error, text)
    finally:
        parser.dispose()
    return None


def _stopped(error: yaml.YAMLError, text: str) -> Stopped:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    at = mark.index if mark is not None else getattr(error, "position", 0)
    problem, during = str(getattr(error, "problem", "")), str(getattr(error, "context", ""))
    in_brackets = during.startswith("while parsing a flow") and at >= len(text.rstrip())
    start = context.index if context is not None else at
    return Stopped(min(at, len(text)), min(start, len(text)), is_open="end of stream" in problem or in_brackets)


class _Pass:
    """The state of a pass. Methods take the event that starts a node and return its value."""

    def __init__(self, parser: Any, text: str, cut_points: frozenset[int]) -> None:
        self.next_event = parser.get_event
        self.text = text
        self.reached = 0
        self.cut_points = cut_points
        self.marks = MarksOfContainers()
        self.add_marks = self.marks.add
        self.forbidden_yaml: list[ForbiddenYaml] = []
        self.keys: dict[str, str] = {}
        self.may_have_paths = ":\\" in text

    def run(self) -> Parsed:
        next_event = self.next_event
        next_event()  # the stream starts
        event = next_event()
        if isinstance(event, StreamEndEvent):
            return NOTHING_PARSED
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self._odd("yaml-directive", event.start_mark, event.end_mark)
        data = self._value(next_event(), 0)
        next_event()  # the document ends
        event = next_event()
        if not isinstance(event, StreamEndEvent):
            raise SecondDocument(event.start_mark.index)
        return Parsed(data, self.marks, self.forbidden_yaml)

    def _odd(self, kind: str, start: Any, end: Any, text: str = "") -> None:
        self.forbidden_yaml.append(ForbiddenYaml(kind, start.index, end.index, text))

    def _value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent:
            self._odd("yaml-alias", event.start_mark, event.end_mark, event.anchor)
            return None
        if depth > MAX_DEPTH:
            raise YamlTooDeep(event.start_mark.index)
        if event.anchor is not None:
            self._odd("yaml-anchor", event.start_mark, event.end_mark, event.anchor)
        if event.tag is not None:
            self._odd("yaml-tag", event.start_mark, event.end_mark, event.tag)
        if kind is MappingStartEvent:
            return self._mapping(event, depth + 1)
        return self._sequence(depth + 1)

    def _scalar(self, event: Any) -> Any:
        value = event.value
        if event.anchor is not None:
            kind = "anchor-in-text" if not event.style else "yaml-anchor"
            self._odd(kind, event.start_mark, event.end_mark, event.anchor)
        if event.tag is not None:
            self._odd("yaml-tag", event.start_mark, event.end_mark, event.tag)
            return value
        if event.style:
            if ": " in value and event.style in _QUOTES:
                self._look_into_quotes(event)
            if self.may_have_paths and event.style == '"' and not value.isprintable():
                self._look_for_path(event)
            return value
        if self.cut_points and event.end_mark.index in self.cut_points:
            self._odd("text-cut-by-hash", event.start_mark, event.end_mark, value)
        if " -" in value and event.start_mark.line != event.end_mark.line:
            self._look_into_item(event)
        value = resolve(value)
        if type(value) is Ambiguous:
            self._odd("ambiguous-value", event.start_mark, event.end_mark, value.meaning)
        return value

    def _sequence(self, depth: int) -> list[Any]:
        next_event, value = self.next_event, self._value
        items: list[Any] = []
        marks = array("I")
        while type(event := next_event()) is not SequenceEndEvent:
            self.reached = event.start_mark.index
            marks.append(self.reached)
            items.append(value(event, depth))
        self.add_marks(items, marks)
        return items

    def _mapping(self, start: Any, depth: int) -> dict[str, Any]:
        # The hot loop: most of a catalog is keys with plain texts after them.
        next_event, keys = self.next_event, self.keys
        data: dict[str, Any] = {}
        marks = array("I")
        while type(event := next_event()) is not MappingEndEvent:
            if type(event) is not _SCALAR:
                self._no_text(event, depth)
                continue
            key = self._key(event)
            after = next_event()
            if key in data:
                self._duplicate(start, data, marks, key, event)
                self._value(after, depth)
                continue
            marks.append(event.start_mark.index)
            marks.append(after.start_mark.index)
            if not event.style:
                # every occurrence of a key is the same object, which Python code that names the key uses too
                key = keys.get(key) or keys.setdefault(key, intern(key))
            data[key] = self._scalar(after) if type(after) is ScalarEvent else self._value(after, depth)
        self.add_marks(data, marks)
        if start.flow_style and None in data.values():
            self._look_into_braces(data, marks)
        return data

    def _no_text(self, event: Any, depth: int) -> None:
        """A key that is a list, a mapping or an alias: report it, and leave it out."""
        if type(event) is _ALIAS and is_field(event.anchor):
            raise ForbiddenKey(event.start_mark.index)
        self._odd("key-is-no-text", event.start_mark, event.end_mark)
        self._value(event, depth)
        self._value(self.next_event(), depth)

    def _key(self, event: Any) -> str:
        key: str = event.value
        if event.anchor is not None:
            self._odd("yaml-anchor", event.start_mark, event.end_mark, event.anchor)
        if event.tag is not None:
            self._odd("yaml-tag", event.start_mark, event.end_mark, event.tag)
        if key not in self.keys and not event.style:
            if type(resolve(key)) is not str:
                self._odd("key-is-no-text", event.start_mark, event.end_mark, key)
            elif not key[0].isprintable():
                raise ForbiddenKey(event.start_mark.index)
        return key

    def _duplicate(self, start: Any, data: dict[str, Any], marks: Marks, key: str, event: Any) -> None:
        first = marks[2 * list(data).index(key)]
        if first == start.start_mark.index and len(data) > 1 and self._is_item(first):
            raise MissingDash(event.start_mark.index, first)
        length = len(key) + 2 if self.text[first] in _QUOTES else len(key)
        self.forbidden_yaml.append(
            ForbiddenYaml("duplicate-key", event.start_mark.index, event.end_mark.index, key, (first, first + length))
        )

    def _is_item(self, offset: int) -> bool:
        """Whether a key starts an item of a list: it has a dash before it, or should have."""
        start = self.text.rfind("\n", 0, offset) + 1
        before = self.text[start:offset]
        if before.strip() != "-" and len(before) >= 2:
            return _LIST_HEAD.search(self.text, max(start - 2000, 0), start) is not None
        return before.strip() == "-"

    def _look_into_quotes(self, event: Any) -> None:
        """Stop at quotes over several lines with a key inside, indented no deeper than the text in quotes."""
        if event.start_mark.line == event.end_mark.line:
            return
        start, end = event.start_mark.index, event.end_mark.index
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        outer = len(line) - len(line.lstrip(" -"))
        for match in _KEY_LINE.finditer(self.text, start, end):
            if len(match["before"]) <= outer:
                raise UnclosedQuote(end, start)

    def _look_for_path(self, event: Any) -> None:
        """Stop at a Windows path in quotes: a backslash and the letter after it mean something else there."""
        start, end = event.start_mark.index, event.end_mark.index
        if _PATH.search(self.text, start, end) and "\n" not in self.text[start:end]:
            raise PathInQuotes(start)

    def _look_into_item(self, event: Any) -> None:
        """Stop at a text of several lines that start with dashes: they are meant to be the items of a list."""
        start = event.start_mark.index
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start].strip()
        dash = _DASH_LINE.search(self.text, start, event.end_mark.index)
        if dash and before == "-":
            raise MergedItems(dash.end(), start)
        if not before and _GLUED_DASHES.fullmatch(self.text, start, event.end_mark.index):
            raise GluedDashes(start)

    def _look_into_braces(self, data: dict[str, Any], marks: Marks) -> None:
        """Stop at a key without a value that is the rest of a text after a comma, or has no space after its colon."""
        before: Any = None
        for number, (key, value) in enumerate(data.items()):
            start, behind = marks[2 * number], marks[2 * number + 1]
            if value is None and key and self.text.startswith(key, start):
                if ":" in self.text[start + len(key) : behind]:
                    pass  # a key whose value the writer left out
                elif _GLUED.match(key):
                    raise GluedColon(start + key.index(":"), start)
                elif type(before) is str and (" " in before or " " in key):
                    text_start = marks[2 * number - 1]
                    if self.text[text_start] not in _QUOTES:
                        raise CommaInText(start, text_start)
            before = value
