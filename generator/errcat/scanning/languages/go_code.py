"""Go: what the nodes of its trees mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from errcat.scanning.facts import Kind, Literal, Sighting
from errcat.scanning.languages.statuses import status_named
from errcat.scanning.languages.tree_walk import Around, FunctionInfo, TreeWalk, Visits, number, text_of, unescaped

_WRAPPERS = ("parenthesized_expression", "literal_element", "unary_expression")
_NAMES = ("identifier", "field_identifier", "type_identifier", "package_identifier", "nil", "true", "false")
_CONTAINERS = frozenset(["composite_literal", "literal_value", "func_literal"])
_CHECKS = ("errors.Is", "errors.As", "assert.Equal", "require.Equal", "assert.ErrorIs", "require.ErrorIs")
_STATUS = re.compile(r"[1-5]\d\d")


class GoWalk(TreeWalk):
    """A walk through a file in Go."""

    skipped = frozenset(["type_arguments", "struct_type", "interface_type", "import_declaration_comment"])
    names = frozenset(["selector_expression", "identifier", "index_expression"])
    comparisons = frozenset(["==", "!="])

    def visit(self, node: Any, around: Around) -> Visits:
        kind = node.type
        if kind in ("function_declaration", "method_declaration", "func_literal"):
            yield from self._function(node, around)
        elif kind == "call_expression":
            yield from self._call(node, around)
        elif kind == "composite_literal":
            yield from self._composite(node, around)
        elif kind == "literal_value":
            yield from self._members(node, around)
        elif kind in ("const_spec", "var_spec"):
            yield from self._constant(node, around)
        elif kind == "type_spec":
            self.facts.classes.add(text_of(node.child_by_field_name("name")))
        elif kind == "import_spec":
            self._import(node)
        elif kind in ("short_var_declaration", "assignment_statement"):
            yield from self._assigned(node, around)
        elif kind == "binary_expression":
            yield from self.comparison(node, around)
        elif kind == "expression_switch_statement":
            yield from self._switch(node, around)
        else:
            yield from self.other(node, around)

    # --- values ------------------------------------------------------------------------------------------------------

    def literal(self, node: Any) -> str | int | None:
        node = _unwrapped(node)
        if node.type == "interpreted_string_literal":
            return unescaped(text_of(node)[1:-1])
        if node.type == "raw_string_literal":
            return text_of(node)[1:-1]
        return number(text_of(node)) if node.type in ("int_literal", "unary_expression") else None

    def dotted(self, node: Any) -> tuple[str, ...]:
        parts: list[str] = []
        current = node
        while current is not None:
            current = _unwrapped(current)
            if current.type == "selector_expression":
                parts.append(text_of(current.child_by_field_name("field")))
                current = current.child_by_field_name("operand")
            elif current.type == "index_expression":
                key = self.literal(current.child_by_field_name("index"))
                if isinstance(key, str):
                    parts.append(key)
                current = current.child_by_field_name("operand")
            elif current.type == "qualified_type":
                return tuple(text_of(child) for child in current.named_children)
            elif current.type in _NAMES:
                return (text_of(current), *reversed(parts))
            elif current.type == "type_conversion_expression" or (current.type == "call_expression" and parts):
                return ()
            else:
                return ()
        return ()

    def choices(self, node: Any) -> Iterable[Any] | None:
        if node.type in ("parenthesized_expression", "literal_element"):
            return [node.named_children[0]] if node.named_children else []
        if node.type == "call_expression":  # ErrorCode("x"), string(code)
            name = text_of(node.child_by_field_name("function"))
            arguments = _arguments(node)
            if len(arguments) == 1 and (name == "string" or name in self.facts.classes):
                return arguments
        return None

    def status(self, node: Any) -> int | None:
        text = text_of(_unwrapped(node))
        if _STATUS.fullmatch(text):
            return int(text)
        parts = self.dotted(node)
        return status_named(parts[-1]) if len(parts) > 1 and parts[-1].startswith("Status") else None

    # --- definitions -------------------------------------------------------------------------------------------------

    def _function(self, node: Any, around: Around) -> Visits:
        name = text_of(node.child_by_field_name("name"))
        params: list[str] = []
        listed = node.child_by_field_name("parameters")
        for param in listed.named_children if listed is not None else ():
            names = param.children_by_field_name("name")
            params += [text_of(item) for item in names] or [""]
        is_method = node.type == "method_declaration"
        if not is_method and name:
            self.facts.functions.add(name)
        function = FunctionInfo(name, params, around.function, is_method=is_method)
        yield node.child_by_field_name("body"), Around(function)

    def _constant(self, node: Any, around: Around) -> Visits:
        value = node.child_by_field_name("value")
        items = value.named_children if value is not None else []
        type_ = text_of(node.child_by_field_name("type"))
        for name_node, item in zip(node.children_by_field_name("name"), items, strict=False):
            name = text_of(name_node)
            values = self.values(item, around)
            if around.function is None:
                self.facts.constants[name] = values
                if type_ and all(isinstance(value, Literal) for value in values):
                    self.add(Sighting(Kind.MEMBER, name, values, owner=type_))
            else:
                around.function.assigned.setdefault(name, []).append(item)
        yield from ((item, around.plain) for item in items)

    def _import(self, node: Any) -> None:
        path = self.literal(node.child_by_field_name("path"))
        if isinstance(path, str) and path:
            parts = tuple(path.split("/"))
            self.facts.imports[text_of(node.child_by_field_name("name")) or parts[-1]] = parts

    # --- calls, literals and comparisons -----------------------------------------------------------------------------

    def _assigned(self, node: Any, around: Around) -> Visits:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        names = left.named_children if left is not None else []
        items = right.named_children if right is not None else []
        for target, item in zip(names, items, strict=False):
            parts = self.dotted(target)
            self.add_assigned(parts, item, around)
            if len(parts) == 1 and around.function is not None and len(names) == len(items):
                around.function.assigned.setdefault(parts[0], []).append(item)
        yield from ((item, around.plain) for item in items)

    def _call(self, node: Any, around: Around) -> Visits:
        function = node.child_by_field_name("function")
        owner = ".".join(self.dotted(function)) or text_of(function.child_by_field_name("field"))
        arguments = _arguments(node)
        is_handled = around.is_handled or owner in _CHECKS
        found = [status for item in arguments if (status := self.status(item)) is not None and status >= 400]
        status = found[0] if len(found) == 1 else around.status
        inside = around._replace(owner=owner, status=status, is_handled=is_handled, path=())
        self.add_arguments(owner, arguments, inside)
        self.add_setter(owner.rpartition(".")[2], owner, arguments, inside)
        yield function, around._replace(is_handled=is_handled)
        yield from ((argument, inside) for argument in arguments)

    def _composite(self, node: Any, around: Around) -> Visits:
        type_ = node.child_by_field_name("type")
        name = ".".join(self.dotted(type_)) if type_ is not None else ""
        if name and around.path == ():
            around = around._replace(owner=name)
        elif name:
            around = around._replace(owner=name, path=around.path)
        yield node.child_by_field_name("body"), around

    def _members(self, node: Any, around: Around) -> Visits:
        """Note the members of a struct or a map; without keys, its values are like arguments."""
        pairs: dict[str, Any] = {}
        others: list[Any] = []
        for child in node.named_children:
            if child.type == "keyed_element" and len(child.named_children) > 1:
                key = _unwrapped(child.named_children[0])
                text = self.literal(key)
                pairs[str(text) if text is not None else text_of(key)] = _element(child.named_children[-1])
            elif not child.type.endswith("comment"):
                others.append(_element(child))
        if not pairs:
            self.add_arguments(around.owner, others, around)
        inside = self.add_pairs(pairs, around, _CONTAINERS)
        yield from ((value, inside._replace(path=(*around.path, key))) for key, value in pairs.items())
        yield from ((other, inside) for other in others)

    def _switch(self, node: Any, around: Around) -> Visits:
        value = node.child_by_field_name("value")
        yield value, around.plain
        for child in node.named_children:
            if child.type == "expression_case":
                tests = child.child_by_field_name("value")
                for test in tests.named_children if tests is not None and value is not None else ():
                    self.add_compared([value, test], around)
                    yield test, around.plain._replace(is_handled=True)
                yield from ((inner, around.plain) for inner in child.named_children if inner != tests)
            elif child.type in ("default_case", "type_case"):
                yield child, around.plain


def _unwrapped(node: Any) -> Any:
    """Return the value in parentheses, or behind `&`."""
    while node.type in _WRAPPERS and node.named_children:
        if node.type == "unary_expression" and text_of(node.child_by_field_name("operator")) not in ("&", "*"):
            break
        node = node.named_children[-1]
    return node


def _element(node: Any) -> Any:
    return node.named_children[0] if node.type == "literal_element" and node.named_children else node


def _arguments(node: Any) -> list[Any]:
    arguments = node.child_by_field_name("arguments")
    return [child for child in arguments.named_children if child.type != "comment"] if arguments is not None else []
