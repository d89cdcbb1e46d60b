"""The table of site generators."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.targets.markdown.generators.docusaurus import DOCUSAURUS
from errcat.targets.markdown.generators.mkdocs import MKDOCS
from errcat.targets.markdown.generators.site_generator import SiteGenerator
from errcat.targets.markdown.generators.starlight import STARLIGHT
from errcat.targets.markdown.generators.vitepress import VITEPRESS

GENERATORS: Mapping[str, SiteGenerator] = {
    "mkdocs": MKDOCS,
    "mdx": DOCUSAURUS,
    "vitepress": VITEPRESS,
    "starlight": STARLIGHT,
}
"""The values of the setting `dialect`, except `material`: the pages of errcat's own styles and scripts."""
