"""Python code → errors: members of enums, attributes of exception classes, and constants. The code never runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from errcat.errors import RunError
from errcat.importing.found.field_words import ERRORS, fields_named, words_of_header
from errcat.importing.found.nodes import DataNode, Scalar
from errcat.importing.found.pieces import LineRange, PageTable, Piece, TableCell, TableRow
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers import records
from errcat.importing.readers.members import COLUMNS, CodeMember, field_of_value, table_of
from errcat.text.http_statuses import REASON_PHRASES

_ENUM = re.compile(r"(?:.*\.)?(?:\w*Enum|IntFlag|Flag)")
_EXCEPTION = re.compile(r"(?:.*\.)?\w*(?:Error|Exception|Fault|Problem|Warning)")
_MAX_DEPTH = 50
_Names = dict[str, list[str]]
"""The fields of each class, in order."""
_HTTP_NAMES = {
    re.sub(r"[^A-Z]+", "_", phrase.upper().replace("'", "")): status for status, phrase in REASON_PHRASES.items()
}


def read(source: ImportSource) -> list[Piece]:
    """Return the errors of a module."""
    try:
        tree = ast.parse(source.text)
    except SyntaxError as error:
        raise RunError(
            "source-unreadable", path=source.name, line=error.lineno or 1, reason=f"it isn't Python: {error.msg}"
        ) from None
    except (RecursionError, MemoryError, ValueError):
        raise RunError(
            "source-unreadable", help="deep", path=source.name, line=1, reason="it nests too deeply"
        ) from None
    comments = _comments(source.text)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    enums = [node for node in classes if any(_ENUM.fullmatch(ast.unparse(base)) for base in node.bases)]
    about = [node for node in enums if set(words_of_header(node.name).split()) & ERRORS]
    names = {node.name: _annotated(node) for node in classes}
    pieces: list[Piece] = [table for node in about or enums if (table := _enum(node, comments, names)) is not None]
    exceptions = _exceptions(classes)
    if exceptions is not None:
        pieces.append(exceptions)
    pieces += _constants(tree)
    definitions = _definitions(tree, comments, names)
    if definitions is not None:
        pieces.append(definitions)
    return pieces


# --- enums -----------------------------------------------------------------------------------------------------------


def _enum(node: ast.ClassDef, comments: dict[int, str], names: _Names) -> PageTable | None:
    members: list[CodeMember] = []
    are_texts = any(ast.unparse(base).rpartition(".")[2] == "StrEnum" for base in node.bases)
    for number, item in enumerate(node.body):
        if isinstance(item, ast.Assign) and len(item.targets) == 1 and isinstance(item.targets[0], ast.Name):
            name = item.targets[0].id
            if name.startswith("_"):
                continue
            after = node.body[number + 1] if number + 1 < len(node.body) else None
            above, first = _above(comments, item.lineno)
            text = _docstring(after) or comments.get(item.lineno, "")
            last = after.end_lineno if after is not None and _docstring(after) else item.end_lineno
            lines = LineRange(item.lineno if text else first, last or item.lineno)
            values = [("code", name.lower())] if are_texts and _is_auto(item.value) else _values(item.value, names)
            members.append(CodeMember(name, values, text or above, lines))
    return table_of(node.name, members, LineRange(node.lineno, node.end_lineno or node.lineno))


def _is_auto(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "auto"


def _annotated(node: ast.ClassDef) -> list[str]:
    """Return the fields of a dataclass, in order."""
    return [
        item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]


def _values(node: ast.expr, names: _Names) -> list[tuple[str, Scalar]]:
    """Return the values of a member: a constant, the items of a tuple, or the arguments of a call with their names."""
    if isinstance(node, ast.Call):
        named = [(keyword.arg or "", _constant(keyword.value)) for keyword in node.keywords]
        fields = names.get(ast.unparse(node.func), [])
        places = [fields[number] if number < len(fields) else "" for number in range(len(node.args))]
        found = [(place, _constant(argument)) for place, argument in zip(places, node.args, strict=True)] + named
    elif isinstance(node, (ast.Tuple, ast.List)):
        found = [("", _constant(item)) for item in node.elts]
    elif isinstance(node, ast.Dict):
        found = [
            (str(_constant(key)), _constant(value))
            for key, value in zip(node.keys, node.values, strict=True)
            if key is not None
        ]
    else:
        found = [("", _constant(node))]
    return [(name, value) for name, value in found if value is not None]


def _constant(node: ast.expr) -> Scalar:
    """Return the value of a constant; HTTPStatus.NOT_FOUND and status.HTTP_404_NOT_FOUND are constants, too."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        text = ast.unparse(node) if isinstance(node, (ast.Attribute, ast.Name)) else ""
        match = re.search(r"HTTP_(\d{3})_", text)
        return (
            int(match[1])
            if match
            else _HTTP_NAMES.get(text.rpartition("HTTPStatus.")[2])
            if "HTTPStatus." in text
            else None
        )
    return value if isinstance(value, (str, int, float, bool)) else None


