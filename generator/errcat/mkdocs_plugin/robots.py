"""robots.txt: where crawlers find the sitemap."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from errcat.mkdocs_plugin.addresses import site_path

log = get_plugin_logger("errcat")

NAME = "robots.txt"


def write(config: MkDocsConfig) -> None:
    """Write robots.txt, unless the website has its own. Crawlers read it only at the top of a host."""
    file = Path(config.site_dir, NAME)
    if file.exists():
        return
    sitemap = f"Sitemap: {config.site_url.rstrip('/')}/sitemap.xml" if config.site_url else ""
    if site_path(config) != "/":
        log.info("crawlers read %s only at the top of the host. Add a line to it there: %s", NAME, sitemap)
        return
    text = "User-agent: *\nAllow: /\n"
    file.write_text(f"{text}\n{sitemap}\n" if sitemap else text, encoding="utf-8")
