"""The folders `schema/` and `templates/`, in an installed package or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Return the folder `schema` or `templates`."""
    shipped = _PACKAGE / name
    return shipped if shipped.is_dir() else _CHECKOUT / name


# The names that `errcat schema NAME` accepts, and the files that it prints.
SCHEMAS = {
    "catalog": "catalog.v1.schema.json",
    "import": "import.v1.schema.json",
    "findings": "findings.v1.schema.json",
    "rules": "rules.v1.schema.json",
    "changes": "changes.v1.schema.json",
    "changelog": "changelog.v1.schema.json",
    "resolved": "resolved.v1.schema.json",
    "verify": "verify.v1.schema.json",
}


def schema_text(name: str) -> str:
    """Return the text of a published schema."""
    return (folder("schema") / SCHEMAS[name]).read_text(encoding="utf-8")
