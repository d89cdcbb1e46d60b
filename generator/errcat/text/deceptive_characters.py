"""Deceptive characters: invisible ones, and ones that look like others.

There are two standards. In codes, names and ids, which programs compare, an invisible character has no use. In texts,
many have a use: a joiner in Persian, a variation selector in an emoji, a direction mark in Hebrew.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from errcat.text.lazy_pattern import lazy_pattern

_NAMES = {
    "\x00": "NULL", "\x07": "BELL", "\x08": "BACKSPACE", "\t": "TAB", "\n": "LINE FEED", "\x0c": "FORM FEED",
    "\r": "CARRIAGE RETURN", "\x1b": "ESCAPE", "\x7f": "DELETE", "\x85": "NEXT LINE",
}  # fmt: skip

# Overrides and isolates change the order in which a line is shown. The plain direction marks (200E, 200F, 061C) do not
# reorder their neighbours, so they count as invisible characters.
BIDIRECTIONAL = lazy_pattern("[\u202a-\u202e\u2066-\u2069]")

# Line breaks and tabs are text; the separators break lines only in some programs.
CONTROLS = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
ANY_CONTROLS = lazy_pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")

_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
HIDDEN_IN_TEXTS = lazy_pattern(f"[{_HIDDEN}]")
_HIDDEN_IN_IDENTIFIERS = lazy_pattern(f"[{_HIDDEN}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_RIGHT_TO_LEFT = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_WITHOUT_SPACES = lazy_pattern("[\u0e00-\u109f\u1780-\u17ff\u1950-\u1aaf]")
"""Thai, Lao, Tibetan, Burmese, Khmer: a zero-width space marks where a line may break."""
_OLD_KOREAN = lazy_pattern("[\u1100-\u115e\u1161-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_MONGOLIAN = lazy_pattern("[\u1820-\u18aa]")
_BRAILLE = lazy_pattern("[\u2801-\u28ff]")
_FLAG = lazy_pattern("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")

# Characters with the same glyph as an ASCII character, although Unicode does not relate them.
_SAME_GLYPHS = """
    АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT УY ҮY ХX ѴV ԌG ԚQ ԜW ӀI
    аa вb сc еe һh іi јj кk оo рp ѕs тt уy үy хx ѵv ԁd ԛq ԝw ьb гr пn ӏl
    ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ͿJ αa γy ιi κk νv οo ρp τt υu χx ϲc ϳj
    ՏS ՍU ՕO ԼL հh ոn սu օo ցg
    ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᎫJ ᏦK ᏞL ᎷM ᏢP ᏒR ᏚS ᎢT ᏙV ᎳW ᏃZ
    ıi ɑa ɡg ɩi ʀR ʏY ǀl
    ‐- ‑- ‒- –- —- −- ⁃- ․. ‚, ‛' ‘' ’' ʹ' ʼ' “" ”" ⁄/ ∕/ ∶: ː: ∗* ⁎* ‗_
