"""An oracle for Markdown fields: MkDocs and Zensical show what CommonMark says, no element more and no character less.

The texts are made at random of what Markdown, its extensions, templates and HTML take for more than text: over 1,000 a
run, many on each page, for a build takes seconds. `markdown_oracle` says what is wanted.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import mkdocs
from errcat.reading import load_bytes
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from markdown_oracle import ATTACKS, README_EXTENSIONS, WIDE_EXTENSIONS, random_text, shown, wanted
from profiles import IS_LONG

TEXTS = 30_000 if IS_LONG else 600
SEED = random.randrange(2**32) if IS_LONG else 2026  # noqa: S311 — the dice of a test
ON_A_PAGE = 40
FIELDS = ("causes", "solutions")


def texts() -> list[str]:
    dice = random.Random(SEED)  # noqa: S311 — the dice of a test
    return [*ATTACKS, *(random_text(dice) for _ in range(TEXTS - len(ATTACKS)))]


def catalog() -> dict:
    """Each error has many causes and solutions, and a description; a guide, a value and a payload have one too."""
    every = texts()
    pages = [every[start : start + ON_A_PAGE] for start in range(0, TEXTS, ON_A_PAGE)]
    return {
        "errcat": 1,
        "guides": [
            {"id": f"guide-{number}", "title": f"Guide {number}", "body": page[0]} for number, page in enumerate(pages)
        ],
        "categories": {
            f"category-{number}": {"title": "Of a kind", "description": f"About it:\n\n{page[1]}"}
            for number, page in enumerate(pages)
        },
        "errors": [
            {
                "code": f"ERROR_{number}",
                "status": 404,
                "message": "m",
                "description": f"Lead.\n\n{page[0]}",
                "causes": list(page[: ON_A_PAGE // 2]),
                "solutions": list(page[ON_A_PAGE // 2 :]),
                "category": f"category-{number}",
                "params": {"value": {"description": page[2]}},
                "translations": {"de": {"description": page[3]}},
            }
            for number, page in enumerate(pages)
        ],
    }


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages of the catalog; its mistakes are for rules to find, and no rule may be what keeps a page safe."""
    loaded = load_bytes([("errors.json", json.dumps(catalog(), ensure_ascii=False).encode())])
    target = TARGETS["markdown"]
    made = target.render(resolve(loaded.catalog, "errors.json"), target.values({}), "docs")
    return {artifact.path: artifact.text for artifact in made}


def folder_with(pages: dict[str, str], folder: Path, extensions: tuple[list[str], dict]) -> Path:
    for path, text in pages.items():
        if path.endswith(".md"):
            file = folder / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    names, options = extensions
    config = {
        "site_name": "S",
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "markdown_extensions": [{name: options[name]} if name in options else name for name in names],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("tool", "extensions"),
    [("mkdocs", README_EXTENSIONS), ("mkdocs", WIDE_EXTENSIONS), ("zensical", README_EXTENSIONS)],
    ids=["mkdocs", "mkdocs-wide", "zensical"],
)
def test_every_markdown_field_shows_what_commonmark_says(pages, tmp_path: Path, tool, extensions):
    folder = folder_with(pages, tmp_path, extensions)
    done = zensical(folder) if tool == "zensical" else mkdocs(folder, strict=False)
    assert done.returncode == 0, done.stderr[-3000:]
    checked = 0
    for number, error in enumerate(catalog()["errors"]):
        page = content(folder / "site" / error["code"].lower().replace("_", "-") / "index.html")
        for heading, field in (("Why it happens", "causes"), ("What to do", "solutions")):
            section = below(page, heading)
            items = "".join(f"<li>{{{place}}}</li>" for place in range(len(error[field])))
            compare(section, f"<ul>{items}</ul>", error[field])
            checked += len(error[field])
        compare(below(page, "More about this error"), "{0}", [error["description"].removeprefix("Lead.\n\n")])
        guide = content(folder / "site" / "guides" / f"guide-{number}" / "index.html")
        body = re.search(
            r"</h1>\s*<p><strong[^>]*>Guide \d+</strong></p>(.*)<p><a[^>]*>All errors</a>", guide, re.DOTALL
        )
        assert body
        compare(body[1], "{0}", [error["causes"][0]])
        category = content(folder / "site" / "by" / "category" / f"category-{number}" / "index.html")
        about = re.search(r"(<p>About it:</p>.*?)<h2", category, re.DOTALL)
        assert about
        compare(about[1], "{0}", [f"About it:\n\n{error['causes'][1]}"])
    assert checked == TEXTS


def zensical(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).parent / "zensical"
    return subprocess.run([tool, "build", "--clean"], cwd=folder, capture_output=True, text=True, check=False)


def content(file: Path) -> str:
    """The article of a page, without what a theme puts around it."""
    page = file.read_text(encoding="utf-8")
    return page.split("<article", 1)[1].split(">", 1)[1].split("</article>", 1)[0]


def below(page: str, heading: str) -> str:
    """The section of a page below a heading of ours."""
    found = re.search(rf"<h2[^>]*>{heading}.*?</h2>(.*?)(?=<h2|\Z)", page, re.DOTALL)
    assert found, heading
    return found[1]


def compare(section: str, around: str, every: list[str]) -> None:
    got, foreign = shown(section)
    want = wanted(*every, around=around)
    if got != want or foreign:
        at = next((at for at, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), 0)
        raise AssertionError(
            f"seed {SEED}\nwanted …{want[max(0, at - 60) : at + 120]}\ngot    …{got[max(0, at - 60) : at + 120]}\n{foreign}"
        )
