"""The operations of an OpenAPI document by the method and path of a request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_PARAMS = re.compile(r"(?:\{[^{}]*\})+")
_LONGEST_PATH = 4000


class Route(NamedTuple):
    """An operation: its method, its path with params in braces, and its id."""

    method: str
    path: str
    operation: str


class RequestOperations:
    """Finds the operation of a request."""

    def __init__(self, routes: Iterable[Route], servers: Iterable[str] = ()) -> None:
        """`servers` has the addresses of the servers, whose paths come before those of the operations."""
        self._bases = sorted({_path_of(address) for address in servers} | {""}, key=len, reverse=True)
        self._routes: dict[tuple[str, int], list[tuple[list[str], str]]] = {}
        for route in routes:
            key = (route.method.upper(), route.path.count("/"))
            self._routes.setdefault(key, []).append((_PARAMS.split(route.path), route.operation))
        for found in self._routes.values():
            found.sort(key=lambda item: len(item[0]))  # a path without params comes first

    def find(self, method: str, path: str) -> str:
        """Return the id of the operation of a request; empty if there is none."""
        if not method or not path or len(path) > _LONGEST_PATH:
            return ""
        for base in self._bases:
            rest = path.removeprefix(base)
            if path.startswith(base):
                for texts, operation in self._routes.get((method.upper(), rest.count("/")), ()):
                    if _fits(texts, rest):
                        return operation
        return ""


def _fits(texts: Sequence[str], path: str) -> bool:
    """Whether a path has some texts in this order, with a param between each two.

    Both have the same number of slashes, so no param has a slash in it.
    """
    first, last, middle = texts[0], texts[-1], texts[1:-1]
    if len(texts) == 1:
        return path == first
    position, end = len(first) + 1, len(path) - len(last)
    if not path.startswith(first) or not path.endswith(last) or position > end:
        return False
    for text in middle:
        found = path.find(text, position, end - 1)
        if found < 0:
            return False
        position = found + len(text) + 1
    return position <= end


def _path_of(address: str) -> str:
    _scheme, sign, rest = address.partition("://")
    path = f"/{rest.partition('/')[2]}" if sign else address
    return path.rstrip("/")
