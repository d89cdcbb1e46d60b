"""TypeScript, JavaScript, Go and Java → facts, by the grammars of tree-sitter. They need the extra `errcat[import]`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from errcat.scanning.facts import CodePlaces, FileFacts, Interest, ScanSource, SkippedCode
from errcat.scanning.languages.go_code import GoWalk
from errcat.scanning.languages.java_code import JavaWalk
from errcat.scanning.languages.suffixes import MissingGrammarError
from errcat.scanning.languages.tree_walk import TreeWalk
from errcat.scanning.languages.typescript_code import TypeScriptWalk

_GRAMMARS: Mapping[str, tuple[str, str, type[TreeWalk]]] = {
    "typescript": ("tree_sitter_typescript", "language_typescript", TypeScriptWalk),
    "tsx": ("tree_sitter_typescript", "language_tsx", TypeScriptWalk),
    "go": ("tree_sitter_go", "language", GoWalk),
    "java": ("tree_sitter_java", "language", JavaWalk),
}


@cache
def parser_of(language: str) -> Any:
    """Return the parser of a language."""
    module, function, _walk = _GRAMMARS[language]
    try:
        tree_sitter: Any = importlib.import_module("tree_sitter")
        grammar = getattr(importlib.import_module(module), function)()
    except ImportError:
        raise MissingGrammarError from None
    return tree_sitter.Parser(tree_sitter.Language(grammar))


def read(source: ScanSource, interest: Interest) -> FileFacts:
    """Return the facts of a file. The parser skips what it can't read, and the facts say where."""
    root = parser_of(source.language).parse(source.text.encode("utf-8", "surrogatepass")).root_node
    places = CodePlaces(source.text)
    facts = FileFacts(comments={})
    if root.has_error:
        facts.mistake = _first_mistake(root, places)
    _GRAMMARS[source.language][2](places, interest, facts).run(root)
    return facts


def _first_mistake(root: Any, places: CodePlaces) -> SkippedCode:
    """Return the first place that the parser skipped."""
    node = root
    while not (node.is_error or node.is_missing):
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            break
        node = inner
    start = places.offset(*node.start_point)
    end = places.offset(*node.end_point) if node.end_point[0] == node.start_point[0] else start
    return SkippedCode(start, end, "part")