def _docstring(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        lines = node.value.value.strip().split("\n")
        return "\n".join(line.strip() for line in lines)
    return ""


def _comments(text: str) -> dict[int, str]:
    """Return the comments of the lines, without their sign. Positive: after code; a line of its own has a minus."""
    import io  # noqa: PLC0415 — only code needs it
    import tokenize  # noqa: PLC0415 — as above

    found: dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                is_alone = token.line[: token.start[1]].strip() == ""
                words = token.string.lstrip("#:! ").strip()
                found[-token.start[0] if is_alone else token.start[0]] = words
    except (tokenize.TokenError, SyntaxError):
        return found
    return found


def _above(comments: dict[int, str], line: int) -> tuple[str, int]:
    """Return the comments right above a line, and the number of their first line."""
    lines: list[str] = []
    while -(line - 1) in comments:
        line -= 1
        lines.insert(0, comments[-line])
    return " ".join(text for text in lines if not re.fullmatch(r"\W*", text)), line


# --- exception classes -----------------------------------------------------------------------------------------------


def _exceptions(classes: list[ast.ClassDef]) -> PageTable | None:
    """Return the exception classes that have a code, a status or a message."""
    known = {node.name: node for node in classes}
    rows: list[TableRow] = []
    for node in classes:
        if not _is_exception(node, known, 0):
            continue
        cells: dict[str, TableCell] = {}
        for item in node.body:
            where = LineRange(item.lineno, item.end_lineno or item.lineno)
            for field, value in _class_values(item, cells):
                cells.setdefault(field, TableCell(value, where))
        if not cells:
            continue
        where = LineRange(node.lineno, node.lineno)
        if "status" not in cells:
            inherited = _inherited(node, known, "status")
            if inherited is not None:
                cells["status"] = inherited
        text = ast.get_docstring(node)
        if text and node.body:
            first = node.body[0]
            cells.setdefault("description", TableCell(text, LineRange(first.lineno, first.end_lineno or first.lineno)))
        if "code" in cells:
            cells.setdefault("x-class", TableCell(node.name, where))
        else:
            if any(node.name in map(ast.unparse, other.bases) for other in classes):
                continue  # a base of the others, without a code
            cells["code"] = TableCell(node.name, where, "class")
        rows.append(TableRow(tuple(cells.get(column) for column in COLUMNS), where))
    if not rows:
        return None
    return PageTable(COLUMNS, tuple(rows), rows[0].lines.and_(rows[-1].lines), is_markdown=False, is_mapped=True)


def _class_values(item: ast.stmt, known: Mapping[str, object]) -> Iterator[tuple[str, Scalar]]:
    """Yield the fields that a statement of a class gives values: attributes, and what `__init__` says."""
    if not isinstance(item, ast.FunctionDef):
        yield from ((field, value) for name, value in _assignments(item) if (field := _field_of(name)) in COLUMNS)
        return
    if item.name != "__init__":
        return
    named: list[tuple[str, Scalar]] = []
    for node in ast.walk(item):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("super().__init__", "Error.__init__")):
            named += _values(node, {})
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("self."):
            named.append((ast.unparse(node.targets[0])[5:], _constant(node.value)))
    defaults = item.args.args[len(item.args.args) - len(item.args.defaults) :]
    named += [(argument.arg, _constant(value)) for argument, value in zip(defaults, item.args.defaults, strict=True)]
    named += [
        (argument.arg, _constant(value))
        for argument, value in zip(item.args.kwonlyargs, item.args.kw_defaults, strict=True)
        if value is not None
    ]
    found: dict[str, Scalar] = {str(field): None for field in known}
    for name, value in named:
        field = (_field_of(name) if name else field_of_value(value, found)) if value not in (None, "") else ""
        if field in COLUMNS and field not in found and field != "x-value":
            found[field] = value
            yield field, value


