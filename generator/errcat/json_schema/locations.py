"""Where each schema of a JSON Schema is, and where its references lead: by pointer, by anchor, by a part's `$id`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin

from errcat.json_schema.dialects import id_of
from errcat.json_schema.keywords import IN_PLACE, KEYWORDS, Holds, Path, schemas_in


class Miss(Enum):
    """Why a reference leads to no schema of its own document."""

    REMOTE = "remote"
    """It leads to another document."""
    MISSING = "missing"
    """It leads to nothing."""
    DATA = "data"
    """What it leads to is no schema."""


class Subschema(NamedTuple):
    """One schema inside of another."""

    schema: Any
    keyword: str
    """The keyword that holds it; empty at the top."""
    parent: Path | None
    base: str
    """The address that its references start from."""


class Reference(NamedTuple):
    """A reference, and the path of the schema that has it."""

    at: Path
    keyword: str
    text: str


@dataclass(frozen=True, slots=True)
class Locations:
    """Every schema in a schema, by its path; those of definitions included, data excluded."""

    root: Any
    subschemas: Mapping[Path, Subschema]
    resources: Mapping[str, Path]
    """The schemas that have an address of their own."""
    anchors: Mapping[tuple[str, str], Path]
    """By the address that they belong to, and their name."""
    dynamic: frozenset[tuple[str, str]]
    """The anchors that a `$dynamicRef` may lead away from."""

    def references(self) -> Iterator[Reference]:
        for path, subschema in self.subschemas.items():
            if isinstance(subschema.schema, Mapping):
                yield from (
                    Reference(path, key, value)
                    for key, value in subschema.schema.items()
                    if KEYWORDS.get(key) is Holds.REFERENCE and isinstance(value, str)
                )

    def target(self, reference: Reference) -> Path | Miss:
        """The path of the schema that a reference leads to."""
        address, _hash, fragment = reference.text.partition("#")
        base = self.subschemas[reference.at].base
        base = _joined(base, address) if address else base
        if base not in self.resources:
            return Miss.REMOTE
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            found = self.anchors.get((base, fragment))
            if found is None:
                return Miss.MISSING
            outermost = self.anchors.get((self.subschemas[()].base, fragment))
            is_dynamic = reference.keyword == "$dynamicRef" and (base, fragment) in self.dynamic
            return outermost if is_dynamic and outermost is not None else found
        start = self.resources[base]
        if reference.keyword == "$recursiveRef" and self._is_recursive(start) and self._is_recursive(()):
            start = ()
        return self._below(start, fragment)

    def _is_recursive(self, path: Path) -> bool:
        schema = self.subschemas[path].schema
        return isinstance(schema, Mapping) and schema.get("$recursiveAnchor") is True

    def _below(self, start: Path, pointer: str) -> Path | Miss:
        node, path = self.subschemas[start].schema, start
        for part in pointer.split("/")[1:]:
            step = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping) and step in node:
                node, path = node[step], (*path, step)
            elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
                node, path = node[int(step)], (*path, int(step))
            else:
                return Miss.MISSING
        return path if path in self.subschemas else Miss.DATA

    def in_place(self, path: Path) -> Iterator[Path]:
        """The paths of the schemas that a schema applies to the same value."""
        schema = self.subschemas[path].schema
        if not isinstance(schema, Mapping):
            return
        for key, value in schema.items():
            if key in IN_PLACE:
                yield from ((*path, *steps) for steps, _part in schemas_in(key, value))
            elif KEYWORDS.get(key) is Holds.REFERENCE and isinstance(value, str):
                target = self.target(Reference(path, key, value))
                if not isinstance(target, Miss):
                    yield target


def locate(schema: Any) -> Locations:
    """The schemas in a schema."""
    subschemas: dict[Path, Subschema] = {}
    resources: dict[str, Path] = {}
    anchors: dict[tuple[str, str], Path] = {}
    dynamic: set[tuple[str, str]] = set()
    left: list[tuple[Path, Subschema]] = [((), Subschema(schema, "", None, ""))]
    while left:
        path, subschema = left.pop()
        base = subschema.base
        if isinstance(subschema.schema, Mapping):
            own = id_of(subschema.schema, schema)
            if own is not None and own.startswith("#"):
                anchors.setdefault((base, own[1:]), path)
            elif own:
                base = _joined(base, own.removesuffix("#"))
                resources.setdefault(base, path)
            for key in ("$anchor", "$dynamicAnchor"):
                name = subschema.schema.get(key)
                if isinstance(name, str):
                    anchors.setdefault((base, name), path)
                    if key == "$dynamicAnchor":
                        dynamic.add((base, name))
        if not path:
            resources.setdefault(base, path)
        subschemas[path] = subschema._replace(base=base)
        if isinstance(subschema.schema, Mapping):
            inside = [
                ((*path, *steps), Subschema(part, key, path, base))
                for key, value in subschema.schema.items()
                for steps, part in schemas_in(key, value)
            ]
            left += reversed(inside)
    return Locations(schema, subschemas, resources, anchors, frozenset(dynamic))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # no address at all, such as `http://[`
        return address
