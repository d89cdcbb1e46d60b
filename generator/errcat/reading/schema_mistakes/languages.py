"""The names of languages, in English and in the language itself, and their locales."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = {
    "ar": "arabic العربية", "bg": "bulgarian български", "ca": "catalan català", "cs": "czech čeština česky",
    "da": "danish dansk", "de": "german deutsch ger deu", "el": "greek ελληνικά", "en": "english eng",
    "es": "spanish español espanol castellano esp spa", "et": "estonian eesti", "fi": "finnish suomi",
    "fr": "french français francais fre fra", "he": "hebrew עברית", "hi": "hindi हिन्दी",
    "hr": "croatian hrvatski", "hu": "hungarian magyar", "id": "indonesian bahasa", "it": "italian italiano ita",
    "ja": "japanese 日本語 jp jpn", "ko": "korean 한국어 kr kor", "lt": "lithuanian lietuvių", "lv": "latvian latviešu",
    "nl": "dutch nederlands nld", "no": "norwegian norsk", "pl": "polish polski pol",
    "pt": "portuguese português portugues por",
    "ro": "romanian română", "ru": "russian русский rus", "sk": "slovak slovenčina", "sl": "slovenian slovenščina",
    "sv": "swedish svenska swe", "th": "thai ไทย", "tr": "turkish türkçe turkce tur", "uk": "ukrainian українська",
    "vi": "vietnamese", "zh": "chinese 中文 cn chn",
}  # fmt: skip

LOCALES: Mapping[str, str] = {name: locale for locale, names in _NAMES.items() for name in names.split()}
"""The locale of a language by its name."""
LANGUAGES = frozenset(_NAMES)
"""The languages that a key such as `message_de` can name."""


def locale_of(word: str) -> str:
    """Return the locale that a word names: `de`, `de_AT`, `German`; empty if it names none."""
    name = word.strip().casefold()
    language, _sign, region = name.replace("_", "-").partition("-")
    if language in LANGUAGES and (not region or (len(region) == 2 and region.isalpha())):
        return f"{language}-{region.upper()}" if region else language
    return LOCALES.get(name, "")
