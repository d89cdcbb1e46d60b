"""The interface of rules. A rule checks the catalog and yields problems; it never prints, and never stops.

duplicate-code  =  rules/duplicate_code.py  =  tests/rules/duplicate-code/  =  an entry of catalog/errcat.yaml
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog


class Context(NamedTuple):
    """What a rule knows in addition to the catalog."""

    today: date
    complete: bool = True
    """False if a part of the text could not be read, so that something missing may only be unread."""


Check = Callable[[Catalog, Context], Iterator[Problem]]

__all__ = ["Catalog", "Check", "Context", "Place", "Problem"]
