"""The website: mkdocs.yml and a home page, or the lines for a site of MkDocs that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from errcat.scaffold.catalog_files import catalogs_of
from errcat.scaffold.choices import Choices
from errcat.scaffold.starter_parts import ExistingFile, LinesToAdd, StarterFile, StarterPart
from errcat.scaffold.surroundings import SITE_FILES, Surroundings
from errcat.scaffold.templates import filled
from errcat.scaffold.yaml_lists import INDENT, list_indent, shifted
from errcat.text.commonmark_escapes import commonmark_text
from errcat.text.yaml_writer import yaml_sentence, yaml_word

SITE_FOLDER = "build/error-site"
"""Where MkDocs writes the website. MkDocs empties this folder first, so no project may keep files in it."""
_DOCS_FOLDERS = ("docs", "error-docs", "errcat-docs")
_HOME_PAGE = "index.md"
_ABOUT = "the website, for MkDocs"
_ABOUT_HOME_PAGE = "the home page of the website"
_DOCS_DIR = re.compile(r"^docs_dir:[ \t]*['\"]?([\w./-]+)", re.MULTILINE)
_EXTENSIONS = {
    "admonition": "admonition",
    "attr_list": "attr_list",
    "md_in_html": "md_in_html",
    "tables": "tables",
    "pymdownx.superfences": "pymdownx.superfences",
    "pymdownx.tabbed": "pymdownx.tabbed: {alternate_style: true}",
}
"""What the pages need, and the line for each."""


def website_files(found: Surroundings, choices: Choices) -> Iterator[StarterPart]:
    """Yield mkdocs.yml and the home page, or what to add to a site."""
    places = _places(found)
    site = next(filter(found.exists, SITE_FILES), "")
    if site:
        yield from _existing_site(found, choices, site)
        return
    docs = _docs_folder(found, choices)
    yield StarterFile(
        SITE_FILES[0],
        filled(
            "mkdocs.yml",
            name=yaml_sentence(choices.api_name),
            docs_dir=docs,
            site_dir=SITE_FOLDER,
            catalogs=_indented(8, *_catalog_lines(places)),
            nav=_indented(2, *_nav_lines(places)),
        ),
        _ABOUT,
    )
    home = f"{docs}/{_HOME_PAGE}"
    if found.exists(home):
        yield ExistingFile(home, _ABOUT_HOME_PAGE)
    else:
        yield StarterFile(home, _home_page(found, choices), _ABOUT_HOME_PAGE)


def _existing_site(found: Surroundings, choices: Choices, site: str) -> Iterator[StarterPart]:
    text = found.text(site) or ""
    if not re.search(r"^[ \t]*-?[ \t]*[\"']?errcat\b", text, re.MULTILINE):
        where = "so that your website has a page for each error"
        if not re.search(r"\bmaterial\b", text):
            where += " (the pages need the theme Material)"
        yield LinesToAdd(site, where, _lines_for_site(text, _places(found)))
        return
    yield ExistingFile(site, _ABOUT)
    docs = _DOCS_DIR.search(text)
    home = f"{docs[1] if docs else _DOCS_FOLDERS[0]}/{_HOME_PAGE}"
    if re.search(rf"^[ \t]*-.*\b{_HOME_PAGE}[ \t]*$", text, re.MULTILINE) and f" {_HOME_PAGE}" in text:
        if found.exists(home):
            yield ExistingFile(home, _ABOUT_HOME_PAGE)
        elif not found.exists(home.removesuffix(_HOME_PAGE) + "README.md"):
            yield StarterFile(home, _home_page(found, choices), _ABOUT_HOME_PAGE)


def _lines_for_site(text: str, places: list[tuple[str, str]]) -> str:
    """Return the lines to add to mkdocs.yml, below the keys that it has."""

    def has(key: str) -> bool:
        return re.search(rf"^{key}:", text, re.MULTILINE) is not None

    plugins = [] if has("plugins") else ["- search"]
    plugin = ["- errcat:", "    catalogs:", _indented(6, *_catalog_lines(places))]
    missing = [f"- {line}" for name, line in _EXTENSIONS.items() if name not in text]
    below = {
        "plugins": [*plugins, *"\n".join(plugin).split("\n")],
        "nav": _nav_lines(places) if has("nav") else [],
        "markdown_extensions": missing,
    }
    return "\n".join(
        f"{key}:\n{shifted(_indented(INDENT, *lines), list_indent(text, key))}" for key, lines in below.items() if lines
    )


def _places(found: Surroundings) -> list[tuple[str, str]]:
    """Return the catalogs of the website, and the folder of the website for each."""
    catalogs = catalogs_of(found)
    if len(catalogs) == 1:
        return [(catalogs[0], "errors")]
    names = [re.sub(r"[^\w-]+", "-", PurePosixPath(path).stem) or "errors" for path in catalogs]
    return [
        (path, name if names.count(name) == 1 else f"{name}-{number}")
        for number, (path, name) in enumerate(zip(catalogs, names, strict=True), start=1)
    ]


def _catalog_lines(places: list[tuple[str, str]]) -> list[str]:
    return [f"- {{catalog: {yaml_word(path)}, to: {yaml_word(folder)}}}" for path, folder in places]


def _nav_lines(places: list[tuple[str, str]]) -> list[str]:
    return [f"- {_section(folder)}: {folder}/{_HOME_PAGE}" for _path, folder in places]


def _section(folder: str) -> str:
    """Return the name of a part of the website."""
    return folder[:1].upper() + folder[1:]


def _home_page(found: Surroundings, choices: Choices) -> str:
    links = "\n".join(f"- [{_section(folder)}]({folder}/{_HOME_PAGE})" for _path, folder in _places(found))
    return filled(_HOME_PAGE, name=commonmark_text(choices.api_name), links=links)


def _docs_folder(found: Surroundings, choices: Choices) -> str:
    """Return the folder of the pages: the first that holds no pages of others."""

    def is_free(folder: str) -> bool:
        page = found.text(f"{folder}/{_HOME_PAGE}")
        return not found.exists(folder) or page == _home_page(found, choices)

    return next(filter(is_free, _DOCS_FOLDERS), _DOCS_FOLDERS[-1])


def _indented(width: int, *lines: str) -> str:
    return "\n".join(" " * width + line for line in lines)
