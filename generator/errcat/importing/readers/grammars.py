"""TypeScript, JavaScript, Go and Java → enums and constants with their comments, by the grammars of tree-sitter.

They need the extra `errcat[import]`.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
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
_MAX_NODES = 2_000_000
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
_GO_ERROR = re.compile(r"(?:[\w.]+\.)?(?:New\w*|Errorf)")
_STATUSES = {re.sub(r"[^a-z]", "", phrase.lower()): status for status, phrase in REASON_PHRASES.items()}

_Enum = tuple[str, list[CodeMember], LineRange]


def read(source: ImportSource) -> list[Piece]:
    """Return the enums and constants of a file: those about errors, or else all enums."""
    module, function = GRAMMARS[source.kind]
    try:
        tree_sitter: Any = importlib.import_module("tree_sitter")
        grammar = getattr(importlib.import_module(module), function)()
    except ImportError:
        raise RunError("missing-import-extra", path=source.name, kind=source.kind) from None
    data = source.text.encode("utf-8")
    tree = tree_sitter.Parser(tree_sitter.Language(grammar)).parse(data)
    found = list(_FINDERS[source.kind](_walk(tree.root_node)))
    about = [enum for enum in found if set(words_of_header(enum[0]).split()) & (ERRORS | {"err"})]
    tables = [table_of(name, members, lines) for name, members, lines in about or found]
    return [table for table in tables if table is not None]


def _walk(root: Any) -> Iterator[Any]:
    stack = [root]
    for _ in range(_MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        yield node
        stack.extend(reversed(node.named_children))


def _text(node: Any) -> str:
    return str(node.text.decode("utf-8")) if node is not None else ""


def _lines(node: Any) -> LineRange:
    return LineRange(node.start_point[0] + 1, node.end_point[0] + 1)


# --- values and comments ---------------------------------------------------------------------------------------------


def _value(node: Any) -> Scalar:
    """Return the value of a literal; None for everything else."""
    if node is None:
        return None
    text = _text(node)
    kind = node.type
    if "string" in kind and kind != "template_string":
        return text.strip("`") if kind == "raw_string_literal" else _ESCAPE.sub(_unescaped, text[1:-1])
    if kind == "template_string" and "${" not in text:
        return _ESCAPE.sub(_unescaped, text[1:-1])
    if re.fullmatch(r"-?\d[\d_]*[lL]?", text):
        return int(text.rstrip("lL").replace("_", ""))
    if re.fullmatch(r"-?0[xX][\da-fA-F_]+", text):
        return int(text.replace("_", ""), 16)
    if kind in ("true", "false"):
        return bool(kind == "true")
    if kind == "binary_expression" and all(
        child.type.endswith("string_literal") or child.type == "string" for child in node.named_children
    ):
        return "".join(str(_value(child)) for child in node.named_children)
    status = re.search(r"(?:HttpStatus\.|http\.Status|StatusCodes\.)(\w+)", text)
    number: int | None = _STATUSES.get(re.sub(r"[^a-z]", "", status[1].lower())) if status else None
    return number


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        return chr(int(code[1:].strip("{}"), 16) % 0x110000)
    return _ESCAPES.get(code, code)


def _comment_of(node: Any) -> str:
    """Return the comment after a node on its line, or the comments right above it."""
    after = node.next_sibling
    while after is not None and after.type in (",", ";", "\n"):
        after = after.next_sibling
    if after is not None and "comment" in after.type and after.start_point[0] == node.end_point[0]:
        return _words(_text(after))
    texts: list[str] = []
    line = node.start_point[0]
    before = node.prev_sibling
    while before is not None and (before.type in (",", ";", "\n") or "comment" in before.type):
        if "comment" in before.type:
            other = before.prev_sibling
            is_after_code = (
                other is not None and "comment" not in other.type and other.end_point[0] == before.start_point[0]
            )
            if before.end_point[0] < line - 1 or (is_after_code and other.type != "{"):
                break
            texts.insert(0, _words(_text(before)))
            line = before.start_point[0]
        before = before.prev_sibling
    return " ".join(filter(None, texts))


def _words(comment: str) -> str:
    body = comment.removeprefix("/*").removesuffix("*/") if comment.startswith("/*") else comment.lstrip("/")
    lines = (line.strip().lstrip("*/").strip() for line in body.split("\n"))
    return " ".join(line for line in lines if line and not line.startswith("@"))


# --- languages -------------------------------------------------------------------------------------------------------


def _typescript(nodes: Iterator[Any]) -> Iterator[_Enum]:
    for node in nodes:
        if node.type == "enum_declaration":
            body = node.child_by_field_name("body")
            members = []
            for item in body.named_children if body is not None else []:
                if item.type == "enum_assignment":
                    name, value = _name(item.child_by_field_name("name")), _value(item.child_by_field_name("value"))
                    members.append(
                        CodeMember(name, [("", value)] if value is not None else [], _comment_of(item), _lines(item))
                    )
                elif item.type == "property_identifier":
                    members.append(CodeMember(_text(item), [], _comment_of(item), _lines(item)))
            yield _text(node.child_by_field_name("name")), members, _lines(node)
        elif node.type == "variable_declarator":
            name, value = _text(node.child_by_field_name("name")), node.child_by_field_name("value")
            while value is not None and value.type in (
                "as_expression",
                "satisfies_expression",
                "call_expression",
                "arguments",
            ):
                value = next(
                    (
                        child
                        for child in value.named_children
                        if child.type in ("object", "arguments", "as_expression", "satisfies_expression")
                    ),
                    None,
                )
            if value is not None and value.type == "object" and set(words_of_header(name).split()) & ERRORS:
                yield name, list(_properties(value)), _lines(node)


def _properties(node: Any) -> Iterator[CodeMember]:
    for pair in node.named_children:
        if pair.type != "pair":
            continue
        name, value = _name(pair.child_by_field_name("key")), pair.child_by_field_name("value")
        if value.type == "object":
            inner = [
                (_name(item.child_by_field_name("key")), _value(item.child_by_field_name("value")))
                for item in value.named_children
                if item.type == "pair"
            ]
            values = [(key, found) for key, found in inner if found is not None]
        elif value.type == "array":
            values = [("", found) for item in value.named_children if (found := _value(item)) is not None]
        else:
            found = _value(value)
            values = [("", found)] if found is not None else []
        if values:
            yield CodeMember(name, values, _comment_of(pair), _lines(pair))


def _name(node: Any) -> str:
    value = _value(node) if node is not None and "string" in node.type else None
    return str(value) if value is not None else _text(node)


def _go(nodes: Iterator[Any]) -> Iterator[_Enum]:
    for node in nodes:
        if node.type not in ("const_declaration", "var_declaration"):
            continue
        specs = [child for child in _walk(node) if child.type in ("const_spec", "var_spec")]
        by_type: dict[str, list[CodeMember]] = {}
        kind, counter, uses_iota, offset = "", -1, False, 0
        for spec in specs:
            counter += 1
            kind = _text(spec.child_by_field_name("type")) or (
                kind if spec.child_by_field_name("value") is None else ""
            )
            values = spec.child_by_field_name("value")
            value = values.named_children[0] if values is not None and values.named_children else None
            name = _text(spec.child_by_field_name("name"))
            found: list[tuple[str, Scalar]] = []
            if value is None and uses_iota:
                found = [("code", counter + offset)]
            elif value is not None and (
                plus := re.fullmatch(r"iota(?:\s*\+\s*(\d+))?|(\d+)\s*\+\s*iota", _text(value))
            ):
                uses_iota, offset = True, int(plus[1] or plus[2] or 0)
                found = [("code", counter + offset)]
            elif value is not None and value.type == "call_expression":
                if not _GO_ERROR.fullmatch(_text(value.child_by_field_name("function"))):
                    continue
                arguments = value.child_by_field_name("arguments")
                texts = [_value(argument) for argument in arguments.named_children]
                found = [
                    ("message" if isinstance(text, str) and len(texts) == 1 else "", text)
                    for text in texts
                    if text is not None
                ]
            elif value is not None:
                uses_iota = False
                constant = _value(value)
                found = [("", constant)] if constant is not None else []
            if name not in ("", "_") and found and (kind or set(words_of_header(name).split()) & (ERRORS | {"err"})):
                by_type.setdefault(kind or "errors", []).append(
                    CodeMember(name, found, _comment_of(spec), _lines(spec))
                )
        for type_, members in by_type.items():
            yield type_, members, _lines(node)


def _java(nodes: Iterator[Any]) -> Iterator[_Enum]:
    for node in nodes:
        if node.type == "enum_declaration":
            body = node.child_by_field_name("body")
            members = []
            for item in body.named_children if body is not None else []:
                if item.type == "enum_constant":
                    arguments = item.child_by_field_name("arguments")
                    values = (
                        [_value(argument) for argument in arguments.named_children] if arguments is not None else []
                    )
                    named: list[tuple[str, Scalar]] = [("", value) for value in values if value is not None]
                    members.append(
                        CodeMember(_text(item.child_by_field_name("name")), named, _comment_of(item), _lines(item))
                    )
            yield _text(node.child_by_field_name("name")), members, _lines(node)


_FINDERS: Mapping[str, Callable[[Iterator[Any]], Iterator[_Enum]]] = {
    "typescript": _typescript,
    "go": _go,
    "java": _java,
}
