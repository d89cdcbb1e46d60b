"""The catalog's own Markdown, in the one form that every renderer of our pages reads the same.

A text is parsed as CommonMark and written from its tokens. CommonMark, Python-Markdown (with whatever extensions a site
has) and Zensical then see the same elements and the same characters, and nothing in a text reaches beyond it.
"""

from __future__ import annotations

from errcat.targets.markdown.portable.lines import with_tooltips_escaped_once
from errcat.targets.markdown.portable.texts import first_paragraph, in_cell, in_item, portable

__all__ = ["first_paragraph", "in_cell", "in_item", "portable", "with_tooltips_escaped_once"]
