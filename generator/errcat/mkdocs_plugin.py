"""The MkDocs plugin `errcat`: the pages of catalogs in any site, as `errcat build --markdown` would write them.

    plugins:
      - search
      - errcat:
          catalogs:
            - {catalog: ../errors.yaml, to: errors}

Thin: the pages come from the `markdown` target; here they are handed to MkDocs, hand-written pages get links for
`[[CODE]]`, and what a site has once — styles, redirects, headers — is written once.
"""

from __future__ import annotations

import base64
import hashlib
import html
import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from errcat import building, checking
from errcat.artifact import Artifact
from errcat.checked import Checked
from errcat.errors import RunError
from errcat.finding import Level
from errcat.openapi_components import public_errors
from errcat.reading import load
from errcat.reading.files import catalog_files
from errcat.reporting import Options, reporter
from errcat.resolved import Resolved, resolve
from errcat.targets import TARGETS, Spots
from errcat.targets.literals import md_code, md_text
from errcat.text.markdown_text import without_code
from errcat.text.suggestions import closest

log = get_plugin_logger("errcat")

ASSETS = "assets/errcat"
_SHARED = ("assets/errcat.css", "assets/errcat.js", "_redirects")
"""What a folder of pages has by itself, and a site has once."""
_ALTERNATE = 'rel="alternate nofollow"'
"""Two words, for Material looks for the site's other languages wherever it finds the one alone."""
_HOLDS = re.compile(r" {0,3}(?:[-*+]\s|\d+[.)]\s|!!!|\?\?\?|===|:\s|\[\^)")
"""What goes on in the lines that are indented below it: items, admonitions, tabs, definitions, footnotes."""
_TWIN = ".twin"
_MENTION = re.compile(r"\[\[([^\[\]\s|][^\[\]\n|]{0,118}[^\[\]\s|]|[^\[\]\s|])\]\]")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type=.?application/json)\b)[^>]*>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


class CatalogConfig(Config):  # type: ignore[no-untyped-call] # MkDocs says nothing of its __init_subclass__
    """One catalog, and where its pages go."""

    catalog = c.Type(str)
    to = c.Type(str, default="errors")
    relative_links = c.Choice(("keep", "text"), default="keep")
    source_url = c.Optional(c.Type(str))


class ErrcatConfig(Config):  # type: ignore[no-untyped-call] # MkDocs says nothing of its __init_subclass__
    """What may stand below the plugin's name in mkdocs.yml."""

    catalogs = c.ListOfItems(c.SubConfig(CatalogConfig))
    headers = c.Type(bool, default=False)


@dataclass(frozen=True)
class Site:
    """One catalog as part of the site."""

    checked: Checked
    resolved: Resolved
    folder: str
    """Where its pages are, with a `/` at the end; empty for the whole site."""
    artifacts: tuple[Artifact, ...]
    twins: tuple[Artifact, ...]
    spots: Spots
    root: Path
    """Where the files of the spots are."""
    path: Path

    @property
    def index(self) -> str:
        return f"{self.folder}index.md"

    def page_of(self, error: Resolved) -> str:
        return f"{self.folder}{error['names']['page']}.md"


