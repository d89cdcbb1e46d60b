"""The Markdown extensions that the pages need. Without them, readers would see the marks for styles as text."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

NEEDED = ("admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences", "pymdownx.tabbed")
_BUNDLES = {
    "extra": frozenset(["attr_list", "md_in_html", "tables"]),
    "pymdownx.extra": frozenset(["attr_list", "md_in_html", "tables", "pymdownx.superfences"]),
}
"""Extensions that include others."""
_TABBED = "pymdownx.tabbed"
_LINES = {_TABBED: f"{_TABBED}: {{alternate_style: true}}"}
"""The lines for mkdocs.yml, if they are more than the name."""


def require_extensions(config: MkDocsConfig) -> None:
    """Refuse a website without these extensions, and show the lines to add."""
    installed = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    for bundle in installed & _BUNDLES.keys():
        installed |= _BUNDLES[bundle]
    if not config.mdx_configs.get(_TABBED, {}).get("alternate_style"):
        installed.discard(_TABBED)
    missing = [name for name in NEEDED if name not in installed]
    if missing:
        lines = "\n".join(f"  - {_LINES.get(name, name)}" for name in missing)
        raise PluginError(
            "errcat: the pages need Markdown extensions that this site doesn't have. Add to mkdocs.yml:\n"
            f"markdown_extensions:\n{lines}"
        )
