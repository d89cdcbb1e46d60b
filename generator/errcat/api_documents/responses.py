"""What the responses of an operation must be, for the errors that it returns: references into the built document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from errcat import envelope
from errcat.openapi_components import (
    ANY,
    BODY,
    example_ref,
    header_key,
    header_ref,
    headers_of,
    response_ref,
    schema_ref,
    status_schema,
    status_title,
    statuses_of,
)
from errcat.resolved import Resolved

DEFAULT = "default"
_SINGLE = "single"


@dataclass(frozen=True)
class Fragment:
    """The document that was built of the catalog, as another one refers to it."""

    resolved: Resolved
    path: str
    """From the API document, with `/`."""
    schemas: str = "per-status"

    @property
    def has_status_in_body(self) -> bool:
        shape = envelope.shape_of(self.resolved["envelope"]["body"])
        return "status" in envelope.marker_names(shape)

    def ref(self, pointer: str) -> dict[str, str]:
        return {"$ref": f"{self.path}{pointer}"}

    def is_ours(self, response: Any) -> bool:
        """Whether a response was written by errcat: it refers to the fragment as only that does."""
        return any(_file(ref) == PurePosixPath(self.path).name for ref in _refs(response))


def _refs(response: Any) -> list[str]:
    if not isinstance(response, dict):
        return []
    found = [response.get("$ref")]
    content = response.get("content")
    for media in content.values() if isinstance(content, dict) else ():
        schema = media.get("schema") if isinstance(media, dict) else None
        found.append(schema.get("$ref") if isinstance(schema, dict) else None)
    return [ref for ref in found if isinstance(ref, str) and "#/components/" in ref]


def _file(ref: str) -> str:
    return PurePosixPath(ref.partition("#")[0]).name


def wanted(fragment: Fragment, errors: Sequence[Resolved], *, default: bool) -> dict[str, Any]:
    """The responses for some errors, by status; `default`: one for all others as well."""
    groups: dict[str, list[Resolved]] = {}
    for error in errors:
        for status in statuses_of(error):
            groups.setdefault(str(status), []).append(error)
        if not error["status"]:
            groups.setdefault(DEFAULT, []).append(error)
    found = {status: _response(fragment, status, of) for status, of in sorted(groups.items())}
    if default and errors and DEFAULT not in found:
        found[DEFAULT] = fragment.ref(response_ref(ANY))
    return found


def _response(fragment: Fragment, status: str, errors: Sequence[Resolved]) -> dict[str, Any]:
    if len(errors) == 1:
        return fragment.ref(response_ref(errors[0]["names"]["openapi"]))
    if status == DEFAULT:
        return fragment.ref(response_ref(ANY))
    number = int(status)
    title = status_title(fragment.resolved, number)
    codes = "\n".join(f"* `{error['code']}`" for error in errors)
    response: dict[str, Any] = {"description": f"{title}.\n\n{codes}"}
    headers = headers_of(fragment.resolved, errors)
    if headers:
        response["headers"] = {name: fragment.ref(header_ref(header_key(name))) for name in headers}
    schema = BODY if fragment.schemas == _SINGLE else status_schema(number)
    content: dict[str, Any] = {"schema": fragment.ref(schema_ref(schema))}
    examples = {
        error["names"]["openapi"]: fragment.ref(example_ref(error["names"]["openapi"]))
        for error in errors
        # the example of an error has the first of its statuses in it
        if error["response"] is not None and (error["status"][0] == number or not fragment.has_status_in_body)
    }
    if examples:
        content["examples"] = examples
    response["content"] = {fragment.resolved["envelope"]["media_type"]: content}
    return response