class ErrcatPlugin(BasePlugin[ErrcatConfig]):  # type: ignore[no-untyped-call] # as above
    """See the module."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self.known: dict[str, tuple[Site, Resolved]] = {}
        self.is_serving = False
        self._read: dict[str, tuple[object, Site]] = {}

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 — MkDocs passes it by name
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the catalogs, watch them, and add what their pages need."""
        base = Path(config.config_file_path or "mkdocs.yml").parent
        self.sites = [self._site(base, one) for one in self.config.catalogs]
        self.known = {}
        for site in self.sites:
            config.watch.extend(str(file) for file in catalog_files(str(site.path)) if str(file) not in config.watch)
            for error in public_errors(site.resolved):
                for word in (
                    error["code"],
                    error["name"],
                    f"{_name(site)}/{error['code']}",
                    f"{_name(site)}/{error['name']}",
                ):
                    self.known.setdefault(word, (site, error))
        for option, name in ((config.extra_css, "errcat.css"), (config.extra_javascript, "errcat.js")):
            if f"{ASSETS}/{name}" not in option:
                option.append(f"{ASSETS}/{name}")
        return config

    def _site(self, base: Path, one: CatalogConfig) -> Site:
        path = Path(os.path.relpath(base / one.catalog))
        try:
            stamp = [(str(file), file.stat().st_mtime_ns) for file in catalog_files(str(path))]
        except (RunError, OSError) as error:
            raise PluginError(f"errcat: the catalog {one.catalog} cannot be read: {error}") from None
        key = f"{path} {one.to}"
        if key not in self._read or self._read[key][0] != stamp:
            self._read[key] = (stamp, _made(path, one))
        return self._read[key][1]

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages, what stands beside them, and what the site has once."""
        for site in self.sites:
            for artifact in site.artifacts:
                if artifact.path in _SHARED:
                    continue
                file = File.generated(
                    config,
                    f"{site.folder}{artifact.path}",
                    content=artifact.text,
                    inclusion=_inclusion(artifact.path),
                )
                file.edit_uri = self._edit_uri(site, artifact.path, config)
                _put(files, file)
            for artifact in site.twins:
                # by another name, or it would be a page itself
                twin = File.generated(config, f"{site.folder}{artifact.path}{_TWIN}", content=artifact.text)
                twin.dest_uri = f"{site.folder}{artifact.path}"
                _put(files, twin)
        for path, text in self._shared().items():
            _put(files, File.generated(config, path, content=text))
        return files

    def _edit_uri(self, site: Site, page: str, config: MkDocsConfig) -> str:
        """Where a page is edited: its line of the catalog."""
        slug = page.removesuffix(".md")
        error = next((one for one in public_errors(site.resolved) if one["names"]["page"] == slug), None)
        spot = site.spots.get(error["name"]) if error else None
        file = site.root / spot.file if spot else site.path
        path = posixpath.join(*Path(os.path.relpath(file, config.docs_dir)).parts)
        return f"{path}#L{spot.line}" if spot else path

    def _shared(self) -> dict[str, str]:
        """What the site has once."""
        found: dict[str, str] = {}
        rules = ""
        for site in self.sites:
            for artifact in site.artifacts:
                if artifact.path in ("assets/errcat.css", "assets/errcat.js"):
                    found[f"{ASSETS}/{artifact.path.removeprefix('assets/')}"] = artifact.text
                elif artifact.path.endswith("/index.html"):
                    old = artifact.path.removesuffix("index.html")
                    target = re.search(r'url=\.\./([a-z0-9-]+/)"', artifact.text)
                    rules += f"/{site.folder}{old} /{site.folder}{target[1]} 301\n" if target else ""
        return {**found, "_redirects": rules} if rules else found

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002 — by name
        """Pages out of the navigation know where they belong all the same: for the path above them."""
        for site in self.sites:
            index = files.get_file_from_path(site.index)
            if index is None or index.page is None:
                continue
            section = Section(_title(site), [index.page])
            section.parent = index.page.parent
            for artifact in site.artifacts:
                file = files.get_file_from_path(f"{site.folder}{artifact.path}")
                if file is not None and file.page is not None and file is not index:
                    file.page.parent = section
        return nav

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Links for `[[CODE]]` in what people wrote."""
        if page.file.generated_by or "[[" not in markdown:
            return markdown
        plain = _without_indented_code(without_code(markdown))
        for found in reversed(list(_MENTION.finditer(plain))):
            linked = self._link(found[1], page)
            markdown = f"{markdown[: found.start()]}{linked}{markdown[found.end() :]}"
        return markdown

    def _link(self, word: str, page: Page) -> str:
        if word not in self.known:
            near = closest(word, self.known)
            hint = f': did you mean "[[{near}]]"?' if near else ""
            said = "Doc file '%s' mentions the error \"[[%s]]\", which is in no catalog%s"
            log.warning(said, page.file.src_uri, word, hint)
            return f"[[{word}]]"
        site, error = self.known[word]
        target = posixpath.relpath(site.page_of(error), posixpath.dirname(page.file.src_uri) or ".")
        about = f"{error['title']}: {error['action']}" if error["action"] else error["title"]
        tooltip = md_text(about).replace('"', "&quot;")
        return f'[{md_code(error["code"] or error["name"])}]({target} "{tooltip}")'

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 — by name
        """Say where the page is as Markdown and as data: in its head for programs, at its end for people."""
        kind = page.meta.get("errcat")
        site = next((one for one in self.sites if page.file.src_uri.startswith(one.folder)), None)
        if not kind or site is None or not page.file.generated_by:
            return output
        name = page.file.src_uri.removesuffix(".md")
        is_index = page.file.src_uri == site.index
        twin = _from(page, f"{name}.md" if is_index else f"{name}/index.md")
        links = f'<link {_ALTERNATE} type="text/markdown" href="{twin}">\n'
        if kind == "error" or is_index:
            data = f"{site.folder}errors.json" if is_index else f"{name}/index.json"
            links += f'<link {_ALTERNATE} type="application/json" href="{_from(page, data)}">\n'
        links += f'<link rel="describedby" type="text/plain" href="{_from(page, f"{site.folder}llms.txt")}">\n'
        line = f'<p class="errcat-end"><a class="errcat-twin" href="{twin}">This page as Markdown</a></p>\n'
        output = output.replace("</head>", f"{links}</head>", 1)
        at = output.rfind("</article>")
        return f"{output[:at]}{line}{output[at:]}" if at >= 0 else output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Let the page for whoever is lost look for the code that was meant."""
        at = output_content.rfind("</article>")
        if template_name != "404.html" or at < 0:
            return output_content
        base = "/" if not config.site_url else re.sub(r"^\w+://[^/]*", "", config.site_url).rstrip("/") + "/"
        folders = html.escape(" ".join(f"{base}{site.folder}" for site in self.sites))
        is_folder = str(config.use_directory_urls).lower()
        place = f'<div class="errcat-lost" data-catalogs="{folders}" data-folders="{is_folder}"></div>\n'
        return f"{output_content[:at]}{place}{output_content[at:]}"

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the headers that the site works under, for hosts that read them from a file."""
        if self.config.headers:
            policy = content_security_policy(Path(config.site_dir))
            text = f"/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n"
            Path(config.site_dir, "_headers").write_text(text, encoding="utf-8")


