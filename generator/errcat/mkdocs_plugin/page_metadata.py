"""What search engines and link previews read in the head of a page: canonical address, OpenGraph, and JSON-LD.

The title and the description come from the front matter. A tag that the theme or another plugin writes stays.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin.catalog_pages import CatalogPage
from errcat.resolved.api import api_of

_ARTICLE = "TechArticle"
_SCHEMA_TYPES: Mapping[str, str] = {
    "error": _ARTICLE, "guide": _ARTICLE, "responses": _ARTICLE, "retired": _ARTICLE, "lifecycle": _ARTICLE,
    "decoder": "WebPage",
}  # fmt: skip
"""The type of a kind of page at schema.org. All other kinds are lists."""
_LIST = "CollectionPage"
_CANONICAL = re.compile(r"<link\b[^>]*\brel=[\"']?canonical\b")
_HREFLANG = re.compile(r"<link\b[^>]*\bhreflang=")
_LANGUAGE = re.compile(r"<html\b[^>]*\blang=[\"']?([\w-]+)")
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&(`\u2028\u2029"}
"""Characters that could end a script in HTML or run anything in JavaScript, as JSON escapes."""


def with_metadata(output: str, page: Page, config: MkDocsConfig, catalog_page: CatalogPage) -> str:
    """Return the HTML of a page with its metadata in the head."""
    head, end, body = output.partition("</head>")
    if not end or not page.file.generated_by:
        return output
    tags = [
        *_canonical(head, page),
        *_translations(head, page, config),
        *_previews(head, page, config),
        _json_ld(head, page, config, catalog_page),
    ]
    return f"{head}{chr(10).join(tags)}\n{end}{body}"


def title_of(page: Page) -> str:
    return str(page.meta.get("title") or html.unescape(str(page.title)))


def description_of(page: Page) -> str:
    return html.unescape(str(page.meta.get("description") or ""))


def _canonical(head: str, page: Page) -> Iterator[str]:
    if page.canonical_url and not _CANONICAL.search(head):
        yield f'<link rel="canonical" href="{html.escape(page.canonical_url)}">'


def _translations(head: str, page: Page, config: MkDocsConfig) -> Iterator[str]:
    """Yield links to the page in other languages, which the plugin `i18n` knows."""
    files = getattr(page.file, "alternates", {})
    if not config.site_url or len(files) < 2 or _HREFLANG.search(head):
        return
    for language, file in files.items():
        address = f"{config.site_url.rstrip('/')}/{file.url.removeprefix('./')}"
        yield f'<link rel="alternate" hreflang="{html.escape(language)}" href="{html.escape(address)}">'


def _previews(head: str, page: Page, config: MkDocsConfig) -> Iterator[str]:
    """Yield what a link preview shows: OpenGraph, and the card of X, which takes its words from OpenGraph."""
    texts = {
        "og:type": "article" if _schema_type(page) == _ARTICLE else "website",
        "og:title": title_of(page),
        "og:description": description_of(page),
        "og:url": page.canonical_url,
        "og:site_name": config.site_name,
    }
    for name, text in texts.items():
        if text and f'"{name}"' not in head:
            yield f'<meta property="{name}" content="{html.escape(" ".join(text.split()))}">'
    if '"twitter:card"' not in head:
        yield '<meta name="twitter:card" content="summary">'


def _schema_type(page: Page) -> str:
    return _SCHEMA_TYPES.get(str(page.meta.get("errcat")), _LIST)


def _json_ld(head: str, page: Page, config: MkDocsConfig, catalog_page: CatalogPage) -> str:
    language = _LANGUAGE.search(head)
    api = api_of(catalog_page.site.resolved)
    type_ = _schema_type(page)
    website = {"@type": "WebSite", "name": config.site_name, "url": config.site_url}
    data = {
        "@context": "https://schema.org",
        "@type": type_,
        "headline" if type_ == _ARTICLE else "name": title_of(page),
        "description": description_of(page),
        "url": page.canonical_url,
        "inLanguage": language[1] if language else None,
        "datePublished": catalog_page.added,
        "dateModified": catalog_page.changed,
        "about": {"@type": "WebAPI", "name": api["name"]} if api["name"] else None,
        "isPartOf": {key: value for key, value in website.items() if value},
    }
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text.translate(_IN_SCRIPT)}</script>'
