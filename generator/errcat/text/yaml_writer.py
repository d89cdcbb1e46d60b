"""Data as YAML that every parser, of YAML 1.1 or 1.2, reads back as exactly that data: the only writer of YAML.

`yaml_scalars` decides whether a text needs quotes. A `YamlStyle` decides the looks, never the meaning: indentation,
which quotes, and whether sentences are quoted. A text of several lines follows a `|` unless a parser could change it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.yaml_scalars import HIDDEN, is_plain, is_word

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HIDDEN = lazy_pattern(f"[{HIDDEN}]")
_TO_ESCAPE = lazy_pattern(f'["\\\\]|{_HIDDEN.pattern}')
# What JSON leaves as it is, and YAML reads as a line end or not at all.
_NOT_FOR_YAML = lazy_pattern("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_UNUSUAL_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2007\u202f\u3000\ufeff"
"""Spaces that look like an ordinary space. They are written as escapes, so that a reader sees them."""


class YamlStyle(NamedTuple):
    """How YAML looks."""

    step: int = 2
    """How many spaces a level is indented by."""
    quote: str = '"'
    """The quotes of a text, unless it needs the other ones."""
    indents_lists: bool = False
    """Whether the items of a list are indented below their key."""
    quotes_sentences: bool = True
    """Whether a text gets quotes when it is more than a word, although it does not need them."""
    null: str = "null"
    has_blank_lines: bool = True
    """Whether a text with an empty line may follow a `|`."""


GENERATED = YamlStyle()
"""The style of generated files."""
SUGGESTED = YamlStyle(indents_lists=True, quotes_sentences=False, null="", has_blank_lines=False)
"""The style of the lines that errcat suggests to a writer: what a person would type."""


# --- texts and numbers -----------------------------------------------------------------------------------------------


def yaml_text(text: str) -> str:
    """The text in double quotes, on one line."""
    if _is_simple(text):  # most texts, and faster
        return f'"{text}"'
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _is_simple(text: str) -> bool:
    return text.isascii() and text.isprintable() and '"' not in text and "\\" not in text


def yaml_quoted(text: str, quote: str = '"') -> str:
    """The text in these quotes, or in the other ones if those need fewer escapes."""
    if "'" not in text and (quote == "'" or '"' in text or "\\" in text) and not _HIDDEN.search(text):
        return f"'{text}'"
    return yaml_text(text)


def yaml_word(word: str) -> str:
    """A code, a name or an id. It can be used inside brackets and braces, too."""
    return word if is_word(word) else yaml_quoted(word)


def yaml_sentence(text: str) -> str:
    """A text outside brackets and braces."""
    return text if is_plain(text) else yaml_quoted(text)


def yaml_number(value: float) -> str:
    """A number. A float has a dot, and a sign in its exponent: YAML 1.1 needs both."""
    text = repr(value)
    if isinstance(value, int):
        return text
    if text in ("inf", "-inf", "nan"):
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}[text]
    digits, e, exponent = text.partition("e")
    digits = digits if "." in digits else f"{digits}.0"
    return f"{digits}e{exponent if exponent[0] in '+-' else '+' + exponent}" if e else digits


def yaml_scalar(value: object, style: YamlStyle = SUGGESTED) -> str:
    """A value without items, on one line, outside brackets and braces."""
    if isinstance(value, str):  # most values
        if style.quotes_sentences and " " in value:
            return yaml_quoted(value, style.quote)
        is_unquoted = is_word(value) if style.quotes_sentences else is_plain(value)
        return value if is_unquoted else yaml_quoted(value, style.quote)
    match value:
        case None:
            return style.null
        case bool():
            return "true" if value else "false"
        case int() | float():
            return yaml_number(value)
        case dict():
            return "{}"
        case list() | tuple():
            return "[]"
        case date():  # also with a time
            return value.isoformat()
    raise TypeError(f"no YAML for {type(value).__name__}")


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")


# --- data on one line ------------------------------------------------------------------------------------------------


def yaml_flow(data: object) -> str:
    """Data on one line, in braces and brackets, as a person would type it."""
    match data:
        case Mapping():
            return "{" + ", ".join(f"{yaml_flow(key)}: {yaml_flow(value)}" for key, value in data.items()) + "}"
        case list():
            return "[" + ", ".join("null" if item is None else yaml_flow(item) for item in data) + "]"
        case str():
            return data if is_plain(data, in_flow=True) else yaml_quoted(data)
    return yaml_scalar(data)


def yaml_json(value: object, *, indent: int | None = None) -> str:
    """Data as JSON that is YAML as well: in braces and brackets, every text in double quotes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _NOT_FOR_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# --- data over several lines -----------------------------------------------------------------------------------------


