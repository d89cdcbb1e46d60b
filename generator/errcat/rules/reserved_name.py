"""reserved-name: an id or a name that no file, no page or no constant can have."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.finding import Place, Problem
from errcat.model import Catalog
from errcat.rules.report import Context
from errcat.text.yaml_literal import yaml_word

# Windows keeps these for itself, with any ending and in any spelling: it cannot have a folder with such a file.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
# The page of a whole folder, for web servers and for site generators.
OVERVIEWS = frozenset(["index", "readme"])
# Words of Python, JavaScript and TypeScript that cannot name anything; `mro` is one that Python's enums keep.
KEYWORDS = frozenset(
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "catch", "class", "const",
        "continue", "debugger", "def", "default", "del", "delete", "do", "elif", "else", "enum", "except", "export",
        "extends", "false", "finally", "for", "from", "function", "global", "if", "implements", "import", "in",
        "instanceof", "interface", "is", "lambda", "let", "mro", "new", "nonlocal", "not", "null", "or", "package",
        "pass", "private", "protected", "public", "raise", "return", "static", "super", "switch", "this", "throw",
        "true", "try", "typeof", "var", "void", "while", "with", "yield",
    ]
)  # fmt: skip


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for id, at in _ids(catalog):
        if id in DEVICES or id in OVERVIEWS:
            values = {"name": id, "line": yaml_word(f"{id}-errors")}
            yield Problem("reserved-name", at, values, help="" if id in DEVICES else "overview")
    for error in catalog.described():
        small = error.name.lower()
        if error.named and error.name in KEYWORDS:
            kind = "keyword"
        elif error.visibility == "internal":  # it has no page
            continue
        elif small in DEVICES:
            kind = "" if error.named else "derived"
        elif small in OVERVIEWS:
            kind = "overview" if error.named else "derived-overview"
        else:
            continue
        values = {"name": error.name, "line": f"name: {error.name.upper()}_ERROR"}
        yield Problem("reserved-name", error.at / ("name" if error.named else "code"), values, help=kind)


def _ids(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    """Every id that a page is named after, with its place."""
    for declared in (catalog.categories, catalog.groups, catalog.types):
        for id, one in declared.items():
            if one.at is not None:
                yield id, one.at.at_key
    for guide in catalog.guides:
        yield guide.id, guide.at / "id"
