"""The pages of a catalog as a site: an overview, a page for each error, and lists of related errors."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError, ResolvedGuide, ResolvedRetired
from errcat.targets.literals import Verbatim, md_code, md_text
from errcat.targets.markdown import (
    history_views,
    index_page,
    lists,
    mentions,
    navigation,
    relative_links,
    search_results,
    short_overview,
)
from errcat.targets.markdown import page_paths as pages
from errcat.targets.markdown.blocks import json_block, lines_of_text
from errcat.targets.markdown.dialects import GO_TO, Dialect, linked
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.fragments import View, links, sample, support
from errcat.targets.markdown.headings import (
    api_name,
    code_heading,
    heading_context,
    repeats,
    title_heading,
    title_line,
    with_api_name,
)
from errcat.targets.markdown.history import History
from errcat.targets.markdown.page_paths import Links, PathOf, folder_path, twin_path
from errcat.targets.markdown.portable import portable
from errcat.targets.markdown.redirects import redirects, retired_pages
from errcat.targets.markdown.similar_codes import page_id
from errcat.targets.target import SourceLines
from errcat.text.code_names import title_of_id


class PageWords(NamedTuple):
    """What search results and link previews show of a page."""

    title: str = ""
    """The title in browser tabs and search results, if the heading is not enough."""
    about: str = ""
    """A sentence that describes the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render. Only its name, its template and its kind are made before somebody needs the rest."""

    name: str
    template: str
    contents: View | Callable[[], View]
    """The variables of the template, or a function that makes them when the page is rendered."""
    kind: str
    make_words: Callable[[], PageWords] = PageWords

    @property
    def variables(self) -> View:
        return self.contents() if callable(self.contents) else self.contents

    @property
    def words(self) -> PageWords:
        return self.make_words()


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How to write the pages."""

    dialect: Dialect
    path_of: PathOf
    source_lines: SourceLines
    source_url: str
    has_twins: bool
    """Whether each page also exists as plain Markdown."""
    keeps_links: bool
    """Whether relative links in catalog texts stay links."""
    overview: str = "table"
    """How the overview lists errors: a name in `_OVERVIEWS`."""
    has_decoder: bool = True
    history: History | None = None

    def views(self, resolved: ResolvedCatalog, depth: int = 0, links: Links | None = None) -> Views:
        """Return the views for pages that are `depth` folders deep, and link to each other as a site or as `links`."""
        up = "../" * depth
        rewriting = (
            relative_links.rebasing(up, has_page_folders=self.path_of in (twin_path, folder_path))
            if self.keeps_links
            else relative_links.unlinking()
        )
        omitted = frozenset(() if self.has_decoder else (pages.DECODER,))
        page_links = links or Links(up, self.path_of, self.has_twins, omitted)
        rewriting = rewriting.then(mentions.linking(resolved, page_links))
        # most pages only list errors, so `Views.on_page` rewrites the texts of each error when they are needed
        head = resolved.copy()
        head["errors"] = []
        head = rewriting.rewritten(head)
        head["errors"] = resolved["errors"]
        return Views(
            head,
            page_links,
            self.dialect,
            self.source_lines,
            self.source_url,
            history=self.history,
            rewriting=rewriting,
        )


def site_pages(resolved: ResolvedCatalog, options: PageOptions) -> Iterator[Page]:
    """Yield all pages."""

    @cache  # pages of several kinds are in folders of the same depth
    def views_at(depth: int) -> Views:
        return options.views(resolved, depth)

    for example, make_pages in (*_OVERVIEWS[options.overview], *_PAGE_KINDS):
        yield from make_pages(views_at(options.path_of(example).count("/")))


def _overview(views: Views) -> Iterator[Page]:
    def variables() -> View:
        return {**_common(views), **overview(views), **index_page.index_variables(views)}

    yield Page(pages.INDEX, "index.md.j2", variables, "index", partial(_index_words, views))


def _short_overview(views: Views) -> Iterator[Page]:
    def variables() -> View:
        neighbours = [*navigation.tools(views), *navigation.chapters(views)]
        return {
            **_common(views),
            **overview(views),
            "list": short_overview.short_lists(views),
            "tools": views.dialect.facts([(GO_TO, neighbours)]),
        }

    yield Page(pages.INDEX, "short_overview.md.j2", variables, "overview", partial(_index_words, views))


def _index_words(views: Views) -> PageWords:
    title = search_results.page_title(_index_heading(views.resolved))
    return PageWords(title, search_results.index_description(views))


def _index_heading(resolved: ResolvedCatalog) -> Verbatim:
    name = api_name(resolved)
    return Verbatim(f"{name} errors") if name else Verbatim("Errors")


