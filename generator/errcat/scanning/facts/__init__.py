"""What source code says about error codes, in the same terms for every language."""

from errcat.scanning.facts.expressions import Computed, Expression, Literal, Name, PassedParam
from errcat.scanning.facts.file_facts import FileFacts, Kind, Mention, Sighting, SkippedCode
from errcat.scanning.facts.interest import Interest
from errcat.scanning.facts.places import CodePlaces
from errcat.scanning.facts.source import ScanSource
from errcat.scanning.facts.words import is_error_word, words_in

__all__ = [
    "CodePlaces",
    "Computed",
    "Expression",
    "FileFacts",
    "Interest",
    "Kind",
    "Literal",
    "Mention",
    "Name",
    "PassedParam",
    "ScanSource",
    "Sighting",
    "SkippedCode",
    "is_error_word",
    "words_in",
]
