"""unclosed-fence: a code block in a Markdown text that is never closed."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.markdown_text import unclosed_fence


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text, fence in catalog.texts.markdown.examined(unclosed_fence, "```", "~~~"):
        place = text.at.within(fence.text, text.value.count(fence.text, 0, fence.start))
        yield Problem("unclosed-fence", place, {"fence": fence.text})
