"""The values on a page that errcat wrote: retries, links, params, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from errcat.importing.exports.page_lines import codes_in, markdown_text, text_of

_RETRY = re.compile(
    r"`(\w+)`(?:, after ([\d.e+-]+) seconds)?(?:, header (`[^`]+`|<code>.*?</code>))?(?:, at most (\d+) times)?"
)
_LINK = re.compile(r"(?:\[(.*?)\]\(([^()\s]*)\)|([^\[].*?))(?:: (.*))?")
_VALUES = re.compile(r"(.*?) ?One of ((?:`[^`]*`|<code>.*?</code>)(?:, (?:`[^`]*`|<code>.*?</code>))*)\.")


def retry_of(written: str) -> object:
    match = _RETRY.fullmatch(written)
    if match is None:
        return None
    found: dict[str, object] = {"strategy": match[1]}
    if match[2]:
        number = float(match[2])
        found["after"] = int(number) if number.is_integer() and "." not in match[2] else number
    if match[3]:
        found["header"] = codes_in(match[3])[0]
    if match[4]:
        found["max_attempts"] = int(match[4])
    return found


def link_of(written: str) -> dict[str, object]:
    match = _LINK.fullmatch(written)
    if match is None:
        return {"url": "", "title": text_of(written)}
    words, url, alone, more = match.groups()
    link: dict[str, object] = {"url": _address(url or "")}
    title = text_of(words or alone or "")
    if title and title != link["url"]:
        link["title"] = title
    return link | ({"description": text_of(more)} if more else {})


def _address(written: str) -> str:
    return written.replace("&amp;", "&")


def param_of(row: Mapping[str, str]) -> dict[str, object]:
    kind, _, default = row["Type"].partition(", default ")
    type_, *marks = text_of(kind).split(", ")
    found: dict[str, object] = {} if type_ == "string" else {"type": type_}
    is_text = type_ == "string"
    if formats := [mark for mark in marks if mark not in ("optional", "sensitive")]:
        found["format"] = ", ".join(formats)
    about = row.get("About", "")
    if values := _VALUES.fullmatch(about):
        about = values[1]
        found["enum"] = [_value(code, is_text=is_text) for code in codes_in(values[2])]
    if about:
        found["description"] = markdown_text([about.replace("<br>", " ")])
    example = codes_in(row.get("Example", ""))
    if example:
        found["example"] = _value(example[0], is_text=is_text)
    if ("optional" in marks) != bool(default):
        found["optional"] = "optional" in marks
    if default:
        found["default"] = _value(codes_in(default)[0], is_text=is_text)
    return found | ({"sensitive": True} if "sensitive" in marks else {})


def _value(written: str, *, is_text: bool) -> object:
    return written if is_text else json_of(written)


def json_of(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
