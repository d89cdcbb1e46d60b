"""secret-in-text: a key or a token that looks real."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import shown_strings
from errcat.rules.report import Context

_IN_ADDRESS = "a password in an address"
_PRIVATE_KEY = "a private key"

# Patterns of secrets by product, grouped by a sign that they share and that is quick to find.
_KINDS: dict[str | re.Pattern[str], dict[str, str]] = {
    re.compile("A(?:KIA|SIA|Iza)"): {
        "an AWS access key": r"\bA[KS]IA[0-9A-Z]{16}\b",
        "a Google API key": r"\bAIza[0-9A-Za-z_-]{35}",
    },
    re.compile("_(?:live_|[A-Za-z0-9_]{30})"): {
        "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{50,}",
        "a live API key": r"\b[a-z]{2,4}_live_[A-Za-z0-9]{16,}",
        "an npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
        "a Hugging Face token": r"\bhf_[A-Za-z0-9]{30,}\b",
    },
    re.compile("-(?=[A-Za-z0-9_-]{20})"): {
        "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}",
        "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}",
        "an API key": r"\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{24,}",
    },
    re.compile("e(?:yJ|arer )"): {
        "a JSON Web Token": r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}",
        "a bearer token": r"(?<=earer )[A-Za-z0-9_.~+/-]{32,}=*",
    },
    "SG.": {"a SendGrid key": r"\bSG\.[\w-]{16,}\.[\w-]{16,}"},
    "PRIVATE KEY": {_PRIVATE_KEY: r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"},
    "@": {_IN_ADDRESS: r"(?<=://)[\w.~%-]+:[^\s:@/'\"<>{}$]{3,}(?=@[\w.-]+)"},
}
_PATTERNS = {sign: {kind: re.compile(pattern) for kind, pattern in kinds.items()} for sign, kinds in _KINDS.items()}

# What people write in place of a secret. The last alternative is the token that most tutorials show.
_PLACEHOLDER = re.compile(
    r"example|sample|dummy|fake|test|your|secret|passw|pwd|token|placeholder|replace|change|insert|redact|here|foo|abc"
    r"|x{4}|\*{3}|\.{3}|0{6}|1{6}|12345|eyJzdWIiOiIxMjM0NTY3ODkwIi",
    re.IGNORECASE,
)
_SHOWN_CHARACTERS = 8
MIN_CHARACTERS = 10
"""Secrets are random, so a text with fewer distinct characters is probably none."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for sign, kinds in _PATTERNS.items():
        for text in shown_strings(catalog, sign):
            for kind, pattern in kinds.items():
                for match in pattern.finditer(text.value):
                    secret = match[0]
                    if not _is_placeholder(kind, secret):
                        place = text.at.within(secret, text.value.count(secret, 0, match.start()))
                        yield Problem("secret-in-text", place, {"kind": kind, "start": secret[:_SHOWN_CHARACTERS]})


def _is_placeholder(kind: str, secret: str) -> bool:
    if kind == _PRIVATE_KEY:
        return False
    if _PLACEHOLDER.search(secret):
        return True
    if kind == _IN_ADDRESS:
        return False
    body = secret.rpartition("_")[2] if "_live_" in secret else secret
    has_both = any(char.isdigit() for char in body) and any(char.isalpha() for char in body)
    return not has_both or len(set(secret)) < MIN_CHARACTERS
