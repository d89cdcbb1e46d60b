"""secret-in-text: a key or a token that looks real."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import addresses, shown_strings
from errcat.model.texts import Sign
from errcat.rules import signs
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern

_IN_ADDRESS = "a password in an address"
_PRIVATE_KEY = "a private key"

# Patterns of secrets by product, grouped by their signs.
_KINDS: dict[tuple[Sign, ...], dict[str, str]] = {
    signs.AMAZON_OR_GOOGLE_KEYS: {
        "an AWS access key": r"\bA[KS]IA[0-9A-Z]{16}\b",
        "a Google API key": r"\bAIza[0-9A-Za-z_-]{35}",
    },
    signs.TOKENS_WITH_LINES: {
        "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_[A-Za-z0-9_]{50,}",
        "a live API key": r"\b[a-z]{2,5}_live_[A-Za-z0-9]{10,}",
        "an npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
        "a Hugging Face token": r"\bhf_[A-Za-z0-9]{30,}\b",
    },
    signs.TOKENS_WITH_HYPHENS: {
        "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}",
        "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}",
        "an API key": r"\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{20,}",
    },
    signs.BEARER_TOKENS: {
        "a JSON Web Token": r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}",
        "a bearer token": r"(?<=earer )[A-Za-z0-9_.~+/-]{32,}=*",
    },
    signs.TWILIO_ACCOUNTS: {"a Twilio account and its key": r"\bAC[0-9a-f]{32}:[0-9a-f]{32}\b"},
    signs.SLACK_WEBHOOKS: {
        "an address of a Slack webhook": r"hooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}"
    },
    signs.AMAZON_SECRETS: {
        "an AWS secret key": r"(?i:aws_secret_access_key|secretaccesskey)\W{1,5}[A-Za-z0-9/+]{40}\b"
    },
    signs.SENDGRID_KEYS: {"a SendGrid key": r"\bSG\.[\w-]{16,}\.[\w-]{16,}"},
    signs.PRIVATE_KEYS: {_PRIVATE_KEY: r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"},
    signs.PASSWORDS_IN_ADDRESSES: {_IN_ADDRESS: r"(?<=://)[\w.~%-]+:[^\s:@/'\"<>{}$]{3,}(?=@[\w.-]+)"},
}
_PATTERNS = {found: {kind: lazy_pattern(pattern) for kind, pattern in kinds.items()} for found, kinds in _KINDS.items()}

# What people write in place of a secret. The last alternative is the token that most tutorials show.
_PLACEHOLDER = lazy_pattern(
    r"example|sample|dummy|fake|your|placeholder|replace|redact|x{4}|\*{3}|\.{3}|0{6}|1{6}|a{6}|eyJzdWIiOiIxMjM0NTY3ODkwIi",
    re.IGNORECASE,
)
# Words that a placeholder has, and that a long secret can have by chance.
_PLACEHOLDER_WORD = lazy_pattern(
    r"(?:\A|[^A-Za-z])(?:test|secret|passw\w*|pwd|token|change|insert|here|foo|abc|my|user)(?![a-z])"
    r"|abcdefg|1234567|test|secret|passw|pwd|token|change|insert|here",
    re.IGNORECASE,
)
_CHARACTERS_OF_WORDS = 24
"""A secret with this many characters other than a word of a placeholder is a secret."""
_SHOWN_CHARACTERS = 8
MIN_CHARACTERS = 8
"""Secrets are random, so a text with fewer distinct characters is probably none."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    other_strings = [*addresses(catalog), *_own_notes(catalog)]
    for its_signs, kinds in _PATTERNS.items():
        for text in shown_strings(catalog, *its_signs):
            yield from _problems(text.at, text.value, kinds)
        for place, value in other_strings:
            if any((sign in value) if isinstance(sign, str) else sign.search(value) for sign in its_signs):
                yield from _problems(place, value, kinds)


def _problems(at: Place, text: str, kinds: Mapping[str, re.Pattern[str]]) -> Iterator[Problem]:
    for kind, pattern in kinds.items():
        for match in pattern.finditer(text):
            secret = match[0]
            if not _is_placeholder(kind, secret):
                place = at.within(secret, text.count(secret, 0, match.start()))
                yield Problem("secret-in-text", place, {"kind": kind, "start": secret[:_SHOWN_CHARACTERS]})


def _own_notes(catalog: Catalog) -> Iterator[tuple[Place, str]]:
    """Yield the strings below the `x-…` keys of errors, which every target gets."""
    for error in catalog.errors:
        for key, value in error.extensions.items():
            yield from _strings(error.at / key, value)


def _strings(at: Place, value: object) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(at / key, item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _strings(at / number, item)


def _is_placeholder(kind: str, secret: str) -> bool:
    if kind == _PRIVATE_KEY:
        return False
    if _PLACEHOLDER.search(secret):
        return True
    if kind == _IN_ADDRESS:
        return _PLACEHOLDER_WORD.search(secret) is not None
    if "_live_" in secret:  # a sample should have a test key
        body = secret.rpartition("_")[2]
        return not any(map(str.isdigit, body)) or len(set(body)) < MIN_CHARACTERS
    word = _PLACEHOLDER_WORD.search(secret)
    if word and len(secret) - len(word[0]) < _CHARACTERS_OF_WORDS:
        return True
    has_both = any(map(str.isdigit, secret)) and any(map(str.isalpha, secret))
    return not has_both or len(set(secret)) < MIN_CHARACTERS
