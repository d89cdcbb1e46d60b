"""Which language a file is in, by the end of its name."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {
    ".py": "python", ".pyi": "python",
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript",
    ".tsx": "tsx", ".js": "tsx", ".jsx": "tsx", ".mjs": "tsx", ".cjs": "tsx",
    ".go": "go", ".java": "java",
}  # fmt: skip
"""The language of a file. JavaScript is read as TypeScript with JSX."""


class MissingGrammarError(Exception):
    """The packages that read a language aren't installed."""
