"""Quotes and bullets that word processors write in place of those of YAML."""

from __future__ import annotations

CURLY_QUOTES = {"“": "”", "”": "”", "„": "“”", "‟": "”", "‘": "’", "’": "’", "‚": "‘’", "«": "»", "»": "«"}
"""Each quote that can open a text, and the quotes that can close it."""
CLOSING_QUOTES = frozenset("".join(CURLY_QUOTES.values()) + "\"'")
BULLETS = "–—−‐‑•·●▪◦‣*+"
"""What people write in place of the dash of a list."""
