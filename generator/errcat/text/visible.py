"""Text that is safe to print: invisible characters, and those that a terminal or a CI interprets, become <U+202E>.

Everything that errcat prints goes through `visible`, including file names and values.
"""

from __future__ import annotations

import re
import unicodedata

from errcat.text.lazy_pattern import lazy_pattern

_ZERO_WIDTH_NON_JOINER, _ZERO_WIDTH_JOINER = "\u200c", "\u200d"
_IDEOGRAPHIC_SPACE = "\u3000"

# Letters and marks without a glyph: fillers and the grapheme joiner.
_BLANK = lazy_pattern("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
_SELECTOR = lazy_pattern("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SUSPECT = lazy_pattern(f"{_BLANK.pattern}|{_SELECTOR.pattern}")
# Code points that will never be letters. Other unassigned ones may be letters of a newer Unicode version than Python's.
_NEVER_ASSIGNED = lazy_pattern("[\u2065\ufdd0-\ufdef\ufff0-\ufff8\ufffe\uffff\U000e0000-\U000e0fff]")
# Scripts in which a joiner or a non-joiner is ordinary spelling: Arabic, Persian, Indic, Khmer, Mongolian.
_JOINED = lazy_pattern("[\u0620-\u06ff\u0750-\u077f\u0870-\u08ff\u0900-\u0df5\u1780-\u18aa\ufb50-\ufdff\ufe70-\ufefc]")
# Parts of joined emoji, including style and skin tone.
_PICTURE = lazy_pattern("[©®\u203c-\u3299\U0001f000-\U0001faff\ufe0f]")
_KEY = lazy_pattern("[#*0-9]")

# Sequences that GitHub and Azure interpret as commands anywhere in a line.
_CI_COMMAND = lazy_pattern(r"#(?=#(?:vso)?\[)", re.IGNORECASE)


def visible(text: str) -> str:
    """Make every character of a text visible, and make the text safe for terminals and CI logs."""
    if text.isprintable() and "##" not in text and (text.isascii() or not _SUSPECT.search(text)):
        return text
    return "".join(shown_characters(text))


def visible_at_start(text: str) -> str:
    """Do the same for text at the start of a line, where a CI interprets `::` as a command."""
    text = visible(text)
    return f"<U+003A>{text.lstrip()[1:]}" if text.lstrip().startswith("::") else text


def shown_characters(text: str) -> list[str]:
    """Return each character of a text as it is shown."""
    commands = {match.start() for match in _CI_COMMAND.finditer(text)}
    return [
        char if _is_visible(text, index, char) and index not in commands else f"<U+{ord(char):04X}>"
        for index, char in enumerate(text)
    ]


def _is_visible(text: str, index: int, char: str) -> bool:
    if char.isascii():
        return char.isprintable()
    before = text[index - 1] if index else ""
    if char.isprintable():
        if _SELECTOR.match(char):
            return _takes_selector(before, char)
        return _BLANK.match(char) is None
    if char in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER):
        return _is_ordinary_joiner(before, char, text[index + 1 : index + 2])
    if char == _IDEOGRAPHIC_SPACE:
        return True
    return unicodedata.category(char) == "Cn" and _NEVER_ASSIGNED.match(char) is None


def _takes_selector(before: str, selector: str) -> bool:
    """Whether a selector changes the look of the character before it; a series of selectors hides data."""
    if not before or _SELECTOR.match(before):
        return False
    if before.isascii():
        return selector == "\ufe0f" and _KEY.match(before) is not None
    return before.isprintable()


def _is_ordinary_joiner(before: str, joiner: str, after: str) -> bool:
    """Whether a joiner is ordinary spelling, or joins two emoji."""
    if not before or not after:
        return False
    if joiner == _ZERO_WIDTH_JOINER and _PICTURE.match(before) and _PICTURE.match(after):
        return True
    return _JOINED.match(before) is not None and _JOINED.match(after) is not None
