"""Pages in the same place: two catalogs are refused, and a handwritten page stays."""

from __future__ import annotations

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from errcat.mkdocs_plugin.catalog_site import Site


def refuse_clashes(sites: list[Site]) -> None:
    """Refuse catalogs whose pages would replace each other."""
    taken: dict[str, Site] = {}
    for site in sites:
        first = taken.setdefault(site.folder, site)
        if first is not site:
            place = site.folder or "."
            both = f"{first.path} and {site.path}"
            raise PluginError(f"errcat: the pages of {both} can't both go to `{place}`: give each catalog its own `to`")
        if site.folder.startswith("../"):
            raise PluginError(
                f"errcat: `to: {site.folder}` of {site.path} is outside the site: choose a folder in the site"
            )
    for site in sites:
        pages = {f"{site.folder}{page.path.removesuffix('.md')}/" for page in site.pages}
        for other in sites:
            if other.folder in pages and other is not site:
                clash = f"the pages of {other.path} can't go to `{other.folder}`"
                raise PluginError(f"errcat: {clash}: a page of {site.path} is there. Change one `to`")


def handwritten_file(files: Files, place: str) -> File | None:
    """Return the handwritten file that becomes the file at a place. A page can be `a.md` or `a/index.md`."""
    stem = place.removesuffix("index.html").rstrip("/")
    for path in (f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md", place):
        file = files.src_uris.get(path)
        if file is not None and file.dest_uri == place and file.generated_by is None:
            return file
    return None
