"""Templates print only what a literal writer has written, and no name that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

from built import ROOT
from errcat.targets import jinja
from errcat.targets.literals import Verbatim, python_literal

TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> jinja2.Environment:
    monkeypatch.setattr(jinja, "folder", lambda _name: tmp_path)
    (tmp_path / "mine").mkdir()
    return jinja.environment("mine", {"python_literal": python_literal})


@pytest.mark.parametrize(
    "source", ["{{ text }}", "{{ text ~ 'x' }}", "{{ [text] }}", "{{ entry.text }}", "{{ text | upper }}", "{{ none }}"]
)
def test_text_that_nobody_has_written_is_refused(environment: jinja2.Environment, source: str):
    with pytest.raises(TypeError, match="no literal writer has written"):
        environment.from_string(source).render(text="__import__('os')", entry={"text": "x"})


@pytest.mark.parametrize(
    "source",
    [
        "{{ nowhere }}",
        "{{ entry.nowhere }}",
        "{{ entry.items }}",
        "{% if nowhere %}{% endif %}",
        "{{ entry.text.nowhere }}",
    ],
)
def test_a_name_that_is_not_there_is_an_error(environment: jinja2.Environment, source: str):
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string(source).render(entry={"text": Verbatim("x")})


def test_what_is_written_is_printed(environment: jinja2.Environment):
    source = "{{ text | python_literal }} {{ 7 }} {{ entry.keys }}"
    assert environment.from_string(source).render(text='"', entry={"keys": Verbatim("mine")}) == "'\"' 7 mine"


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_template_quotes_by_hand(file: Path):
    """Or says of the catalog's text that it is written: only our own words and macros of our own are."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith("{#"), "the head of a template says what it is and which variables it has"
    # the slug of an address is a word of small letters; doubled braces are what messages have
    plain = text.replace('"{{ error.slug }}"', "").replace('"{{" | python', "").replace('"}}" | python', "")
    plain = plain.replace('"{{ default }}" | python', "")  # what Sentry calls its own fingerprint
    assert not re.search(r"""["']\{\{|\}\}["']""", plain), "quotes are a writer's work"
    for expression in re.findall(r"\{\{(.*?)\}\}", text):
        if "| written" in expression:
            assert re.search(r"""["'(]""", expression), expression
