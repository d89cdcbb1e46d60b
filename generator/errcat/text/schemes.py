"""The scheme of an address as a browser sees it, and the schemes that are safe."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from errcat.text.lazy_pattern import lazy_pattern

SAFE_SCHEMES = frozenset(["http", "https", "mailto"])

_ESCAPED = lazy_pattern(r"\\([!-/:-@\[-`{-~])")
_INVISIBLE = lazy_pattern("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_PATH = lazy_pattern(r"[A-Za-z0-9._~-]*[/#?)\]]")
_PLAIN_SCHEME = lazy_pattern(r"(https?|mailto):")
_LIKE_WEB = lazy_pattern(r"(?P<scheme>h[htpxs]{2,6})(?P<sign>[:;]?(?:[/\\]+))(?=[\w\[])", re.IGNORECASE)
_SCHEME = lazy_pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")


def scheme_of(url: str) -> str:
    """Return the scheme that a browser sees in an address, however it is disguised; empty for a path."""
    if _PATH.match(url):
        return ""
    if plain := _PLAIN_SCHEME.match(url):  # almost every address
        return plain[1]
    shown = unquote(html.unescape(_ESCAPED.sub(r"\1", url)))
    match = _SCHEME.match(_INVISIBLE.sub("", shown.lstrip()).lstrip())
    return match[1].lower() if match else ""


def with_web_scheme(url: str) -> str:
    """Return an address that starts with a misspelled https:// as it should be; empty if nothing is misspelled."""
    match = _LIKE_WEB.match(url.strip())
    if match is None or "p" not in match["scheme"].lower().replace("x", "p"):
        return ""
    scheme, sign = match["scheme"].lower(), match["sign"]
    is_right = scheme in ("http", "https") and sign == "://"
    is_path = sign in ("/", "\\") or (scheme not in ("http", "https") and sign[0] not in ":;")
    if is_right or is_path:
        return ""
    rest = url.strip()[match.end() :].replace("\\", "/")
    return f"{'https' if scheme.endswith('s') or 'ps' in scheme else 'http'}://{rest}"
