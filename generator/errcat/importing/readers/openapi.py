"""OpenAPI 3 and Swagger 2 documents → errors: enums of codes, variants, examples, and the statuses of operations.

References within the document are followed; a reference to another file is reported, and never fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from errcat.importing.found.nodes import DataNode
from errcat.importing.found.pieces import (
    ApiInfo,
    LineRange,
    PageTable,
    Piece,
    Skipped,
    StatusText,
    TableCell,
    TableRow,
    Unclear,
)

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_CODE_NAMES = ("code", "errcode", "error_code", "errorCode", "err_code", "errorcode", "error")
_MESSAGE_NAMES = ("message", "error_message", "errorMessage", "msg", "detail", "description", "error_description")
_VARIANTS = ("oneOf", "anyOf", "allOf")
_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names")
_TEXTS = ("x-enum-descriptions", "x-enumDescriptions", "x-enum-comments")
MAX_DEPTH = 12
MAX_STEPS = 300_000
"""How many parts of schemas errcat looks at."""
_COLUMNS = ("code", "name", "status", "message", "title", "description", "operations", "examples", "x-type-uri")
_CLIENT_ERROR = 400


@dataclass
class _FoundCode:
    """What the document says about a code."""

    lines: LineRange
    guess: str = ""
    fields: dict[str, TableCell] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    operations: list[str] = field(default_factory=list)
    examples: list[object] = field(default_factory=list)
    uses: list[LineRange] = field(default_factory=list)


def is_openapi(node: DataNode) -> bool:
    """Whether data is an OpenAPI or Swagger document."""
    return isinstance(node.value, dict) and ("openapi" in node.value or "swagger" in node.value)


def pieces_of(root: DataNode) -> list[Piece]:
    """Return the errors of a document, and the meanings of statuses."""
    reader = _OpenApiReader(root)
    return reader.read()


class _OpenApiReader:
    def __init__(self, root: DataNode) -> None:
        self._root = root
        self._errors: dict[str, _FoundCode] = {}
        self._pieces: list[Piece] = []
        self._steps = 0
        self._status_texts: dict[tuple[int, str], list[LineRange]] = {}

    def read(self) -> list[Piece]:
        info = self._root.get("info")
        if info is None:
            info = DataNode("", LineRange(self._root.lines.first, self._root.lines.first))
        self._pieces.append(ApiInfo(info.text("title"), info.text("version"), info.lines))
        for operation, responses in self._operations():
            for status, response in _mapping(responses).items():
                self._response(status, self._resolved(response), response, operation)
        for name in ("responses",):
            for holder in (self._root.get("components", name), self._root.get(name)):
                for response in _mapping(holder).values():
                    self._response("", response, response, "")
        for holder in (self._root.get("components", "schemas"), self._root.get("definitions")):
            for name, schema in _mapping(holder).items():
                lower = name.lower()
                is_code = "code" in lower or ("error" in lower and ("type" in lower or "reason" in lower))
                if is_code and (_enum_of(schema) or _constants_of(schema)):
                    self._enum(schema, 0, "")
                elif "error" in lower or "problem" in lower or "exception" in lower:
                    self._schema(schema, 0, "", frozenset(), 0)
        return [*self._pieces, *self._statuses(), *self._table()]

    # --- operations and responses

    def _operations(self) -> Iterator[tuple[str, DataNode | None]]:
        for holder in (self._root.get("paths"), self._root.get("webhooks")):
            for path, item in _mapping(holder).items():
                for method, operation in _mapping(self._resolved(item)).items():
                    if method in _METHODS:
                        yield operation.text("operationId") or f"{method.upper()} {path}", operation.get("responses")

    def _response(self, key: str, response: DataNode, at: DataNode, operation: str) -> None:
        status = int(key) if key.isdigit() else 0
        if (status and status < _CLIENT_ERROR) or not isinstance(response.value, dict):
            return
        before = len(self._errors), sum(len(found.uses) for found in self._errors.values())
        contents = list(_mapping(response.get("content")).items()) or [("", response)]
        for media, content in contents:
            schema = content.get("schema")
            is_problem = "problem" in media
            if schema is not None:
                self._schema(schema, status, operation, frozenset(), 0, is_problem=is_problem)
            for name, example in self._examples(content):
                self._example(name, example, status, operation, is_problem=is_problem)
        after = len(self._errors), sum(len(found.uses) for found in self._errors.values())
        text = response.text("description")
        if status and before == after and text:
            self._status_texts.setdefault((status, text), []).append(at.lines)

    def _examples(self, content: DataNode) -> Iterator[tuple[DataNode | None, DataNode]]:
        example = content.get("example")
        if example is not None:
            yield None, example
        for name, item in _mapping(content.get("examples")).items():
            resolved = self._resolved(item)
            value = resolved.get("value")
            if value is not None:
                yield resolved, value
            elif "/" in name:  # Swagger 2: examples by media type
                yield None, item

    def _example(
        self, about: DataNode | None, example: DataNode, status: int, operation: str, *, is_problem: bool
    ) -> None:
        mapping = _error_in(example, 0)
        code = None
        if mapping is not None:
            code = next((mapping[key] for key in _CODE_NAMES if key in mapping and _is_code(mapping[key])), None)
            if code is None and is_problem and "type" in mapping:
                self._problem(mapping["type"], status, operation, mapping.get("title"))
                return
        if code is None or mapping is None:
            return
        found = self._add(str(code.value), code.lines, status, operation)
        found.uses.append(example.lines)
        for key in _MESSAGE_NAMES:
            if key in mapping and isinstance(mapping[key].value, str) and mapping[key] is not code:
                found.fields.setdefault("message", TableCell(mapping[key].value, mapping[key].lines))
                break
        if about is not None and about.text("summary"):
            found.fields.setdefault("title", TableCell(about.text("summary"), about.lines))
        if about is not None and about.text("description"):
            found.fields.setdefault("description", TableCell(about.text("description"), about.lines))
        entry: dict[str, object] = {"response": example.plain()} | ({"status": status} if status else {})
        is_known = any(isinstance(known, dict) and known["response"] == entry["response"] for known in found.examples)
        if not is_known and isinstance(example.value, (dict, list)):
            found.examples.append(entry)

    # --- schemas

    def _schema(
        self,
        schema: DataNode,
        status: int,
        operation: str,
        seen: frozenset[int],
        depth: int,
        *,
        is_problem: bool = False,
    ) -> None:
        """Find the codes that a schema allows."""
        self._steps += 1
        schema = self._resolved(schema)
        if depth > MAX_DEPTH or id(schema) in seen or self._steps > MAX_STEPS or not isinstance(schema.value, dict):
            return
        seen |= {id(schema)}
        for key in _VARIANTS:
            items = schema.get(key)
            for item in items.value if items is not None and isinstance(items.value, list) else []:
                self._schema(item, status, operation, seen, depth + 1, is_problem=is_problem)
        properties = _mapping(schema.get("properties"))
        for key, item in properties.items():
            inner = self._resolved(item)
            if key in _CODE_NAMES and (_enum_of(inner) or _constants_of(inner)):
                message = next((properties[name] for name in _MESSAGE_NAMES if name in properties), None)
                self._enum(inner, status, operation, schema, self._resolved(message) if message else None)
            elif key == "type" and (is_problem or "problem" in schema.text("title").lower()) and _enum_of(inner):
                for value in _enum_of(inner):
                    self._problem(value, status, operation, None)
            elif isinstance(inner.value, dict):
                self._schema(inner, status, operation, seen, depth + 1, is_problem=is_problem)
        items = schema.get("items")
        if items is not None:
            self._schema(items, status, operation, seen, depth + 1, is_problem=is_problem)
        example = schema.get("example")
        if example is not None:
            self._example(None, example, status, operation, is_problem=is_problem)

    def _enum(
        self,
        enum: DataNode,
        status: int,
        operation: str,
        owner: DataNode | None = None,
        message: DataNode | None = None,
    ) -> None:
        """Add the values of an enum. `owner` is the schema that has it, `message` that of the message next to it."""
        for constant in _constants_of(enum):
            self._enum(self._resolved(constant), status, operation, self._resolved(constant))
        values = _enum_of(enum)
        names = _texts(next((enum.get(key) for key in _NAMES if enum.get(key)), None), values)
        texts = _texts(next((enum.get(key) for key in _TEXTS if enum.get(key)), None), values)
        for number, value in enumerate(values):
            found = self._add(str(value.value), value.lines, status, operation)
            if number in names:
                found.fields.setdefault("name", names[number])
            if number in texts:
                found.fields.setdefault("description", texts[number])
        if len(values) == 1 and owner is not None:
            found = self._errors[str(values[0].value)]
            text = _constant(message)
            if text is not None:
                found.fields.setdefault("message", text)
            for key in ("title", "description"):
                if owner.text(key) and owner.get(key):
                    found.fields.setdefault(key, TableCell(owner.text(key), owner.get(key).lines))  # type: ignore[union-attr]

    def _problem(self, value: DataNode, status: int, operation: str, title: DataNode | None) -> None:
        uri = str(value.value)
        code = uri.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1].rsplit("#", 1)[-1]
        if not code or uri == "about:blank":
            return
        found = self._add(code, value.lines, status, operation)
        found.guess = "address"
        found.fields.setdefault("x-type-uri", TableCell(uri, value.lines))
        if title is not None and isinstance(title.value, str):
            found.fields.setdefault("title", TableCell(title.value, title.lines))

    def _add(self, code: str, lines: LineRange, status: int, operation: str) -> _FoundCode:
        found = self._errors.setdefault(code, _FoundCode(lines))
        found.uses.append(lines)
        if status and status not in found.statuses:
            found.statuses.append(status)
        if operation and operation not in found.operations:
            found.operations.append(operation)
        return found

    def _resolved(self, node: DataNode) -> DataNode:
        """Follow references within the document."""
        for _ in range(MAX_DEPTH):
            reference = node.text("$ref")
            if not reference:
                return node
            target: DataNode | None = self._root if reference.startswith("#/") else None
            if target is None:
                self._pieces.append(Unclear("reference", node.lines))
                return node
            for step in reference[2:].split("/"):
                target = target.get(step.replace("~1", "/").replace("~0", "~")) if target is not None else None
            if target is None:
                return node
            node = target
        return node

    # --- results

    def _statuses(self) -> Iterator[Piece]:
        for (status, text), places in self._status_texts.items():
            yield StatusText(status, text, places[0])
            for place in places[1:]:
                yield Skipped("repeated", place)

    def _table(self) -> Iterator[Piece]:
        rows: list[TableRow] = []
        for code, found in self._errors.items():
            cells = {
                **found.fields,
                "code": TableCell(code, found.lines, found.guess),
                "status": TableCell(found.statuses, found.lines) if found.statuses else None,
                "operations": TableCell(found.operations, found.lines) if found.operations else None,
                "examples": TableCell(found.examples[:3], found.lines) if found.examples else None,
            }
            rows.append(TableRow(tuple(cells.get(column) for column in _COLUMNS), found.lines))
            for use in found.uses:
                yield Skipped("repeated", use)
        if rows:
            lines = LineRange(min(row.lines.first for row in rows), max(row.lines.last for row in rows))
            yield PageTable(_COLUMNS, tuple(rows), lines, is_markdown=False, is_mapped=True)


# --- parts of documents ----------------------------------------------------------------------------------------------


def _mapping(node: DataNode | None) -> dict[str, DataNode]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _enum_of(schema: DataNode) -> list[DataNode]:
    """Return the values of an enum or a constant."""
    values = schema.get("enum") or schema.get("x-extensible-enum")
    if values is not None and isinstance(values.value, list):
        return [value for value in values.value if _is_code(value)]
    constant = schema.get("const")
    return [constant] if constant is not None and _is_code(constant) else []


def _constants_of(schema: DataNode) -> list[DataNode]:
    """Return the variants of a schema that are constants with a description."""
    items = schema.get("oneOf") or schema.get("anyOf")
    variants = items.value if items is not None and isinstance(items.value, list) else []
    return variants if all(len(_enum_of(variant)) == 1 for variant in variants) else []


def _is_code(node: DataNode) -> bool:
    return isinstance(node.value, (str, int)) and not isinstance(node.value, bool) and node.value != ""


def _texts(node: DataNode | None, values: list[DataNode]) -> dict[int, TableCell]:
    """Return names or descriptions of the values of an enum: a list, or a mapping from values."""
    if node is None:
        return {}
    if isinstance(node.value, list):
        items = dict(enumerate(node.value))
    else:
        mapping = _mapping(node)
        items = {
            number: mapping[str(value.value)] for number, value in enumerate(values) if str(value.value) in mapping
        }
    return {number: TableCell(item.value, item.lines) for number, item in items.items() if isinstance(item.value, str)}


def _constant(node: DataNode | None) -> TableCell | None:
    """Return the only text that a schema allows, or its default or example."""
    if node is None:
        return None
    for key in ("const", "default", "example"):
        found = node.get(key)
        if found is not None and isinstance(found.value, str):
            return TableCell(found.value, found.lines)
    values = _enum_of(node)
    return TableCell(values[0].value, values[0].lines) if len(values) == 1 else None


def _error_in(node: DataNode, depth: int) -> dict[str, DataNode] | None:
    """Return the mapping of an example that has a code, from outside to inside."""
    if depth > 5:
        return None
    if isinstance(node.value, dict):
        if any(key in node.value and _is_code(node.value[key]) for key in _CODE_NAMES[:-1]) or (
            "error" in node.value and _is_code(node.value["error"]) and " " not in str(node.value["error"].value)
        ):
            return node.value
        if "type" in node.value and "title" in node.value:
            return node.value
        children = list(node.value.values())
    else:
        children = node.value[:3] if isinstance(node.value, list) else []
    return next((found for child in children if (found := _error_in(child, depth + 1)) is not None), None)
