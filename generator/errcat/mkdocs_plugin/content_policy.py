"""The strictest Content-Security-Policy that a built site works under."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type=.?application/json)\b)[^>]*>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def content_security_policy(site_dir: Path) -> str:
    """The strictest policy that a built site works under: no script but its own files, and those that pages have."""
    scripts: set[str] = set()
    styles: set[str] = set()
    for file in sorted(site_dir.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        scripts |= {_hash(found[1]) for found in _INLINE_SCRIPT.finditer(text) if found[1]}
        styles |= {_hash(found[1]) for found in _INLINE_STYLE.finditer(text) if found[1]}
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
