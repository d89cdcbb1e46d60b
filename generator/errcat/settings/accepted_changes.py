"""The tables `[[changes.accepted]]` of errcat.toml: changes that break clients, and that the project wants anyway.

[[changes.accepted]]
fingerprint = "5f1d…"           # `errcat diff --format json` prints it, and `errcat diff --accept` writes it
reason = "No client ever got this code"
expires = "2027-01-31"          # optional: the last day on which it counts
rule = "code-removed"           # for people: the fingerprint decides
code = "order_missing"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from errcat.changes import Acceptance
from errcat.settings.toml_file import Stretch, TomlFile
from errcat.text.days import is_day

ACCEPTED = "accepted"
KEYS = ("fingerprint", "rule", "code", "reason", "expires")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_ONE_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


def read_acceptances(toml: TomlFile, table: str) -> tuple[Acceptance, ...]:
    """Return the changes that the tables accept. Each mistake in them is reported."""
    changes = toml.data[table]
    entries = changes.get(ACCEPTED, []) if isinstance(changes, dict) else []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        toml.report_wrong_value(ACCEPTED, f"a table: [[{table}.{ACCEPTED}]], then lines such as fingerprint and reason")
        return ()
    stretches = toml.tables(f"{table}.{ACCEPTED}")
    whole_file = (0, len(toml.document.text))
    return tuple(
        acceptance
        for number, entry in enumerate(entries)
        for acceptance in _acceptance(toml, entry, stretches[number] if number < len(stretches) else whole_file)
    )


def _acceptance(toml: TomlFile, entry: Mapping[str, Any], within: Stretch) -> Iterator[Acceptance]:
    """Yield the acceptance of a table; nothing if the table has a mistake, which is reported."""
    wrong = [key for key in entry if not toml.is_setting(key, KEYS, within=within)]
    expected = {
        "fingerprint": (_FINGERPRINT, 'the 32 characters that errcat diff --format json prints as "fingerprint"'),
        "reason": (_ONE_LINE, "a text in quotes, in one line: why the change is accepted"),
    }
    for key, (pattern, about) in expected.items():
        value = entry.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            wrong.append(key)
            toml.report_wrong_value(key, about, within)
    expires = entry.get("expires")
    day = expires if type(expires) is date else None
    if isinstance(expires, str) and is_day(expires):
        day = date.fromisoformat(expires)
    elif expires is not None and day is None:
        wrong.append("expires")
        toml.report_wrong_value("expires", 'a day, such as "2027-01-31"', within)
    if not wrong:
        yield Acceptance(entry["fingerprint"], entry["reason"], day, toml.range_of("fingerprint", within))
