"""Java: what the nodes of its trees mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from errcat.scanning.facts import Computed, Kind, Literal, Sighting
from errcat.scanning.languages.statuses import status_named
from errcat.scanning.languages.tree_walk import (
    Around,
    FunctionInfo,
    TreeWalk,
    Visits,
    getter_name,
    number,
    text_of,
    unescaped,
)

_NAMES = ("identifier", "type_identifier", "this", "super", "null_literal", "true", "false")
_CONTAINERS = frozenset(["lambda_expression", "array_initializer"])
_EQUALS = ("equals", "equalsIgnoreCase", "contentEquals")
_CHECKS = ("assertEquals", "assertThat", "assertThrows", "isEqualTo", "verify")
_PAIRS = ("Map.of", "ImmutableMap.of")
_STATUS = re.compile(r"[1-5]\d\d")
_CODE = re.compile(r"\S{1,100}")


class JavaWalk(TreeWalk):
    """A walk through a file in Java."""

    skipped = frozenset(["type_arguments", "type_parameters", "marker_annotation", "annotation", "package_declaration"])
    names = frozenset(["field_access", "identifier", "type_identifier"])
    comparisons = frozenset(["==", "!="])

    def visit(self, node: Any, around: Around) -> Visits:
        kind = node.type
        if kind in ("class_declaration", "record_declaration", "enum_declaration", "interface_declaration"):
            yield from self._class(node, around)
        elif kind in ("method_declaration", "constructor_declaration"):
            yield from self._function(node, around)
        elif kind in ("object_creation_expression", "method_invocation", "explicit_constructor_invocation"):
            yield from self._call(node, around)
        elif kind == "enum_constant":
            self._enum_constant(node, around)
        elif kind == "field_declaration":
            yield from self._fields(node, around)
        elif kind == "variable_declarator":
            name, value = text_of(node.child_by_field_name("name")), node.child_by_field_name("value")
            if value is not None and around.function is not None:
                around.function.assigned.setdefault(name, []).append(value)
            yield value, around.plain
        elif kind == "import_declaration":
            self._import(node)
        elif kind == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            parts = self.dotted(left)
            self.add_assigned(parts, right, around)
            if len(parts) == 1 and around.function is not None:
                if parts[0] in self.interest.keys and parts[0] not in around.function.assigned:
                    self.add_assigned(("this", *parts), right, around)
                around.function.assigned.setdefault(parts[0], []).append(right)
            yield right, around.plain
        elif kind == "binary_expression":
            yield from self.comparison(node, around)
        elif kind == "switch_expression":
            yield from self._switch(node, around)
        elif kind in ("catch_formal_parameter", "instanceof_expression"):
            yield from ((child, around._replace(is_handled=True)) for child in node.named_children)
        else:
            yield from self.other(node, around)

    # --- values ------------------------------------------------------------------------------------------------------

    def literal(self, node: Any) -> str | int | None:
        if node.type == "string_literal":
            text = text_of(node)
            return unescaped(text[1:-1]) if not text.startswith('"""') else None
        if node.type in ("decimal_integer_literal", "unary_expression"):
            return number(text_of(node))
        return None

    def dotted(self, node: Any) -> tuple[str, ...]:
        parts: list[str] = []
        current = node
        while current is not None:
            if current.type == "field_access":
                parts.append(text_of(current.child_by_field_name("field")))
                current = current.child_by_field_name("object")
            elif current.type in ("scoped_identifier", "scoped_type_identifier"):
                return (*text_of(current).split("."), *reversed(parts))
            elif current.type == "generic_type":
                current = current.named_children[0]
            elif current.type in _NAMES:
                name = text_of(current)
                return ("null" if name == "null" else name, *reversed(parts))
            elif current.type == "method_invocation" and not _arguments(current):
                parts.append(getter_name(text_of(current.child_by_field_name("name"))))
                target = current.child_by_field_name("object")
                if target is None:
                    return ("this", *reversed(parts))
                current = target
            else:
                return ()
        return ()

    def choices(self, node: Any) -> Iterable[Any] | None:
        if node.type == "parenthesized_expression":
            return [node.named_children[0]] if node.named_children else []
        if node.type == "ternary_expression":
            return [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
        return None

    def status(self, node: Any) -> int | None:
        text = text_of(node)
        if _STATUS.fullmatch(text):
            return int(text)
        parts = [part for part in self.dotted(node) if part not in ("value", "this")]
        is_named = len(parts) > 1 and "status" in parts[-2].lower()
        return status_named(parts[-1]) if is_named else None

    # --- definitions -------------------------------------------------------------------------------------------------

    def _class(self, node: Any, around: Around) -> Visits:
        name = text_of(node.child_by_field_name("name"))
        superclass = node.child_by_field_name("superclass")
        bases = tuple(
            ".".join(parts)
            for child in (superclass.named_children if superclass is not None else ())
            if (parts := self.dotted(child))
        )
        self.facts.classes.add(name)
        yield node.child_by_field_name("body"), Around(around.function, name, bases)

    def _function(self, node: Any, around: Around) -> Visits:
        listed = node.child_by_field_name("parameters")
        params = [
            text_of(param.child_by_field_name("name"))
            for param in (listed.named_children if listed is not None else ())
            if param.type in ("formal_parameter", "spread_parameter")
        ]
        is_method = node.type == "method_declaration"
        name = text_of(node.child_by_field_name("name"))
        modifiers = next((text_of(child) for child in node.named_children if child.type == "modifiers"), "")
        function = FunctionInfo(
            name, params, around.function, is_method=is_method and "static" not in modifiers.split()
        )
        yield node.child_by_field_name("body"), around.plain._replace(function=function)

    def _enum_constant(self, node: Any, around: Around) -> None:
        name = text_of(node.child_by_field_name("name"))
        start, end = self.span(node.child_by_field_name("name"))
        texts = [argument for argument in _arguments(node) if isinstance(self.literal(argument), str)]
        codes = [argument for argument in texts if _CODE.fullmatch(str(self.literal(argument)))]
        known = [argument for argument in codes if str(self.literal(argument)) in self.interest.codes]
        values = self.values((known or codes)[0], around) if codes else (Literal(name, start, end),)
        self.facts.constants[f"{around.class_name}.{name}"] = values
        self.add(Sighting(Kind.MEMBER, name, values, owner=around.class_name))

    def _fields(self, node: Any, around: Around) -> Visits:
        modifiers = next((text_of(child) for child in node.named_children if child.type == "modifiers"), "")
        is_constant = {"static", "final"} <= set(modifiers.split())
        for child in node.children_by_field_name("declarator"):
            name, value = text_of(child.child_by_field_name("name")), child.child_by_field_name("value")
            if value is None:
                continue
            if is_constant:
                values = self.values(value, around)
                if not any(isinstance(item, Computed) for item in values):
                    self.facts.constants[f"{around.class_name}.{name}"] = values
                    self.facts.constants.setdefault(name, values)
            elif name in self.interest.keys:
                values = self.values(value, around)
                self.facts.constants[f"{around.class_name}.{name}"] = values
                self.add(Sighting(Kind.ATTRIBUTE, name, values, owner=around.class_name, path=around.bases))
            yield value, around.plain

    def _import(self, node: Any) -> None:
        names = [child for child in node.named_children if child.type in ("scoped_identifier", "identifier")]
        parts = tuple(text_of(names[0]).split(".")) if names else ()
        if any(child.type == "asterisk" for child in node.named_children):
            self.facts.stars.append(parts)
        elif parts:
            self.facts.imports[parts[-1]] = parts

    # --- calls and comparisons ---------------------------------------------------------------------------------------

    def _call(self, node: Any, around: Around) -> Visits:
        arguments = _arguments(node)
        target = node.child_by_field_name("object")
        method = text_of(node.child_by_field_name("name"))
        if node.type == "object_creation_expression":
            owner = ".".join(self.dotted(node.child_by_field_name("type")))
        elif node.type == "explicit_constructor_invocation":
            is_super = text_of(node.child_by_field_name("constructor")) == "super"
            owner = (around.bases or ("",))[0] if is_super else around.class_name
        else:
            owner = ".".join((*self.dotted(target), method)) if target is not None else method
        if method in _EQUALS and target is not None and len(arguments) == 1:
            self.add_compared([target, arguments[0]], around)
        found = [status for item in arguments if (status := self.status(item)) is not None and status >= 400]
        status = found[0] if len(found) == 1 else self._chained_status(target, around)
        is_handled = around.is_handled or method in _CHECKS or method in _EQUALS
        inside = around._replace(owner=owner, status=status, is_handled=is_handled, path=around.path)
        self.add_arguments(owner, arguments, inside)
        if method:
            self.add_setter(method, self._root(target), arguments, inside)
        pairs = self._pairs(owner, method, arguments)
        inner = self.add_pairs(pairs, inside, _CONTAINERS)
        yield target, around._replace(is_handled=is_handled, status=status)
        if node.type == "object_creation_expression":
            yield node.child_by_field_name("type"), around
        names = {id(value): name for name, value in pairs.items()}
        for argument in arguments:
            name = names.get(id(argument), "")
            yield argument, inner._replace(path=(*around.path, name) if name else around.path)
        yield from ((child, around.plain) for child in node.named_children if child.type == "class_body")

    def _chained_status(self, target: Any, around: Around) -> int | None:
        """Return the status of `ResponseEntity.status(404).body(…)`."""
        current = target
        while current is not None and current.type == "method_invocation":
            given = _arguments(current)
            if text_of(current.child_by_field_name("name")) == "status" and len(given) == 1:
                return self.status(given[0])
            current = current.child_by_field_name("object")
        return around.status

    def _pairs(self, owner: str, method: str, arguments: list[Any]) -> dict[str, Any]:
        """Return the keys and values of `Map.of("code", "x")` and `body.put("code", "x")`."""
        if not (owner in _PAIRS or method == "put") or len(arguments) % 2:
            return {}
        return {
            str(key): value
            for name, value in zip(arguments[::2], arguments[1::2], strict=True)
            if (key := self.literal(name)) is not None
        }

    def _root(self, target: Any) -> str:
        """Return what a chain of calls starts with: `ApiError.builder().code("x")` → ApiError."""
        current = target
        while current is not None:
            if current.type == "method_invocation":
                current = current.child_by_field_name("object")
            elif current.type == "object_creation_expression":
                return ".".join(self.dotted(current.child_by_field_name("type")))
            else:
                return ".".join(self.dotted(current))
        return ""

    def _switch(self, node: Any, around: Around) -> Visits:
        value = node.child_by_field_name("condition")
        inner = value.named_children[0] if value is not None and value.named_children else value
        yield value, around.plain
        body = node.child_by_field_name("body")
        stack = list(reversed(body.named_children)) if body is not None else []
        while stack:
            child = stack.pop()
            if child.type in ("switch_block_statement_group", "switch_rule"):
                stack.extend(reversed(child.named_children))
            elif child.type == "switch_label":
                for test in child.named_children:
                    if inner is not None:
                        self.add_compared([inner, test], around)
                    yield test, around.plain._replace(is_handled=True)
            else:
                yield child, around.plain


def _arguments(node: Any) -> list[Any]:
    arguments = node.child_by_field_name("arguments")
    return (
        [child for child in arguments.named_children if not child.type.endswith("comment")]
        if arguments is not None
        else []
    )
