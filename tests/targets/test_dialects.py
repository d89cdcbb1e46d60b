"""Pages for other site generators, without the generators: nothing in them could run or lead nowhere.

tests/site/test_other_generators.py builds whole sites of the same texts.
"""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from built import ROOT, files_of
from errcat.targets.markdown.blank_code import blank_code
from markdown_oracle import ATTACKS, random_text

HOSTILE = ROOT / "tests" / "odd" / "hostile-texts.yaml"
_EXPRESSION = re.compile(r'\{"(?:[^"\\{}<]|\\u[0-9a-f]{4})*"\}|\{/\* [^*]*\*/\}')
_TAG = re.compile(r"</?(?:code|pre|em|strong)>|<br />|<a id=\"[\w.-]+\"></a>")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog of random texts."""
    dice = random.Random(2026)  # noqa: S311 — the dice of a test
    texts = [*ATTACKS, *(random_text(dice) for _ in range(30)), "import x from 'y'", "export const a = 1"]
    errors = [
        {"code": f"E{number}", "status": 404, "title": " ".join(text.split()), "message": "m", "action": " ".join(text.split()), "description": text, "causes": [text]}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    retired = [{"code": "OLD", "replaced_by": "E1"}]
    file = tmp_path_factory.mktemp("dialects") / "errors.yaml"
    file.write_text(
        json.dumps({"errcat": 1, "errors": errors, "retired": retired}, ensure_ascii=False), encoding="utf-8"
    )
    return file


@cache
def pages(file: Path, dialect: str) -> dict[str, str]:
    """The pages of a catalog in a dialect."""
    made = files_of("markdown", file, "errors", dialect=dialect)
    found = {path: text for path, text in made.items() if path.endswith(".md")}
    assert len(found) > 5
    return found


def body(page: str) -> str:
    """A page without its front matter."""
    return re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)


def test_mdx_has_no_code_but_texts_and_comments(catalog: Path):
    for file in (catalog, HOSTILE):
        for path, page in pages(file, "mdx").items():
            rest = _EXPRESSION.sub("", blank_code(body(page)))
            rest = _TAG.sub("", rest)
            assert not re.search(r"[{}]|<(?!\s)|^(?:import|export)\b|^\s*:::", rest, re.MULTILINE), (path, rest)


def test_vue_compiles_nothing_of_a_page(catalog: Path):
    for path, page in pages(catalog, "vitepress").items():
        text = body(page)
        assert text.startswith("\n<div v-pre>\n\n# "), path
        assert text.count("<div") == text.count("</div>") == blank_code(text).count("<div v-pre>") == 1, path
        assert not re.search(r"<!--\s*@include|\[!code", text), path


def test_vitepress_finds_no_smiley(tmp_path: Path):
    file = tmp_path / "errors.yaml"
    action = "sad :( glad :-) :D ;) cool 8-) B) a:b"
    entry = {"code": "E", "status": 404, "message": "m", "action": action, "description": "| a |\n| :-: |\n| 1 |"}
    file.write_text(json.dumps({"errcat": 1, "errors": [entry]}), encoding="utf-8")
    page = files_of("markdown", file, "errors", dialect="vitepress")["e.md"]
    assert "sad &#58;( glad &#58;-) &#58;D &#59;) cool 8-&#41; B&#41; a&#58;b" in page
    assert "| :-: |" in page


@pytest.mark.parametrize("dialect", ["mdx", "vitepress", "starlight", "mkdocs"])
def test_links_lead_to_pages(dialect: str):
    file = ROOT / "catalog" / "inference.yaml"
    made = files_of("markdown", file, "errors", dialect=dialect, relative_links="text")
    for path, page in made.items():
        for target in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", page):
            folder = path.removesuffix("index.md").removesuffix(".md") if dialect == "starlight" else path
            found = Path("/", folder if dialect == "starlight" else Path(path).parent, target)
            parts: list[str] = []
            for part in found.parts[1:]:
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            name = "/".join(parts)
            file_name = name if name.endswith(".md") else f"{name}.md" if name else "index.md"
            assert file_name in made, (path, target)


@pytest.mark.parametrize("dialect", ["mdx", "vitepress", "starlight"])
def test_a_renamed_code_has_a_page_that_leads_to_its_new_name(catalog: Path, dialect: str):
    page = pages(catalog, dialect)["old.md"]
    assert "This error has a new name" in page
    assert ("](../e1/)" if dialect == "starlight" else "](e1.md)") in page


def test_front_matter_has_no_text_that_ends_a_script(catalog: Path):
    """Docusaurus and VitePress write front matter into scripts without escaping it."""
    for dialect, sign in (("mdx", "\\"), ("vitepress", "</")):
        for path, page in pages(catalog, dialect).items():
            front = yaml.safe_load(page.removeprefix("---\n").split("\n---\n", 1)[0])
            assert sign not in f"{front['title']}{front.get('description')}", path
