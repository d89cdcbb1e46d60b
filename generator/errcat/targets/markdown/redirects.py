"""What stands at the addresses of codes that are gone: a page that says what became of it, or the way to the new one.

A retired code that names another and gives no reason was renamed; whoever comes to its address is led on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.resolved.types import ResolvedCatalog, ResolvedError, ResolvedRetired
from errcat.text.addresses import page_slug
from errcat.text.code_names import derive_name


def _retired_slugs(resolved: ResolvedCatalog) -> Iterator[tuple[str, ResolvedRetired, ResolvedError | None]]:
    """The old page of each code that is gone, and the error that it is called now, if it was renamed."""
    current = {error["name"]: error for error in resolved["errors"]}
    current |= {error["code"]: error for error in reversed(resolved["errors"])}  # the first of those with one code
    taken = {"index", "readme", *(error["names"]["page"] for error in resolved["errors"])}
    for retired in resolved["retired"]:
        name = retired["name"] or derive_name(retired["code"])
        slug = page_slug(name) if name else ""
        if slug and slug not in taken:
            taken.add(slug)
            yield slug, {**retired, "name": name}, _replacement(current, retired)


def _replacement(current: Mapping[str, ResolvedError], retired: ResolvedRetired) -> ResolvedError | None:
    """What a code was renamed to; one that is gone for a reason was not renamed. A code may be an empty text."""
    return None if retired["replaced_by"] is None or retired["reason"] else current.get(retired["replaced_by"])


def retired_pages(resolved: ResolvedCatalog) -> Iterator[tuple[str, ResolvedRetired]]:
    """The pages that say what became of a code."""
    yield from ((slug, retired) for slug, retired, replacement in _retired_slugs(resolved) if replacement is None)


def redirects(resolved: ResolvedCatalog) -> dict[str, str]:
    """From the old page to the new one, where a code was renamed."""
    return {
        slug: replacement["names"]["page"]
        for slug, _retired, replacement in _retired_slugs(resolved)
        if replacement is not None
    }


def redirect_page(address: str) -> str:
    """A page that leads on by itself, and by a link where that does not work; `address`: letters, digits, `-./`."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<link rel="canonical" href="{address}">\n<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<meta name="robots" content="noindex">\n</head>\n<body>\n'
        f'<p>This error has a new name: <a href="{address}">{address.strip("./")}</a></p>\n</body>\n</html>\n'
    )


def redirect_rules(redirects: Mapping[str, str], base: str) -> str:
    """Redirects as some hosts of static sites read them; `base`: the path that the pages stand below."""
    return "".join(
        f"{base}/{old}/ {base}/{new}/ 301\n{base}/{old} {base}/{new}/ 301\n" for old, new in redirects.items()
    )