def _index_parts(views: Views) -> Iterator[Page]:
    """Yield the later parts of the list of all errors."""
    if not views.dialect.has_scripts:
        return
    for number, variables in index_page.later_parts(views):
        heading = with_api_name(Verbatim(f"All errors, part {number}"), views.resolved)
        title = search_results.page_title(heading)
        part = {**_common(views), "heading": heading, **variables}
        yield Page(pages.part(number), "part.md.j2", part, "part", partial(PageWords, title, title))


def overview(views: Views) -> View:
    """Return the variables that describe the API as a whole."""
    api = api_of(views.resolved)
    return {
        "heading": _index_heading(views.resolved),
        "api": title_line(api["name"], api_name(views.resolved), views.dialect),
        "name": md_text(api["name"]) if api["name"] else None,
        "version": md_text(api["version"]) if api["version"] else None,
        "summary": md_text(api["summary"]) if api["summary"] else None,
        "description": portable(api["description"], level=2) if api["description"] else None,
        "api_links": links(api["links"]),
        "help": support(api),
    }


def _errors(views: Views) -> Iterator[Page]:
    yield from (error_page(views, error) for error in views.errors)


def error_page(views: Views, error: ResolvedError) -> Page:
    def variables() -> View:
        return {
            **_common(views),
            "error": views.error(views.on_page(error)),
            "around": views.neighbours(error),
            "around_mark": views.dialect.paragraph_mark("around"),
            "history": history_views.history_of(views, error["code"], error["name"]),
            "context": heading_context(error, views.resolved, views.dialect),
        }

    def words() -> PageWords:
        # only a description without an action has words of a Markdown text
        about = search_results.error_description(views, error if error["action"] else views.on_page(error))
        return PageWords(search_results.error_title(views, error), about)

    return Page(error["names"]["page"], "page.md.j2", variables, "error", words)


def _list_pages(views: Views) -> Iterator[Page]:
    for category in views.categories.values():
        yield _list_page(views, "category", category["id"], partial(lists.category, views, category))
    for group in views.groups.values():
        yield _list_page(views, "group", group["id"], partial(lists.group, views, group))
    for type_ in views.types.values():
        yield _list_page(views, "type", type_["id"], partial(lists.error_type, views, type_))
    for number in lists.statuses(views):
        id = pages.NO_STATUS if number is None else str(number)
        yield _list_page(views, "status", id, partial(lists.status, views, number))
    for similar in views.similar_codes.large_groups:
        yield _list_page(views, "code", page_id(similar), partial(lists.similar_codes, views, similar))


def _list_page(views: Views, kind: str, id: str, make_list: Callable[[], View]) -> Page:
    @cache  # the words are about the same list
    def variables() -> View:
        return {**_common(views), **make_list()}

    def words() -> PageWords:
        view = variables()
        return PageWords(search_results.page_title(Verbatim(view["heading"])), str(view["about"]))

    return Page(pages.by(kind, id), "list_page.md.j2", variables, kind, words)


def _common(views: Views) -> View:
    return {
        "index": Verbatim(views.links.page(pages.INDEX) or ""),
        "mark": views.dialect.mark("index"),
        "anchor": views.dialect.anchor,
        "no_search": views.dialect.no_search,
        "twin": views.dialect.twin if views.links.has_twins else Verbatim(""),
        "part": None,
    }


def _about(views: Views) -> Iterator[Page]:
    def page(name: str, kind: str, title: str, make_view: Callable[[], View]) -> Page:
        heading = with_api_name(Verbatim(title), views.resolved)
        page_title = search_results.page_title(heading)

        def variables() -> View:
            return {**_common(views), "heading": heading, **make_view()}

        words = PageWords(page_title, f"{page_title}: {_ABOUT[kind]}")
        return Page(name, f"{kind}.md.j2", variables, kind, lambda: words)

    def envelope() -> View:
        return {"envelope": responses(views), "help": support(api_of(views.resolved))}

    if views.has_responses:
        yield page(pages.MAP, "map", "Map of all errors", partial(lists.error_map, views))
    if views.resolved["envelope"]["declared"]:
        yield page(pages.ENVELOPE, "responses", "What a response looks like", envelope)
    if navigation.has_decoder(views):
        yield page(pages.DECODER, "decoder", "Decode a response", dict)
    if navigation.has_lifecycle(views):
        yield page(pages.LIFECYCLE, "lifecycle", "Deprecated and retired codes", partial(lists.lifecycle, views))
    if navigation.has_changes(views):
        yield page(pages.CHANGES, "changes", "What changed", partial(history_views.what_changed, views))


_ABOUT = {
    "map": "how many errors each status and each category has.",
    "responses": "the media type, the headers, the body and its JSON Schema.",
    "decoder": "paste an error response, a log line or a code, and read what it means and what to do.",
    "lifecycle": "since when, why, and what to use instead.",
    "changes": "what each release changed, and what breaks clients.",
}
"""What is on a page, by its kind."""


