"""Protobuf files → the enums in them, with their comments. A small tokenizer: enums have no nested syntax."""

from __future__ import annotations

import re

from errcat.importing.found.field_words import ERRORS, words_of_header
from errcat.importing.found.nodes import Scalar
from errcat.importing.found.pieces import LineRange, Piece
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers.members import CodeMember, table_of

_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')|(?P<word>-?[\w.]+)|(?P<sign>[{}\[\]=;,:()<>])",
    re.DOTALL,
)


def read(source: ImportSource) -> list[Piece]:
    """Return the enums of a file: those about errors, or else all."""
    enums = list(_enums(source.text))
    about = [enum for enum in enums if set(words_of_header(enum[0]).split()) & ERRORS]
    tables = [table_of(name, members, lines) for name, members, lines in about or enums]
    return [table for table in tables if table is not None]


def _enums(text: str) -> list[tuple[str, list[CodeMember], LineRange]]:
    found: list[tuple[str, list[CodeMember], LineRange]] = []
    members: list[CodeMember] | None = None
    name, start, line, at = "", 0, 1, 0
    words: list[str] = []
    comment, comment_end = "", 0
    depth = 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        part = match[0]
        if match["comment"]:
            words_of = _comment(part)
            end = line + part.count("\n")
            if members and members[-1].lines.last == line and not words:
                last = members.pop()
                members.append(CodeMember(last.name, last.values, last.text or words_of, last.lines))
            else:
                comment = f"{comment} {words_of}".strip() if comment_end == line - 1 else words_of
                comment_end = end
            continue
        if members is None:
            if part == "{" and len(words) > 1 and words[-2] == "enum":
                members, name, start, depth = [], words[-1], line, 0
                words = []
            else:
                words = [*words[-3:], part] if part not in (";", "{", "}") else []
            continue
        if part == "}" and depth == 0:
            found.append((name, members, LineRange(start, line)))
            members, words = None, []
        elif part == ";" and depth == 0:
            if len(words) > 2 and words[1] == "=" and words[0] != "option":
                value: list[tuple[str, Scalar]] = (
                    [("number", int(words[2], 0))] if re.fullmatch(r"-?\d+|0x[\da-fA-F]+", words[2]) else []
                )
                is_near = comment_end in (line - 1, line)
                members.append(CodeMember(words[0], value, comment if is_near else "", LineRange(line, line)))
            words, comment = [], ""
        else:
            depth += (part in "[{") - (part in "]}")
            words.append(part)
    return found


def _comment(text: str) -> str:
    body = text[2:-2] if text.startswith("/*") else text[2:]
    lines = (line.strip().lstrip("*/").strip() for line in body.split("\n"))
    return " ".join(line for line in lines if line)
