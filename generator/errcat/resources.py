"""Where `schema/` and `templates/` are: inside an installed package, or at the top of a checkout.

The only module that knows both places.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The folder `schema` or `templates`."""
    shipped = _PACKAGE / name
    return shipped if shipped.is_dir() else _CHECKOUT / name


# One table: what `errcat schema NAME` may be asked for, and the file that it prints.
SCHEMAS = {
    "catalog": "catalog.v1.schema.json",
    "findings": "findings.v1.schema.json",
    "rules": "rules.v1.schema.json",
    "resolved": "resolved.v1.schema.json",
}


def schema_text(name: str) -> str:
    """A published schema, as text."""
    return (folder("schema") / SCHEMAS[name]).read_text(encoding="utf-8")