def _is_exception(node: ast.ClassDef, known: dict[str, ast.ClassDef], depth: int) -> bool:
    names = [ast.unparse(base) for base in node.bases]
    if any(_EXCEPTION.fullmatch(name) for name in names):
        return True
    return depth < _MAX_DEPTH and any(
        name in known and known[name] is not node and _is_exception(known[name], known, depth + 1) for name in names
    )


def _inherited(node: ast.ClassDef, known: dict[str, ast.ClassDef], field: str) -> TableCell | None:
    for _ in range(_MAX_DEPTH):
        base = next((known[ast.unparse(base)] for base in node.bases if ast.unparse(base) in known), None)
        if base is None or base is node:
            return None
        for item in base.body:
            for name, value in _assignments(item):
                if _field_of(name) == field:
                    return TableCell(value, LineRange(node.lineno, node.lineno))
        node = base
    return None


def _assignments(item: ast.stmt) -> Iterator[tuple[str, Scalar]]:
    """Yield the attributes that a statement of a class gives constant values."""
    if isinstance(item, ast.Assign):
        targets, value = item.targets, item.value
    elif isinstance(item, ast.AnnAssign) and item.value is not None:
        targets, value = [item.target], item.value
    else:
        return
    found = _constant(value)
    if found is not None:
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, found


def _field_of(name: str) -> str:
    words = words_of_header(name).removeprefix("default ")
    if words == "detail":
        return "message"
    return next(iter(fields_named(words)), "")


def _definitions(tree: ast.Module, comments: dict[int, str], names: _Names) -> PageTable | None:
    """Return the constants that are calls of a class about errors: NO_TRAM = ErrorInfo("no_tram", 404)."""
    members: list[CodeMember] = []
    for item in tree.body:
        if not isinstance(item, ast.Assign) or not isinstance(item.value, ast.Call):
            continue
        target, kind = item.targets[0], ast.unparse(item.value.func).rpartition(".")[2]
        words = set(words_of_header(kind).split())
        if isinstance(target, ast.Name) and kind[:1].isupper() and words & (ERRORS | {"err"}):
            values = _values(item.value, names)
            above, first = _above(comments, item.lineno)
            text = comments.get(item.lineno, "")
            lines = LineRange(item.lineno if text else first, item.end_lineno or item.lineno)
            if values:
                members.append(CodeMember(target.id, values, text or above, lines))
    if not members:
        return None
    return table_of("errors", members, members[0].lines.and_(members[-1].lines))


# --- constants -------------------------------------------------------------------------------------------------------


def _constants(tree: ast.Module) -> Iterator[Piece]:
    """Yield mappings and lists of errors that are constants of the module."""
    for item in tree.body:
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            name, value = item.targets[0].id, item.value
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.value is not None:
            name, value = item.target.id, item.value
        else:
            continue
        if isinstance(value, (ast.Dict, ast.List)) and set(words_of_header(name).split()) & ERRORS:
            if isinstance(value, ast.Dict) and (table := _tuples(name, value)) is not None:
                yield table
                continue
            node = _node(value, 0)
            if node is not None:
                for piece in records.pieces_of([node]):
                    if isinstance(piece, PageTable):
                        yield piece


def _tuples(name: str, node: ast.Dict) -> PageTable | None:
    """Return a mapping of codes to tuples: {"no_tram": (404, "There is no tram")}."""
    members: list[CodeMember] = []
    for key, value in zip(node.keys, node.values, strict=True):
        code = _constant(key) if key is not None else None
        if code is None or key is None or not isinstance(value, (ast.Tuple, ast.List)):
            return None
        values = [("code", code), *_values(value, {})]
        lines = LineRange(key.lineno, value.end_lineno or key.lineno)
        members.append(CodeMember(str(code), values, "", lines))
    return table_of(name, members, LineRange(node.lineno, node.end_lineno or node.lineno))


def _node(value: ast.expr, depth: int) -> DataNode | None:
    where = LineRange(value.lineno, value.end_lineno or value.lineno)
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, ast.Dict):
        found: dict[str, DataNode] = {}
        for key, item in zip(value.keys, value.values, strict=True):
            name = _constant(key) if key is not None else None
            inner = _node(item, depth + 1)
            if name is not None and inner is not None and key is not None:
                found[str(name)] = DataNode(inner.value, LineRange(key.lineno, inner.lines.last))
        return DataNode(found, where)
    if isinstance(value, (ast.List, ast.Tuple)):
        return DataNode([inner for item in value.elts if (inner := _node(item, depth + 1)) is not None], where)
    constant = _constant(value)
    return None if constant is None else DataNode(constant, where)
