"""A website of the MkDocs plugin with a changelog: the pages, the feed and the dates of the sitemap."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from targets.test_history import CATALOG, CHANGELOG

MKDOCS = """\
site_name: Parcels
site_url: https://docs.example.com/
theme: mkdocs
plugins:
  - errcat: {catalogs: [{catalog: api/errors.yaml, history: history.json}]}
markdown_extensions:
  [attr_list, md_in_html, tables, admonition, pymdownx.superfences, pymdownx.tabbed: {alternate_style: true}]
validation: {anchors: warn}
"""


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "api").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "api" / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    return tmp_path


def test_a_site_has_the_history(project: Path):
    (project / "history.json").write_text(json.dumps(CHANGELOG), encoding="utf-8")
    done = build(project)
    assert done.returncode == 0, done.stderr
    errors = project / "site" / "errors"
    page = (errors / "lost" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<h2[^>]* id="history">History', page)
    assert 'href="../about/changes/#release-v3"' in page
    assert 'id="release-v3"' in (errors / "about" / "changes" / "index.html").read_text(encoding="utf-8")
    feed = (errors / "feed.xml").read_text(encoding="utf-8")
    assert "<id>https://docs.example.com/errors/about/changes/#release-v1</id>" in feed
    sitemap = (project / "site" / "sitemap.xml").read_text(encoding="utf-8")
    days = dict(re.findall(r"<loc>https://docs.example.com/errors/(\S*)</loc>\s*<lastmod>(\S*)</lastmod>", sitemap))
    assert days == {
        "": "2027-03-01",
        "lost/": "2027-03-01",
        "slow-down/": "2027-02-01",
        "gone/": "2027-03-01",
        "about/changes/": "2027-03-01",
        "about/lifecycle/": "2027-03-01",
    }


def test_a_missing_changelog_says_what_to_do(project: Path):
    done = build(project)
    assert done.returncode != 0
    assert "errcat changelog --all --format json > history.json" in done.stderr
    assert "Traceback" not in done.stderr
