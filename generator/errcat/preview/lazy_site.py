"""The website of a catalog. It takes the steps of MkDocs, but renders a page only when a browser asks for it."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

CONFIG: dict[str, Any] = {
    "site_name": "Preview",
    "nav": [{"Home": "index.md"}],
    "theme": {
        "name": "material",
        "font": False,
        "features": [
            "navigation.indexes",
            "navigation.path",
            "navigation.top",
            "toc.follow",
            "content.code.copy",
            "content.tabs.link",
        ],
        "palette": [
            {
                "media": f"(prefers-color-scheme: {look})",
                "scheme": scheme,
                "toggle": {"icon": "material/theme-light-dark", "name": "Light or dark"},
            }
            for look, scheme in (("light", "default"), ("dark", "slate"))
        ],
    },
    "extra": {"generator": False},
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "md_in_html",
        "tables",
        {"toc": {"permalink": True}},
        "pymdownx.superfences",
        "pymdownx.highlight",
        {"pymdownx.tabbed": {"alternate_style": True}},
    ],
}
"""The settings of errcat's own website, without its search: a search index needs every page."""
_NOT_FOUND = "404.html"
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """The content for a browser, and its media type."""

    data: bytes
    kind: str


class LazySite:
    """The pages of a catalog, as its files are now."""

    def __init__(
        self, catalog: Path, folder: Path, settings_file: Path | None, earlier: LazySite | None = None
    ) -> None:
        """Read a catalog. The templates of an earlier site are already compiled."""
        (folder / "docs").mkdir(exist_ok=True)
        catalog_config = {"catalog": str(catalog.resolve()), "to": ".", "relative_links": "text"}
        plugin = {
            "errcat": {"catalogs": [catalog_config], "config": str(settings_file.resolve()) if settings_file else None}
        }
        # JSON is YAML
        (folder / "mkdocs.yml").write_text(json.dumps({**CONFIG, "plugins": [plugin]}), encoding="utf-8")
        config = load_config(str(folder / "mkdocs.yml"))
        config.plugins.on_startup(command="serve", dirty=False)
        self.config = config.plugins.on_config(config)
        env = earlier.env if earlier else config.theme.get_env()
        files = get_files(config)
        files.add_files_from_theme(env, config)
        self.files = config.plugins.on_files(files, config=config)
        set_exclusions(self.files, config)
        self.nav = config.plugins.on_nav(get_navigation(self.files, config), config=config, files=self.files)
        for page in self.nav.pages:  # the theme shows their titles on every page
            page.read_source(config)
        self.env: Any = config.plugins.on_env(env, config=config, files=self.files)
        self._by_address: dict[str, File] = {file.dest_uri: file for file in self.files}

    def answer(self, path: str) -> Response | None:
        """Return the content at a path. None if there is none."""
        file = self._by_address.get(f"{path}index.html" if path.endswith("/") or not path else path)
        if file is None:
            return None
        if file.is_documentation_page():
            return Response(self._page(file).encode(), _HTML)
        kind = mimetypes.guess_type(file.dest_uri)[0] or "text/plain"
        return Response(file.content_bytes, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def is_folder(self, path: str) -> bool:
        """Whether a path only lacks the `/` at its end."""
        return f"{path}/index.html" in self._by_address

    def not_found_page(self) -> Response:
        """Return the page for an unknown path. It suggests the error that the path may mean."""
        output = self.env.get_template(_NOT_FOUND).render(get_context(self.nav, self.files, self.config, base_url="/"))
        output = self.config.plugins.on_post_template(output, template_name=_NOT_FOUND, config=self.config)
        return Response(output.encode(), _HTML)

    def _page(self, file: File) -> str:
        page = file.page or Page(None, file, self.config)
        plugins = self.config.plugins
        page.read_source(self.config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=self.config, files=self.files)
        page.render(self.config, self.files)
        page.active = True
        context = get_context(self.nav, self.files, self.config, page)
        context = plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
        output: str = self.env.get_template("main.html").render(context)
        page.active = False
        return plugins.on_post_page(output, page=page, config=self.config)
