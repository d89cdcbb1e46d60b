"""One file to a document: characters, YAML, and what YAML allows but a catalog does not.

Reading, second step. A slip that stops the parser is told, mended in memory as its help says, and
reading goes on, so that one slip hides nothing that comes after it. The file itself is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from errcat.document import Document, Patch, end_of_value
from errcat.finding import Fix, Problem, Range
from errcat.reading import characters, slips
from errcat.reading.events import MissingDash, Oddity, Parsed, TooDeep, parse
from errcat.reading.schema import expected_types
from errcat.source import Edit, Source
from errcat.yaml_literal import yaml_quoted

MOST_SLIPS = 30
"""How many slips of one file are mended and read past."""
MOST_ODDITIES = 1000
"""How many oddities of one file are told; a file with more is not a catalog with mistakes in it."""

_COMMENT = re.compile(r"(?<=[^\s])([ \t]+)#(.?)")
_CODE = re.compile(r"""^\s*(?:- )?\s*code:\s*["']?([^"'\s#]+)""", re.MULTILINE)


@dataclass(slots=True)
class Read:
    """A document, what is wrong with it as YAML, and the codes of what could not be read."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    told: frozenset[int] = frozenset()
    """The offsets, in the text that was read, of values that are a problem already."""
    unread_codes: frozenset[str] = frozenset()
    complete: bool = True


def read(source: Source, number: int, loader: Any = None) -> Read:
    """Read one file."""
    text, problems = characters.clean(source.text, number)
    working = _Working(number, text)
    parsed = Parsed()
    complete = False
    for _attempt in range(MOST_SLIPS):
        try:
            parsed = parse(working.text, _cut_points(working.text), loader)
            complete = True
            break
        except (yaml.YAMLError, TooDeep, MissingDash) as error:
            slip = slips.explain(working.text, error)
            problems.append(working.tell(slip))
            if not working.mend(slip):
                break
    else:
        problems.append(Problem("unread-rest", Range(number, len(source.text), len(source.text))))
    document = Document(number, source, parsed.data, working.text, parsed.marks, tuple(working.patches))
    oddities = [one for one in parsed.oddities if not working.is_patched(one.start)]
    problems += _oddities(document, oddities[:MOST_ODDITIES])
    if parsed.is_empty and complete and not problems:
        problems.append(Problem("empty-catalog", Range(number, 0, 0)))
    told = frozenset(one.start for one in oddities)
    return Read(document, problems, told, frozenset(working.unread_codes), complete and not working.unread_codes)


class _Working:
    """The text as it is read: the file's, with each slip mended, and the way back to the file."""

    def __init__(self, document: int, text: str) -> None:
        self.document = document
        self.text = text
        self.patches: list[Patch] = []
        self.unread_codes: set[str] = set()

    def tell(self, slip: slips.Slip) -> Problem:
        """A slip with its place in the file."""
        fix = None
        if slip.mend is not None and slip.is_fix:
            edit = Edit(self._file(slip.mend.start), self._file(slip.mend.end), slip.mend.text)
            fix = Fix(self.document, (edit,), slip.safe)
        related = tuple(Range(self.document, self._file(start), self._file(end)) for start, end in slip.related)
        where = Range(self.document, self._file(slip.start), self._file(slip.end))
        return Problem(slip.rule, where, slip.values, slip.help, related, fix)

    def mend(self, slip: slips.Slip) -> bool:
        """Put the mend into the text; False where there is none, or where it would change nothing."""
        edit = slip.mend
        if edit is None or self.text[edit.start : edit.end] == edit.text:
            return False
        if not slip.is_fix:
            self.unread_codes.update(_CODE.findall(self.text[edit.start : edit.end]))
        file_start, file_end = self._file(edit.start), self._file(edit.end)
        grown = len(edit.text) - (edit.end - edit.start)
        kept = [
            patch
            if patch.start < edit.start
            else Patch(patch.start + grown, patch.length, patch.file_start, patch.file_length)
            for patch in self.patches
            if patch.start + patch.length <= edit.start or patch.start >= edit.end
        ]
        if grown or slip.is_fix:
            kept.append(Patch(edit.start, len(edit.text), file_start, file_end - file_start))
        self.patches = sorted(kept, key=lambda patch: patch.start)
        self.text = self.text[: edit.start] + edit.text + self.text[edit.end :]
        return True

    def is_patched(self, offset: int) -> bool:
        """Whether a character is one that a mend put there: what is odd about it has been told."""
        return any(patch.start <= offset < patch.start + patch.length for patch in self.patches)

    def _file(self, offset: int) -> int:
        return Document(0, Source("", ""), None, self.text, {}, tuple(self.patches)).file_offset(offset)


def _cut_points(text: str) -> Sequence[int]:
    """Where a comment starts that may well be text: `See issue #12`, `Press # to go on`.

    A comment as people write one has two spaces before its `#`, or a line of its own.
    """
    if " #" not in text and "\t#" not in text:
        return ()
    return [
        match.start()
        for match in _COMMENT.finditer(text)
        if not (match[2] in ("", " ", "\n", "\r", "!") and len(match[1]) > 1)
        and not text.startswith("errcat:", match.end() - len(match[2]) + (match[2] == " "))
    ]


def _oddities(document: Document, oddities: Sequence[Oddity]) -> list[Problem]:
    """What YAML allows and a catalog does not, told."""
    problems: list[Problem] = []
    seen_alias = next((one for one in oddities if one.kind == "yaml-alias"), None)
    for one in oddities:
        if one.kind == "yaml-anchor" and (seen_alias or any(p.rule == "yaml-alias" for p in problems)):
            continue  # the alias is the trouble; its anchor is half of it
        if one.kind == "yaml-alias" and one is not seen_alias:
            continue
        problems.append(_oddity(document, one))
    return problems


def _oddity(document: Document, one: Oddity) -> Problem:
    where = _range(document, one.start, one.end)
    match one.kind:
        case "yaml-anchor" | "yaml-alias":
            return Problem("yaml-alias", where, {"name": one.text}, help="" if one.kind == "yaml-alias" else "anchor")
        case "anchor-in-text" | "yaml-tag":
            return _swallowed(document, one, where)
        case "text-cut-by-hash":
            return _cut_by_hash(document, one)
        case "ambiguous-value":
            return _ambiguous(document, one, where)
        case "duplicate-key":
            first = _range(document, *one.first) if one.first else where
            values = {"key": one.text, "line": document.source.position(first.start).line}
            return Problem("duplicate-key", where, values, related=(first,))
        case "key-is-no-text":
            key = document.text[one.start : one.end]
            fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(one.text)),)) if one.text else None
            return Problem(
                "key-is-no-text",
                where,
                {"key": key, "quoted": yaml_quoted(one.text)},
                "" if one.text else "list",
                fix=fix,
            )
    return Problem(one.kind, where, {"text": one.text})


