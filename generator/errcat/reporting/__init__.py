"""Findings to text: one format a file, and one explicit table of them."""

from collections.abc import Callable, Sequence

from errcat.checked import Checked
from errcat.reporting import text

FORMATS: dict[str, Callable[[Sequence[Checked]], str]] = {"text": text.report}
