"""From bytes to text, and the characters that no catalog may contain.

Each forbidden character is replaced by a harmless character of equal length, so that reading continues and offsets stay
valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Problem, Range
from errcat.text.deceptive_characters import BIDIRECTIONAL, character_name
from errcat.text.lazy_pattern import lazy_pattern

BOM = "\ufeff"
_ORDINARY = bytes(code for code in range(0x7F) if code >= 0x20 or chr(code) in "\t\n\r")
# Control characters, line ends of YAML 1.1 that other programs do not know, byte order marks, and noncharacters.
_FORBIDDEN = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


def decode(data: bytes, document: int) -> tuple[str, bool, list[Problem]]:
    """Return the text of a file, whether it had a byte order mark, and what is wrong with its bytes."""
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


def unusual(text: str) -> str:
    """Return the characters that are not ordinary ASCII: so few that searching them is fast."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY).decode("utf-8", "surrogatepass")


def clean(text: str, unusual: str, document: int) -> tuple[str, list[Problem]]:
    """Replace forbidden characters by spaces, with a problem for each kind."""
    problems: list[Problem] = []
    if _FORBIDDEN.search(unusual) or ("\r" in text and text.count("\r") != text.count("\r\n")):
        problems += _problems_per_line(_FORBIDDEN, text, document, "control-character")
        line_end = " " if "\n" in text else "\n"  # a lone \r is the only kind of line end, so it counts as a line end
        text = _FORBIDDEN.sub(lambda match: line_end if match.group() == "\r" else " ", text)
    if BIDIRECTIONAL.search(unusual):
        problems += _problems_per_line(BIDIRECTIONAL, text, document, "bidirectional-character")
    return text, problems


def _problems_per_line(pattern: re.Pattern[str], text: str, document: int, rule: str) -> Iterator[Problem]:
    """Yield a problem per line and character, because a line full of them is a single mistake."""
    seen: set[tuple[int, str]] = set()
    line = counted = 0
    for match in pattern.finditer(text):
        char, start = match.group(), match.start()
        line += text.count("\n", counted, start)
        counted = start
        if (line, char) not in seen:
            seen.add((line, char))
            yield Problem(rule, Range(document, start, start + 1), {"character": character_name(char)})
