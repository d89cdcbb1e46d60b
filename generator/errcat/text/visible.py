"""Text made safe to print: what nobody sees, or what a terminal or a CI would obey, is shown as <U+202E>. A noun.

Everything that errcat prints goes through `visible`, file names and values too.
"""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH_NON_JOINER, _ZERO_WIDTH_JOINER = "\u200c", "\u200d"
_IDEOGRAPHIC_SPACE = "\u3000"

# Letters and marks that show nothing: fillers and the grapheme joiner.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SUSPECT = re.compile(f"{_BLANK.pattern}|{_SELECTOR.pattern}")
# Not assigned and never to be a letter. Other unassigned ones may be letters of a newer Unicode than Python's.
_NO_CHARACTER = re.compile("[\u2065\ufdd0-\ufdef\ufff0-\ufff8\ufffe\uffff\U000e0000-\U000e0fff]")
# Letters between which a joiner or a non-joiner is plain spelling: Arabic, Persian, Indic, Khmer, Mongolian.
_JOINED = re.compile("[\u0620-\u06ff\u0750-\u077f\u0870-\u08ff\u0900-\u0df5\u1780-\u18aa\ufb50-\ufdff\ufe70-\ufefc]")
# Of which emoji are joined, with their style and skin.
_PICTURE = re.compile("[©®\u203c-\u3299\U0001f000-\U0001faff\ufe0f]")
_KEY = re.compile("[#*0-9]")

# What GitHub and Azure take for an order wherever in a line it stands.
_ORDER = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)


def visible(text: str) -> str:
    """A text in which every character can be seen, and that nothing obeys."""
    if text.isprintable() and "##" not in text and (text.isascii() or not _SUSPECT.search(text)):
        return text
    return "".join(shown_characters(text))


def visible_at_start(text: str) -> str:
    """The same for text at the start of a line, where a CI takes `::` for an order."""
    text = visible(text)
    return f"<U+003A>{text.lstrip()[1:]}" if text.lstrip().startswith("::") else text


def shown_characters(text: str) -> list[str]:
    """Each character of a text, as it is shown."""
    orders = {match.start() for match in _ORDER.finditer(text)}
    return [
        char if _is_seen(text, index, char) and index not in orders else f"<U+{ord(char):04X}>"
        for index, char in enumerate(text)
    ]


def _is_seen(text: str, index: int, char: str) -> bool:
    if char.isascii():
        return char.isprintable()
    before = text[index - 1] if index else ""
    if char.isprintable():
        if _SELECTOR.match(char):
            return _takes_selector(before, char)
        return _BLANK.match(char) is None
    if char in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER):
        return _is_joint(before, char, text[index + 1 : index + 2])
    if char == _IDEOGRAPHIC_SPACE:
        return True
    return unicodedata.category(char) == "Cn" and _NO_CHARACTER.match(char) is None


def _takes_selector(before: str, selector: str) -> bool:
    """Whether a selector changes the look of the character before it; a row of selectors hides something."""
    if not before or _SELECTOR.match(before):
        return False
    if before.isascii():
        return selector == "\ufe0f" and _KEY.match(before) is not None
    return before.isprintable()


def _is_joint(before: str, joiner: str, after: str) -> bool:
    """Whether a joiner is plain spelling, or makes one emoji of two."""
    if not before or not after:
        return False
    if joiner == _ZERO_WIDTH_JOINER and _PICTURE.match(before) and _PICTURE.match(after):
        return True
    return _JOINED.match(before) is not None and _JOINED.match(after) is not None
