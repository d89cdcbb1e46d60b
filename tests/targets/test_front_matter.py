"""What site generators read above a page: themes print it as markup, so nothing of a catalog may be markup there."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
import yaml

from built import EVERY, files_of
from errcat.reading import load_bytes
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
KEYS = {"errcat", "render_macros", "title", "errcat_links", "description", "search", "hide"}
"""No `tags`: themes print them above the heading, in search results and in lists of tags."""
WORDS = re.compile(r'<p class="errcat-words" hidden>(.*)</p>')


def front_matters(files: dict[str, str]) -> dict[str, dict[str, Any]]:
    found = {name: FRONT_MATTER.match(text) for name, text in files.items() if name.endswith(".md")}
    return {name: yaml.safe_load(match[1]) for name, match in found.items() if match}


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in [str(key), *strings(one)]]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [str(value)]


@pytest.mark.parametrize("file", EVERY, ids=lambda file: file.stem)
def test_nothing_above_a_page_is_markup(file: Any):
    found = front_matters(files_of("markdown", file, "errors", twins=True))
    assert len(found) > 3
    for name, data in found.items():
        assert data.keys() <= KEYS, name
        # a description may have its characters by number, and a title an `&` between spaces
        text = " ".join(re.sub(r"&#\d+;| & ", " ", one) for one in strings(data))
        assert not set("<>&\"'`{}[]\\") & set(text), name


def page_of(code: str, **fields: Any) -> str:
    entry = {"code": code, "message": "m", **fields}
    text = yaml.safe_dump({"errcat": 1, "errors": [entry]}, allow_unicode=True)
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    target = TARGETS["markdown"]
    pages = {one.path: one.text for one in target.render(resolved, target.values({}), "errors")}
    return pages[f"{resolved['errors'][0]['names']['page']}.md"]


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        ("<img src=x onerror=alert(5)>", {"name": "IMG"}, "<img src=x onerror=alert(5)>"),
        ("{{ macro }} [[LINK]] `code`", {"name": "TEMPLATE"}, "{{ macro }} [[LINK]] `code`"),
        ("-1003", {"number": -1003}, "E1003"),
        ("card-declined", {"number": 4001}, "CARD_DECLINED 4001"),
        ("card_declined", {}, None),
    ],
)
def test_a_search_finds_a_page_by_what_is_not_its_heading(code: str, fields: dict[str, Any], words: str | None):
    found = [html.unescape(one) for one in WORDS.findall(page_of(code, **fields))]
    assert found == ([] if words is None else [words])


def test_what_is_for_no_search_has_no_hidden_words():
    for style in ("plain", "twins"):
        files = files_of("markdown", EVERY[-1], "errors", style=style)
        assert not [name for name, text in files.items() if "errcat-words" in text]
