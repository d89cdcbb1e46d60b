"""The Markdown extensions that the pages are written for: without them, readers would see marks for styles as text."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

NEEDED = ("admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences", "pymdownx.tabbed")
_BUNDLES = {
    "extra": frozenset(["attr_list", "md_in_html", "tables"]),
    "pymdownx.extra": frozenset(["attr_list", "md_in_html", "tables", "pymdownx.superfences"]),
}
"""Extensions that bring others along."""
_TABBED = "pymdownx.tabbed"
_LINES = {_TABBED: f"{_TABBED}: {{alternate_style: true}}"}
"""What to type, where that is more than the name."""


def require_extensions(config: MkDocsConfig) -> None:
    """Refuse a site whose pages would come out broken, with the lines to add."""
    there = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    for bundle in there & _BUNDLES.keys():
        there |= _BUNDLES[bundle]
    if not config.mdx_configs.get(_TABBED, {}).get("alternate_style"):
        there.discard(_TABBED)
    missing = [name for name in NEEDED if name not in there]
    if missing:
        lines = "\n".join(f"  - {_LINES.get(name, name)}" for name in missing)
        raise PluginError(
            "errcat: the pages need Markdown extensions that this site doesn't have. Add to mkdocs.yml:\n"
            f"markdown_extensions:\n{lines}"
        )
