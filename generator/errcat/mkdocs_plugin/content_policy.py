"""The strictest Content-Security-Policy under which a built website works."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("errcat")

_INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\b(?:src|type=.?application/(?:ld\+)?json)\b)[^>]*>(.*?)</script>", re.DOTALL
)
"""A script that runs. A browser applies no policy to blocks of data."""
_INLINE_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_LOADED = re.compile(
    r"<(?:script|img|iframe)\b[^>]*?\ssrc=[\"']?((?:https?:)?//[^\s\"'>]+)"
    r"|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|icon|preload|modulepreload|manifest)\b)[^>]*?\shref=[\"']?((?:https?:)?//[^\s\"'>]+)",
    re.IGNORECASE,
)
"""An address of another host from which a page loads something."""
_FONT_STYLES = "https://fonts.googleapis.com"
_FONT_FILES = "https://fonts.gstatic.com"
_HIGHLIGHTER = "/highlight.js/"
_MOST_NAMED = 3


@dataclass
class Contents:
    """What the pages of a website contain that a policy has to allow."""

    scripts: set[str] = field(default_factory=set)
    """The hashes of scripts in pages."""
    styles: set[str] = field(default_factory=set)
    """The hashes of styles in pages."""
    loaded: dict[str, str] = field(default_factory=dict)
    """The addresses of other hosts from which pages load something, and a page that does."""

    @property
    def has_outside_fonts(self) -> bool:
        return any(address.startswith(f"{_FONT_STYLES}/") for address in self.loaded)

    @property
    def blocked(self) -> dict[str, str]:
        """The addresses that the policy doesn't allow."""
        return {address: page for address, page in self.loaded.items() if not address.startswith(f"{_FONT_STYLES}/")}


def write_headers(config: MkDocsConfig) -> None:
    """Write `_headers`, from which web hosts read the HTTP headers of a website."""
    site_dir = Path(config.site_dir)
    contents = contents_of(site_dir, config.site_url or "")
    policy = content_security_policy(contents)
    text = f"/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n"
    (site_dir / "_headers").write_text(text, encoding="utf-8")
    if contents.has_outside_fonts:
        log.info(
            "the theme loads its fonts from Google, so the policy in _headers allows %s and %s. To keep all requests "
            "on your site, write in mkdocs.yml:\ntheme:\n  name: %s\n  font: false",
            _FONT_STYLES,
            _FONT_FILES,
            config.theme.name,
        )
    if contents.blocked:
        log.warning("%s", _blocked(contents.blocked, str(config.theme.name)))


def _blocked(blocked: dict[str, str], theme: str) -> str:
    """Return what the policy blocks, and what to do about it."""
    first = list(blocked.items())[:_MOST_NAMED]
    named = ", ".join(f"{address} (in {page})" for address, page in first)
    more = f", and {len(blocked) - len(first)} more" if len(blocked) > len(first) else ""
    text = f"the policy in _headers blocks files from other hosts: {named}{more}. "
    if all(_HIGHLIGHTER in address for address in blocked):
        return f"{text}Write in mkdocs.yml:\ntheme:\n  name: {theme}\n  highlightjs: false"
    copy = "Copy them into docs_dir"
    if theme == "material":
        copy += ", or add the plugin `privacy`, which does that in each build"
    return f"{text}{copy}. Or write your own headers, and `headers: false` for errcat"


def contents_of(site_dir: Path, site_url: str = "") -> Contents:
    """Return what the pages of a built website contain."""
    contents = Contents()
    for file in sorted(site_dir.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        contents.scripts |= {_hash(script[1]) for script in _INLINE_SCRIPT.finditer(text) if script[1]}
        contents.styles |= {_hash(style[1]) for style in _INLINE_STYLE.finditer(text) if style[1]}
        for match in _LOADED.finditer(text):
            address = html.unescape(match[1] or match[2])
            if not (site_url and address.startswith(site_url)):
                contents.loaded.setdefault(address, file.relative_to(site_dir).as_posix())
    return contents


def content_security_policy(contents: Contents) -> str:
    """Return the strictest policy for a built website: it allows only its own files, and the scripts in its pages.

    It also allows the fonts that Material loads by default. They can't run anything.
    """
    styles, fonts = ([_FONT_STYLES], [_FONT_FILES]) if contents.has_outside_fonts else ([], [])
    return "; ".join([
        "default-src 'none'",
        " ".join(["script-src 'self'", *sorted(contents.scripts)]),
        " ".join(["style-src 'self'", *sorted(contents.styles), *styles]),
        "img-src 'self' data:",
        " ".join(["font-src 'self'", *fonts]),
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ])  # fmt: skip


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
