"""The website of a catalog. It takes the steps of MkDocs, but renders a page only when a browser asks for it."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin.generated_files import data_file

if TYPE_CHECKING:
    from errcat.mkdocs_plugin.plugin import ErrcatPlugin

CONFIG: dict[str, Any] = {
    "site_name": "Preview",
    "nav": [{"Home": "index.md"}],  # with a title, because the theme shows it on every page
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


class Theme(NamedTuple):
    """What all sites of a preview have from the theme."""

    env: Any
    """The compiled templates."""
    files: tuple[File, ...]


class LazySite:
    """The pages of a catalog, as its files are now."""

    def __init__(self, catalog: Path, folder: Path, settings_file: Path | None, theme: Theme | None = None) -> None:
        """Read a catalog. `theme` is that of an earlier site."""
        (folder / "docs").mkdir(exist_ok=True)
        catalog_config = {"catalog": str(catalog.resolve()), "to": ".", "relative_links": "text"}
        plugin = {
            "errcat": {"catalogs": [catalog_config], "config": str(settings_file.resolve()) if settings_file else None}
        }
        # JSON is YAML
        (folder / "mkdocs.yml").write_text(json.dumps({**CONFIG, "plugins": [plugin]}), encoding="utf-8")
        config = load_config(str(folder / "mkdocs.yml"))
        self._errcat = cast("ErrcatPlugin", config.plugins["errcat"])
        self._errcat.is_preview = True
        config.plugins.on_startup(command="serve", dirty=False)
        self.config = config.plugins.on_config(config)
        files = get_files(config)
        if theme is None:
            env = config.theme.get_env()
            files.add_files_from_theme(env, config)
            theme = Theme(env, tuple(files))
        else:
            for file in theme.files:
                files.append(file)
        self.files = config.plugins.on_files(files, config=config)
        set_exclusions(self.files, config)
        self.nav = config.plugins.on_nav(get_navigation(self.files, config), config=config, files=self.files)
        self.theme = theme._replace(env=config.plugins.on_env(theme.env, config=config, files=self.files))
        self._by_address: dict[str, File] = {file.dest_uri: file for file in self.files}

    def answer(self, path: str) -> Response | None:
        """Return the content at a path. None if there is none."""
        place = f"{path}index.html" if path.endswith("/") or not path else path
        file = self._by_address.get(place)
        if file is None:
            text = next((text for site in self._errcat.sites if (text := data_file(site, place)) is not None), None)
            return None if text is None else _response(place, text.encode())
        if file.is_documentation_page():
            return Response(self._page(file).encode(), _HTML)
        return _response(place, file.content_bytes)

    def is_folder(self, path: str) -> bool:
        """Whether a path only lacks the `/` at its end."""
        place = f"{path}/index.html"
        return place in self._by_address or any(data_file(site, place) is not None for site in self._errcat.sites)

    def not_found_page(self) -> Response:
        """Return the page for an unknown path. It suggests the error that the path may mean."""
        output = self.theme.env.get_template(_NOT_FOUND).render(
            get_context(self.nav, self.files, self.config, base_url="/")
        )
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
        output: str = self.theme.env.get_template("main.html").render(context)
        page.active = False
        return plugins.on_post_page(output, page=page, config=self.config)


def _response(path: str, data: bytes) -> Response:
    kind = mimetypes.guess_type(path)[0] or "text/plain"
    return Response(data, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
