"""YAML features that a catalog does not allow: aliases, tags, duplicate keys, keys that are not text, and so on.

The parser accepts all of this, but would lose or change what the writer typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from errcat.findings.document import Document, end_of_value
from errcat.findings.finding import Fix, Problem, Range
from errcat.findings.source import Edit
from errcat.reading.parsing.events import ForbiddenYaml
from errcat.reading.parsing.scalars import resolve
from errcat.reading.schema.lookup import expected_types, fits
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.suggestions import listed
from errcat.text.yaml_writer import yaml_quoted

_TAG = lazy_pattern(r"![^\s]*")


def without_false_alarms(text: str, constructs: Sequence[ForbiddenYaml]) -> list[ForbiddenYaml]:
    """Leave out constructs that turn out to be what the writer meant."""
    return [construct for construct in constructs if construct.kind != "text-cut-by-hash" or _is_cut(text, construct)]


def _is_cut(text: str, construct: ForbiddenYaml) -> bool:
    """Whether a `#` is more likely part of the text than the start of a comment."""
    is_glued = not text[text.index("#", construct.end) + 1 :][:1].isspace()
    if not construct.text:
        line = text[text.rfind("\n", 0, construct.start) + 1 : construct.start].lstrip(" -")
        return is_glued and line[:1] not in ("{", "[", '"', "'")
    if type(resolve(construct.text)) is not str:
        return False
    return is_glued or " " in construct.text


def is_explained_by_schema(document: Document, construct: ForbiddenYaml) -> bool:
    """Whether a word such as `yes` is wrong in quotes, too, so that the schema knows better what was meant."""
    if construct.kind != "ambiguous-value" or construct.text not in ("true", "false"):
        return False
    path = document.path_in_text(construct.start)
    kinds = expected_types(path)
    return bool(kinds) and "boolean" not in kinds and not fits(path, document.text[construct.start : construct.end])


def forbidden_yaml_problems(document: Document, constructs: Sequence[ForbiddenYaml]) -> Iterator[Problem]:
    """Turn forbidden constructs into problems."""
    anchors = {construct.text for construct in constructs if construct.kind in ("yaml-anchor", "anchor-in-text")}
    aliases = [construct for construct in constructs if construct.kind == "yaml-alias" and construct.text in anchors]
    used_names = {alias.text for alias in aliases}
    runs = _runs_of_duplicates(document.text, constructs)
    for construct in constructs:
        match construct.kind:
            case "duplicate-key":
                if run := runs.get(construct.start):
                    yield _duplicates(document, run)
            case "yaml-alias" if construct.text not in anchors:
                yield _starts_with_sign(document, construct)
            case "yaml-alias" if construct is not aliases[0]:
                pass  # a single mistake, reported at the first alias
            case "yaml-anchor" if aliases:
                pass  # reported at the alias
            case "anchor-in-text" if construct.text in used_names:
                pass
            case "key-is-no-text" if construct.text == "<<":
                if not aliases:
                    yield Problem(
                        "yaml-alias", _range(document, construct.start, construct.end), {"name": "<<"}, help="merge"
                    )
            case "anchor-in-text":
                yield _starts_with_sign(document, construct)
            case "yaml-tag" if _is_text_with_mark(document, construct):
                yield _starts_with_sign(document, construct)
            case _:
                yield _problem(document, construct)


def _problem(document: Document, construct: ForbiddenYaml) -> Problem:
    where = _range(document, construct.start, construct.end)
    match construct.kind:
        case "yaml-anchor" | "yaml-alias":
            is_alias = construct.kind == "yaml-alias"
            name = f"{'*' if is_alias else '&'}{construct.text}"
            return Problem("yaml-alias", where, {"name": name}, help="" if is_alias else "anchor")
        case "yaml-tag":
            return _tag(document, construct)
        case "text-cut-by-hash":
            return _cut_by_hash(document, construct)
        case "ambiguous-value":
            return _ambiguous(document, construct, where)
        case "key-is-no-text":
            return _key_is_no_text(document, construct, where)
    return Problem(construct.kind, where, {"text": construct.text})


def _runs_of_duplicates(text: str, constructs: Sequence[ForbiddenYaml]) -> dict[int, list[ForbiddenYaml]]:
    """Return the repeated keys of each mapping by the offset of the first: lines that were typed together."""
    runs: dict[int, list[ForbiddenYaml]] = {}
    run: list[ForbiddenYaml] = []
    for construct in constructs:
        if construct.kind != "duplicate-key":
            continue
        if not run or not _continues_run(text, run[-1], construct):
            run = runs.setdefault(construct.start, [])
        run.append(construct)
    return runs


def _continues_run(text: str, before: ForbiddenYaml, construct: ForbiddenYaml) -> bool:
    column = _column(text, construct.start)
    if column != _column(text, before.start) or (construct.first or (0,)) <= (before.first or (0,)):
        return False
    between = text[text.find("\n", before.start) + 1 : construct.start - column]
    return all(len(line) - len(line.lstrip()) > column for line in between.splitlines() if line.strip())


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _duplicates(document: Document, run: Sequence[ForbiddenYaml]) -> Problem:
    """Report keys that appear twice in a mapping: a line, a block, or another entry whose first line is missing."""
    construct = run[0]
    where = _range(document, construct.start, construct.end)
    first = _range(document, *construct.first) if construct.first else where
    values = {
        "key": construct.text,
        "number": document.source.position(first.start).line,
        "keys": listed([each.text for each in run]),
    }
    return Problem("duplicate-key", where, values, "many" if len(run) > 1 else "", related=(first,))


def _starts_with_sign(document: Document, construct: ForbiddenYaml) -> Problem:
    """Report `&retry later`, `!important notice`, `*bold`, of which YAML drops the first word or everything."""
    start, end = _line_of_text(document, construct)
    spelling = document.text[start:end]
    where = _range(document, start, start + 1)
    values = {"sign": spelling[0], "line": spelling, "fixed": yaml_quoted(spelling)}
    edit = Edit(where.start, document.file_offset(end - 1) + 1, yaml_quoted(spelling))
    help_ = {"&": "ampersand", "*": "star", "!": "exclamation"}[spelling[0]]
    return Problem("text-starts-with-sign", where, values, help_, fix=Fix(document.number, (edit,), safe=False))


def _line_of_text(document: Document, construct: ForbiddenYaml) -> tuple[int, int]:
    line_end = document.text.find("\n", construct.start)
    line_end = len(document.text) if line_end < 0 else line_end
    end = max(end_of_value(document.text, construct.start), min(construct.end, line_end))
    return construct.start, construct.start + len(document.text[construct.start : end].rstrip())


def _is_text_with_mark(document: Document, construct: ForbiddenYaml) -> bool:
    """Whether a `!` starts a word of a sentence, rather than a tag of a program."""
    start, end = _line_of_text(document, construct)
    spelling = document.text[start:end]
    return re.match(r"!(?:[ \t]+[^\s\"'\[{|>]|[A-Za-z-]+[ \t]+[^\s\"'\[{|>])", spelling) is not None


def _tag(document: Document, construct: ForbiddenYaml) -> Problem:
    match = _TAG.match(document.text, construct.start)
    end = match.end() if match else construct.start + 1
    where = _range(document, construct.start, end)
    return Problem("yaml-tag", where, {"tag": document.text[construct.start : end]})


def _key_is_no_text(document: Document, construct: ForbiddenYaml, where: Range) -> Problem:
    key = document.text[construct.start : construct.end]
    if not key or "\n" in key or key[0] in "[{?&*!":
        return Problem("key-is-no-text", where, {"key": key.strip(), "quoted": ""}, help="list")
    fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(key)),))
    return Problem("key-is-no-text", where, {"key": key, "quoted": yaml_quoted(key)}, fix=fix)


def _cut_by_hash(document: Document, construct: ForbiddenYaml) -> Problem:
    text = document.text
    hash_at = text.index("#", construct.end)
    line_end = text.find("\n", construct.end)
    line_end = len(text) if line_end < 0 else line_end
    start = construct.start if construct.text else hash_at
    entire_text = text[start:line_end].rstrip()
    dropped = _range(document, hash_at, start + len(entire_text))
    values = {"kept": construct.text, "dropped": entire_text[hash_at - start :], "fixed": yaml_quoted(entire_text)}
    fix = None
    if "\n" not in text[start:line_end]:
        first = document.file_offset(start)
        edit = Edit(first, document.file_offset(start + len(entire_text) - 1) + 1, yaml_quoted(entire_text))
        fix = Fix(document.number, (edit,), safe=text[hash_at + 1 : hash_at + 2].isdigit())
    return Problem("text-cut-by-hash", dropped, values, help="" if construct.text else "all", fix=fix)


def _ambiguous(document: Document, construct: ForbiddenYaml, where: Range) -> Problem:
    spelling = document.text[construct.start : construct.end]
    path = document.path_in_text(construct.start)
    name = next((step for step in reversed(path) if isinstance(step, str)), "this value")
    kinds = expected_types(path)
    values = {"field": name, "spelling": spelling, "meaning": construct.text, "quoted": yaml_quoted(spelling)}
    if kinds and "string" not in kinds and kinds & {"integer", "number", "boolean"}:
        if construct.text not in ("true", "false"):
            return Problem("ambiguous-number", where, values)
        fix = Fix(document.number, (Edit(where.start, where.end, construct.text),))
        return Problem("ambiguous-number", where, values, help="boolean", fix=fix)
    values["meaning"] = f"{construct.text} to some programs"
    fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(spelling)),), safe=bool(kinds))
    return Problem("unquoted-text", where, values, fix=fix)


def _range(document: Document, start: int, end: int) -> Range:
    return Range(document.number, document.file_offset(start), document.file_offset(max(end - 1, start)) + 1)