def yaml_block(value: object, style: YamlStyle = GENERATED) -> str:
    """A whole document in block style."""
    lines = [yaml_scalar(value, style)] if isinstance(value, str) else yaml_lines(value, style)
    return "\n".join([*lines, ""])


def write_yaml(value: object, write: Callable[[str], None]) -> None:
    """Write a whole generated document in block style, part by part: all its lines would take much more memory."""
    writer = _BlockWriter(GENERATED, write)
    writer.add(value, "", "")
    writer.end_part()


def yaml_lines(value: object, style: YamlStyle, column: int = 0) -> list[str]:
    """The lines of a document, or of a part of it that starts at a column."""
    writer = _BlockWriter(style)
    writer.add(value, " " * column, " " * column)
    return writer.lines


class Pairs:
    """A mapping that is made while it is written, so that it is never there as a whole. It has at least one key."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Iterable[tuple[str, object]]) -> None:
        self._pairs = pairs

    def items(self) -> Iterable[tuple[str, object]]:
        return self._pairs


class YamlForm:
    """Data that comes often, each time with other texts in its gaps: all else in it is written only once."""

    __slots__ = ("_data", "_templates")

    def __init__(self, data: Mapping[str, object]) -> None:
        """`data` is not empty, and has gaps: texts that `gap` returns."""
        self._data = data
        self._templates: dict[str, str] = {}

    def writes(self, data: Mapping[str, object], values: Mapping[str, object]) -> bool:
        """Whether the form with some values is the text of some data.

        It is not if a gap is only a part of a text, or if another text of the data looks like a gap.
        """
        writer = _BlockWriter(GENERATED)
        try:
            writer.add({"": FilledForm(self, values)}, "", "")
        except KeyError:  # a gap without a value
            return False
        return writer.lines[1] == "\n".join(yaml_lines(data, GENERATED, GENERATED.step))

    def template(self, pad: str) -> str:
        """Return the text of the data, whose lines start with `pad`, for the operator `%` and a mapping."""
        template = self._templates.get(pad)
        if template is None:
            text = "\n".join(yaml_lines(self._data, GENERATED, len(pad))).replace("%", "%%")
            template = self._templates[pad] = _GAP.sub(r"%(\1)s", text)
        return template


class FilledForm:
    """A value of a mapping: a form with a value for each of its gaps, which is a number, or a text of one line."""

    __slots__ = ("form", "values")

    def __init__(self, form: YamlForm, values: Mapping[str, object]) -> None:
        self.form = form
        self.values = values


def gap(name: str) -> str:
    """Return the text that leaves a gap in a form."""
    return f"\x00{name}\x00"


_GAP = lazy_pattern(r'"\\x00(\w+)\\x00"')
"""A gap, as it is written: no word, so in quotes, and with escapes."""


class _BlockWriter:
    """Collects the lines of a document. It decides once about each key and each short text, because most come again."""

    __slots__ = ("_levels", "_style", "_texts", "_write", "lines")

    def __init__(self, style: YamlStyle, write: Callable[[str], None] | None = None) -> None:
        self.lines: list[str] = []
        self._write = write
        """What takes the lines if there are many."""
        self._style = style
        self._texts: dict[str, str] = {}
        self._levels: dict[str, tuple[str, dict[str, str]]] = {}

    def add(self, value: object, pad: str, first_pad: str) -> None:
        """Add data whose lines start with `pad`, except that the first line starts with `first_pad`."""
        if isinstance(value, (dict, Pairs)) and value:
            self._add_pairs(value.items(), pad, first_pad)
        elif isinstance(value, (list, tuple)) and value:
            self._add_items(value, pad, first_pad)
        else:
            first = len(self.lines)
            self._add_value("", value, pad, pad)
            self.lines[first] = pad + self.lines[first].lstrip(" ")

    def _add_pairs(self, pairs: Iterable[tuple[object, object]], pad: str, first_pad: str) -> None:
        """Add the keys and values of a mapping."""
        texts, lines = self._texts, self.lines
        inner, heads = self._level(first_pad)
        for key, value in pairs:
            head = heads.get(key) or self._head(first_pad, key)  # type: ignore[call-overload]
            # calls for the usual values would take a third of the time
            if type(value) is str and _LINE_END not in value:
                lines.append(f"{head} {texts.get(value) or self._text(value)}")
            elif type(value) is dict and value:
                lines.append(head)
                self._add_pairs(value.items(), inner, inner)
            elif type(value) is FilledForm:
                values = {name: self._value(item) for name, item in value.values.items()}
                lines += (head, value.form.template(inner) % values)
            else:
                self._add_value(head, value, pad, inner)
            if first_pad is not pad:
                first_pad = pad
                inner, heads = self._level(pad)
            if len(lines) > _LINES_IN_A_PART:
                self.end_part()

    def _add_items(self, items: Iterable[object], pad: str, first_pad: str) -> None:
        """Add the items of a list."""
        inner = f"{pad}  "
        for item in items:
            if type(item) is str and _LINE_END not in item:
                self.lines.append(f"{first_pad}- {self._texts.get(item) or self._text(item)}")
            elif type(item) is dict and item:
                self._add_pairs(item.items(), inner, f"{first_pad}- ")
            elif item and isinstance(item, _CONTAINERS):
                self.add(item, inner, f"{first_pad}- ")
            else:
                self._add_value(f"{first_pad}-", item, pad, inner)
            first_pad = pad

    def _add_value(self, head: str, value: object, pad: str, inner: str) -> None:
        """Add a value after its key or its dash, which starts at `pad`. Further lines of a text start with `inner`."""
        if isinstance(value, str):
            if _LINE_END in value and _is_block(value, self._style):
                self.lines.append(f"{head} {'|' if value[-1] == _LINE_END else '|-'}")
                lines = value.removesuffix(_LINE_END).split(_LINE_END)
                self.lines += [f"{inner}{line}" if line else "" for line in lines]
                return
            text = self._texts.get(value) or self._text(value)
        elif value and isinstance(value, _CONTAINERS):
            self.lines.append(head)
            item_pad = pad if isinstance(value, (list, tuple)) and not self._style.indents_lists else inner
            self.add(value, item_pad, item_pad)
            return
        else:
            text = yaml_scalar(value, self._style)
        self.lines.append(f"{head} {text}" if text else head)

    def end_part(self) -> None:
        """Write the lines so far."""
        if self._write is not None:
            self.lines.append("")
            self._write("\n".join(self.lines))
            self.lines.clear()

    def _value(self, value: object) -> str:
        return self._texts.get(value) or self._text(value) if isinstance(value, str) else yaml_scalar(value)

    def _text(self, text: str) -> str:
        if " " in text and self._style is GENERATED and _is_simple(text):  # most long texts, and faster
            return f'"{text}"'
        written = yaml_scalar(text, self._style)
        if len(text) <= _MAX_REMEMBERED:
            if len(self._texts) >= _MOST_REMEMBERED:
                self._texts.clear()
            self._texts[text] = written
        return written

    def _level(self, pad: str) -> tuple[str, dict[str, str]]:
        """Return the pad of what is inside a mapping, and the known heads of lines. `pad` can end in a dash."""
        level = self._levels.get(pad)
        if level is None:
            level = self._levels[pad] = (" " * (len(pad) + self._style.step), {})
        return level

    def _head(self, pad: str, key: object) -> str:
        text = str(key)
        head = f"{pad}{self._texts.get(text) or self._text(text)}:"
        if type(key) is str:
            _inner, heads = self._level(pad)
            if len(heads) >= _MOST_REMEMBERED:
                heads.clear()
            heads[key] = head
        return head


_LINES_IN_A_PART = 10_000
_CONTAINERS = (dict, list, tuple, Pairs)
_MAX_REMEMBERED = 40
"""The longest text that a writer remembers. Longer ones rarely come again."""
_MOST_REMEMBERED = 1_000
"""How many texts a writer remembers. The texts of a document that come again usually do so soon."""
_LINE_END = "\n"


def _is_block(text: str, style: YamlStyle) -> bool:
    """Whether a text of several lines comes back unchanged when it follows a `|`."""
    if text.endswith("\n\n") or ("\n\n" in text and not style.has_blank_lines):
        return False
    lines = text.removesuffix("\n").split("\n")
    return (
        lines[0] != ""
        and not lines[0].startswith((" ", "\t"))
        and all(line.isprintable() and line == line.rstrip() and not line.startswith("\t") for line in lines)
        and not any(char in text for char in _UNUSUAL_SPACES)
    )
