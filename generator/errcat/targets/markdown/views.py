"""What the pages show, ready for their templates: every text is written, every link is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from errcat.openapi_components import public_errors, status_title
from errcat.resolved import Resolved
from errcat.targets.literals import Written, md_code, md_text
from errcat.targets.markdown.blocks import code_block, json_block, lines_of_text, own_markdown

Link = Callable[[Resolved], str]
"""Where the page of an error is, from the page at hand."""
View = dict[str, Any]

_HARMLESS = re.compile(r"[A-Za-z0-9_.:-]*[A-Za-z0-9][A-Za-z0-9_.:-]*")
_STRATEGIES = {
    "never": "no",
    "same": "yes, at once",
    "backoff": "yes, after growing waits",
    "after": "yes, after a wait",
}


class Views:
    """The views of one catalog."""

    def __init__(self, resolved: Resolved, link: Link) -> None:
        self.resolved = resolved
        self.link = link
        self.errors = public_errors(resolved)
        self.by_name = {error["name"]: error for error in self.errors}
        self.by_code: dict[str, Resolved] = {}
        for error in self.errors:
            self.by_code.setdefault(error["code"], error)
        self.categories = {one["id"]: one for one in resolved["categories"]}
        self.groups = {one["id"]: one for one in resolved["groups"]}
        self.types = {one["id"]: one for one in resolved["types"]}

    def error(self, error: Resolved) -> View:
        """The page of an error."""
        message = error["message"]
        return {
            "heading": heading_of(error),
            "slug": Written(error["names"]["page"]),
            "title": md_text(error["title"]),
            "facts": list(self._facts(error)),
            "record": list(self._record(error)),
            "deprecated": self._deprecated(error),
            "message": None if message is None else code_block(message),
            "messages": [
                {
                    "when": None if one["when"] is None else lines_of_text(one["when"]),
                    "block": code_block(one["message"]),
                }
                for one in error["messages"]
            ],
            "action": None if error["action"] is None else lines_of_text(error["action"]),
            "solutions": notes(error["solutions"]),
            "causes": notes(error["causes"]),
            "description": None if error["description"] is None else own_markdown(error["description"]),
            "user_message": None if error["user_message"] is None else lines_of_text(error["user_message"]),
            "params": [_param(param) for param in error["params"]],
            "details": None if error["details"] is None else json_block(error["details"]),
            "response": None if error["response"] is None else json_block(error["response"]["body"]),
            "examples": [_example(one) for one in error["examples"]],
            "translations": [_translation(locale, one) for locale, one in error["translations"].items()],
            "related": [self.reference(one["code"], one["name"]) for one in error["see_also"]],
            "links": links(error["links"]),
        }

    def row(self, error: Resolved) -> View:
        """An error in a table."""
        category = self.categories.get(error["category"] or "")
        return {
            "code": Written(f"[{_code_in_link(error)}]({self.link(error)})"),
            "status": Written(", ".join(str(status) for status in error["status"] or ()) or "–"),
            "category": md_text(category["title"]) if category else Written("–"),
            "says": md_text(error["message"] or error["title"]),
            "action": md_text(error["action"]) if error["action"] else Written("–"),
            "deprecated": error["deprecated"] is not None,
        }

    def reference(self, code: str, name: str | None = None) -> Written:
        """A code that another entry names, as a link where it has a page."""
        error = self.by_name.get(name or "") or self.by_code.get(code) or self.by_name.get(code)
        return Written(f"[{_code_in_link(error)}]({self.link(error)})") if error else md_code(code)

    def sections(self) -> list[View]:
        """The errors by group, a group below its parent; then those of no group."""
        found: list[View] = []
        for group, depth in self._nested(None, 0):
            rows = [self.row(error) for error in self.errors if error["group"] == group["id"]]
            if rows or group["description"]:
                found.append({**described(group), "depth": Written("#" * min(6, 3 + depth)), "rows": rows})
        others = [self.row(error) for error in self.errors if error["group"] not in self.groups]
        if others:
            title = Written("Other errors") if found else None
            found.append({"title": title, "description": None, "links": [], "depth": Written("###"), "rows": others})
        return found

    def _nested(self, parent: str | None, depth: int) -> Iterator[tuple[Resolved, int]]:
        for group in self.groups.values():
            has_parent = group["parent"] if group["parent"] in self.groups else None
            if has_parent == parent:
                yield group, depth
                yield from self._nested(group["id"], depth + 1)

    def _facts(self, error: Resolved) -> Iterator[tuple[Written, Written]]:
        """What a reader in trouble looks for: whose fault it is, and whether the request may be sent again."""
        if error["status"]:
            named = (f"`{status}` {md_text(status_title(self.resolved, status))}" for status in error["status"])
            yield Written("Status"), Written(", ".join(named))
        elif error["status"] is not None:
            yield Written("Status"), Written("none: it does not travel with a status")
        category = self.categories.get(error["category"] or "")
        if category:
            yield Written("Category"), md_text(category["title"])
        if error["retry"] is not None:
            yield Written("Retry"), _retry(error["retry"])
        if error["fields"]:
            yield Written("Request fields"), Written(", ".join(md_code(one) for one in error["fields"]))
        if error["severity"] != "error":
            yield Written("Severity"), md_text(error["severity"])
        if error["stability"] != "stable":
            yield Written("Stability"), md_text(error["stability"])

    def _record(self, error: Resolved) -> Iterator[tuple[Written, Written]]:
        """What is good to know as well."""
        yield Written("Code"), md_code(error["code"])
        if error["name"] != error["code"]:
            yield Written("Name"), md_code(error["name"])
        if error["number"] is not None:
            yield Written("Number"), md_code(str(error["number"]))
        for transport, value in error["transports"].items():
            yield md_text(transport), md_code(str(value))
        if error["type"] in self.types:
            yield Written("Type"), md_text(self.types[error["type"]]["title"])
        if error["group"] in self.groups:
            yield Written("Section"), md_text(self.groups[error["group"]]["title"])
        if error["operations"]:
            yield Written("Operations"), Written(", ".join(md_code(one) for one in error["operations"]))
        if error["tags"]:
            yield Written("Tags"), Written(", ".join(md_code(one) for one in error["tags"]))
        if error["owner"]:
            yield Written("Owner"), md_text(error["owner"])
        if error["since"]:
            yield Written("Since"), md_text(error["since"])

    def _deprecated(self, error: Resolved) -> Written | None:
        gone = error["deprecated"]
        if gone is None:
            return None
        said = f"**Deprecated** since {md_text(gone['since'])}" if gone["since"] else "**Deprecated**"
        said += f", until {md_text(gone['sunset'])}" if gone["sunset"] else ""
        said += f". Use {self.reference(gone['replaced_by'])} instead" if gone["replaced_by"] else ""
        return Written(f"{said}. {md_text(gone['reason'])}" if gone["reason"] else f"{said}.")

    def retired(self) -> list[View]:
        """The codes that must never come back."""
        return [
            {
                "code": md_code(one["code"]),
                "since": md_text(one["since"]) if one["since"] else Written("–"),
                "instead": self.reference(one["replaced_by"]) if one["replaced_by"] else Written("–"),
                "reason": md_text(one["reason"]) if one["reason"] else Written("–"),
            }
            for one in self.resolved["retired"]
        ]


def heading_of(error: Resolved) -> Written:
    """What a page is called: its code where that is harmless everywhere, else its name."""
    code = error["code"]
    return (
        md_text(code) if _HARMLESS.fullmatch(code) and not code.startswith(("-", ".", ":")) else Written(error["name"])
    )


def _code_in_link(error: Resolved) -> Written:
    return md_code(error["code"]) if error["code"].strip() else md_code(error["name"])


def described(one: Resolved) -> View:
    """Something with a title, a description and links."""
    return {
        "title": md_text(one["title"]) if one["title"] else None,
        "description": own_markdown(one["description"]) if one.get("description") else None,
        "links": links(one["links"]),
    }


def links(every: Sequence[Resolved]) -> list[Written]:
    """Further reading."""
    found = []
    for one in every:
        text = f"[{md_text(one['title'] or one['url'])}]({address(one['url'])})"
        found.append(Written(f"{text}: {md_text(one['description'])}" if one["description"] else text))
    return found


def address(url: str) -> Written:
    """An address in the brackets of a link."""
    return Written(quote(url, safe="!#$%&*+,-./:;=?@_~").replace("&", "&amp;"))


def notes(every: Sequence[Resolved]) -> list[Written]:
    """Causes or solutions, as items of a list."""
    found = []
    for one in every:
        head = f"**{md_text(one['title'])}**" if one["title"] else ""
        who = f"*For: {md_text(one['audience'])}*" if one["audience"] else ""
        before = " ".join(part for part in (head, who) if part)
        text = own_markdown(one["text"], indent=4)
        found.append(Written(f"{before}\n\n    {text}" if before else text))
    return found


def _retry(retry: Resolved) -> Written:
    parts = [_STRATEGIES[retry["strategy"]]]
    if retry["after"] is not None:
        parts = ["yes"] if retry["strategy"] == "after" else parts
        parts.append(f"after {retry['after']:g} seconds")
    if retry["header"]:
        parts.append(f"as the header {md_code(retry['header'])} says")
    if retry["max_attempts"]:
        parts.append(f"{retry['max_attempts']} times at most")
    return Written(", ".join(parts))


def _param(param: Resolved) -> View:
    kind = param["type"] + (f", {param['format']}" if param["format"] else "")
    marks = [mark for mark in ("optional", "sensitive") if param[mark]]
    return {
        "name": md_code(param["name"]),
        "type": md_text(", ".join([kind, *marks])),
        "description": _in_cell(param["description"]),
        "values": Written(", ".join(_value(one) for one in param["enum"])) if param["enum"] else None,
        "example": _value(param["example"]) if "example" in param else None,
    }


def _in_cell(text: str | None) -> Written:
    """Markdown in a cell of a table: one paragraph, in which no line ends the row."""
    if text is None:
        return Written("")
    return Written(" ".join(own_markdown(text).split()).replace("|", "&#124;"))


def _value(value: object) -> Written:
    return md_code(value if isinstance(value, str) else json_line(value))


def json_line(value: object) -> str:
    """A value as JSON on one line."""
    import json  # noqa: PLC0415 — few pages have such a value

    return json.dumps(value, ensure_ascii=False)


def _example(one: Resolved) -> View:
    return {
        "title": md_text(one["title"]) if one["title"] else None,
        "description": own_markdown(one["description"]) if one["description"] else None,
        "status": one["status"],
        "request": json_block(one["request"]) if "request" in one else None,
        "response": json_block(one["response"]) if "response" in one else None,
        "code": code_block(one["code"], one["language"] or "text") if one["code"] is not None else None,
    }


def sample(one: Resolved) -> View:
    """A piece of code of a guide."""
    return {
        "title": md_text(one["title"] or one["language"]),
        "description": own_markdown(one["description"]) if one["description"] else None,
        "code": code_block(one["code"], one["language"]),
    }


def _translation(locale: str, one: Resolved) -> View:
    return {
        "locale": md_code(locale),
        "title": md_text(one["title"]) if one["title"] else None,
        "message": code_block(one["message"]) if one["message"] is not None else None,
        "messages": [
            {
                "when": None if each["when"] is None else lines_of_text(each["when"]),
                "block": code_block(each["message"]),
            }
            for each in one["messages"]
        ],
        "action": lines_of_text(one["action"]) if one["action"] else None,
        "user_message": lines_of_text(one["user_message"]) if one["user_message"] else None,
        "description": own_markdown(one["description"], level=4) if one["description"] else None,
        "causes": notes(one["causes"]),
        "solutions": notes(one["solutions"]),
    }
