"""`deprecated: true` and `deprecated: {}` are a deprecated code without details; `deprecated: false` is none."""

from __future__ import annotations

from datetime import date

import pytest

from errcat import checking
from errcat.reading import load_bytes
from errcat.resolved.resolve import resolve
from errcat.targets.openapi.schemas import error_summary

TEXT = """\
errcat: 1
errors:
  - {{code: gone, status: 400, message: It is gone, category: fix, action: Use another, deprecated: {value}}}
"""
NO_DETAILS = {"since": None, "sunset": None, "replaced_by": None, "reason": None}


@pytest.mark.parametrize(("value", "expected"), [("true", NO_DETAILS), ("{}", NO_DETAILS), ("false", None)])
def test_deprecated_without_details(value: str, expected: object):
    loaded = load_bytes([("errors.yaml", TEXT.format(value=value).encode())])
    assert checking.check(loaded, {}, date(2026, 1, 1)).findings == ()
    error = resolve(loaded.catalog, "errors.yaml")["errors"][0]
    assert error["deprecated"] == expected
    assert ("Deprecated" in error_summary(error)) == (expected is not None)


def test_its_page_says_deprecated(errcat, tmp_path):
    (tmp_path / "errors.yaml").write_text(TEXT.format(value="true"))
    assert errcat("build", "errors.yaml", "--markdown", "docs").code == 0
    assert "**Deprecated**." in (tmp_path / "docs" / "gone.md").read_text()
