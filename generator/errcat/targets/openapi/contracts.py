"""The contract of a catalog under the settings of a target."""

from __future__ import annotations

from errcat import envelope
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.targets.openapi.schemas import Contract, build_contract
from errcat.targets.target import Values

CATALOG, OPEN = "catalog", "open"


def contract_of(resolved: ResolvedCatalog, values: Values) -> Contract:
    """Return the contract for the errors of a catalog."""
    codes = resolved["codes"]["set"] if values["codes"] == CATALOG else values["codes"]
    return build_contract(
        resolved,
        envelope.shape_of(resolved["envelope"]["body"]),
        resolved["envelope"]["media_type"],
        version=str(values["version"]),
        is_open=codes == OPEN,
        schemas=str(values["schemas"]),
    )
