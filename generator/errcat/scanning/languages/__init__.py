"""One module per language: source text → facts. The code never runs."""

from errcat.scanning.languages.read import read_facts
from errcat.scanning.languages.suffixes import LANGUAGES, MissingGrammarError

__all__ = ["LANGUAGES", "MissingGrammarError", "read_facts"]
