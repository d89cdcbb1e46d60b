"""The API of a resolved catalog, even if the catalog does not name it."""

from __future__ import annotations

from errcat.findings.finding import Place
from errcat.model.catalog import Api
from errcat.resolved.generated_types import ResolvedApi, ResolvedCatalog
from errcat.resolved.records import as_data

NO_API: ResolvedApi = as_data(Api("", Place(0)), ResolvedApi)
"""The API of a catalog that does not name it."""


def api_of(resolved: ResolvedCatalog) -> ResolvedApi:
    """Return the API. It has an empty name and nothing else if the catalog has none."""
    return resolved["api"] or NO_API
