"""Bytes to text, and what must not be in a catalog's text at all.

Reading, before YAML: what is found here is replaced by a harmless character of the same length, so that
reading can go on and every offset stays true.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from errcat.finding import Problem, Range

BOM = "\ufeff"
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
# What YAML 1.1 takes for a line end and nobody else does; byte order marks; what is no character.
_STRAY = "\x85\u2028\u2029\ufeff\ufffe\uffff"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")
_C1 = re.compile("[\x80-\x9f]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

NAMES = {
    "\x00": "NULL", "\x07": "BELL", "\x08": "BACKSPACE", "\x0c": "FORM FEED", "\x1b": "ESCAPE", "\x7f": "DELETE",
    "\x85": "NEXT LINE", "\r": "CARRIAGE RETURN",
}  # fmt: skip


def character_name(char: str) -> str:
    """A character as people look it up: U+200B ZERO WIDTH SPACE."""
    name = NAMES.get(char) or unicodedata.name(char, "")
    return f"U+{ord(char):04X}{' ' if name else ''}{name}"


def decode(data: bytes, document: int) -> tuple[str, bool, list[Problem]]:
    """The text of a file, whether it had a byte order mark, and what is wrong with its bytes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", False, [Problem("not-utf8", Range(document, 0, 0), {"line": 1, "byte": 0}, help="utf16")]
    try:
        text, problems = data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        has_bom = before.startswith(BOM)
        line = before.count("\n") + 1
        place = Range(document, len(before) - has_bom, len(before) - has_bom + 1)
        problems = [Problem("not-utf8", place, {"line": line, "byte": error.start})]
        text = data.decode("utf-8", errors="replace")
    if text.startswith(BOM):
        return text[1:], True, problems
    return text, False, problems


def clean(text: str, document: int) -> tuple[str, list[Problem]]:
    """The text with its forbidden characters replaced by spaces, and a problem for each kind of them."""
    problems: list[Problem] = []
    if has_forbidden(text):
        problems += _told_once(_FORBIDDEN, text, document, "control-character")
        text = _FORBIDDEN.sub(lambda match: "\n" if match.group() == "\r" else " ", text)
    if not text.isascii():
        problems += _told_once(BIDI, text, document, "bidirectional-character")
    return text, problems


def has_forbidden(text: str) -> bool:
    """A quick look, for almost no file has any."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROLS)) != len(data):
        return True
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return True
    return not text.isascii() and (any(char in text for char in _STRAY) or (b"\xc2" in data and bool(_C1.search(text))))


def _told_once(pattern: re.Pattern[str], text: str, document: int, rule: str) -> Iterator[Problem]:
    """One problem per line and character: a line full of them is one mistake."""
    seen: set[tuple[int, str]] = set()
    for match in pattern.finditer(text):
        char, start = match.group(), match.start()
        line = text.count("\n", 0, start)
        if (line, char) not in seen:
            seen.add((line, char))
            yield Problem(rule, Range(document, start, start + 1), {"character": character_name(char)})
