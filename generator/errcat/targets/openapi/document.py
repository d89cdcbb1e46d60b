"""The OpenAPI document: its components and the information about them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from errcat.model.field import EXTENSION
from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedApi, ResolvedError
from errcat.resolved.openapi_components import ANY, CODES, response_ref, schema_ref
from errcat.targets.literals import json_literal
from errcat.targets.openapi.bodies import OwnBodyForms
from errcat.targets.openapi.components import Components, Makers, components_of_document
from errcat.targets.openapi.contracts import Contract, details_name
from errcat.targets.openapi.json_schema import Schema
from errcat.targets.target import Values
from errcat.text.commonmark_escapes import commonmark_text
from errcat.text.yaml_writer import Pairs

_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
"""A mail address as validators of OpenAPI documents accept it."""
NO_ASSERTION = "NOASSERTION"
"""SPDX's word for a license that is not stated."""
_NO_ASSERTION_URL = "https://spdx.github.io/spdx-spec/v2.3/document-creation-information/"


def document(contract: Contract, values: Values, name: str) -> Schema:
    """Return the document as data. `name` is the name of its file."""
    return _document(contract, values, name, components_of_document(contract), _as_data)


def document_for_yaml(contract: Contract, values: Values, name: str) -> Schema:
    """Return the document as the writer of YAML takes it: its components are made when they are written."""
    components = components_of_document(contract, OwnBodyForms(contract).component)
    return _document(contract, values, name, components, _while_written)


def _as_data(makers: Makers) -> Schema:
    return {name: make() for name, make in makers.items()}


def _while_written(makers: Makers) -> Pairs:
    return Pairs((name, make()) for name, make in makers.items())


def _document(
    contract: Contract, values: Values, name: str, components: Components, made: Callable[[Makers], object]
) -> Schema:
    api = api_of(contract.resolved)
    responses = components["responses"]
    for error in contract.errors:
        key = error["names"]["openapi"]
        responses[key] = partial(_with_data, contract, error, responses[key])
    result: Schema = {
        "openapi": contract.version,
        "info": _info(contract, values, name),
    }
    if api["docs_url"]:
        result["externalDocs"] = {"description": "What each error means, and what to do", "url": api["docs_url"]}
    result["servers"] = [{"url": values["server"]}]
    result["paths"] = {}
    result["components"] = {kind: made(makers) for kind, makers in components.items() if makers}
    result["x-error-catalog"] = {
        "version": api["version"],
        "codes": {"$ref": schema_ref(CODES)},
        "responses": [{"$ref": response_ref(key)} for key in responses],
    }
    return result


def _with_data(contract: Contract, error: ResolvedError, make_response: Callable[[], Any]) -> Schema:
    return {**make_response(), "x-error": _error_data(contract, error)}


def _info(contract: Contract, values: Values, name: str) -> Schema:
    api = api_of(contract.resolved)
    title = api["name"] or contract.resolved["source"]
    first = next((error["names"]["openapi"] for error in contract.errors), ANY)
    about = (
        f"Error responses for the API description of {commonmark_text(title)}. Refer to a response by code, "
        f"`$ref: '{name}#/components/responses/{first}'`, by status, "
        "or to all errors of a kind: `4XX`, `5XX` and `default`."
    )
    if not contract.resolved["envelope"]["declared"]:
        about += "\n\nThe catalog doesn't describe a response. The responses here follow RFC 9457."
    return {
        "title": f"Errors of {title}" if not title.lower().endswith("errors") else title,
        "version": api["version"] or "1",
        "description": about,
        "contact": _contact(api, title),
        "license": _license(contract, values),
    }


def _contact(api: ResolvedApi, title: str) -> Schema:
    support = api["support"]
    contact: Schema = {"name": title}
    if support and (support["url"] or "").startswith(("https://", "http://")):
        contact["url"] = support["url"]
    if support and _MAIL_ADDRESS.fullmatch(support["email"] or ""):
        contact["email"] = support["email"]
    return contact


def _license(contract: Contract, values: Values) -> Schema:
    name, url = values["license"], values["license_url"]
    if name is None and url is None:
        return {
            "name": NO_ASSERTION,
            **({"url": _NO_ASSERTION_URL} if contract.version.startswith("3.0") else {"identifier": NO_ASSERTION}),
        }
    license_: Schema = {"name": name or url}
    if url is not None:
        license_["url"] = url
    return license_


def _error_data(contract: Contract, error: ResolvedError) -> Schema:
    """Return what the catalog says about an error, without empty keys."""
    data: Schema = {}
    for key, value in error.items():
        if value:
            if key not in _OMITTED_KEYS:
                data[key] = value if type(value) is str else _catalog_data(key, value)
        elif key == "retryable" or not (value is None or _is_nothing(value)):
            data[key] = value
    if error["details"] is not None:
        data["details"] = {"$ref": schema_ref(str(details_name(contract, error)))}
    if error["docs_url"]:
        data["docs_url"] = error["docs_url"]
    return data


_OMITTED_KEYS = frozenset(["names", "response", "docs_url", "visibility"])
_DATA = frozenset(["example", "request", "response", "transports", "enum"])
"""Keys whose values are the catalog's own data."""
_BODIES = frozenset(["example", "request", "response"])
"""Keys that exist only if the catalog has a value, even null."""


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or (not value and isinstance(value, (str, list, dict)))


def _catalog_data(key: str, value: Any) -> Any:
    """Return a value without empty keys. Anything that a tool could follow as a reference becomes JSON text."""
    if not isinstance(value, (list, dict)):
        return value
    if key in _DATA or key.startswith(EXTENSION):
        return str(json_literal(value)) if _has_reference(value) else value
    if isinstance(value, list):
        return [item if type(item) is str else _catalog_data(key, item) for item in value]
    return {
        name: item if type(item) is str else _catalog_data(name, item)
        for name, item in value.items()
        if item or name in _BODIES or not (item is None or _is_nothing(item))
    }


def _has_reference(value: Any) -> bool:
    if isinstance(value, dict):
        return "$ref" in value or any(map(_has_reference, value.values()))
    return isinstance(value, list) and any(map(_has_reference, value))
