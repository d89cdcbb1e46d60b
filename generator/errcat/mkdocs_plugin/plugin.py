"""The MkDocs plugin `errcat`: the pages of catalogs in any website, as `errcat build --markdown` would write them.

    plugins:
      - search
      - errcat:
          catalogs:
            - {catalog: ../errors.yaml, to: errors}

The `markdown` target renders the pages. This module connects each event of MkDocs with the module that handles it.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from errcat.mkdocs_plugin import languages, robots, site_list
from errcat.mkdocs_plugin.catalog_pages import CatalogPage, catalog_pages, date_pages
from errcat.mkdocs_plugin.catalog_site import CatalogConfig, Site, SiteReader
from errcat.mkdocs_plugin.clashes import refuse_clashes
from errcat.mkdocs_plugin.content_policy import write_headers
from errcat.mkdocs_plugin.generated_files import ASSETS, add_catalog_files, add_shared_files
from errcat.mkdocs_plugin.mentions import Mentions
from errcat.mkdocs_plugin.needed_extensions import require_extensions
from errcat.mkdocs_plugin.not_found_page import with_suggestions
from errcat.mkdocs_plugin.page_links import with_links_for_programs
from errcat.mkdocs_plugin.page_metadata import with_metadata
from errcat.mkdocs_plugin.searched_content import shorten_searched_pages
from errcat.mkdocs_plugin.sections import other_pages, set_parent_sections
from errcat.mkdocs_plugin.sidebar import Sidebars
from errcat.mkdocs_plugin.tooltips import makes_markup_of_titles, with_titles_as_text
from errcat.mkdocs_plugin.versions import report_files_for_the_top
from errcat.targets.markdown.assets import SCRIPT, STYLES

log = get_plugin_logger("errcat")


class ErrcatConfig(Config):  # type: ignore[no-untyped-call] # MkDocs has no type for its __init_subclass__
    """The settings of the plugin in mkdocs.yml."""

    catalogs = c.ListOfItems(c.SubConfig(CatalogConfig))
    headers = c.Type(bool, default=False)
    config = c.Optional(c.Type(str))
    """The errcat.toml to use instead of the nearest one above each catalog."""


class ErrcatPlugin(BasePlugin[ErrcatConfig]):  # type: ignore[no-untyped-call] # as above
    """The events of a build, in the order in which MkDocs calls them."""

    def __init__(self) -> None:
        self.is_preview = False
        """Whether a preview asks `sites` for the files that are no pages, when a browser needs one."""
        self.reader = SiteReader()
        self.sites: list[Site] = []
        self.mentions = Mentions(())
        self.sidebars: Sidebars | None = None
        self._catalog_pages: dict[str, CatalogPage] = {}
        self._other_pages: list[Page] = []
        """The pages that belong to no catalog."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Do nothing. MkDocs keeps a plugin with this method from build to build, and with it what it has read."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the catalogs, watch them and their settings, and add the styles and the script of their pages."""
        require_extensions(config)
        base = Path(config.config_file_path or "mkdocs.yml").parent
        settings_file = base / self.config.config if self.config.config else None
        self.sites = [self.reader.site(base, catalog, settings_file) for catalog in self.config.catalogs]
        refuse_clashes(self.sites)
        self.mentions = Mentions(self.sites)
        watched = [str(path) for site in self.sites for path in (site.path, site.history, site.settings_file) if path]
        config.watch.extend(path for path in dict.fromkeys(watched) if path not in config.watch)
        for option, name in ((config.extra_css, STYLES), (config.extra_javascript, SCRIPT)):
            if f"{ASSETS}/{name}" not in option:
                option.append(f"{ASSETS}/{name}")
        shorten_searched_pages(config)
        return config

    def _on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages of the catalogs, and the files that they share."""
        return files if languages.has_languages(config) else self._with_catalogs(files, config)

    @event_priority(-110)  # after mkdocs-static-i18n, which keeps only files on disk
    def _on_files_of_a_language(self, files: Files, config: MkDocsConfig) -> Files:
        """Do the same for one language of a website with several."""
        return self._with_catalogs(files, config) if languages.has_languages(config) else files

    on_files = CombinedEvent(_on_files, _on_files_of_a_language)

    def _with_catalogs(self, files: Files, config: MkDocsConfig) -> Files:
        for site in self.sites:
            add_catalog_files(site, files, config, only_pages=self.is_preview)
        add_shared_files(self.sites, files, config)
        languages.add_to_sitemap(files, config)
        self._catalog_pages = catalog_pages(self.sites, files)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the pages outside of the navigation their place in it."""
        if languages.is_default_build(config):
            self._other_pages = other_pages(self.sites, files)
        set_parent_sections(self.sites, files)
        self.sidebars = Sidebars(self.sites, files)
        date_pages(self._catalog_pages, files)
        return nav

    def on_page_context(
        self,
        context: TemplateContext,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002 — by name
        nav: Navigation,
    ) -> TemplateContext:
        """Show the nearest pages of a catalog in the sidebar of its pages."""
        if self.sidebars is not None:
            context["nav"] = self.sidebars.navigation(nav, page)
        return context

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Replace each `[[CODE]]` in a handwritten page by a link."""
        if page.file.generated_by or "[[" not in markdown:
            return markdown

        def warn(problem: str) -> None:
            log.warning("Doc file '%s' %s", page.file.src_uri, problem)

        return self.mentions.linked(markdown, page.file.src_uri, warn, is_html=makes_markup_of_titles(config))

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Keep the titles of links in a catalog's own Markdown as text."""
        is_catalog_page = page.file.generated_by and page.meta.get("errcat")
        return with_titles_as_text(html) if is_catalog_page and makes_markup_of_titles(config) else html

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Add links to the other forms of a page, and what search engines and link previews read."""
        catalog_page = self._catalog_pages.get(page.file.src_uri)
        if catalog_page is None:
            return output
        output = with_links_for_programs(output, page, config, has_feed=catalog_page.has_feed)
        return with_metadata(output, page, config, catalog_page)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Let the page for unknown addresses suggest the error that the address may mean."""
        return with_suggestions(output_content, self.sites, config) if template_name == "404.html" else output_content

    @event_priority(-100)  # after other plugins, whose llms.txt stays
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the list for language models, robots.txt, and the HTTP headers."""
        if self.sites:
            site_list.write(config, self.sites, self._other_pages)
            robots.write(config)
        if self.config.headers:
            write_headers(config)
        report_files_for_the_top(config)
