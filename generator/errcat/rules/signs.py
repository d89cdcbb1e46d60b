"""The signs of what the rules about texts find.

The table of rules looks for them in all texts at once. A rule whose signs no text has doesn't run. Python finds a text
faster than a pattern, and a pattern faster if it starts with a character.
"""

from __future__ import annotations

import re

from errcat.model.texts import Sign
from errcat.text.lazy_pattern import lazy_pattern

# Entire texts that stand for one that somebody has yet to write. A NUL separates the texts that are searched together.
_NOTES = r"""[^\w\0]*(?:to[-\s]?do|tbd|tba|tbc|fixme|fix\sme|xxx+|wip|asdf[a-z]*|qwerty|foo(?:\s?bar)?|bla(?:\s*bla)*
    |(?:some|sample|your|dummy|example)\stext(?:\shere)?|(?:insert|enter|add|write)\s(?:text|message|title|description|action)
    (?:\shere)?|(?:text|message|title|description|action)\s(?:goes\shere|here|to\sfollow)
    |to\s(?:be\s)?(?:written|defined|determined|completed|confirmed|added|decided|described)|coming\ssoon|change\s?me
    |lorem\sipsum[^\0]*)[^\w\0]*"""
_ONLY_SIGNS = r"\s*(?:…|\.{2,}|\?{2,}|_{2,})\s*"
_NOTHING = r"\s*(?:[-–—]{1,3}|n/?a|none|nothing|unknown|not\savailable|not\sapplicable|null|nil|empty)[\s.]*"
_FLAGS = re.VERBOSE | re.IGNORECASE
NOTE_TEXT = lazy_pattern(rf"\0(?:{_NOTES}|{_ONLY_SIGNS})\0", _FLAGS)
NOTHING_TEXT = lazy_pattern(rf"\0{_NOTHING}\0", _FLAGS)
NOTES = ("TODO", "TBD", "FIXME", "XXX", "WIP", "orem ipsum", NOTE_TEXT, NOTHING_TEXT)

COMMA_AT_END = lazy_pattern(r",\s*\0")
LEFT_AT_ENDS = ('"\0', "\\\0", lazy_pattern(r"""\0(?:[fruFRU]|_\(|t\(|gettext\(|:?=>?\s*)["']"""))
"""What an editor or a program left at the ends of a text."""

FOREIGN_PLACEHOLDERS = ("%", "$", "{{", lazy_pattern(r"[<:\[][a-z]"))

_SCHEME = "(?:https?:|mailto:)"
BROKEN_LINKS = (
    lazy_pattern(r"\](?:\((?!(?:https?://|mailto:)[^\s()<>\[\]`]+\))" rf"|[ \t]+\({_SCHEME}|[ ]?[{{\[<]{_SCHEME})"),
    lazy_pattern(rf"\)[ ]?\[{_SCHEME}"),
    lazy_pattern(r"\[(?=[ \t]*\]\()"),
)
"""Links other than `[text](https://…)`, links with code in their address, and links without a text."""
BAD_ADDRESSES = (lazy_pattern(r"//[^/?#\s()<>\0]*[^\x00-\x5a\x5c\x5e-\x7f]"),)
LIKE_WEB = lazy_pattern(r"\]\(\s*[hH][hHtTpPxXsS]{2,6}(?!://)[:;/\\]")
"""The start of a link with a misspelled https://."""
UNSAFE_LINKS = (
    LIKE_WEB,
    lazy_pattern(r"\](?:\(|:)\s*(?!<?(?:https?|mailto):|[\w./#?=+~-]*[\s)])"),
    lazy_pattern(r"<(?!(?:https?|mailto):)[A-Za-z][A-Za-z0-9+.-]+:"),
)
"""The start of a link, except to a web page, a mailbox or a plain path."""
HEADINGS = (
    "#", "[TOC]", "\0---\n", "\0+++\n", lazy_pattern(r"\n(?= {0,3}(?:=+|-+)[ \t]*[\r\n\0])"),
)  # fmt: skip
"""Headings, their underlines, front matter and tables of contents."""
MARKUP = ("**", "__", "](", "<", "&", "[[", "~~", "|http", "|mailto:")

PRIVATE_ADDRESSES = ("localhost:", "localhost/", lazy_pattern(r"1(?:0|27|72|92\.168|69\.254)\.[0-9]"))
PRIVATE_NAMES = (lazy_pattern(r"\.(?:internal|corp|intranet|lan|local)"),)
PRIVATE_PATHS = ("/home/", "/Users/", "\\Users\\")

# The signs of secrets, by their products.
AMAZON_OR_GOOGLE_KEYS = ("AKIA", "ASIA", "AIza")
TOKENS_WITH_LINES = (lazy_pattern("_(?:live_|[A-Za-z0-9_]{30})"),)
TOKENS_WITH_HYPHENS = (lazy_pattern("-(?=[A-Za-z0-9_-]{20})"),)
BEARER_TOKENS = ("eyJ", "earer ")
TWILIO_ACCOUNTS = (lazy_pattern("AC(?=[0-9a-f]{32})"),)
SLACK_WEBHOOKS = ("hooks.slack",)
AMAZON_SECRETS = ("aws_secret", "AWS_SECRET", "SecretAccessKey")
SENDGRID_KEYS = ("SG.",)
PRIVATE_KEYS = ("PRIVATE KEY",)
PASSWORDS_IN_ADDRESSES = (lazy_pattern(r"://[\w.~%-]+:[^\s:@/'\"<>{}$\0]{3,}@"),)
SECRETS: tuple[Sign, ...] = (
    *AMAZON_OR_GOOGLE_KEYS, *TOKENS_WITH_LINES, *TOKENS_WITH_HYPHENS, *BEARER_TOKENS, *TWILIO_ACCOUNTS,
    *SLACK_WEBHOOKS, *AMAZON_SECRETS, *SENDGRID_KEYS, *PRIVATE_KEYS, *PASSWORDS_IN_ADDRESSES,
)  # fmt: skip
