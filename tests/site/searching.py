"""The search of a site, as somebody types into it. It answers in a worker: the page counts questions and answers."""

from __future__ import annotations

from playwright.sync_api import Page

from conftest import RESTS
from processes import PATIENCE

COUNTS = """(() => {
  const Real = Worker;
  window.questions = 0;
  window.answers = 0;
  window.Worker = class extends Real {
    constructor(...given) { super(...given); this.addEventListener("message", () => window.answers++); }
    postMessage(...given) { window.questions++; super.postMessage(...given); }
  };
})();"""
"""A script that runs before those of a page. MkDocs and Zensical answer each message with one."""
ANSWERED = """async (patience) => {
  const end = Date.now() + patience * 1000;
  while (!(window.questions > 1 && window.questions === window.answers)) {
    if (Date.now() > end) throw new Error(`${window.questions} questions, ${window.answers} answers`);
    await new Promise(requestAnimationFrame);
  }
}"""
"""Waits until all questions have their answers. `wait_for_function` evaluates text again and again: policies forbid it."""


def search_for(page: Page, words: str) -> list[str]:
    """Type into the search of a page that COUNTS; the results, when all of them are there."""
    if page.locator(".md-search-result__meta").count():
        field, found = page.get_by_role("textbox", name="Search"), page.locator(".md-search-result__item a")
    else:
        field, found = page.get_by_placeholder("Search").first, page.locator("[role=listbox] a, ol li a")
        if not field.is_visible():
            page.keyboard.press("/")
    field.fill(words[:-1])
    field.press_sequentially(words[-1])  # what is only filled in is not searched for by MkDocs
    page.evaluate(RESTS)
    page.evaluate(ANSWERED, PATIENCE)
    page.evaluate(RESTS)
    return found.all_inner_texts()
