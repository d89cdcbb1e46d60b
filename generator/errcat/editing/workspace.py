"""A catalog that is being edited: its files, and the edits that are trusted because errcat read their result again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from errcat.editing.changes import Change, changed_data
from errcat.editing.nodes import Node, tree_of
from errcat.editing.text_edits import TextEdits
from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Edit
from errcat.model.catalog import Catalog
from errcat.reading import Loaded, load_bytes

Contents = tuple[tuple[str, bytes], ...]
"""The names and bytes of a catalog's files."""
ChangesByFile = Mapping[int, Sequence[Change]]
"""Changes by the number of their file."""

_BOM = b"\xef\xbb\xbf"
_SHARED_VALUES = ("yaml-anchor", "yaml-alias")
_NOT_EDITED = (*_SHARED_VALUES, "yaml-tag", "yaml-directive", "duplicate-key", "second-document", "key-is-no-text")
"""What an edit could change by accident."""


@dataclass(frozen=True)
class Workspace:
    """A catalog whose files can be edited."""

    contents: Contents
    loaded: Loaded

    @classmethod
    def of(cls, contents: Contents) -> Workspace:
        """Read a catalog, and refuse it if an edit could do harm."""
        loaded = load_bytes(contents)
        for problem in loaded.problems:
            if problem.rule in _NOT_EDITED:
                raise _refused(problem, loaded.documents)
        for document, (name, data) in zip(loaded.documents, contents, strict=True):
            source = document.source
            is_lossless = encoded(source.text, has_bom=source.has_bom) == data
            if not loaded.complete or len(document.patches) or document.text != source.text or not is_lossless:
                raise RunError("not-editable", path=name, line=_first_line(loaded, document))
        return cls(contents, loaded)

    @property
    def catalog(self) -> Catalog:
        return self.loaded.catalog

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.loaded.documents

    @cached_property
    def trees(self) -> tuple[Node | None, ...]:
        return tuple(tree_of(document.source.text) for document in self.documents)

    def after(self, changes: ChangesByFile) -> Contents:
        """Return the files after some changes, or refuse if reading them again does not give the intended data."""
        contents = list(self.contents)
        for number, file_changes in changes.items():
            root = self.trees[number]
            if not file_changes or root is None:
                continue
            document = self.documents[number]
            text = applied(document.source.text, TextEdits(document, root).edits(file_changes))
            contents[number] = (contents[number][0], encoded(text, has_bom=document.source.has_bom))
        self._require_intended(tuple(contents), changes)
        return tuple(contents)

    def _require_intended(self, contents: Contents, changes: ChangesByFile) -> None:
        after = load_bytes(contents)
        for document, new in zip(self.documents, after.documents, strict=True):
            expected = changed_data(document.data, changes.get(document.number, ()))
            if not is_same(new.data, expected) or len(new.patches) or not after.complete:
                raise RunError("edit-not-safe", path=document.source.name)


def encoded(text: str, *, has_bom: bool) -> bytes:
    return (_BOM if has_bom else b"") + text.encode("utf-8", "surrogatepass")


def newline_of(text: str) -> str:
    """Return the line end of most lines."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Apply edits that do not overlap. An insertion comes before a replacement that starts at the same offset."""
    parts: list[str] = []
    copied_to = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += (text[copied_to : max(edit.start, copied_to)], edit.text)
        copied_to = max(edit.end, copied_to)
    return "".join([*parts, text[copied_to:]])


def is_same(data: object, other: object) -> bool:
    """Whether two values are equal and of the same types: 1 is not true, and not 1.0."""
    if isinstance(data, str) and isinstance(other, str):
        return str(data) == str(other)  # some parsers may read an unquoted text as something else
    if type(data) is not type(other):
        return False
    if isinstance(data, dict) and isinstance(other, dict):
        return data.keys() == other.keys() and all(is_same(data[key], other[key]) for key in data)
    if isinstance(data, list) and isinstance(other, list):
        return len(data) == len(other) and all(map(is_same, data, other))
    return data == other or (data != data and other != other)  # noqa: PLR0124 — .nan is not equal to itself


def _refused(problem: Problem, documents: Sequence[Document]) -> RunError:
    document = documents[problem.at.document]
    help_id = "shared" if problem.rule in _SHARED_VALUES else ""
    return RunError("not-editable", help=help_id, path=document.source.name, line=_line_of(problem, document))


def _line_of(problem: Problem, document: Document) -> int:
    if isinstance(problem.at, Range):
        return document.source.position(problem.at.start).line
    return document.line_of(problem.at)


def _first_line(loaded: Loaded, document: Document) -> int:
    lines = (_line_of(problem, document) for problem in loaded.problems if problem.at.document == document.number)
    return min(lines, default=1)
