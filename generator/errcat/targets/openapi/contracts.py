"""The contract of a catalog under the settings of a target: what all parts of its OpenAPI document are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from errcat import envelope
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.openapi_components import (
    BODY,
    body_schemas,
    by_status,
    header_keys,
    public_errors,
    schema_names,
    status_schema,
    variant_keys,
)
from errcat.targets.openapi.json_schema import Schema
from errcat.targets.openapi.params import param_schema
from errcat.targets.openapi.shared_objects import ObjectPath, shared_objects
from errcat.targets.target import Values

CATALOG, OPEN = "catalog", "open"
SINGLE = "single"
"""The setting `schemas` with which all errors share one schema."""


@dataclass(frozen=True)
class Contract:
    """What all parts of a document are made from."""

    resolved: ResolvedCatalog
    shape: envelope.Shape
    version: str
    is_open: bool
    schemas: str
    """single, per-status or per-code."""
    media_type: str
    own_names: Mapping[str, str]
    """The name stem of each error's own schemas, by error name."""

    @cached_property
    def errors(self) -> list[ResolvedError]:
        return public_errors(self.resolved)

    @cached_property
    def variants(self) -> Mapping[tuple[str, int], str]:
        """The component of each status of an error with several, by error name and status."""
        return variant_keys(self.resolved)

    @cached_property
    def own_bodies(self) -> Mapping[tuple[str, int | None], str]:
        """The schema of each error's own body, by error name and status."""
        return {} if self.schemas == SINGLE else body_schemas(self.resolved, self.own_names)

    @cached_property
    def shared_objects(self) -> Mapping[ObjectPath, str]:
        """The component of each object that is the same in every body, by its path in the body."""
        names = {status_schema(status) for status in by_status(self.resolved)}
        return shared_objects(self.shape, names.union(self.own_bodies.values()))

    @cached_property
    def header_keys(self) -> Mapping[str, str]:
        """The component of each header, by its name in lower case."""
        return header_keys(self.resolved)

    @cached_property
    def by_code(self) -> Mapping[str, list[ResolvedError]]:
        """The errors of each code: several if codes repeat."""
        result: dict[str, list[ResolvedError]] = {}
        for error in self.errors:
            result.setdefault(error["code"], []).append(error)
        return result

    @cached_property
    def by_name(self) -> Mapping[str, ResolvedError]:
        return {error["name"]: error for error in self.errors}

    @cached_property
    def header_refs(self) -> dict[tuple[str, ...], Schema]:
        """References to the headers of responses, by the headers for waits: filled in while responses are made."""
        return {}

    @cached_property
    def details(self) -> Mapping[str, Schema | None]:
        """The details schema of each error, by error name."""
        return {error["name"]: _details_schema(self, error) for error in self.errors}

    @cached_property
    def marker_types(self) -> Mapping[str, str]:
        """The JSON type of each marker of the envelope."""
        return {marker.name: marker.type for marker, _path in envelope.markers(self.shape)}

    @cached_property
    def code_key(self) -> str | None:
        """The key at the top of a body that has the code; None if there is none."""
        if not isinstance(self.shape, envelope.ObjectShape):
            return None
        marker = envelope.Marker("code", "string")
        return next((key.name for key in self.shape.keys.values() if key.shape == marker and not key.optional), None)

    @cached_property
    def as_members(self) -> envelope.ParamsAsMembers | None:
        """How the envelope sends params as members."""
        return envelope.params_as_members(self.shape)


def contract_of(resolved: ResolvedCatalog, values: Values) -> Contract:
    """Return the contract for the errors of a catalog."""
    codes = resolved["codes"]["set"] if values["codes"] == CATALOG else values["codes"]
    return Contract(
        resolved,
        envelope.shape_of(resolved["envelope"]["body"]),
        str(values["version"]),
        codes == OPEN,
        str(values["schemas"]),
        resolved["envelope"]["media_type"],
        schema_names(resolved),
    )


def body_schema_of(contract: Contract, error: ResolvedError, status: int | None) -> str:
    """Return the name of the body schema of a response with an error."""
    own_body = contract.own_bodies.get((error["name"], status))
    if own_body is not None:
        return own_body
    return BODY if contract.schemas == SINGLE or status is None else status_schema(status)


def wire_codes(contract: Contract, errors: Sequence[ResolvedError]) -> list[object]:
    """Return codes as the API sends them: as numbers if the envelope says so and they are numeric."""
    if contract.marker_types.get("code") not in ("integer", "number"):
        return [error["code"] for error in errors]
    return [int(code) if code.lstrip("-").isdecimal() else code for code in (error["code"] for error in errors)]


def details_name(contract: Contract, error: ResolvedError) -> str | None:
    """Return the name of an error's details schema."""
    return f"{contract.own_names[error['name']]}Details" if contract.details[error["name"]] is not None else None


def _details_schema(contract: Contract, error: ResolvedError) -> Schema | None:
    """Return the details schema of an error.

    If it has none and the envelope sends details, the schema has the params that are nowhere else in the response.
    """
    if error["details"] is not None:
        details: Schema = error["details"]
        return details
    if "details" not in contract.marker_types:
        return None
    params = {param["name"]: param for param in error["params"]}
    in_messages = [param["name"] for param in error["params"] if param["in_message"]]
    names = envelope.default_details(contract.as_members, params, None, in_messages)
    return {"type": "object", "properties": {name: param_schema(params[name]) for name in names}} if names else None