def _swallowed(document: Document, one: Oddity, where: Range) -> Problem:
    """`&retry later` and `!important notice`: the first word is gone, and what follows is left."""
    line_end = end_of_value(document.text, one.start)
    spelling = document.text[one.start : max(one.end, line_end)].rstrip()
    sign = spelling[:1]
    values = {
        "spelling": spelling,
        "sign": sign,
        "word": spelling.split()[0] if spelling else sign,
        "quoted": yaml_quoted(spelling),
    }
    rule = "text-starts-with-sign" if sign == "&" else "yaml-tag"
    fix = None
    if sign in ("&", "!") and "\n" not in spelling:
        fix = Fix(
            document.number,
            (Edit(where.start, document.file_offset(one.start + len(spelling) - 1) + 1, yaml_quoted(spelling)),),
            safe=False,
        )
    return Problem(rule, where, values, help="anchor" if sign == "&" else "", fix=fix)


def _cut_by_hash(document: Document, one: Oddity) -> Problem:
    line_end = document.text.find("\n", one.end)
    line_end = len(document.text) if line_end < 0 else line_end
    whole = document.text[one.start : line_end].rstrip()
    hash_at = document.text.index("#", one.end)
    dropped = _range(document, hash_at, one.start + len(whole))
    values = {"kept": one.text, "dropped": whole[hash_at - one.start :], "quoted": yaml_quoted(whole)}
    start = document.file_offset(one.start)
    safe = document.text[hash_at + 1 : hash_at + 2].isalnum() and "\n" not in whole
    fix = (
        Fix(document.number, (Edit(start, start + len(whole), yaml_quoted(whole)),), safe)
        if "\n" not in whole
        else None
    )
    return Problem("text-cut-by-hash", dropped, values, fix=fix)


def _ambiguous(document: Document, one: Oddity, where: Range) -> Problem:
    spelling = document.text[one.start : one.end]
    path = document.path_at(one.start)
    name = next((step for step in reversed(path) if isinstance(step, str)), "this value")
    kinds = expected_types(path)
    values = {"field": name, "spelling": spelling, "meaning": one.text, "quoted": yaml_quoted(spelling)}
    if kinds and "string" not in kinds and kinds & {"integer", "number", "boolean"}:
        return Problem("ambiguous-number", where, values)
    fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(spelling)),), safe=bool(kinds))
    return Problem("unquoted-text", where, values, fix=fix)


def _range(document: Document, start: int, end: int) -> Range:
    return Range(document.number, document.file_offset(start), document.file_offset(max(end - 1, start)) + 1)
