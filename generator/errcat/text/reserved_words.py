"""Words that can't name a page or a constant."""

from __future__ import annotations

# Windows reserves these names, with any suffix and in any case: no file can have them.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
# The page of an entire folder, for web servers and site generators.
OVERVIEWS = frozenset(["index", "readme"])
PAGES = DEVICES | OVERVIEWS
# Keywords of Python, JavaScript and TypeScript; Python's enums reserve `mro`.
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
