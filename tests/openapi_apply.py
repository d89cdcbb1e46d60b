"""`errcat openapi apply` without its command: the catalog, the start of a document, and what tests ask about the result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from errcat.openapi_documents.applying import apply_changes, response_changes
from errcat.openapi_documents.operations import KnownErrors
from errcat.openapi_documents.responses import OpenApiFragment
from errcat.openapi_documents.tree import read
from errcat.reading import load
from errcat.resolved.resolve import resolve

CATALOG = Path(__file__).parent / "openapi_documents" / "errors.yaml"
RESOLVED = resolve(load(str(CATALOG)).catalog, "errors.yaml")
KNOWN = KnownErrors(RESOLVED)
FRAGMENT = OpenApiFragment(RESOLVED, "errors.openapi.yaml")
REF = "errors.openapi.yaml#/components/responses/"

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"


def apply(text: str, *, default: bool = True, replace: bool = False) -> str:
    """The text after the command, which changes nothing when it runs again."""
    tree = read("api.yaml", text.encode())
    changes = list(response_changes(tree, KNOWN, FRAGMENT, default=default, replace=replace))
    after = apply_changes(tree, changes) if any(change.responses for change in changes) else text
    again = read("api.yaml", after.encode())
    left = response_changes(again, KNOWN, FRAGMENT, default=default, replace=replace)
    assert [change for change in left if change.responses] == [], "a second time changes nothing"
    return after


def data(text: str) -> Any:
    return yaml.load(text, yaml.CSafeLoader)


def responses(text: str, method: str = "get", path: str = "/a") -> dict[str, Any]:
    return {str(status): one for status, one in data(text)["paths"][path][method]["responses"].items()}
