"""The position of each schema in a JSON Schema, and the targets of its references: by pointer, anchor or `$id`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin

from errcat.json_schema.dialects import id_of
from errcat.json_schema.keywords import IN_PLACE, KEYWORDS, KeywordKind, Path, schemas_in


class Unresolved(Enum):
    """Why a reference does not lead to a schema of its own document."""

    REMOTE = "remote"
    """The target is another document."""
    MISSING = "missing"
    """The target does not exist."""
    DATA = "data"
    """The target is not a schema."""


class Subschema(NamedTuple):
    """A schema inside another schema."""

    schema: Any
    keyword: str
    """The keyword that holds it; empty at the top."""
    parent: Path | None
    base: str
    """The address that its references are relative to."""


class Reference(NamedTuple):
    """A reference, and the path of the schema that has it."""

    at: Path
    keyword: str
    text: str


@dataclass(frozen=True, slots=True)
class Locations:
    """Every schema in a schema by its path, including definitions and excluding data."""

    root: Any
    subschemas: Mapping[Path, Subschema]
    resources: Mapping[str, Path]
    """The paths of the schemas that declare their own address."""
    anchors: Mapping[tuple[str, str], Path]
    """Paths by the address that an anchor belongs to, and its name."""
    dynamic_anchors: frozenset[tuple[str, str]]
    """The anchors that a `$dynamicRef` may resolve away from."""

    def references(self) -> Iterator[Reference]:
        for path, subschema in self.subschemas.items():
            if isinstance(subschema.schema, Mapping):
                yield from (
                    Reference(path, key, value)
                    for key, value in subschema.schema.items()
                    if KEYWORDS.get(key) is KeywordKind.REFERENCE and isinstance(value, str)
                )

    def target(self, reference: Reference) -> Path | Unresolved:
        """Return the path of the schema that a reference leads to."""
        address, _hash, fragment = reference.text.partition("#")
        base = self.subschemas[reference.at].base
        base = _joined(base, address) if address else base
        if base not in self.resources:
            return Unresolved.REMOTE
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            path = self.anchors.get((base, fragment))
            if path is None:
                return Unresolved.MISSING
            outermost = self.anchors.get((self.subschemas[()].base, fragment))
            is_dynamic = reference.keyword == "$dynamicRef" and (base, fragment) in self.dynamic_anchors
            return outermost if is_dynamic and outermost is not None else path
        start = self.resources[base]
        if reference.keyword == "$recursiveRef" and self._is_recursive(start) and self._is_recursive(()):
            start = ()
        return self._resolve_pointer(start, fragment)

    def _is_recursive(self, path: Path) -> bool:
        schema = self.subschemas[path].schema
        return isinstance(schema, Mapping) and schema.get("$recursiveAnchor") is True

    def _resolve_pointer(self, start: Path, pointer: str) -> Path | Unresolved:
        node, path = self.subschemas[start].schema, start
        for part in pointer.split("/")[1:]:
            step = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping) and step in node:
                node, path = node[step], (*path, step)
            elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
                node, path = node[int(step)], (*path, int(step))
            else:
                return Unresolved.MISSING
        return path if path in self.subschemas else Unresolved.DATA

    def in_place_subschemas(self, path: Path) -> Iterator[Path]:
        """Return the paths of the schemas that a schema applies to the same value."""
        schema = self.subschemas[path].schema
        if not isinstance(schema, Mapping):
            return
        for key, value in schema.items():
            if key in IN_PLACE:
                yield from ((*path, *steps) for steps, _part in schemas_in(key, value))
            elif KEYWORDS.get(key) is KeywordKind.REFERENCE and isinstance(value, str):
                target = self.target(Reference(path, key, value))
                if not isinstance(target, Unresolved):
                    yield target


def locate(schema: Any) -> Locations:
    """Find the schemas in a schema."""
    subschemas: dict[Path, Subschema] = {}
    resources: dict[str, Path] = {}
    anchors: dict[tuple[str, str], Path] = {}
    dynamic_anchors: set[tuple[str, str]] = set()
    pending: list[tuple[Path, Subschema]] = [((), Subschema(schema, "", None, ""))]
    while pending:
        path, subschema = pending.pop()
        base = subschema.base
        if isinstance(subschema.schema, Mapping):
            address = id_of(subschema.schema, schema)
            if address is not None and address.startswith("#"):
                anchors.setdefault((base, address[1:]), path)
            elif address:
                base = _joined(base, address.removesuffix("#"))
                resources.setdefault(base, path)
            for key in ("$anchor", "$dynamicAnchor"):
                name = subschema.schema.get(key)
                if isinstance(name, str):
                    anchors.setdefault((base, name), path)
                    if key == "$dynamicAnchor":
                        dynamic_anchors.add((base, name))
        if not path:
            resources.setdefault(base, path)
        subschemas[path] = subschema._replace(base=base)
        if isinstance(subschema.schema, Mapping):
            inside = [
                ((*path, *steps), Subschema(part, key, path, base))
                for key, value in subschema.schema.items()
                for steps, part in schemas_in(key, value)
            ]
            pending += reversed(inside)
    return Locations(schema, subschemas, resources, anchors, frozenset(dynamic_anchors))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # not an address, such as `http://[`
        return address
