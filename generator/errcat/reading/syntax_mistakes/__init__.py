"""Explanations of mistakes that stop a YAML parser, each with the line to type instead."""

from errcat.reading.syntax_mistakes.explain import explain
from errcat.reading.syntax_mistakes.foreign import foreign_markup
from errcat.reading.syntax_mistakes.fragments import Fragment, fragments
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake
from errcat.reading.syntax_mistakes.spaces import FILE_WIDE_RULES, file_wide_mistake

__all__ = [
    "FILE_WIDE_RULES",
    "Fragment",
    "SyntaxMistake",
    "explain",
    "file_wide_mistake",
    "foreign_markup",
    "fragments",
]
