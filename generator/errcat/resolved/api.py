"""The API of a resolved catalog, also of one that does not name it."""

from __future__ import annotations

from errcat.findings.finding import Place
from errcat.model.catalog import Api
from errcat.resolved.records import as_data
from errcat.resolved.types import ResolvedApi, ResolvedCatalog

NO_API: ResolvedApi = as_data(Api("", Place(0)), ResolvedApi)
"""What there is to say about an API that the catalog does not name: nothing."""


def api_of(resolved: ResolvedCatalog) -> ResolvedApi:
    """The API; with an empty name and nothing else if the catalog has none."""
    return resolved["api"] or NO_API