def _without_indented_code(text: str) -> str:
    """The text with code blanked that is code by its indentation: what is indented below something else is that's."""
    lines = text.split("\n")
    holds = False
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        if not line.startswith(("    ", "\t")):
            holds = _HOLDS.match(line) is not None
        elif not holds:
            lines[number] = " " * len(line)
    return "\n".join(lines)


def _made(path: Path, one: CatalogConfig) -> Site:
    """A catalog, checked and with its pages."""
    checked = checking.check(load(str(path)), {})
    if checked.worst >= Level.ERROR:
        told = reporter("concise")([checked], Options())
        raise PluginError(f"errcat: {path} has errors:\n{told}")
    resolved = resolve(checked.catalog, path.name)
    root = _project(path)
    spots = building.spots_of(checked, root)
    target = TARGETS["markdown"]
    settings: dict[str, Any] = {"twins": True, "relative-links": one.relative_links, "source-url": one.source_url}
    folder = posixpath.normpath(one.to).strip("/")
    return Site(
        checked,
        resolved,
        "" if folder == "." else f"{folder}/",
        target.render(resolved, target.values(settings), "errors", spots),
        target.render(resolved, target.values({**settings, "style": "twins"}), "errors", spots),
        spots,
        root,
        path,
    )


def _project(path: Path) -> Path:
    """The folder that addresses of files are counted from: the repository, or where the settings are."""
    found = path.resolve().parent
    for folder in (found, *found.parents):
        if (folder / ".git").exists() or (folder / "errcat.toml").exists():
            return folder
    return found


def _inclusion(path: str) -> InclusionLevel:
    """The overview may be in the navigation; the pages it leads to are many, and would make every page large."""
    return InclusionLevel.UNDEFINED if path == "index.md" or not path.endswith(".md") else InclusionLevel.NOT_IN_NAV


def _put(files: Files, file: File) -> None:
    """Add a file; one that somebody wrote at that place stays."""
    there = files.get_file_from_path(file.src_uri)
    if there is None:
        files.append(file)
    elif there.generated_by is None:
        log.info("'%s' is yours, and stays as it is", file.src_uri)


def _name(site: Site) -> str:
    """What a catalog is called where a code alone is not enough: `[[openai/rate_limit]]`."""
    return site.path.stem


def _title(site: Site) -> str:
    api = (site.resolved["api"] or {}).get("name")
    return html.escape(api) if api else "Errors"


def _from(page: Page, uri: str) -> str:
    """An address from the place of a page."""
    return html.escape(posixpath.relpath(uri, posixpath.dirname(page.file.dest_uri) or "."))


def content_security_policy(site_dir: Path) -> str:
    """The strictest policy that a built site works under: no script but its own files, and those that pages have."""
    scripts: set[str] = set()
    styles: set[str] = set()
    for file in sorted(site_dir.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        scripts |= {_hash(found[1]) for found in _INLINE_SCRIPT.finditer(text) if found[1]}
        styles |= {_hash(found[1]) for found in _INLINE_STYLE.finditer(text) if found[1]}
    return "; ".join([
        "default-src 'none'",
        f"script-src 'self' {' '.join(sorted(scripts))}".rstrip(),
        f"style-src 'self' {' '.join(sorted(styles))}".rstrip(),
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ])  # fmt: skip


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
