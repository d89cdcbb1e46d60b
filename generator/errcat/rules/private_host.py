"""private-host: an address or a path that exists only in your network or on your computer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import shown_strings
from errcat.rules.report import Context
from errcat.rules.signs import PRIVATE_ADDRESSES, PRIVATE_NAMES, PRIVATE_PATHS
from errcat.text.lazy_pattern import lazy_pattern

_BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
_ADDRESS = lazy_pattern(
    rf"""(?<![\w.@-])(?<![A-Za-z]/)(?:
        localhost(?=[:/])
      | (?:127|10)\.{_BYTE}\.{_BYTE}\.{_BYTE}
      | (?:192\.168|169\.254|172\.(?:1[6-9]|2[0-9]|3[01]))\.{_BYTE}\.{_BYTE}
    )(?![\w-]|\.[0-9]|/[0-9])""",
    re.VERBOSE,
)
# Dotted words are often methods and types in code, so only an address marks them as hosts.
_NAME = lazy_pattern(
    r"""(?:(?<=://)|(?<=@)|(?<![\w./@-])(?=[\w.-]+:[0-9])|(?<![\w./@-])(?=[A-Za-z.]*[0-9-]))
        (?:[A-Za-z0-9-]+\.)+(?:internal|corp|intranet|lan|local|localdomain)(?![\w-]|\.[\w-])""",
    re.VERBOSE,
)
_PATH = lazy_pattern(r"(?<![\w.:/~-])(?:/(?:home|Users)/(?P<unix>[\w.-]+)|[A-Za-z]:\\+Users\\+(?P<windows>[\w.-]+))")
_KINDS = ((_ADDRESS, PRIVATE_ADDRESSES), (_NAME, PRIVATE_NAMES), (_PATH, PRIVATE_PATHS))
_EXAMPLE_USERS = frozenset(["user", "username", "you", "me", "name", "runner", "your-name", "app", "node", "example"])
"""User names that stand for any user in examples."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for pattern, signs in _KINDS:
        for text in shown_strings(catalog, *signs):
            for match in pattern.finditer(text.value):
                is_path = pattern is _PATH
                if is_path and (match["unix"] or match["windows"]).lower() in _EXAMPLE_USERS:
                    continue
                at = text.at.within(match[0], text.value.count(match[0], 0, match.start()))
                yield Problem("private-host", at, {"host": match[0]}, help="path" if is_path else "")
