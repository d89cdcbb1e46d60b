"""Pages and redirects at the addresses of retired codes.

A retired code that names a replacement and gives no reason was renamed: its address redirects to the new page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError, ResolvedRetired
from errcat.text.code_names import derive_name, page_slug


def _retired_slugs(resolved: ResolvedCatalog) -> Iterator[tuple[str, ResolvedRetired, ResolvedError | None]]:
    """Yield the old page of each retired code, and the error that replaces it if it was renamed."""
    current = {error["name"]: error for error in resolved["errors"]}
    current |= {error["code"]: error for error in reversed(resolved["errors"])}  # the first error of each code wins
    taken = {"index", "readme", *(error["names"]["page"] for error in resolved["errors"])}
    for retired in resolved["retired"]:
        name = retired["name"] or derive_name(retired["code"])
        slug = page_slug(name) if name else ""
        if slug and slug not in taken:
            taken.add(slug)
            yield slug, {**retired, "name": name}, _replacement(current, retired)


def _replacement(current: Mapping[str, ResolvedError], retired: ResolvedRetired) -> ResolvedError | None:
    """Return the error that a code was renamed to. A code with a reason was not renamed. A code can be empty."""
    return None if retired["replaced_by"] is None or retired["reason"] else current.get(retired["replaced_by"])


def retired_pages(resolved: ResolvedCatalog) -> Iterator[tuple[str, ResolvedRetired]]:
    """Yield the pages that say what replaces a code, or why it was retired."""
    yield from ((slug, retired) for slug, retired, replacement in _retired_slugs(resolved) if replacement is None)


def page_of_retired(resolved: ResolvedCatalog) -> dict[str, str]:
    """Map each retired code to its page, or to the page of the error that it was renamed to."""
    return {
        retired["code"]: slug if replacement is None else replacement["names"]["page"]
        for slug, retired, replacement in _retired_slugs(resolved)
    }


def redirects(resolved: ResolvedCatalog) -> dict[str, str]:
    """Map the old page of each renamed code to its new page."""
    return {
        slug: replacement["names"]["page"]
        for slug, _retired, replacement in _retired_slugs(resolved)
        if replacement is not None
    }


def redirect_page(address: str) -> str:
    """Return a page that redirects, with a link as a fallback. `address` has only letters, digits and `-./`."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<link rel="canonical" href="{address}">\n<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<meta name="robots" content="noindex">\n</head>\n<body>\n'
        f'<p>This error has a new name: <a href="{address}">{address.strip("./")}</a></p>\n</body>\n</html>\n'
    )


def redirect_rules(redirects: Mapping[str, str], base: str) -> str:
    """Return redirects in the format of some static hosts. `base` is the path of the folder of pages."""
    return "".join(
        f"{base}/{old}/ {base}/{new}/ 301\n{base}/{old} {base}/{new}/ 301\n" for old, new in redirects.items()
    )
