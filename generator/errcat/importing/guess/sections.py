"""The pieces of a page as a tree of sections, and what each section is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from errcat.importing.found.field_words import fields_named, words_of_header
from errcat.importing.found.pieces import Bullets, CodeBlock, LineRange, PageHeading, Paragraph, Piece, QuotedText
from errcat.importing.guess import samples
from errcat.importing.guess.headings import NamedError, is_code, is_token, named_error
from errcat.importing.guess.texts import plain, undecorated

_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)(.+?)(?<!\s)\1:?\s*")
_LABEL = re.compile(
    r"(?:[-*+]\s+)?(?:(\*\*|__|\*|_)(?!\s)([^*_\n]{1,60}?)(?<!\s)(?::\1|\1\s*:|\1(?=\s*$))"
    r"|([A-Z][\w' ?]{1,40}):(?=\s|$))\s*"
)
_STRONG_CODE = re.compile(r"(?=.*[_0-9:./])\S+|.*(?:Error|Exception)")
_SINGLE_WORD = re.compile(r"[A-Z][A-Za-z]*")
LABELS = (
    "causes", "solutions", "action", "description", "message", "status", "category", "retryable", "example", "severity",
    "fields", "user_message", "links", "code", "name", "type", "title", "see_also", "since", "deprecated", "operations",
    "grpc",
)  # fmt: skip
TELLING = ("causes", "solutions", "action")
"""Labels that only errors have."""


@dataclass
class PageSection:
    """A heading, the pieces below it, and the sections below it."""

    heading: PageHeading | None
    level: int
    pieces: list[Piece] = field(default_factory=list)
    children: list[PageSection] = field(default_factory=list)

    @cached_property
    def title(self) -> str:
        return undecorated(plain(undecorated(self.heading.text))) if self.heading else ""

    @cached_property
    def named(self) -> NamedError | None:
        return named_error(self.heading.text) if self.heading else None

    @property
    def lines(self) -> LineRange:
        return self.heading.lines if self.heading else self.pieces[0].lines if self.pieces else LineRange(1, 1)


def tree_of(pieces: list[Piece]) -> PageSection:
    """Return the root, which has the pieces before the first heading."""
    root = PageSection(None, 0)
    stack = [root]
    bold = [named for piece in pieces if (named := _bold_name(piece)) is not None and named.code]
    strong = sum(is_strong(named) for named in bold)
    are_codes = strong > 1 and strong * 2 >= len(bold)
    for piece in pieces:
        heading = piece if isinstance(piece, PageHeading) else _heading_of(piece, are_codes=are_codes)
        if heading is None:
            stack[-1].pieces.append(piece)
            continue
        while stack[-1].level >= heading.level:
            stack.pop()
        section = PageSection(heading, heading.level)
        stack[-1].children.append(section)
        stack.append(section)
    return root


def _heading_of(piece: Piece, *, are_codes: bool) -> PageHeading | None:
    """Return a paragraph that is a bold line with an error's name as a heading."""
    named = _bold_name(piece)
    if named is None or not isinstance(piece, Paragraph):
        return None
    if named.statuses or is_strong(named) or (are_codes and is_code(named.code)):
        match = _BOLD_LINE.fullmatch(piece.text.strip())
        return PageHeading(match[2] if match else piece.text, 7, piece.lines)
    return None


def _bold_name(piece: Piece) -> NamedError | None:
    """Return the error that a bold line names."""
    if not isinstance(piece, Paragraph) or "\n" in piece.text.strip():
        return None
    match = _BOLD_LINE.fullmatch(piece.text.strip())
    return named_error(match[2]) if match else None


def is_strong(named: NamedError) -> bool:
    """Whether a heading certainly names an error, and not a product: `seat_taken`, but not `JavaScript`."""
    return bool(named.statuses) or _STRONG_CODE.fullmatch(named.code) is not None


def label_of(text: str) -> tuple[str, str, str] | None:
    """Return the field, the words and the rest of a text that starts with a label: `**Cause:** …`."""
    match = _LABEL.match(text)
    if match is None:
        return None
    words = match[2] or match[3]
    fields = fields_named(words)
    field = next((name for name in fields if name in LABELS), "")
    if not field and "example" in words_of_header(words).split():
        field = "example"
    if not field or (match[3] and field in ("title", "name", "links", "operations")):
        return None
    return field, plain(words).rstrip(":").strip(), text[match.end() :]


def heading_label(section: PageSection) -> str:
    """Return the field that the heading of a section names: `#### Solution`."""
    fields = fields_named(section.title.rstrip(":"))
    if not fields and "example" in words_of_header(section.title).split():
        return "example"
    return next((field for field in fields if field in LABELS), "")


def labels_of(section: PageSection) -> Iterator[str]:
    """Yield the fields that labels in a section name, and headings right below it."""
    for piece in section.pieces:
        if isinstance(piece, Paragraph):
            for line in piece.text.split("\n"):
                if label := label_of(line.strip()):
                    yield label[0]
        elif isinstance(piece, Bullets):
            for item in piece.items:
                if label := label_of(item.text):
                    yield label[0]
    for child in section.children:
        yield heading_label(child)


def has_code_label(section: PageSection) -> bool:
    """Whether a label in a section names a code: `**Code:** seat_taken`."""
    for piece in section.pieces:
        texts = (
            piece.text.split("\n")
            if isinstance(piece, Paragraph)
            else [item.text for item in piece.items]
            if isinstance(piece, Bullets)
            else []
        )
        for text in texts:
            label = label_of(text.strip())
            if label is not None and label[0] == "code" and is_token(plain(label[2])):
                return True
    return False


def sample_code(section: PageSection) -> bool:
    """Whether a section shows a response with a code, and has no sections below it."""
    if section.children or section.heading is None:
        return False
    blocks = [piece for piece in section.pieces if isinstance(piece, CodeBlock)]
    if len(blocks) != 1 or blocks[0].language not in ("", "json") or samples.is_about_format(section.title, ""):
        return False
    data = samples.parsed(blocks[0].text)
    return isinstance(data, (dict, list)) and bool(samples.facts_of(data).get("code"))


def starts_with_quote(section: PageSection) -> bool:
    """Whether a section is a code with a quoted message."""
    is_word = " " not in section.title and bool(section.title)
    return (
        is_word
        and bool(section.pieces)
        and isinstance(section.pieces[0], QuotedText)
        and not _SINGLE_WORD.fullmatch(section.title)
    )
