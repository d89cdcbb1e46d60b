"""Catalog Markdown in a form that every renderer of the pages reads the same way.

A text is parsed as CommonMark and written again from its tokens. CommonMark, Python-Markdown (with any extensions) and
Zensical then see the same elements and characters, and no text affects the page around it.
"""

from __future__ import annotations

from errcat.targets.markdown.portable.lines import with_tooltips_escaped_once
from errcat.targets.markdown.portable.texts import first_paragraph, in_cell, in_item, lead_words, portable

__all__ = ["first_paragraph", "in_cell", "in_item", "lead_words", "portable", "with_tooltips_escaped_once"]
