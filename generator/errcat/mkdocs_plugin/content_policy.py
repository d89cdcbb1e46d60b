"""The strictest Content-Security-Policy under which a built website works."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type=.?application/json)\b)[^>]*>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def write_headers(site_dir: Path) -> None:
    """Write `_headers`, from which web hosts read the HTTP headers of a website."""
    policy = content_security_policy(site_dir)
    text = f"/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n"
    (site_dir / "_headers").write_text(text, encoding="utf-8")


def content_security_policy(site_dir: Path) -> str:
    """Return the strictest policy for a built website: it allows only its own files, and the scripts in its pages."""
    scripts: set[str] = set()
    styles: set[str] = set()
    for file in sorted(site_dir.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        scripts |= {_hash(script[1]) for script in _INLINE_SCRIPT.finditer(text) if script[1]}
        styles |= {_hash(style[1]) for style in _INLINE_STYLE.finditer(text) if style[1]}
    return "; ".join([
        "default-src 'none'",
        f"script-src 'self' {' '.join(sorted(scripts))}".rstrip(),
        f"style-src 'self' {' '.join(sorted(styles))}".rstrip(),
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ])  # fmt: skip


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