def responses(views: Views) -> View:
    """Return the variables that describe what all responses have in common."""
    envelope = views.resolved["envelope"]
    example, response = next(
        ((error, error["response"]) for error in views.errors if error["response"] is not None), (None, None)
    )
    return {
        "media_type": Verbatim(md_code(envelope["media_type"])),
        "description": portable(envelope["description"]) if envelope["description"] else None,
        "headers": [(md_code(key), md_code(value)) for key, value in envelope["headers"].items()],
        "example": json_block(response["body"]) if response else None,
        "example_of": linked(code_heading(example), views.links.error(example)) if example else None,
        "schema": json_block(envelope["schema"]),
    }


def _guides(views: Views) -> Iterator[Page]:
    yield from (_guide(views, guide) for guide in views.resolved["guides"])


def _guide(views: Views, guide: ResolvedGuide) -> Page:
    title = title_heading(guide["title"])
    heading = with_api_name(title or Verbatim(title_of_id(guide["id"])), views.resolved)

    def variables() -> View:
        return {
            **_common(views),
            "heading": heading,
            "title": title_line(guide["title"], title, views.dialect),
            "body": portable(guide["body"], level=1) if guide["body"] else None,
            "samples": views.dialect.tabs([sample(code_sample) for code_sample in guide["samples"]]),
            "links": links(guide["links"]),
        }

    def words() -> PageWords:
        page_title = search_results.page_title(heading)
        return PageWords(page_title, search_results.guide_description(guide, page_title))

    return Page(pages.guide(guide["id"]), "guide.md.j2", variables, "guide", words)


def _retired(views: Views) -> Iterator[Page]:
    """Yield the pages of retired codes."""
    yield from (_retired_page(views, slug, retired) for slug, retired in retired_pages(views.resolved))


def _retired_page(views: Views, slug: str, retired: ResolvedRetired) -> Page:
    def variables() -> View:
        return {
            **_common(views),
            "heading": code_heading(retired),
            "heading_mark": Verbatim(f" {views.dialect.mark('code')}".rstrip()),
            "record": [(label, md_code(word)) for label, word in _other_words(retired)],
            "notice": views.dialect.box("errcat-now errcat-retired", list(_retirement(views, retired))),
            "history": history_views.history_of(views, retired["code"], retired["name"]),
            "lifecycle": views.links.page(pages.LIFECYCLE) and Verbatim(views.links.page(pages.LIFECYCLE)),
        }

    def words() -> PageWords:
        title = search_results.retired_title(views.resolved, str(retired["name"]))
        return PageWords(title, search_results.retired_description(views.resolved, retired))

    return Page(slug, "retired.md.j2", variables, "retired", words)


def moved_pages(resolved: ResolvedCatalog, options: PageOptions) -> Iterator[Page]:
    """Yield a page for each renamed code that leads to its new name, for sites without redirects."""
    views = options.views(resolved, options.path_of("x").count("/"))
    current = {error["names"]["page"]: error for error in views.errors}
    for old, new in redirects(resolved).items():
        link = linked(code_heading(current[new]), views.links.error(current[new]))
        variables = {**_common(views), "heading": Verbatim(old), "link": link}
        yield Page(old, "moved.md.j2", variables, "moved")


def _other_words(retired: ResolvedRetired) -> Iterator[tuple[Verbatim, str]]:
    """Yield the code and the name of a retired code if they differ from its heading, and its number."""
    heading = html.unescape(code_heading(retired))
    if heading != retired["code"]:
        yield Verbatim("Code"), retired["code"]
    if retired["name"] and not repeats(retired["name"], heading):
        yield Verbatim("Name"), retired["name"]
    if retired["number"] is not None:
        yield Verbatim("Number"), str(retired["number"])


def _retirement(views: Views, retired: ResolvedRetired) -> Iterator[Verbatim]:
    """Yield what a reader needs to know of a code that is gone: since when, what to use instead, and why."""
    since = f" since {md_text(retired['since'])}" if retired["since"] else ""
    mark = views.dialect.paragraph_mark
    yield Verbatim(f"**Retired{since}.** This code is no longer used.{mark('verdict')}")
    if retired["replaced_by"] is not None:
        yield Verbatim(f"**Use instead:** {views.reference(retired['replaced_by'])}{mark('action')}")
    if retired["reason"]:
        yield Verbatim(f"**Why:** {lines_of_text(retired['reason'])}")


# The ways to list all errors, by their names in the settings.
# An example name of each kind of page, which shows its depth, and the function that makes the pages.
_PageKinds = tuple[tuple[str, Callable[[Views], Iterator[Page]]], ...]
_OVERVIEWS: dict[str, _PageKinds] = {
    "table": ((pages.INDEX, _overview), (pages.part(2), _index_parts)),
    "list": ((pages.INDEX, _short_overview),),
}
_PAGE_KINDS: _PageKinds = (
    ("x", _errors),
    (pages.by("x", "x"), _list_pages),
    (pages.MAP, _about),
    (pages.guide("x"), _guides),
    ("x", _retired),
)