"""
"""Cyrillic, Greek, Armenian, Cherokee, Latin, punctuation; each followed by its ASCII look-alike."""
_ASCII_LOOK_ALIKES = {pair[0]: pair[1] for pair in _SAME_GLYPHS.split()}


def character_name(char: str) -> str:
    """Spell a character as people look it up: U+200B ZERO WIDTH SPACE."""
    name = _NAMES.get(char) or unicodedata.name(char, "")
    return f"U+{ord(char):04X}{' ' if name else ''}{name}"


def ascii_look_alike(char: str) -> str:
    """Return the ASCII text that a character looks like, or an empty text."""
    if char.isascii():
        return ""
    plain = _ASCII_LOOK_ALIKES.get(char) or unicodedata.normalize("NFKC", char)
    if not plain.isascii():
        digit = unicodedata.digit(char, None)
        plain = "" if digit is None else str(digit)
    return plain.strip()


def look_alikes(identifier: str) -> list[tuple[int, str, str]]:
    """Return the characters of an identifier that look like ASCII: index, character, and look-alike.

    A word that is entirely in another script has none, because readers see it as such.
    """
    if identifier.isascii():
        return []
    look_alikes_ = [(index, char, plain) for index, char in enumerate(identifier) if (plain := ascii_look_alike(char))]
    if any(char.isascii() and char.isalpha() for char in identifier):
        return look_alikes_
    return look_alikes_ if len(look_alikes_) == sum(not char.isascii() for char in identifier) else []


def hidden_in_identifier(identifier: str) -> list[tuple[int, str]]:
    """Return the characters of an identifier that are invisible or look like a space."""
    if identifier.isascii():
        return []
    return [(match.start(), match[0]) for match in _HIDDEN_IN_IDENTIFIERS.finditer(identifier)]


def hidden_in_text(text: str, *, typeset: bool) -> list[tuple[int, str]]:
    """Return the invisible characters of a text that serve no purpose.

    `typeset` texts are laid out for readers, so soft hyphens have a purpose in them.
    """
    if text.isascii():
        return []
    return [
        (match.start(), match[0])
        for match in HIDDEN_IN_TEXTS.finditer(text)
        if not _has_use(text, match.start(), match[0], typeset)
    ]


def apparent_text(identifier: str) -> str:
    """Return what a reader takes an identifier for."""
    plain = "".join(ascii_look_alike(char) or char for char in identifier)
    return BIDIRECTIONAL.sub("", ANY_CONTROLS.sub("", _HIDDEN_IN_IDENTIFIERS.sub("", plain))).strip()


def has_visible_text(text: str) -> bool:
    """Whether a text contains a visible character."""
    return any("!" <= char <= "~" or apparent_text(char) for char in text)


_MAX_LETTER_LENGTH = 32
"""The limit of characters per letter. Unicode allows thirty marks; longer letters only slow programs down."""


def decomposed_letters(text: str) -> Iterator[tuple[str, str]]:
    """Yield the letters of a text that are composed of parts, each with its precomposed form.

    Unicode's composed form (NFC) does more: it decomposes some letters (U+095E and others that it excludes from
    composition), replaces some (U+212B, Chinese variants), and reorders marks. Letters with such characters are left
    out, because the change would be invisible.
    """
    for letter in _letters(text):
        composed = unicodedata.normalize("NFC", letter)
        if len(composed) < len(letter) and all(unicodedata.is_normalized("NFC", char) for char in letter):
            yield letter, composed


def _letters(text: str) -> Iterator[str]:
    """Split a text into units that compose independently: each is a character and what may combine with it."""
    start, composed = 0, text[:1]
    for index in range(1, len(text)):
        char = text[index]
        joined = composed + char if char.isascii() else unicodedata.normalize("NFC", composed + char)
        if (unicodedata.combining(char) or len(joined) <= len(composed)) and index - start < _MAX_LETTER_LENGTH:
            composed = joined
            continue
        yield text[start:index]
        start, composed = index, char
    if text:
        yield text[start:]


def _has_use(text: str, at: int, char: str, typeset: bool) -> bool:
    before = text[at - 1 : at]
    after_foreign = bool(before) and not before.isascii()
    match char:
        case "\u200c" | "\u200d":
            return after_foreign and (before in "\ufe0e\ufe0f" or not HIDDEN_IN_TEXTS.match(before))
        case "\u200e" | "\u200f" | "\u061c":
            return bool(_RIGHT_TO_LEFT.search(text))
        case "\u00ad":
            return typeset
        case "\u200b":
            return bool(_WITHOUT_SPACES.search(text))
        case "\u034f":
            return after_foreign and not HIDDEN_IN_TEXTS.match(before)
        case "\u115f" | "\u1160":
            return bool(_OLD_KOREAN.search(text))
        case "\u2800":
            return bool(_BRAILLE.search(text))
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        if char in "\ufe0e\ufe0f" and before and before in "0123456789#*":
            return True
        return after_foreign and not HIDDEN_IN_TEXTS.match(before)
    if "\u180b" <= char <= "\u180f":
        return bool(_MONGOLIAN.search(text))
    return any(flag.start() < at < flag.end() for flag in _FLAG.finditer(text))
