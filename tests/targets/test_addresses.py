"""Addresses in what a host of a site reads: no text gets out of its place there."""

from __future__ import annotations

import re

import pytest

from errcat.reading import load_bytes
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.text.addresses import base_path

CATALOG = """\
errcat: 1
api: {name: A, docs_url: %s}
errors:
  - {code: NEW, status: 404, message: m, category: fix, action: Do it}
retired:
  - {code: OLD, replaced_by: NEW}
"""


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example/docs/errors/", "/docs/errors"),
        ("https://a.example", ""),
        ("https://a.example/a%20b", "/a%20b"),
        ("https://a.example/ü?x#y", "/%C3%BC"),
        ("https://[", ""),
        ("https://[::1]/e", "/e"),
        ("https://a.example/* https://evil.example/ 301!", "/%2A%20https%3A//evil.example/%20301!"),
        ("https://a.example/x\n/* /y 301", "/x%0A/%2A%20/y%20301"),
        ("/docs", ""),
        ("", ""),
    ],
)
def test_a_base_path_is_one_word_without_signs_of_a_rule(url: str, path: str):
    assert base_path(url) == path


@pytest.mark.parametrize("url", ["https://[", "https://a.example/*", "https://a.example/:splat", "https://a\u2100b/e"])
def test_redirects_of_any_address_are_whole_rules(url: str):
    resolved = resolve(load_bytes([("e.yaml", (CATALOG % f'"{url}"').encode())]).catalog, "e.yaml")
    target = TARGETS["markdown"]
    files = {one.path: one.text for one in target.render(resolved, target.values({}), "errors")}
    rules = [line for line in files["_redirects"].splitlines() if not line.startswith("#")]
    assert len(rules) == 2
    for rule in rules:
        assert re.fullmatch(r"(?:/[\w%.-]+)*/old/? (?:/[\w%.-]+)*/new/? 301", rule)
