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

import html
import os
import posixpath
import re
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from errcat.artifact import Artifact
from errcat.errors import RunError
from errcat.mkdocs_plugin import site_list
from errcat.mkdocs_plugin.catalog_site import CatalogConfig, Site, site_of
from errcat.mkdocs_plugin.clashes import refuse_clashes, written_at
from errcat.mkdocs_plugin.content_policy import content_security_policy
from errcat.mkdocs_plugin.mentions import Mentions
from errcat.mkdocs_plugin.needed_extensions import require_extensions
from errcat.mkdocs_plugin.tooltips import makes_markup_of_titles, with_titles_as_text
from errcat.reading.files import catalog_files
from errcat.resolved.api import api_of
from errcat.resolved.openapi_components import public_errors
from errcat.resolved.public_view import public_view
from errcat.resolved.types import ResolvedError
from errcat.targets.markdown import redirects
from errcat.targets.markdown.assets import SCRIPT, STYLES, assets
from errcat.targets.markdown.portable import with_tooltips_escaped_once
from errcat.text.addresses import base_path

log = get_plugin_logger("errcat")

ASSETS = "assets/errcat"
_REDIRECTS = "_redirects"
_ONCE = (f"assets/{STYLES}", f"assets/{SCRIPT}", _REDIRECTS)
"""What a folder of pages has by itself, and a site has once."""
_ALTERNATE = "alternate nofollow"
"""Two words, for Material looks for the site's other languages wherever it finds the one alone."""
_TWIN = ".twin"
_PLACE_OF_TWIN = re.compile(r'(<div class="errcat-end"[^>]*) data-markdown="[^"]*"></div>')


class ErrcatConfig(Config):  # type: ignore[no-untyped-call] # MkDocs says nothing of its __init_subclass__
    """What may stand below the plugin's name in mkdocs.yml."""

    catalogs = c.ListOfItems(c.SubConfig(CatalogConfig))
    headers = c.Type(bool, default=False)
    config = c.Optional(c.Type(str))
    """The errcat.toml to go by, where it is not the nearest above a catalog."""


