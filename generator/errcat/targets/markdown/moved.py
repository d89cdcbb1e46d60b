"""What stands at the addresses of codes that are gone: a page that says what became of it, or the way to the new one.

A retired code that names another and gives no reason was renamed; whoever comes to its address is led on.
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.resolved import Resolved
from errcat.targets.markdown.views import Views
from errcat.text.addresses import page_slug
from errcat.text.naming import derive_name


def _gone(views: Views) -> Iterator[tuple[str, Resolved, Resolved | None]]:
    """The old page of each code that is gone, and the error that it is called now, if it was renamed."""
    taken = {"index", "readme", *(error["names"]["page"] for error in views.resolved["errors"])}
    for one in views.resolved["retired"]:
        name = one["name"] or derive_name(one["code"])
        slug = page_slug(name) if name else ""
        if slug and slug not in taken:
            taken.add(slug)
            new = views.by_code.get(one["replaced_by"] or "") or views.by_name.get(one["replaced_by"] or "")
            yield slug, {**one, "name": name}, new if not one["reason"] else None


def retired_pages(views: Views) -> Iterator[tuple[str, Resolved]]:
    """The pages that say what became of a code."""
    yield from ((slug, one) for slug, one, new in _gone(views) if new is None)


def redirects(views: Views) -> dict[str, str]:
    """From the old page to the new one, where a code was renamed."""
    return {slug: new["names"]["page"] for slug, _one, new in _gone(views) if new is not None}


def redirect_page(to: str) -> str:
    """A page that leads on by itself, and by a link where that does not work."""
    target = f'"../{to}/"'  # a slug is letters, digits and hyphens
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<link rel="canonical" href={target}>\n<meta http-equiv="refresh" content="0; url=../{to}/">\n'
        f'<meta name="robots" content="noindex">\n</head>\n<body>\n'
        f"<p>This error has a new name: <a href={target}>{to}</a></p>\n</body>\n</html>\n"
    )
