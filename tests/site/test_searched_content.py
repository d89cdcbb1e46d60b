"""The search index has what a reader looks for, and half of the bytes of whole pages."""

from __future__ import annotations

import json
import re

from conftest import Served
from errcat.mkdocs_plugin.searched_content import searched_content

PAGE = """\
<h1 class="errcat-code" id="a-404">A <strong class="errcat-context">– 404 Not Found</strong></h1>
<div class="errcat-now errcat-caller">
<p class="errcat-verdict"><strong>Your request.</strong> Do not send it again unchanged.</p>
<p class="errcat-action"><strong>What to do:</strong> Look it up</p>
</div>
<p class="errcat-chips"><a class="errcat-chip" href="../by/status/404/">Status: 404 Not Found</a></p>
<p class="errcat-label">Message:</p>
<div class="highlight"><pre><span></span><code>There is no {thing}
</code></pre></div>
<p class="errcat-words" hidden>404 Not Found</p>
<h2 id="solutions">Solutions<a class="headerlink" href="#solutions">¶</a></h2>
<ul>
<li>Read <strong>What to do:</strong> again.</li>
</ul>
<h2 data-search-exclude id="example-response">Example response</h2>
<div class="highlight"><pre><code>"code"</code></pre></div>
<h2 id="values">Values</h2>
<table><thead><tr><th>Name</th><th>Type</th><th>About</th><th>Example</th></tr></thead>
<tbody><tr><td><code>thing</code></td><td>string</td><td>Its <em>name</em></td><td>–</td></tr></tbody></table>
"""


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_only_what_the_page_says_itself_is_searched():
    assert words_of(searched_content(PAGE)) == (
        "A – 404 Not Found Look it up There is no {thing} Read What to do: again. thing Its name"
    )


def test_words_that_the_heading_does_not_have_are_searched():
    assert "404 Gone" in searched_content(PAGE.replace("hidden>404 Not Found", "hidden>404 Gone"))


def test_a_page_with_nothing_to_shorten_stays():
    assert searched_content("<p>Encrypted</p>") == "<p>Encrypted</p>"
    assert searched_content("") == ""


def test_the_index_has_an_entry_for_each_error_and_the_page_keeps_its_text(tried: Served):
    index = json.loads((tried.folder / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    mine = [entry for entry in index if entry["location"].startswith("whole/parcel-not-found/")]
    assert [entry["location"] for entry in mine if "#" not in entry["location"]] == ["whole/parcel-not-found/"]
    found = words_of(" ".join(f"{entry['title']} {entry['text']}" for entry in mine))
    page = words_of((tried.folder / "whole" / "parcel-not-found" / "index.html").read_text(encoding="utf-8"))
    assert "Compare the number with the one on the label" in found
    for repeated in ("Do not send it again unchanged", "What to do:", "Handle it in code", "Solutions"):
        assert repeated in page
        assert repeated not in found
