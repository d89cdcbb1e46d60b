"""Code by the grammars of tree-sitter: nodes, values and comments. The grammars need the extra `errcat[import]`."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from errcat.errors import RunError
from errcat.importing.found.field_words import ERRORS, words_of_header
from errcat.importing.found.nodes import Scalar
from errcat.importing.found.pieces import LineRange, Piece
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers.members import CodeMember, table_of
from errcat.text.http_statuses import REASON_PHRASES

GRAMMARS: Mapping[str, tuple[str, str]] = {
    "typescript": ("tree_sitter_typescript", "language_tsx"),
    "go": ("tree_sitter_go", "language"),
    "java": ("tree_sitter_java", "language"),
}
MAX_NODES = 500_000
"""The largest number of nodes of a syntax tree."""
_MAX_DEPTH = 100
"""How many parts a text in code can be joined of."""
_MAX_COMMENTS = 100
"""How many comments above something are about it."""
ABOUT_ERRORS = ERRORS | {"err", "errs"}
"""Words of a name that is about errors."""
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
_STATUSES = {re.sub(r"[^a-z]", "", phrase.lower()): status for status, phrase in REASON_PHRASES.items()}
_EXCEPTION = re.compile(r"(?:.*\.)?\w*(?:Error|Exception|Fault|Failure|Problem)")

Enum = tuple[str, list[CodeMember], LineRange]
"""A name, the members, and the lines of all."""


def read(source: ImportSource, find: Callable[[Sequence[Any]], Iterator[Enum]]) -> list[Piece]:
    """Return the enums, constants and classes of a file that are about errors; if none is, all enums."""
    module, language = GRAMMARS[source.kind]
    try:
        tree_sitter: Any = importlib.import_module("tree_sitter")
        grammar = getattr(importlib.import_module(module), language)()
    except ImportError:
        raise RunError("missing-import-extra", path=source.name, kind=source.kind) from None
    tree = tree_sitter.Parser(tree_sitter.Language(grammar)).parse(source.text.encode("utf-8"))
    found = list(find(list(walk(tree.root_node, source.name))))
    about = [enum for enum in found if is_about_errors(enum[0])]
    tables = [table_of(name, members, lines) for name, members, lines in about or found]
    return [table for table in tables if table is not None]


def is_about_errors(name: str) -> bool:
    """Whether a name in code is about errors."""
    return bool(set(words_of_header(name).split()) & ABOUT_ERRORS)


def is_exception(name: str) -> bool:
    """Whether the name of a class is that of an error."""
    return _EXCEPTION.fullmatch(name) is not None


def walk(root: Any, name: str = "") -> Iterator[Any]:
    stack = [root]
    for _ in range(MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        yield node
        stack.extend(reversed(node.named_children))
    raise RunError("too-much-to-import", path=name, what=f"code with more than {MAX_NODES:,} nodes")


def text_of(node: Any) -> str:
    return str(node.text.decode("utf-8")) if node is not None else ""


def lines_of(node: Any) -> LineRange:
    return LineRange(node.start_point[0] + 1, node.end_point[0] + 1)


def children(node: Any, *types: str) -> list[Any]:
    """Return the children of some types; no children of nothing."""
    return [child for child in node.named_children if child.type in types] if node is not None else []


# --- values ----------------------------------------------------------------------------------------------------------


def value_of(node: Any, depth: int = 0) -> Scalar:
    """Return the value of a literal; None for everything else."""
    if node is None or depth > _MAX_DEPTH:
        return None
    text = text_of(node)
    kind = node.type
    if kind in ("raw_string_literal", "interpreted_string_literal", "string", "string_literal"):
        return text.strip("`") if kind == "raw_string_literal" else _ESCAPE.sub(_unescaped, text[1:-1])
    if kind == "template_string" and "${" not in text:
        return _ESCAPE.sub(_unescaped, text[1:-1])
    if re.fullmatch(r"-?\d[\d_]*[lL]?", text):
        return int(text.rstrip("lL").replace("_", ""))
    if re.fullmatch(r"-?0[xX][\da-fA-F_]+", text):
        return int(text.replace("_", ""), 16)
    if kind in ("true", "false"):
        return bool(kind == "true")
    if kind == "binary_expression":
        parts = [value_of(child, depth + 1) for child in node.named_children]
        return "".join(map(str, parts)) if all(isinstance(part, str) for part in parts) else None
    if len(node.named_children) == 1 and kind in ("literal_element", "as_expression", "parenthesized_expression"):
        return value_of(node.named_children[0], depth + 1)
    return _status_named(text) if len(text) < 200 else None


def _status_named(text: str) -> int | None:
    """Return the status of a name such as HttpStatus.NOT_FOUND."""
    found = re.fullmatch(r"(?:[\w.]*\.)?(?:HttpStatus|StatusCodes|HttpStatusCode|Status)\.(?:SC_)?(\w+)", text)
    found = found or re.fullmatch(r"http\.Status(\w+)|HttpServletResponse\.SC_(\w+)", text)
    name = next((group for group in found.groups() if group), "") if found else ""
    return _STATUSES.get(re.sub(r"[^a-z]", "", name.lower()))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        return chr(int(code[1:].strip("{}"), 16) % 0x110000)
    return _ESCAPES.get(code, code)


def name_of(node: Any) -> str:
    """Return a name, which may be in quotes."""
    value = value_of(node) if node is not None and "string" in node.type else None
    return str(value) if value is not None else text_of(node)


# --- members and comments --------------------------------------------------------------------------------------------


def member(name: str, values: list[tuple[str, Scalar]], node: Any, *, is_class: bool = False) -> CodeMember:
    """Return a member with the comment about it, and the lines of both."""
    text, where = _comment_of(node)
    lines = lines_of(node) if where is None else lines_of(node).and_(where)
    return CodeMember(name, values, text, lines, is_class=is_class)


def _comment_of(node: Any) -> tuple[str, LineRange | None]:
    """Return the comment after a node on its line, or the comments right above it."""
    after = node.next_sibling
    while after is not None and after.type in (",", ";", "\n"):
        after = after.next_sibling
    if after is not None and "comment" in after.type and after.start_point[0] == node.end_point[0]:
        return _words(text_of(after)), lines_of(after)
    texts: list[str] = []
    where: LineRange | None = None
    line = node.start_point[0]
    before = node.prev_sibling
    while before is not None and (before.type in (",", ";", "\n", "|") or "comment" in before.type):
        if len(texts) == _MAX_COMMENTS:
            break
        if "comment" in before.type:
            other = before.prev_sibling
            is_after_code = (
                other is not None and "comment" not in other.type and other.end_point[0] == before.start_point[0]
            )
            if before.end_point[0] < line - 1 or (is_after_code and other.type != "{"):
                break
            texts.insert(0, _words(text_of(before)))
            where = lines_of(before) if where is None else where.and_(lines_of(before))
            line = before.start_point[0]
        before = before.prev_sibling
    return " ".join(filter(None, texts)), where


def _words(comment: str) -> str:
    body = comment.removeprefix("/*").removesuffix("*/") if comment.startswith("/*") else comment.lstrip("/")
    lines = (line.strip().lstrip("*/").strip() for line in body.split("\n"))
    return " ".join(line for line in lines if line and not line.startswith("@"))