class ErrcatPlugin(BasePlugin[ErrcatConfig]):  # type: ignore[no-untyped-call] # as above
    """See the module."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self.mentions = Mentions(())
        self._others: list[Page] = []
        """The pages that are no catalog's."""
        self._read: dict[str, tuple[object, Site]] = {}

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Nothing, but that a plugin which has this stays the same one from build to build: it knows what it read."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the catalogs, watch them, and add what their pages need."""
        require_extensions(config)
        base = Path(config.config_file_path or "mkdocs.yml").parent
        self.sites = [self._site(base, catalog) for catalog in self.config.catalogs]
        refuse_clashes(self.sites)
        self.mentions = Mentions(self.sites)
        config.watch.extend(path for path in (str(site.path) for site in self.sites) if path not in config.watch)
        for option, name in ((config.extra_css, STYLES), (config.extra_javascript, SCRIPT)):
            if f"{ASSETS}/{name}" not in option:
                option.append(f"{ASSETS}/{name}")
        return config

    def _site(self, base: Path, catalog_config: CatalogConfig) -> Site:
        path = Path(os.path.relpath(base / catalog_config.catalog))
        try:
            stamp = [(str(file), file.stat().st_mtime_ns) for file in catalog_files(str(path))]
        except (RunError, OSError) as error:
            raise PluginError(f"errcat: the catalog {catalog_config.catalog} cannot be read: {error}") from None
        key = f"{path} {dict(catalog_config)}"
        if key not in self._read or self._read[key][0] != stamp:
            self._read[key] = (
                stamp,
                site_of(path, catalog_config, base / self.config.config if self.config.config else None),
            )
        return self._read[key][1]

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages, what stands beside them, and what the site has once."""
        for site in self.sites:
            errors = {f"{error['names']['page']}.md": error for error in public_errors(site.resolved)}
            for artifact in site.artifacts:
                if artifact.path in _ONCE or (artifact.path.endswith(".html") and not config.use_directory_urls):
                    continue
                file = File.generated(
                    config,
                    f"{site.folder}{artifact.path}",
                    content=_content(artifact),
                    inclusion=_inclusion(artifact.path),
                )
                file.edit_uri = _edit_uri(site, errors.get(artifact.path), config)
                _put(files, file)
            for artifact in site.twins:
                # by another name, or it would be a page itself
                twin = File.generated(config, f"{site.folder}{artifact.path}{_TWIN}", content=artifact.text)
                twin.dest_uri = f"{site.folder}{artifact.path}"
                _put(files, twin)
        self._put_what_is_there_once(files, config)
        return files

    def _put_what_is_there_once(self, files: Files, config: MkDocsConfig) -> None:
        """The styles and the script of all catalogs, and their redirects: behind those that somebody wrote."""
        for artifact in assets(ASSETS):
            _put(files, File.generated(config, artifact.path, content=artifact.text))
        base = _base(config)
        rules = ""
        for site in self.sites:
            renamed = redirects.redirects(public_view(site.resolved))
            if config.use_directory_urls:
                rules += redirects.redirect_rules(renamed, f"{base}{site.folder}".rstrip("/"))
                continue
            for old, new in renamed.items():
                page = redirects.redirect_page(f"{new}.html")
                _put(files, File.generated(config, f"{site.folder}{old}.html", content=page))
                rules += f"{base}{site.folder}{old}.html {base}{site.folder}{new}.html 301\n"
        if rules:
            theirs = files.get_file_from_path(_REDIRECTS)
            if theirs is not None:
                rules = f"{theirs.content_string.rstrip()}\n{rules}"
                files.remove(theirs)
            files.append(File.generated(config, _REDIRECTS, content=rules))

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002 — by name
        """Pages out of the navigation know where they belong all the same: for the path above them."""
        every = [file.page for file in files.documentation_pages() if file.page is not None]
        ours = {f"{site.folder}{artifact.path}" for site in self.sites for artifact in site.artifacts}
        self._others = [page for page in every if page.file.src_uri not in ours]
        for site in self.sites:
            index = files.get_file_from_path(site.index)
            if index is None or index.page is None:
                continue
            section = Section(index.page.title or _title(site), [index.page])
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

        def complain(said: str) -> None:
            log.warning("Doc file '%s' %s", page.file.src_uri, said)

        return self.mentions.linked(markdown, page.file.src_uri, complain, is_html=makes_markup_of_titles(config))

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Titles of links in a catalog's own Markdown stay texts, too."""
        is_ours = page.file.generated_by and page.meta.get("errcat")
        return with_titles_as_text(html) if is_ours and makes_markup_of_titles(config) else html

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Say in the head of a page where it is as Markdown, as data, and what else there is: for programs."""
        links = page.meta.get("errcat_links")
        if not links or not page.file.generated_by:
            return output

        def link(rel: str, type: str, key: str) -> str:
            href = html.escape(_as_file(page, links[key], config)) if key in links else ""
            return f'<link rel="{rel}" type="{type}" href="{href}">\n' if href else ""

        head = link(_ALTERNATE, "text/markdown", "markdown") + link(_ALTERNATE, "application/json", "json")
        head += link("describedby", "text/plain", "list")
        if "markdown" in links:
            href = html.escape(_as_file(page, links["markdown"], config))
            said = f'<p><a class="errcat-twin" href="{href}">This page as Markdown</a></p></div>'
            output = _PLACE_OF_TWIN.sub(lambda found: f"{found[1]}>{said}", output, count=1)
        return output.replace("</head>", f"{head}</head>", 1)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Let the page for whoever is lost look for the code that was meant."""
        at = output_content.rfind("</article>")
        if template_name != "404.html" or at < 0:
            return output_content
        base = _base(config)
        folders = html.escape(" ".join(f"{base}{site.folder}" for site in self.sites))
        is_folder = str(config.use_directory_urls).lower()
        index = "" if config.use_directory_urls else "index.html"
        lists = "".join(
            f'<li><a href="{html.escape(f"{base}{site.folder}{index}")}">All errors of {_title(site)}</a></li>'
            for site in self.sites
        )
        asked = f"<p>There is no page at this address.</p><ul>{lists}</ul>"
        place = f'<div class="errcat-lost" data-catalogs="{folders}" data-folders="{is_folder}">{asked}</div>\n'
        return f"{output_content[:at]}{place}{output_content[at:]}"

    @event_priority(-100)  # behind others, whose lists of the site stay
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what the whole site has once: its list for models; the headers that it works under, for its host."""
        everything = Path(config.site_dir, site_list.NAME)
        if self.sites and not everything.exists():
            everything.write_text(site_list.site_list(config, self.sites, self._others), encoding="utf-8")
        if self.config.headers:
            policy = content_security_policy(Path(config.site_dir))
            text = f"/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n"
            Path(config.site_dir, "_headers").write_text(text, encoding="utf-8")


def _inclusion(path: str) -> InclusionLevel:
    """The overview may be in the navigation; the pages it leads to are many, and would make every page large."""
    return InclusionLevel.UNDEFINED if path == "index.md" or not path.endswith(".md") else InclusionLevel.NOT_IN_NAV


def _content(artifact: Artifact) -> str:
    """Of a page, with tooltips as browsers show them: where a theme makes markup of them, its HTML is escaped."""
    return with_tooltips_escaped_once(artifact.text) if artifact.path.endswith(".md") else artifact.text


def _edit_uri(site: Site, error: ResolvedError | None, config: MkDocsConfig) -> str:
    """Where the page of an error is edited: its line of the catalog; other pages: the catalog."""
    source_line = site.source_lines.get(error["name"]) if error else None
    file = site.root / source_line.file if source_line else site.path
    path = posixpath.join(*Path(os.path.relpath(file, config.docs_dir)).parts)
    return f"{path}#L{source_line.line}" if source_line else path


def _base(config: MkDocsConfig) -> str:
    """The path that the site stands at."""
    return f"{base_path(config.site_url or '')}/"


def _put(files: Files, file: File) -> None:
    """Add a file; one that somebody wrote at that place stays."""
    there = files.get_file_from_path(file.src_uri) or written_at(files, file.dest_uri)
    if there is None:
        files.append(file)
    elif there.generated_by is None:
        log.info("'%s' is your own page: errcat doesn't replace it", file.src_uri)


def _title(site: Site) -> str:
    api = api_of(site.resolved)["name"]
    return html.escape(api) if api else "Errors"


def _as_file(page: Page, address: str, config: MkDocsConfig) -> str:
    """An address from a page as a folder, where that page may be a file."""
    is_folder = config.use_directory_urls or posixpath.basename(page.file.dest_uri) == "index.html"
    return address if is_folder else posixpath.normpath(posixpath.join(posixpath.basename(page.file.name), address))
