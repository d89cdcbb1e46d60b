"""What YAML allows and a catalog does not, told: aliases, tags, duplicate keys, words that are no text to some parsers.

Reading, second step: the parser is content with all of this, and would lose or change what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from errcat.findings.document import Document, end_of_value
from errcat.findings.finding import Fix, Problem, Range
from errcat.findings.source import Edit
from errcat.reading.parsing.events import ForbiddenYaml
from errcat.reading.parsing.scalars import resolve
from errcat.reading.schema.lookup import expected_types
from errcat.text.yaml_literal import yaml_quoted

_TAG = re.compile(r"![^\s]*")


def really(text: str, forbidden_yaml: Sequence[ForbiddenYaml]) -> list[ForbiddenYaml]:
    """Without those that turn out to be what the writer meant."""
    return [found for found in forbidden_yaml if found.kind != "text-cut-by-hash" or _is_cut(text, found)]


def _is_cut(text: str, forbidden_yaml: ForbiddenYaml) -> bool:
    """Whether a `#` is more likely to be text than to start a comment."""
    glued = not text[text.index("#", forbidden_yaml.end) + 1 :][:1].isspace()
    if not forbidden_yaml.text:
        line = text[text.rfind("\n", 0, forbidden_yaml.start) + 1 : forbidden_yaml.start].lstrip(" -")
        return glued and line[:1] not in ("{", "[", '"', "'")
    if type(resolve(forbidden_yaml.text)) is not str:
        return False
    return glued or " " in forbidden_yaml.text


def reported(document: Document, forbidden_yaml: Sequence[ForbiddenYaml]) -> Iterator[Problem]:
    """The problems that oddities are."""
    anchors = {one.text for one in forbidden_yaml if one.kind in ("yaml-anchor", "anchor-in-text")}
    aliases = [found for found in forbidden_yaml if found.kind == "yaml-alias" and found.text in anchors]
    used = {alias.text for alias in aliases}
    for one in forbidden_yaml:
        match one.kind:
            case "yaml-alias" if one.text not in anchors:
                yield _starts_with_sign(document, one)
            case "yaml-alias" if one is not aliases[0]:
                pass  # they are one mistake, told at the first one
            case "yaml-anchor" if aliases:
                pass  # the alias is the trouble; its anchor is half of it
            case "anchor-in-text" if one.text in used:
                pass
            case "key-is-no-text" if one.text == "<<":
                if not aliases:
                    yield Problem("yaml-alias", _range(document, one.start, one.end), {"name": "<<"}, help="merge")
            case "anchor-in-text":
                yield _starts_with_sign(document, one)
            case "yaml-tag" if _is_text_with_mark(document, one):
                yield _starts_with_sign(document, one)
            case _:
                yield _problem(document, one)


def _problem(document: Document, forbidden_yaml: ForbiddenYaml) -> Problem:
    where = _range(document, forbidden_yaml.start, forbidden_yaml.end)
    match forbidden_yaml.kind:
        case "yaml-anchor" | "yaml-alias":
            is_alias = forbidden_yaml.kind == "yaml-alias"
            name = f"{'*' if is_alias else '&'}{forbidden_yaml.text}"
            return Problem("yaml-alias", where, {"name": name}, help="" if is_alias else "anchor")
        case "yaml-tag":
            return _tag(document, forbidden_yaml)
        case "text-cut-by-hash":
            return _cut_by_hash(document, forbidden_yaml)
        case "ambiguous-value":
            return _ambiguous(document, forbidden_yaml, where)
        case "duplicate-key":
            first = _range(document, *forbidden_yaml.first) if forbidden_yaml.first else where
            values = {"key": forbidden_yaml.text, "number": document.source.position(first.start).line}
            return Problem("duplicate-key", where, values, related=(first,))
        case "key-is-no-text":
            return _key_is_no_text(document, forbidden_yaml, where)
    return Problem(forbidden_yaml.kind, where, {"text": forbidden_yaml.text})


def _starts_with_sign(document: Document, forbidden_yaml: ForbiddenYaml) -> Problem:
    """`&retry later`, `!important notice`, `*bold`: the first word is gone, or all of it."""
    start, end = _line_of_text(document, forbidden_yaml)
    spelling = document.text[start:end]
    where = _range(document, start, start + 1)
    values = {"sign": spelling[0], "line": spelling, "fixed": yaml_quoted(spelling)}
    edit = Edit(where.start, document.file_offset(end - 1) + 1, yaml_quoted(spelling))
    help_ = {"&": "ampersand", "*": "star", "!": "exclamation"}[spelling[0]]
    return Problem("text-starts-with-sign", where, values, help_, fix=Fix(document.number, (edit,), safe=False))


def _line_of_text(document: Document, forbidden_yaml: ForbiddenYaml) -> tuple[int, int]:
    line_end = document.text.find("\n", forbidden_yaml.start)
    line_end = len(document.text) if line_end < 0 else line_end
    end = max(end_of_value(document.text, forbidden_yaml.start), min(forbidden_yaml.end, line_end))
    return forbidden_yaml.start, forbidden_yaml.start + len(document.text[forbidden_yaml.start : end].rstrip())


def _is_text_with_mark(document: Document, forbidden_yaml: ForbiddenYaml) -> bool:
    """Whether a `!` starts a word of a sentence, rather than a tag as programs write them."""
    start, end = _line_of_text(document, forbidden_yaml)
    spelling = document.text[start:end]
    return re.match(r"!(?:[ \t]+[^\s\"'\[{|>]|[A-Za-z-]+[ \t]+[^\s\"'\[{|>])", spelling) is not None


def _tag(document: Document, forbidden_yaml: ForbiddenYaml) -> Problem:
    match = _TAG.match(document.text, forbidden_yaml.start)
    end = match.end() if match else forbidden_yaml.start + 1
    where = _range(document, forbidden_yaml.start, end)
    return Problem("yaml-tag", where, {"tag": document.text[forbidden_yaml.start : end]})


def _key_is_no_text(document: Document, forbidden_yaml: ForbiddenYaml, where: Range) -> Problem:
    key = document.text[forbidden_yaml.start : forbidden_yaml.end]
    if not key or "\n" in key or key[0] in "[{?&*!":
        return Problem("key-is-no-text", where, {"key": key.strip(), "quoted": ""}, help="list")
    fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(key)),))
    return Problem("key-is-no-text", where, {"key": key, "quoted": yaml_quoted(key)}, fix=fix)


def _cut_by_hash(document: Document, forbidden_yaml: ForbiddenYaml) -> Problem:
    text = document.text
    hash_at = text.index("#", forbidden_yaml.end)
    line_end = text.find("\n", forbidden_yaml.end)
    line_end = len(text) if line_end < 0 else line_end
    start = forbidden_yaml.start if forbidden_yaml.text else hash_at
    whole = text[start:line_end].rstrip()
    dropped = _range(document, hash_at, start + len(whole))
    values = {"kept": forbidden_yaml.text, "dropped": whole[hash_at - start :], "fixed": yaml_quoted(whole)}
    fix = None
    if "\n" not in text[start:line_end]:
        first = document.file_offset(start)
        edit = Edit(first, document.file_offset(start + len(whole) - 1) + 1, yaml_quoted(whole))
        fix = Fix(document.number, (edit,), safe=text[hash_at + 1 : hash_at + 2].isdigit())
    return Problem("text-cut-by-hash", dropped, values, help="" if forbidden_yaml.text else "all", fix=fix)


def _ambiguous(document: Document, forbidden_yaml: ForbiddenYaml, where: Range) -> Problem:
    spelling = document.text[forbidden_yaml.start : forbidden_yaml.end]
    path = document.path_in_text(forbidden_yaml.start)
    name = next((step for step in reversed(path) if isinstance(step, str)), "this value")
    kinds = expected_types(path)
    values = {"field": name, "spelling": spelling, "meaning": forbidden_yaml.text, "quoted": yaml_quoted(spelling)}
    if kinds and "string" not in kinds and kinds & {"integer", "number", "boolean"}:
        return Problem(
            "ambiguous-number", where, values, help="boolean" if forbidden_yaml.text in ("true", "false") else ""
        )
    values["meaning"] = f"{forbidden_yaml.text} to some programs"
    fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(spelling)),), safe=bool(kinds))
    return Problem("unquoted-text", where, values, fix=fix)


def _range(document: Document, start: int, end: int) -> Range:
    return Range(document.number, document.file_offset(start), document.file_offset(max(end - 1, start)) + 1)
