"""The document: its components, and what there is to say about them."""

from __future__ import annotations

from typing import Any

from errcat.resolved.api import api_of
from errcat.resolved.openapi_components import ANY, CODES, response_ref, schema_ref
from errcat.resolved.types import ResolvedApi, ResolvedError
from errcat.targets.literals import json_literal, md_text
from errcat.targets.openapi.components import every_component
from errcat.targets.openapi.json_schema import Schema
from errcat.targets.openapi.schemas import Contract, details_name
from errcat.targets.target import Values

UNSTATED = "NOASSERTION"
"""What SPDX calls a licence about which nothing is said."""
_UNSTATED_URL = "https://spdx.github.io/spdx-spec/v2.3/document-creation-information/"


def document(of: Contract, values: Values, name: str) -> Schema:
    """All of it. `name` is what the file is called."""
    api = api_of(of.resolved)
    components = every_component(of)
    responses = components["responses"]
    for error in of.errors:
        responses[error["names"]["openapi"]]["x-error"] = _known_of(of, error)
    found: Schema = {
        "openapi": of.version,
        "info": _info(of, values, name),
    }
    if api["docs_url"]:
        found["externalDocs"] = {"description": "What each error means, and what to do", "url": api["docs_url"]}
    found["servers"] = [{"url": values["server"]}]
    found["paths"] = {}
    found["components"] = {key: value for key, value in components.items() if value}
    found["x-error-catalog"] = {
        "version": api["version"],
        "codes": {"$ref": schema_ref(CODES)},
        "responses": [{"$ref": response_ref(key)} for key in responses],
    }
    return found


def _info(of: Contract, values: Values, name: str) -> Schema:
    api = api_of(of.resolved)
    title = api["name"] or of.resolved["source"]
    first = next((error["names"]["openapi"] for error in of.errors), ANY)
    about = (
        f"Error responses for the API description of {md_text(title)}. Refer to a response by code, "
        f"`$ref: '{name}#/components/responses/{first}'`, by status, "
        "or to all errors of a kind: `4XX`, `5XX` and `default`."
    )
    if not of.resolved["envelope"]["declared"]:
        about += "\n\nThe catalog doesn't describe a response. The responses here follow RFC 9457."
    return {
        "title": f"Errors of {title}" if not title.lower().endswith("errors") else title,
        "version": api["version"] or "1",
        "description": about,
        "contact": _contact(api, title),
        "license": _license(of, values),
    }


def _contact(api: ResolvedApi, title: str) -> Schema:
    support = api["support"]
    contact: Schema = {"name": title}
    if support and (support["url"] or "").startswith(("https://", "http://")):
        contact["url"] = support["url"]
    if support and support["email"]:
        contact["email"] = support["email"]
    return contact


def _license(of: Contract, values: Values) -> Schema:
    name, url = values["license"], values["license_url"]
    if name is None and url is None:
        return {
            "name": UNSTATED,
            **({"url": _UNSTATED_URL} if of.version.startswith("3.0") else {"identifier": UNSTATED}),
        }
    found: Schema = {"name": name or url}
    if url is not None:
        found["url"] = url
    return found


def _known_of(of: Contract, error: ResolvedError) -> Schema:
    """All that the catalog says about an error, without what it does not say."""
    found = {
        key: _known(key, value)
        for key, value in error.items()
        if key == "retryable" or (key not in _UNSAID and not _is_nothing(value))
    }
    if error["details"] is not None:
        found["details"] = {"$ref": schema_ref(str(details_name(of, error)))}
    if error["docs_url"]:
        found["docs_url"] = error["docs_url"]
    return found


_UNSAID = ("names", "response", "docs_url", "visibility")
_DATA = frozenset(["example", "request", "response", "transports", "enum"])
"""Keys whose values are the catalog's own data."""
_BODIES = frozenset(["example", "request", "response"])
"""Keys that are there only where the catalog has something, were it null."""


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _known(key: str, value: Any) -> Any:
    """A value, without keys that have nothing. What a tool would follow as a reference is written as JSON."""
    if key in _DATA or key.startswith("x-"):
        return str(json_literal(value)) if _has_reference(value) else value
    if isinstance(value, list):
        return [_known(key, item) for item in value]
    if isinstance(value, dict):
        return {name: _known(name, one) for name, one in value.items() if name in _BODIES or not _is_nothing(one)}
    return value


def _has_reference(value: Any) -> bool:
    if isinstance(value, dict):
        return "$ref" in value or any(map(_has_reference, value.values()))
    return isinstance(value, list) and any(map(_has_reference, value))
