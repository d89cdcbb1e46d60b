"""The pages in sites of Docusaurus, VitePress and Starlight, built with the steps of the guide and nothing else.

Each page shows what CommonMark makes of the same page, letter for letter, and no link leads nowhere.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from page_texts import shown, wanted
from site_guide import run_errcat, steps
from test_hostile_catalogs import hostile
from test_other_plugins import CATALOG, dead_links

from built import OWN, ROOT, WHOLE, files_of, word_of
from markdown_oracle import ATTACKS, random_text
from profiles import IS_LONG
from shared import made_once

COLLECTION = """\
import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""
SEED = random.randrange(2**32) if IS_LONG else 2026  # noqa: S311 — the dice of a test
RANDOM_ERRORS = 40
LONGEST = 1800
"""Seconds that a build may take on a busy machine."""


@dataclass(frozen=True)
class Generator:
    name: str
    build: tuple[str, ...]
    site: str
    """The folder that it builds into."""
    home: str
    """The page that the site has already."""
    address: str
    """The file of a page in that folder."""
    files: tuple[tuple[str, str], ...] = ()
    """Other files of a new site."""


GENERATORS = (
    Generator("Docusaurus", ("docusaurus", "build"), "build", "docs/index.md", "{}/index.html"),
    Generator("VitePress", ("vitepress", "build", "docs"), "docs/.vitepress/dist", "docs/index.md", "{}.html"),
    Generator(
        "Starlight",
        ("astro", "build"),
        "dist",
        "src/content/docs/index.md",
        "{}/index.html",
        (("src/content.config.ts", COLLECTION),),
    ),
)


def random_catalog() -> dict:
    """A catalog of random texts: see `markdown_oracle`."""
    dice = random.Random(SEED)  # noqa: S311 — the dice of a test
    texts = [*ATTACKS, *(random_text(dice) for _ in range(40 * RANDOM_ERRORS))]
    # a link after a tag stays a link, and Docusaurus refuses one to a missing file; rules refuse the tag
    every = (text for text in texts if "](" not in text or "<" not in text)

    def some(count: int) -> list[str]:
        return [next(every) for _ in range(count)]

    return {
        "errcat": 1,
        "guides": [{"id": f"guide-{n}", "title": f"Guide {n}", "body": text} for n, text in enumerate(some(20))],
        "categories": {"fix": {"title": "Of a kind", "description": "\n\n".join(some(3))}},
        "errors": [
            {
                "code": f"ERROR_{number}",
                "status": 404,
                "title": " ".join(some(1)[0].split()),
                "message": some(1)[0].replace("{", "{{").replace("}", "}}"),
                "action": " ".join(some(1)[0].split()),
                "user_message": some(1)[0],
                "description": f"Lead.\n\n{some(1)[0]}",
                "causes": some(8),
                "solutions": some(8),
                "category": "fix",
                "params": {"value": {"description": some(1)[0]}},
            }
            for number in range(RANDOM_ERRORS)
        ],
    }


def write_pages(folder: Path, command: str) -> None:
    """Write the pages of the worked examples, and of catalogs of texts that a generator could run or change."""
    for file in (*(file for file in OWN if file.stem != "errcat"), WHOLE):
        name = word_of(file)
        run_errcat(
            folder, command.replace("errors.yaml", os.path.relpath(file, folder)).replace("/errors ", f"/{name} ")
        )
    texts = {
        "attacks": hostile(),
        "braces": CATALOG,
        "hostile": (ROOT / "tests" / "odd" / "hostile-texts.yaml").read_text(encoding="utf-8"),
        "digits": (ROOT / "tests" / "odd" / "leading-digits.yaml").read_text(encoding="utf-8"),
        "random": json.dumps(random_catalog(), ensure_ascii=False),
    }
    pages = re.search(r"--markdown (\S+)/errors ", command)
    settings = {key.replace("-", "_"): value for key, value in re.findall(r"--set markdown\.([a-z-]+)=(\S+)", command)}
    assert pages
    for name, text in texts.items():  # rules refuse some of them, and no rule may be what keeps a page safe
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        for path, page in files_of("markdown", folder / f"{name}.yaml", "errors", **settings).items():
            file = folder / pages[1] / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page, encoding="utf-8", newline="\n")


