"""TypeScript and JavaScript: what the nodes of their trees mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from errcat.scanning.facts import Kind, Sighting, is_error_word
from errcat.scanning.languages.statuses import status_named
from errcat.scanning.languages.tree_walk import (
    Around,
    FunctionInfo,
    TreeWalk,
    Visits,
    number,
    text_of,
    unescaped,
)

_WRAPPERS = ("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
             "await_expression", "type_assertion")  # fmt: skip
_NAMES = ("identifier", "property_identifier", "private_property_identifier", "type_identifier", "this", "super",
          "undefined", "shorthand_property_identifier", "null", "true", "false")  # fmt: skip
_CONTAINERS = frozenset(["object", "array", "arrow_function", "function_expression"])
_FUNCTIONS = ("function_declaration", "function_expression", "arrow_function", "method_definition",
              "generator_function_declaration")  # fmt: skip
_CHECKS = ("includes", "expect", "toBe", "toEqual", "toMatchObject", "toThrow", "assertEquals")
_STATUS_METHODS = ("status", "code", "sendStatus", "writeHead")
_STATUS = re.compile(r"[1-5]\d\d")


class TypeScriptWalk(TreeWalk):
    """A walk through a file in TypeScript or JavaScript."""

    skipped = frozenset(["type_annotation", "type_arguments", "type_parameters", "interface_declaration"])
    names = frozenset(["member_expression", "identifier", "subscript_expression", "shorthand_property_identifier"])
    comparisons = frozenset(["===", "==", "!==", "!="])

    def visit(self, node: Any, around: Around) -> Visits:
        kind = node.type
        if kind in ("class_declaration", "class", "abstract_class_declaration"):
            yield from self._class(node, around)
        elif kind in _FUNCTIONS:
            yield from self._function(node, around)
        elif kind in ("call_expression", "new_expression"):
            yield from self._call(node, around)
        elif kind == "object":
            yield from self._object(node, around)
        elif kind == "variable_declarator":
            yield from self._declarator(node, around)
        elif kind == "enum_declaration":
            self._enum(node, around)
        elif kind == "type_alias_declaration":
            self._union(node, around)
        elif kind == "import_statement":
            self._import(node)
        elif kind == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            parts = self.dotted(left)
            self.add_assigned(parts, right, around)
            if len(parts) == 1 and around.function is not None:
                around.function.assigned.setdefault(parts[0], []).append(right)
            yield right, around.plain
        elif kind == "binary_expression":
            yield from self._binary(node, around)
        elif kind == "switch_statement":
            value = node.child_by_field_name("value")
            body = node.child_by_field_name("body")
            for case in body.named_children if body is not None else ():
                test = case.child_by_field_name("value")
                if test is not None and value is not None:
                    self.add_compared([_unwrapped(value), test], around)
                    yield test, around.plain._replace(is_handled=True)
                yield from ((child, around.plain) for child in case.named_children if child != test)
        else:
            yield from self.other(node, around)

    # --- values ------------------------------------------------------------------------------------------------------

    def literal(self, node: Any) -> str | int | None:
        node = _unwrapped(node)
        if node.type == "string":
            return unescaped(text_of(node)[1:-1])
        if node.type == "template_string":
            return (
                None
                if any(child.type == "template_substitution" for child in node.children)
                else unescaped(text_of(node)[1:-1])
            )
        if node.type in ("number", "unary_expression"):
            return number(text_of(node))
        return None

    def dotted(self, node: Any) -> tuple[str, ...]:
        parts: list[str] = []
        current = node
        while current is not None:
            current = _unwrapped(current)
            if current.type == "member_expression":
                parts.append(text_of(current.child_by_field_name("property")))
                current = current.child_by_field_name("object")
            elif current.type == "subscript_expression":
                index = current.child_by_field_name("index")
                if index is not None and index.type == "string":
                    parts.append(text_of(index)[1:-1])
                current = current.child_by_field_name("object")
            elif current.type in _NAMES:
                return (text_of(current), *reversed(parts))
            elif current.type == "call_expression" and parts and not _arguments(current):
                current = current.child_by_field_name("function")
            else:
                return ()
        return ()

    def choices(self, node: Any) -> Iterable[Any] | None:
        if node.type in _WRAPPERS:
            return [node.named_children[0]] if node.named_children else []
        if node.type == "ternary_expression":
            return [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
        if node.type == "binary_expression" and _operator(node) in ("||", "??"):
            return [node.child_by_field_name("left"), node.child_by_field_name("right")]
        return None

    def status(self, node: Any) -> int | None:
        text = text_of(_unwrapped(node))
        if _STATUS.fullmatch(text):
            return int(text)
        parts = self.dotted(node)
        is_named = len(parts) > 1 and "status" in parts[-2].lower()
        return status_named(parts[-1]) if is_named else None

    # --- definitions -------------------------------------------------------------------------------------------------

    def _class(self, node: Any, around: Around) -> Visits:
        name = text_of(node.child_by_field_name("name"))
        heritage = [child for child in node.named_children if child.type == "class_heritage"]
        bases = tuple(".".join(parts) for clause in heritage for base in _bases(clause) if (parts := self.dotted(base)))
        self.facts.classes.add(name)
        inside = Around(around.function, name, bases)
        body = node.child_by_field_name("body")
        fields = {
            text_of(child.child_by_field_name("name")): child.child_by_field_name("value")
            for child in (body.named_children if body is not None else ())
            if child.type in ("public_field_definition", "field_definition")
            and child.child_by_field_name("value") is not None
        }
        status = next((self.status(fields[key]) for key in fields if key in self.interest.statuses), None)
        for key, value in fields.items():
            if key in self.interest.keys:
                values = self.values(value, inside)
                self.facts.constants[f"{name}.{key}"] = values
                siblings = frozenset(fields)
                self.add(Sighting(Kind.ATTRIBUTE, key, values, -1, name, bases, siblings, status))
            elif key[:1].isupper():
                self.facts.constants[f"{name}.{key}"] = self.values(value, inside)
        if body is not None:
            yield from ((child, inside) for child in body.named_children)

    def _function(self, node: Any, around: Around) -> Visits:
        name = text_of(node.child_by_field_name("name")) if node.type != "arrow_function" else ""
        parent = node.parent
        if not name and parent is not None and parent.type == "variable_declarator":
            name = text_of(parent.child_by_field_name("name"))
        is_method = node.type == "method_definition"
        params, own = self._params(node)
        class_name = around.class_name
        if is_method and name == "constructor":
            name, is_method = class_name, False
        elif not is_method:
            self.facts.functions.add(name)
        inner = around.plain._replace(function=FunctionInfo(name, params, around.function, is_method=is_method))
        for param in own:  # constructor(readonly code: string)
            start, end = self.span(node)
            if param in self.interest.keys and inner.function is not None and param in inner.function.params:
                found = inner.function.params[param]
                values = (found.__class__(found.function, found.index, param, found.is_method, start, end),)
                self.add(Sighting(Kind.ASSIGNED, param, values, owner=class_name, path=around.bases))
        yield node.child_by_field_name("body"), inner

    def _params(self, node: Any) -> tuple[list[str], list[str]]:
        """Return the parameters of a function, and those that are attributes of the class as well."""
        single = node.child_by_field_name("parameter")
        if single is not None:
            return [text_of(single)], []
        names: list[str] = []
        own: list[str] = []
        params = node.child_by_field_name("parameters")
        for param in params.named_children if params is not None else ():
            pattern = param.child_by_field_name("pattern") or param
            pattern = pattern.child_by_field_name("left") or pattern
            names.append(text_of(pattern) if pattern.type == "identifier" else "")
            if any(
                child.type in ("accessibility_modifier", "readonly", "override_modifier") for child in param.children
            ):
                own.append(names[-1])
        return names, own

    def _declarator(self, node: Any, around: Around) -> Visits:
        name, value = text_of(node.child_by_field_name("name")), node.child_by_field_name("value")
        if value is None:
            return
        inner = _unwrapped(value)
        if inner.type == "call_expression" and text_of(inner.child_by_field_name("function")) == "Object.freeze":
            inner = _unwrapped((_arguments(inner) or [inner])[0])
        if inner.type == "object" and around.function is None and is_error_word(name):
            for key, item in self._pairs(inner).items():
                values = self.values(item, around)
                self.facts.constants[f"{name}.{key}"] = values
                self.add(Sighting(Kind.MEMBER, key, values, owner=name))
        elif inner.type == "call_expression" and text_of(inner.child_by_field_name("function")) == "require":
            self._required(node, inner)
        elif around.function is not None:
            around.function.assigned.setdefault(name, []).append(value)
        elif inner.type not in _CONTAINERS:
            self.facts.constants[name] = self.values(value, around)
        yield value, around.plain._replace(owner=name if inner.type == "object" else "")

    def _enum(self, node: Any, around: Around) -> None:
        name = text_of(node.child_by_field_name("name"))
        body = node.child_by_field_name("body")
        for item in body.named_children if body is not None else ():
            if item.type == "enum_assignment":
                key = text_of(item.child_by_field_name("name"))
                values = self.values(item.child_by_field_name("value"), around)
                self.facts.constants[f"{name}.{key}"] = values
                self.add(Sighting(Kind.MEMBER, key, values, owner=name))

    def _union(self, node: Any, around: Around) -> None:
        """Note the texts of `type ErrorCode = "a" | "b"`."""
        name = text_of(node.child_by_field_name("name"))
        stack = [node.child_by_field_name("value")]
        while stack:
            item = stack.pop()
            if item is not None and item.type == "union_type":
                stack.extend(reversed(item.named_children))
            elif item is not None and item.type == "literal_type" and item.named_children:
                self.add(Sighting(Kind.MEMBER, "", self.values(item.named_children[0], around), owner=name))

    def _import(self, node: Any) -> None:
        module = _module(text_of(node.child_by_field_name("source"))[1:-1])
        stack = [child for child in node.named_children if child.type == "import_clause"]
        while stack:
            item = stack.pop()
            if item.type == "import_specifier":
                name = text_of(item.child_by_field_name("name"))
                self.facts.imports[text_of(item.child_by_field_name("alias")) or name] = (*module, name)
            elif item.type == "namespace_import":
                self.facts.imports[text_of(item.named_children[-1])] = module
            elif item.type == "identifier":
                self.facts.imports[text_of(item)] = (*module, text_of(item))
            else:
                stack.extend(item.named_children)

    def _required(self, node: Any, call: Any) -> None:
        """Note `const {ApiError} = require("./errors")`."""
        arguments = _arguments(call)
        source = self.literal(arguments[0]) if arguments else None
        if not isinstance(source, str):
            return
        target = node.child_by_field_name("name")
        if target.type == "identifier":
            self.facts.imports[text_of(target)] = _module(source)
        for item in target.named_children:
            if item.type == "shorthand_property_identifier_pattern":
                self.facts.imports[text_of(item)] = (*_module(source), text_of(item))

    # --- calls, objects and comparisons ------------------------------------------------------------------------------

    def _call(self, node: Any, around: Around) -> Visits:
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        parts = self.dotted(function)
        method = text_of(function.child_by_field_name("property")) if function.type == "member_expression" else ""
        owner = ".".join(parts) or method
        if owner == "super" and around.bases:
            owner = around.bases[0]
        arguments = _arguments(node)
        is_handled = around.is_handled or owner.rpartition(".")[2] in _CHECKS
        inside = around._replace(
            owner=owner, status=self._status_of(function, arguments, around), is_handled=is_handled
        )
        self.add_arguments(owner, arguments, inside)
        if method:
            self.add_setter(method, self._root(function), arguments, inside)
        yield function, around._replace(is_handled=is_handled)
        yield from ((argument, inside._replace(path=())) for argument in arguments)

    def _status_of(self, function: Any, arguments: list[Any], around: Around) -> int | None:
        """Return the status of `res.status(404).json(…)`, of `{status: 404}`, or of a plain 404 among the arguments."""
        target = function.child_by_field_name("object") if function.type == "member_expression" else None
        if target is not None and target.type == "call_expression":
            inner = target.child_by_field_name("function")
            name = text_of(inner.child_by_field_name("property")) if inner.type == "member_expression" else ""
            given = _arguments(target)
            if name in _STATUS_METHODS and len(given) == 1 and self.status(given[0]) is not None:
                return self.status(given[0])
        found = [status for item in arguments if (status := self.status(item)) is not None and status >= 400]
        for item in arguments:
            if _unwrapped(item).type == "object":
                pairs = self._pairs(_unwrapped(item))
                if not self.interest.keys.intersection(pairs):
                    found += [
                        status
                        for name, value in pairs.items()
                        if name in self.interest.statuses and (status := self.status(value)) is not None
                    ]
        return found[0] if len(found) == 1 else around.status

    def _root(self, function: Any) -> str:
        """Return what a chain of calls starts with: `new ApiError().setCode("x")` → ApiError."""
        current = function
        while current is not None:
            following = (
                current.child_by_field_name("object")
                or current.child_by_field_name("function")
                or current.child_by_field_name("constructor")
            )
            if following is None:
                return text_of(current) if current.type in _NAMES else ""
            current = _unwrapped(following)
        return ""

    def _object(self, node: Any, around: Around) -> Visits:
        pairs = self._pairs(node)
        inside = self.add_pairs(pairs, around, _CONTAINERS)
        for child in node.named_children:
            if child.type == "pair":
                name = self._key(child.child_by_field_name("key"))
                path = (*around.path, name) if name else around.path
                yield child.child_by_field_name("value"), inside._replace(path=path)
            else:
                yield child, inside

    def _pairs(self, node: Any) -> dict[str, Any]:
        pairs = {
            name: child.child_by_field_name("value")
            for child in node.named_children
            if child.type == "pair" and (name := self._key(child.child_by_field_name("key")))
        }
        short = [child for child in node.named_children if child.type == "shorthand_property_identifier"]
        return pairs | {text_of(child): child for child in short}

    def _key(self, node: Any) -> str:
        text = self.literal(node) if node.type == "string" else None
        return str(text) if text is not None else text_of(node) if node.type == "property_identifier" else ""

    def _binary(self, node: Any, around: Around) -> Visits:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = _operator(node)
        inner = around
        if operator in self.comparisons:
            self.add_compared([left, right], around)
            inner = around._replace(is_handled=True)
        yield left, inner
        yield right, around._replace(is_handled=True) if operator == "instanceof" else inner


def _bases(clause: Any) -> list[Any]:
    """Return the classes that a class extends, in TypeScript and in JavaScript."""
    bases = [
        child for inner in clause.named_children if inner.type == "extends_clause" for child in inner.named_children
    ]
    return bases or [child for child in clause.named_children if child.type in (*_NAMES, "member_expression")]


def _arguments(node: Any) -> list[Any]:
    arguments = node.child_by_field_name("arguments")
    return [child for child in arguments.named_children if child.type != "comment"] if arguments is not None else []


def _unwrapped(node: Any) -> Any:
    while node.type in _WRAPPERS and node.named_children:
        node = node.named_children[0]
    return node


def _operator(node: Any) -> str:
    return text_of(node.child_by_field_name("operator"))


def _module(source: str) -> tuple[str, ...]:
    """Return the parts of a module: `../lib/errors.js` → lib, errors."""
    parts = [part for part in re.sub(r"\.[cm]?[jt]sx?$", "", source).split("/") if part not in ("", ".", "..")]
    return tuple(parts[:-1] if parts[-1:] == ["index"] else parts)
