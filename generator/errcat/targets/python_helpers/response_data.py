"""The OpenAPI responses in a generated Python module: those of the OpenAPI document, and the components for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from errcat.json_schema import schemas_in
from errcat.model.nothing import NOTHING
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.openapi_components import NO_STATUS_TITLE, by_status, identity_of, status_title, statuses_of
from errcat.resolved.public_view import public_view
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.openapi.components import all_components
from errcat.targets.openapi.contracts import Contract, contract_of
from errcat.targets.openapi.responses import code_summary, response_key, sentence
from errcat.targets.python.code import data_code, shape_code, tuple_of
from errcat.targets.target import RenderRequest

DEFAULT = "default"
KINDS = ("schemas", "responses", "headers", "examples")


def response_variables(request: RenderRequest, *, all_responses: bool = False) -> Mapping[str, object]:
    """Return the variables of the templates openapi_responses.py.j2 and assertions.py.j2.

    `all_responses` adds the responses of the OpenAPI document that no single error has.
    """
    resolved = request.resolved
    public_part = _ContractPart(contract_of(public_view(resolved), request.values))
    parts = _parts_by_error(public_part, request)
    components: dict[str, list[tuple[str, Verbatim]]] = {kind: [] for kind in KINDS}
    for part in dict.fromkeys([public_part, *parts.values()]):
        for kind, name, code in part.components(all_responses=all_responses and part is public_part):
            components[kind].append((name, code))
    repeat = resolved["codes"]["repeat"]
    errors: list[ResolvedError] = [{**error, "visibility": "public"} for error in resolved["errors"]]
    all_public: ResolvedCatalog = {**resolved, "errors": errors}
    return {
        "media_type": resolved["envelope"]["media_type"],
        "envelope": shape_code(public_part.contract.shape),
        "repeat": repeat,
        "titles": [
            *((status, sentence(status_title(resolved, status))) for status in by_status(all_public)),
            (DEFAULT, sentence(NO_STATUS_TITLE)),
        ],
        "components": [(Verbatim(kind), named) for kind, named in components.items()],
        "errors": [
            {
                "key": error_key(resolved, error),
                "code": error["code"],
                "component": error["names"]["openapi"],
                "statuses": tuple(error["status"] or ()),
                "line": code_summary(error),
                "messages": tuple(_messages(error)),
                "identity": identity_of(resolved, error),
                "responses": parts[error["name"]].responses_of(error),
                "is_public": error["visibility"] == "public",
            }
            for error in resolved["errors"]
        ],
    }


def error_key(resolved: ResolvedCatalog, error: ResolvedError) -> str:
    """Return the text by which a module finds an error: its code, or its name if codes repeat."""
    return error["name"] if resolved["codes"]["repeat"] else error["code"]


def _messages(error: ResolvedError) -> Iterator[str]:
    if error["message"] is not None:
        yield error["message"]
    yield from (message["message"] for message in error["messages"])


@dataclass(frozen=True, slots=True, eq=False)
class _ContractPart:
    """A contract, and the prefix of its component names in the module: empty for the document's contract."""

    contract: Contract
    prefix: str = ""

    def responses_of(self, error: ResolvedError) -> Verbatim:
        """Return each status of an error with the name of its response. Without statuses there is a single response."""
        statuses: list[int | None] = [*statuses_of(error)] or [None]
        return tuple_of(
            tuple_of(
                [
                    python_literal(status or DEFAULT),
                    python_literal(self.prefix + response_key(self.contract, error, status)),
                ]
            )
            for status in statuses
        )

    def components(self, *, all_responses: bool) -> Iterator[tuple[str, str, Verbatim]]:
        """Yield the components that the responses of errors refer to, as kind, name and code."""
        all_named = all_components(self.contract)
        own = {
            response_key(self.contract, error, status)
            for error in self.contract.errors
            for status in (*statuses_of(error), None)
        }
        for name, schema in all_named["schemas"].items():
            yield "schemas", self.prefix + name, self.schema(schema)
        for name, response in all_named["responses"].items():
            if all_responses or name in own:
                yield "responses", self.prefix + name, data_code(self._response(response))
        for kind in ("headers", "examples"):
            for name, component in all_named[kind].items():
                yield kind, self.prefix + name, data_code(component)

    def _response(self, response: Mapping[str, Any]) -> Mapping[str, Any]:
        content = {
            kind: {
                "schema": self.schema(media["schema"]),
                **({"examples": self._reference_codes(media["examples"])} if "examples" in media else {}),
            }
            for kind, media in response.get("content", {}).items()
        }
        return {
            **response,
            **({"headers": self._reference_codes(response["headers"])} if "headers" in response else {}),
            **({"content": content} if content else {}),
        }

    def _reference_codes(self, references: Mapping[str, Any]) -> Mapping[str, Any]:
        return {name: self._reference_code(reference["$ref"]) for name, reference in references.items()}

    def schema(self, schema: Any) -> Verbatim:
        """Return a schema as code. Its references become references to components of the module."""
        if not isinstance(schema, Mapping):
            return python_literal(schema)
        code_by_key: dict[str, Any] = {}
        for key, value in schema.items():
            parts = {steps: self.schema(part) for steps, part in schemas_in(key, value)}
            if key == "$ref":
                continue
            if key == "discriminator":
                code_by_key[key] = self._discriminator(value)
                continue
            if (key,) in parts:
                code_by_key[key] = parts[key,]
            elif isinstance(value, list) and parts:
                code_by_key[key] = list(parts.values())
            else:
                code_by_key[key] = (
                    {name: parts.get((key, name), item) for name, item in value.items()} if parts else value
                )
        return (
            self._reference_code(schema["$ref"], code_by_key)
            if isinstance(schema.get("$ref"), str)
            else data_code(code_by_key)
        )

    def _discriminator(self, discriminator: Mapping[str, Any]) -> Verbatim:
        mapping = {code: self._reference_code(ref) for code, ref in discriminator.get("mapping", {}).items()}
        return Verbatim(f"_Discriminator({data_code({**discriminator, 'mapping': mapping})})")

    def _reference_code(self, reference: str, others: Mapping[str, Any] = NOTHING) -> Verbatim:
        """Return a reference as code: the path of a component, and the keys next to the reference."""
        pointer = unquote(reference).removeprefix("#/components/")
        kind, name, *rest = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/"))
        steps = python_literal((kind, self.prefix + name, *rest))
        return Verbatim(f"_To({steps}, {data_code(others)})" if others else f"_To({steps})")


def _parts_by_error(public_part: _ContractPart, request: RenderRequest) -> dict[str, _ContractPart]:
    """Return the contract of each error by name. An internal error has its own contract."""
    parts = {}
    for error in request.resolved["errors"]:
        if error["visibility"] == "public":
            parts[error["name"]] = public_part
        else:
            alone: ResolvedCatalog = {**request.resolved, "errors": [{**error, "visibility": "public"}]}
            parts[error["name"]] = _ContractPart(contract_of(alone, request.values), f"{error['names']['openapi']} ")
    return parts
