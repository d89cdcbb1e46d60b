"""Pages of the website that are generated: format, commands, settings, speed, the example, and the catalogs' sources.

This MkDocs hook builds them from the schema, the command line, the table of targets and the results of `make bench`.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pygments
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from pygments.formatters import HtmlFormatter
from pygments.lexers import YamlLexer

from errcat import checking
from errcat.reading import load, load_bytes
from errcat.reporting import ReportOptions, reporter
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.targets.markdown.portable import lead_words
from errcat.targets.markdown.search_results import LONGEST_DESCRIPTION, shortened
from reference_pages.commands_page import commands_page
from reference_pages.format_page import format_page
from reference_pages.settings_page import settings_page

HERE = Path(__file__).parent
APIS = sorted(path for path in (HERE.parent / "catalog").glob("*.yaml") if path.stem != "errcat")
BENCHMARKS = HERE.parent / "benchmarks"
EXAMPLE = HERE / "docs" / "example.yaml"
SHOWN = "<!-- the example -->"
_BOX = re.compile(r'^<div class="(errcat-now [^"]+)" markdown="1">\n\n(.*?)\n\n</div>', re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\A\s*(?:#[^\n]*\n)?\s*")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for path, text in (
        ("reference/format.md", format_page()),
        ("reference/commands.md", commands_page()),
        ("reference/settings.md", settings_page()),
        ("reference/speed.md", (BENCHMARKS / "RESULTS.md").read_text(encoding="utf-8")),
        ("architecture.md", architecture_page()),
    ):
        files.append(File.generated(config, path, content=text))
    for picture in sorted((BENCHMARKS / "pictures").glob("*.svg")):
        files.append(File.generated(config, f"reference/pictures/{picture.name}", abs_src_path=str(picture)))
    for catalog in APIS:
        text = source_page(catalog)
        files.append(
            File.generated(config, f"apis/{catalog.stem}/source.md", content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        )
    files.remove(files.src_uris["example.yaml"])
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001 — by name
    """Put the page of a catalog's source into the section of its API."""
    for catalog in APIS:
        source, index = (files.src_uris[f"apis/{catalog.stem}/{name}.md"].page for name in ("source", "index"))
        if source is not None and index is not None:
            source.parent = Section(index.title or catalog.stem, [index])
            source.parent.parent = index.parent
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 — by name
    """Describe each page to search engines by its first paragraph, and put the example into the front page."""
    text = _HEADING.sub("", markdown, count=1)
    lead = "" if "description" in page.meta else lead_words(text)
    if lead:
        about = shortened(f"{page.title}: {lead}", LONGEST_DESCRIPTION)
        page.meta["description"] = html.escape(" ".join(about.split()))
    return markdown.replace(SHOWN, example()) if SHOWN in markdown else markdown


# --- the catalogs of the gallery --------------------------------------------------------------------------------------


def source_page(catalog: Path) -> str:
    """Return the page of a catalog's source, with an address for each line."""
    name = resolve(load(str(catalog)).catalog, catalog.name)["api"]["name"]
    lined = HtmlFormatter(cssclass="highlight", wrapcode=True, lineanchors="line", anchorlinenos=True)
    source = pygments.highlight(catalog.read_text(encoding="utf-8"), YamlLexer(), lined)
    return (
        f"---\nsearch: {{exclude: true}}\nhide: [toc]\n---\n\n# The catalog of {name}\n\n"
        f"errcat builds [all of its pages](index.md) from this file, `catalog/{catalog.name}`.\n\n{source}"
    )


def architecture_page() -> str:
    """Return CONTRIBUTING.md as a page."""
    return (HERE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").replace("# Contributing", "# Architecture", 1)


# --- the example -----------------------------------------------------------------------------------------------------


def _page_excerpt(text: str) -> list[str]:
    """Return the first screen of an error's page, to show inside another page."""
    first_screen = re.search(r"^# rate_limit_exceeded\b[^\n]*\n(.*?)^## Values", text, flags=re.DOTALL | re.MULTILINE)
    assert first_screen, "the page has no first screen"
    text = re.sub(r'<p class="errcat-words" hidden>.*?</p>\n', "", first_screen[1])
    text = _BOX.sub(_admonition, text)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)\{ \.errcat-chip \}", r'<span class="errcat-chip">\1</span>', text)
    return re.sub(r"^## ([^{\n]+?)(?: \{.*\})?$", r"**\1**", text, flags=re.MULTILINE).strip("\n").split("\n")


def _admonition(box: re.Match[str]) -> str:
    """Return a box of a page as an admonition, because inside a tab Python-Markdown reads no block in HTML."""
    return f'!!! {box[1]} ""\n\n' + "".join(f"    {line}\n" if line else "\n" for line in box[2].split("\n"))


def _report_of_mistake(source: str) -> list[str]:
    """Return the report of `errcat check` about the example with a mistake in it."""
    mistake = source.replace("message: Too many requests;", "message: Error:")
    checked = checking.check(load_bytes([("errors.yaml", mistake.encode())]), {})
    # without the last lines, which say where to read more
    return reporter("text")([checked], ReportOptions()).partition("\n   = ")[0].split("\n")


def example() -> str:
    """Return the example of the front page: a catalog, and parts of its outputs, built now so that they are correct."""
    source = EXAMPLE.read_text(encoding="utf-8")
    resolved = resolve(load(str(EXAMPLE)).catalog, "errors.yaml")

    def built(target: str, name: str, **settings: str) -> str:
        build_target = TARGETS[target]
        files = build_target.render(resolved, build_target.values(settings), name)
        return next(file.text for file in files if file.path in ("", "rate-limit-exceeded.md"))

    openapi = json.loads(built("openapi", "errors.json"))
    response = openapi["components"]["responses"]["rate_limit_exceeded"]
    shown = {
        "components": {"responses": {"rate_limit_exceeded": {key: response[key] for key in ("description", "content")}}}
    }
    page = ["**rate_limit_exceeded**{ .screen-code }", "", *_page_excerpt(built("markdown", "errors"))]
    code = [
        "from acme.errors import ApiError, Category, RateLimitExceededError", "",
        "raise RateLimitExceededError(limit=1000, retry_after=30)", "",
        "# …and in the client:",
        "error = ApiError.from_response(status, body, headers)",
        "if error.category is Category.RETRY:",
        "    wait(error.retry_after)",
    ]  # fmt: skip
    tabs = {
        "Page": page,
        "Python": ["```python", *code, "```"],
        "OpenAPI": ["```json", *json.dumps(shown, indent=2).split("\n"), "```"],
    }
    right = []
    for label, lines in tabs.items():
        right += [
            f'=== "{label}"',
            "",
            *(f"    {line}" if line else "" for text in lines for line in text.split("\n")),
            "",
        ]
    left = [
        "```yaml",
        *source.rstrip().split("\n"),
        "```",
        "",
        "## errcat reports mistakes",
        "",
        "```text",
        *_report_of_mistake(source),
        "```",
    ]
    return "\n".join([
        '<div class="from-to" markdown>', "", "<div markdown>", "", "## You write", "", *left, "", "</div>", "",
        "<div markdown>", "", "## You get", "", *right, "</div>", "", "</div>",
    ])  # fmt: skip