def build(generator: Generator, folder: Path) -> None:
    """Build a site with the pages of all catalogs."""
    tools = ROOT / "tests" / "node" / generator.name.lower()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(tools / name, folder / name)
    run(folder, "npm", "ci", "--silent")
    command, files = steps(generator.name)
    files |= dict(generator.files) | {generator.home: "---\ntitle: Home\n---\n\nSee [the errors](./braces/index.md).\n"}
    if generator.name == "Docusaurus":
        files[generator.home] = files[generator.home].replace("title: Home", "title: Home\nslug: /")
    if generator.name == "Starlight":  # it reads addresses, not files
        files[generator.home] = files[generator.home].replace("index.md", "")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.replace("errors/", "braces/"), encoding="utf-8")
    write_pages(folder, command)
    # what CommonMark shows of the same pages: the dialect without anything of a generator
    write_pages(
        folder,
        "errcat build errors.yaml --markdown reference/errors --set markdown.dialect=mkdocs --set markdown.relative-links=text",
    )
    run(folder, "npx", *generator.build)


def run(folder: Path, *command: str) -> None:
    environment = {**os.environ, "DO_NOT_TRACK": "1", "ASTRO_TELEMETRY_DISABLED": "1", "CI": "true"}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=LONGEST, env=environment
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.fixture(scope="module", params=GENERATORS, ids=lambda generator: generator.name)
def built(request, tmp_path_factory: pytest.TempPathFactory) -> tuple[Generator, Path]:
    assert shutil.which("npm"), "npm is missing: run tests/node/install.sh"
    generator: Generator = request.param
    name = generator.name.lower()
    return generator, made_once(tmp_path_factory, name, lambda folder: build(generator, folder))


@pytest.mark.prove("a whole site of Docusaurus, VitePress or Starlight takes minutes, and its packages come from npm")
def test_every_page_shows_what_commonmark_says(built: tuple[Generator, Path]):
    generator, folder = built
    wrong = []
    pages = sorted((folder / "reference").rglob("*.md"))
    for page in pages:
        name = page.relative_to(folder / "reference").with_suffix("").as_posix()
        address = generator.address.format(name)
        if page.name == "index.md":
            address = f"{name}.html"
        text, code = shown((folder / generator.site / address).read_text(encoding="utf-8"))
        markdown = page.read_text(encoding="utf-8")
        if generator.name == "Starlight":  # it shows the title of the front matter
            markdown = re.sub(r"^# .*\n", "", markdown, count=1, flags=re.MULTILINE)
        want, want_code = wanted(markdown)
        if text != want:
            at = next((at for at, (a, b) in enumerate(zip(text, want, strict=False)) if a != b), 0)
            wrong.append(f"{name}: {want[max(0, at - 60) : at + 80]!r}\n  but {text[max(0, at - 60) : at + 80]!r}")
        elif code != want_code:
            wrong.append(f"{name}: {[pair for pair in zip(want_code, code, strict=False) if pair[0] != pair[1]][:2]}")
    assert pages
    assert not wrong, f"{len(wrong)} of {len(pages)} pages:\n" + "\n".join(wrong[:12])


@pytest.mark.prove("reads what the test above builds")
def test_no_link_leads_nowhere(built: tuple[Generator, Path]):
    generator, folder = built
    assert dead_links(folder / generator.site, has_slashes=generator.name != "Docusaurus") == []


@pytest.mark.prove("reads what the test above builds")
def test_a_renamed_error_leads_to_its_new_page(built: tuple[Generator, Path]):
    generator, folder = built
    page = (folder / generator.site / generator.address.format("braces/parcel-gone")).read_text(encoding="utf-8")
    assert re.search(r'href="[^"]*/parcel-lost(\.html|/)?"', page)
