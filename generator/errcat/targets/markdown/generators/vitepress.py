"""VitePress: Markdown whose HTML is a Vue template.

Vue would run `{{ }}` in any text, also if it is written as entities. It leaves everything in an element with `v-pre` as
it is.
"""

from __future__ import annotations

import re

from errcat.targets.markdown.generators.colons import replaced_in_text
from errcat.targets.markdown.generators.fences import with_html_for_fences
from errcat.targets.markdown.generators.site_generator import PageFacts, SiteGenerator, with_anchors

_CHANGED_IN_FENCES = re.compile(r"\[!code|<!--\s*@include")
"""Marks of changed lines, and included files, which also work in code."""


_SMILEY = re.compile(r"&\#?\w+; | [:;](?!-{2,}|-:)(?=\S) | (?<=[8BbxX])\) | (?<=[8BbxX]-)\)", re.VERBOSE)
"""What can be a picture such as `:)` or `8-)`. Entities stay, and rows that align columns."""


def _front_matter(facts: PageFacts) -> dict[str, object]:
    # VitePress writes these texts into a script, which `</script>` would end
    data: dict[str, object] = {"title": facts.title if "</" not in facts.title else facts.heading}
    if facts.description and "</" not in facts.description:
        data["description"] = facts.description
    data["editLink"] = False  # it would lead to the generated page
    if not facts.is_searched:
        data["search"] = False
    return data


def _adapted(page: str) -> str:
    page = with_html_for_fences(page, lambda _language, code: _CHANGED_IN_FENCES.search(code) is not None)
    page = replaced_in_text(page, _SMILEY, lambda found: found[0] if len(found[0]) > 1 else f"&#{ord(found[0])};")
    return f"<div v-pre>\n\n{with_anchors(page, '{{#{}}}').strip()}\n\n</div>\n"


VITEPRESS = SiteGenerator("VitePress", _front_matter, _adapted)
