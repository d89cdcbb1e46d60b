"""What writers do that stops a YAML parser, one by one, each with the line to type instead."""

from errcat.reading.syntax_mistakes.explain import explain
from errcat.reading.syntax_mistakes.foreign import spoilers
from errcat.reading.syntax_mistakes.fragments import Piece, pieces
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake
from errcat.reading.syntax_mistakes.spaces import ALL_OVER, all_over

__all__ = ["ALL_OVER", "Piece", "SyntaxMistake", "all_over", "explain", "pieces", "spoilers"]
