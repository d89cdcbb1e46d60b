"""The view of an error for its page's template: all texts are escaped, and all links are made."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError, ResolvedGroup
from errcat.resolved.openapi_components import public_errors, status_title
from errcat.resolved.resolve import display_message
from errcat.targets.literals import Verbatim, md_code, md_text
from errcat.targets.markdown import page_paths as pages
from errcat.targets.markdown.blocks import code_block, json_block, lines_of_text
from errcat.targets.markdown.catalog_texts import Rewriting
from errcat.targets.markdown.client_code import Steps, client_code, marker_paths
from errcat.targets.markdown.dialects import Dialect, Fact, linked
from errcat.targets.markdown.fragments import (
    View,
    code_in_link,
    link,
    links,
    message,
    notes,
    param,
    payload,
    sample,
    support,
    translation,
    variants,
)
from errcat.targets.markdown.headings import code_heading, repeats, repeats_code, search_words
from errcat.targets.markdown.history import History
from errcat.targets.markdown.page_paths import Links
from errcat.targets.markdown.portable import first_paragraph
from errcat.targets.markdown.similar_codes import SimilarCodes, is_large, page_name
from errcat.targets.markdown.table_columns import Columns, table_columns
from errcat.targets.markdown.verdict import Verdict, plain_number, verdict_on
from errcat.targets.releases import NO_RELEASES
from errcat.targets.target import SourceLine, SourceLines
from errcat.text.schemes import scheme_of


class Views:
    """The views of a catalog."""

    def __init__(
        self,
        resolved: ResolvedCatalog,
        links: Links,
        dialect: Dialect,
        source_lines: SourceLines,
        source_url: str = "",
        *,
        history: History | None = None,
        rewriting: Rewriting | None = None,
    ) -> None:
        self.resolved = resolved
        self.links = links
        self.dialect = dialect
        self.source_lines = source_lines
        self.source_url = source_url
        self._rewriting = rewriting or Rewriting()
        self._rows: dict[str, View] = {}
        self.history = history or History(NO_RELEASES, resolved)
        self.errors = public_errors(resolved)
        self.by_name = {error["name"]: error for error in self.errors}
        self.by_code: dict[str, ResolvedError] = {}
        for error in self.errors:
            self.by_code.setdefault(error["code"], error)
        self.categories = {category["id"]: category for category in resolved["categories"]}
        self.groups = {group["id"]: group for group in resolved["groups"]}
        self.types = {type_["id"]: type_ for type_ in resolved["types"]}

    def on_page(self, error: ResolvedError) -> ResolvedError:
        """Return an error with texts and links as its page has them. The errors of the catalog don't have them yet."""
        return self._rewriting.rewritten(error)

    def error(self, error: ResolvedError) -> View:
        """Return the page of an error."""
        verdict = self.verdict(error)
        lead, rest = first_paragraph(error["description"]) if error["description"] else (None, None)
        params = [param(item) for item in error["params"]]
        samples = [sample(example) for example in error["examples"] if example["code"] is not None]
        return {
            "heading": code_heading(error),
            "heading_mark": Verbatim(f" {self.dialect.mark('code')}".rstrip()),
            "slug": Verbatim(error["names"]["page"]),
            "title": None if repeats_code(error["title"], error) else md_text(error["title"]),
            "title_mark": self.dialect.mark("title"),
            "facts": self.dialect.facts(list(self._facts(error))),
            "deprecated": self._deprecated(error),
            "lead": lead,
            "message": message(error["message"]),
            "messages": variants(error["messages"]),
            "has_action": error["action"] is not None,
            "now": self.now(verdict, error["action"]),
            "message_label": Verbatim(f"Message:{self.dialect.paragraph_mark('label')}"),
            "search_words": self.dialect.search_words(search_words(error)),
            "solutions": notes(error["solutions"]),
            "causes": notes(error["causes"]),
            "description": rest,
            "user_message": None if error["user_message"] is None else lines_of_text(error["user_message"]),
            "params": params,
            "params_have_about": any(row["description"] or row["values"] for row in params),
            "params_have_example": any(row["example"] is not None for row in params),
            "details": None if error["details"] is None else json_block(error["details"]),
            "response": self._response(error),
            "in_code": Verbatim("Handle it in code" if self._is_sent(error) else "In code"),
            "client_code": self.dialect.tabs(
                [*samples, *(client_code(self._marker_paths, error) if self._is_sent(error) else ())]
            ),
            "examples": [payload(item) for item in error["examples"] if "request" in item or "response" in item],
            "translations": [translation(locale, item) for locale, item in error["translations"].items()],
            "related": [self.reference(code, name) for code, name in self._related(error)],
            "similar": list(self._similar_errors(error)),
            "links": links(error["links"]),
            "operations": [md_code(operation) for operation in error["operations"]],
            "record": list(self._record(error)),
            "help": self._help(verdict),
        }

    def verdict(self, error: ResolvedError) -> Verdict:
        """Return whose turn it is, and whether to send the request again."""
        category = self.categories.get(error["category"] or "")
        return verdict_on(error, category, has_responses=self.has_responses)

    def now(self, verdict: Verdict, action: str | None) -> Verbatim:
        """Return what a reader needs first, together: the verdict and the action."""
        blocks = []
        if str(verdict):
            who = f"**{verdict.who}.** " if verdict.who else ""
            again = f"{verdict.again}." if verdict.again else ""
            blocks.append(Verbatim(f"{who}{again}".rstrip() + self.dialect.paragraph_mark("verdict")))
        if action is not None:
            text = lines_of_text(action)
            blocks.append(Verbatim(f"**What to do:** {text}{self.dialect.paragraph_mark('action')}"))
        return self.dialect.box(f"errcat-now errcat-{verdict.acts or 'again'}", blocks)

    def _help(self, verdict: Verdict) -> View | None:
        """Return whom to ask, if that helps: not about what callers do themselves, and not for each part of a page."""
        has_own_page = self.links.page(pages.INDEX) is not None
        return support(api_of(self.resolved)) if has_own_page and verdict.acts not in ("caller", "nobody") else None

    def neighbours(self, error: ResolvedError) -> list[Verbatim]:
        """Return links to the errors before and after an error in its section."""
        section = self._by_section[error["group"]]
        at = self._place_in_section[error["name"]]
        found = [("Previous", section[at - 1] if at else None), ("Next", next(iter(section[at + 1 : at + 2]), None))]
        return [Verbatim(f"{label}: {self._distinct_link(other)}") for label, other in found if other is not None]

    def _distinct_link(self, error: ResolvedError) -> Verbatim:
        """Return a link, with the name of the error if others have the same code."""
        name = f" ({md_code(error['name'])})" if self.shares_code(error) and error["code"].strip() else ""
        return Verbatim(f"{self.link(error)}{name}")

    @cached_property
    def _by_section(self) -> dict[str | None, list[ResolvedError]]:
        result: dict[str | None, list[ResolvedError]] = {}
        for error in self.errors:
            result.setdefault(error["group"], []).append(error)
        return result

    @cached_property
    def _place_in_section(self) -> dict[str, int]:
        return {error["name"]: at for section in self._by_section.values() for at, error in enumerate(section)}

    def shares_code(self, error: ResolvedError) -> bool:
        """Whether other errors have the same code."""
        return self._count_by_code[error["code"]] > 1

    @cached_property
    def _count_by_code(self) -> Counter[str]:
        return Counter(error["code"] for error in self.errors)

    def sections_of(self, parent: str | None) -> list[ResolvedGroup]:
        """Return the sections directly inside another one; the top ones for None."""
        return self._sections.get(parent, [])

    @cached_property
    def _sections(self) -> dict[str | None, list[ResolvedGroup]]:
        children: dict[str | None, list[ResolvedGroup]] = {}
        for group in self.groups.values():
            children.setdefault(group["parent"] if group["parent"] in self.groups else None, []).append(group)
        return children

    def reference(self, code: str, name: str | None = None) -> Verbatim:
        """Return a code that another entry refers to, as a link if it has a page."""
        error = self.by_name.get(name or "") or self.by_code.get(code) or self.by_name.get(code)
        return self.link(error) if error else md_code(code)

    def link(self, error: ResolvedError) -> Verbatim:
        return linked(code_in_link(error), self.links.error(error))

    def status(self, status: int) -> Verbatim:
        """Return a status and its title."""
        return Verbatim(f"{status} {md_text(status_title(self.resolved, status))}")

    def _facts(self, error: ResolvedError) -> Iterator[Fact]:
        """Yield the facts that a reader needs next, after the verdict."""
        if error["status"]:
            values = [(self.status(code), self.links.by("status", str(code))) for code in error["status"]]
            yield Verbatim("Status"), values
        elif error["status"] is not None:
            no_status = Verbatim("none: the response has no HTTP status")
            yield (
                Verbatim("Status"),
                [(no_status, self.links.by("status", pages.NO_STATUS) if self.has_responses else None)],
            )
        category = self.categories.get(error["category"] or "")
        if category:
            yield Verbatim("Category"), [(md_text(category["title"]), self.links.by("category", category["id"]))]
        if error["severity"] != "error":
            yield Verbatim("Severity"), [(md_text(error["severity"]), None)]
        if error["deprecated"] is not None:
            yield Verbatim("Lifecycle"), [(Verbatim("deprecated"), self.links.page(pages.LIFECYCLE))]
        if error["stability"] != "stable":
            yield Verbatim("Stability"), [(md_text(error["stability"]), self.links.page(pages.LIFECYCLE))]
        if error["fields"]:
            yield Verbatim("Request fields"), [(md_code(field), None) for field in error["fields"]]
        if error["since"] and not error["since"].isspace():
            yield Verbatim("Since"), [(md_text(error["since"]), None)]

    def _record(self, error: ResolvedError) -> Iterator[tuple[Verbatim, Verbatim]]:
        """Yield the remaining facts."""
        heading = html.unescape(code_heading(error))
        if heading != error["code"]:
            yield Verbatim("Code"), md_code(error["code"])
        if not repeats(error["name"], heading):
            yield Verbatim("Name"), md_code(error["name"])
        if error["number"] is not None:
            yield Verbatim("Number"), md_code(str(error["number"]))
        for transport, value in error["transports"].items():
            yield md_text(transport), md_code(str(value))
        if error["type"] in self.types:
            error_type = self.types[error["type"]]
            yield Verbatim("Type"), linked(md_text(error_type["title"]), self.links.by("type", error_type["id"]))
        if error["group"] in self.groups:
            group = self.groups[error["group"]]
            yield Verbatim("Section"), linked(md_text(group["title"]), self.links.by("group", group["id"]))
        if error["tags"]:
            yield Verbatim("Tags"), Verbatim(", ".join(md_code(tag) for tag in error["tags"]))
        if error["owner"] and not error["owner"].isspace():
            yield Verbatim("Owner"), md_text(error["owner"])
        source_line = self.source_lines.get(error["name"])
        if source_line is not None and self.source_url and (source := self._source(source_line)):
            title = f"{source_line.file}, line {source_line.line}"
            yield Verbatim("In the catalog"), link(source, title)
        if error["docs_url"]:
            yield (
                Verbatim("Address of this page"),
                link(error["docs_url"]),
            )

    def _source(self, source_line: SourceLine) -> str | None:
        """Return the address of the catalog's source. A path within the site is no use to other readers."""
        url = self.source_url.replace("{file}", source_line.file).replace("{line}", str(source_line.line))
        if scheme_of(url):
            return url
        return f"{self.links.up}{url}" if self.dialect.has_scripts else None

    def _response(self, error: ResolvedError) -> View | None:
        """Return an example of the response: status, headers and body. None if the catalog declares no envelope."""
        envelope = self.resolved["envelope"]
        if error["response"] is None or not envelope["declared"]:
            return None
        status = error["response"]["status"]
        head = [f"HTTP/1.1 {self._status_line(status)}"] if status else []
        head += [f"Content-Type: {envelope['media_type']}"]
        head += [f"{key}: {value}" for key, value in envelope["headers"].items()]
        retry = error["retry"]
        if retry and retry["header"] and retry["after"] and retry["header"] not in envelope["headers"]:
            head.append(f"{retry['header']}: {plain_number(retry['after'])}")
        return {
            "head": code_block("\n".join(head), "http"),
            "body": json_block(error["response"]["body"]),
        }

    def row(self, error: ResolvedError, make_row: Callable[[Views, ResolvedError], View]) -> View:
        """Return the row of an error in tables. Several lists have it: its category, its status, its section."""
        name = error["name"]
        if name not in self._rows:
            self._rows[name] = make_row(self, error)
        return self._rows[name]

    @cached_property
    def columns(self) -> Columns:
        """The columns of tables of errors."""
        return table_columns(self.errors, self.categories, self.groups)

    @cached_property
    def has_responses(self) -> bool:
        """Whether any error comes as a response. A catalog can also describe a program's messages."""
        return any(self._is_sent(error) for error in self.errors)

    def _is_sent(self, error: ResolvedError) -> bool:
        """Whether an error comes as a response. Without statuses and an envelope, it can be a program's message."""
        return bool(error["status"]) or self.resolved["envelope"]["declared"]

    @cached_property
    def _marker_paths(self) -> Mapping[str, Steps]:
        return marker_paths(self.resolved)

    def _status_line(self, status: int) -> str:
        return f"{status} {status_title(self.resolved, status)}"

    def _deprecated(self, error: ResolvedError) -> Verbatim | None:
        deprecation = error["deprecated"]
        if deprecation is None:
            return None
        text = f"**Deprecated** since {md_text(deprecation['since'])}" if deprecation["since"] else "**Deprecated**"
        text += f", until {md_text(deprecation['sunset'])}" if deprecation["sunset"] else ""
        text += (
            f". Use {self.reference(deprecation['replaced_by'])} instead"
            if deprecation["replaced_by"] is not None
            else ""
        )
        text = f"{text}. {md_text(deprecation['reason'])}" if deprecation["reason"] else f"{text}."
        return self.dialect.notice("warning", Verbatim(text))

    def _related(self, error: ResolvedError) -> list[tuple[str, str | None]]:
        """Return the codes and names that the entry refers to and those that refer to it, without internal ones."""
        related_codes = [
            (related["code"], related["name"])
            for related in error["see_also"]
            if related["name"] is None or related["name"] in self.by_name
        ]
        names = {name for _code, name in related_codes}
        referrers = self._referrers.get(error["name"], [])
        return related_codes + [
            (referrer["code"], referrer["name"]) for referrer in referrers if referrer["name"] not in names
        ]

    @cached_property
    def _referrers(self) -> dict[str, list[ResolvedError]]:
        result: dict[str, list[ResolvedError]] = {}
        for error in self.errors:
            for related in error["see_also"]:
                if related["name"] is not None and related["name"] != error["name"]:
                    result.setdefault(related["name"], []).append(error)
        return result

    def _similar_errors(self, error: ResolvedError) -> Iterator[Verbatim]:
        """Yield the errors whose codes are equal or look alike. If there are many, some of them and a link to all."""
        yield from (self._similar_error(relative) for relative in self.similar_codes.closest(error))
        group = self.similar_codes.all_like(error)
        if is_large(group):
            label = f"All {len(group)} errors with this code"
            target = self.links.page(page_name(group)) or self.links.all_errors()
            yield linked(Verbatim(label), target)

    @cached_property
    def similar_codes(self) -> SimilarCodes:
        """The errors, grouped by what their codes look like."""
        return SimilarCodes(self.errors)

    def _similar_error(self, error: ResolvedError) -> Verbatim:
        """Return a similar error with its message, which tells the two apart."""
        text = linked(md_code(error["name"]), self.links.error(error))
        return Verbatim(f"{text}: {md_text(display_message(error))}")
