"""A module for a web framework: the variables that the templates of all frameworks share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from errcat import envelope
from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.targets.jinja import environment
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python_frameworks.validation_details import details_plan, params_plan
from errcat.targets.python_helpers.response_data import response_variables
from errcat.targets.setting_codes import errors_named
from errcat.targets.target import RenderRequest, Value

_Components = list[tuple[Verbatim, list[tuple[str, Verbatim]]]]
"""The components of a module by kind: the name and the code of each."""
_DEFAULT_HEADER = "X-Request-Id"


def render_module(request: RenderRequest, template: str, *, for_openapi_30: bool = False) -> Iterator[Artifact]:
    """Yield the module that a template of `templates/python/frameworks/` makes.

    `for_openapi_30` adds the schemas that differ in OpenAPI 3.0, for frameworks that also write its documents.
    """
    resolved, values = request.resolved, request.values
    api = api_of(resolved)
    validation = _error_of(resolved, values["validation"])
    statuses = values["statuses"] if isinstance(values["statuses"], Mapping) else {}
    variables = {**response_variables(request)}
    if for_openapi_30:
        components = _components(variables)
        older = _components(response_variables(replace(request, values={**values, "version": "3.0.3"})))
        variables["components"] = [*components, (Verbatim("schemas_30"), _other_schemas(components, older))]
    has_details = envelope.sends_details(envelope.shape_of(resolved["envelope"]["body"]))
    text = (
        environment("python", {"python_literal": python_literal})
        .get_template(f"frameworks/{template}.py.j2")
        .render(
            seal=Verbatim(BLANK_SEAL),
            api=api["name"] or resolved["source"],
            errors_module=Verbatim(request.errors_module.name),
            base=Verbatim(request.errors_module.base_class),
            validation=_member(resolved, values["validation"]),
            unhandled=_member(resolved, values["unhandled"]),
            statuses=[(int(status), _member(resolved, statuses[status])) for status in sorted(statuses)],
            request_id_header=(api["request_id"] and api["request_id"]["header"]) or _DEFAULT_HEADER,
            details_plan=details_plan(validation) if validation and has_details else None,
            params_plan=params_plan(validation) if validation else None,
            has_translations=any(error["translations"] for error in resolved["errors"]),
            **variables,
        )
    )
    yield Artifact("", sealed(text))


def _components(variables: Mapping[str, object]) -> _Components:
    return cast("_Components", variables["components"])


def _other_schemas(components: _Components, older: _Components) -> list[tuple[str, Verbatim]]:
    """Return the schemas that have another form in an older version of OpenAPI."""
    schemas, older_schemas = (
        dict(named) for found in (components, older) for kind, named in found if kind == "schemas"
    )
    return [(name, code) for name, code in older_schemas.items() if schemas.get(name) != code]


def _error_of(resolved: ResolvedCatalog, code: Value) -> ResolvedError | None:
    return errors_named(resolved, code)[0] if isinstance(code, str) else None


def _member(resolved: ResolvedCatalog, code: Value) -> Verbatim:
    error = _error_of(resolved, code)
    return Verbatim("None" if error is None else f"ErrorCode.{error['names']['python']}")
