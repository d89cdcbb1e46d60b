"""What the responses of an operation must be, for the errors that it returns: references into the built document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from errcat import envelope
from errcat.resolved.openapi_components import (
    ANY,
    BODY,
    CLIENT,
    SERVER,
    example_ref,
    header_keys,
    header_ref,
    headers_of,
    response_ref,
    schema_ref,
    status_response,
    status_schema,
    status_title,
    statuses_of,
    variant_keys,
)
from errcat.resolved.resolve import Resolved

DEFAULT = "default"
_SINGLE = "single"
_DESCRIPTION = re.compile(r"([^\n]+)\.\n(?:\n\* `[^`]*`)(?:\n\* `[^`]*`)*")
"""How errcat describes a response of several errors; one that somebody worked on is another."""


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
        """Whether errcat wrote a response, and nobody added to it since: nothing else may be replaced."""
        if not isinstance(response, dict):
            return False
        if "$ref" in response:
            return self._refers(response, "responses")
        if not response.keys() <= {"description", "headers", "content"} or not self._describes(response):
            return False
        content = response.get("content")
        if not isinstance(content, dict) or len(content) != 1:
            return False
        (media,) = content.values()
        return (
            self._all_refer(response.get("headers", {}), "headers")
            and isinstance(media, dict)
            and media.keys() <= {"schema", "examples"}
            and self._refers(media.get("schema"), "schemas")
            and self._all_refer(media.get("examples", {}), "examples")
        )

    def _describes(self, response: dict[str, Any]) -> bool:
        """Whether a response is described as errcat describes it: the title of a status, and codes."""
        found = _DESCRIPTION.fullmatch(str(response.get("description")).rstrip("\n"))
        titles = {note["title"] for note in self.resolved["statuses"]} | {status.phrase for status in HTTPStatus}
        return found is not None and (found[1] in titles or found[1].startswith("Status "))

    def _all_refer(self, values: Any, kind: str) -> bool:
        return isinstance(values, dict) and all(self._refers(value, kind) for value in values.values())

    def _refers(self, value: Any, kind: str) -> bool:
        """Whether a value is a reference into the fragment, and only that."""
        if not isinstance(value, dict) or value.keys() != {"$ref"} or not isinstance(value["$ref"], str):
            return False
        file, hash_, pointer = value["$ref"].partition("#")
        section, _slash, key = pointer.removeprefix("/components/").partition("/")
        if not hash_ or section != kind or not pointer.startswith("/components/"):
            return False
        here, there = PurePosixPath(self.path), PurePosixPath(file)
        # the document may have been moved since: another file of this name is ours if it has our components
        return there == here or (there.name == here.name and key in self._keys)

    @cached_property
    def _keys(self) -> frozenset[str]:
        errors = self.resolved["errors"]
        statuses = {status for error in errors for status in statuses_of(error)}
        return frozenset(
            [BODY, CLIENT, SERVER, ANY, *(error["names"]["openapi"] for error in errors)]
            + [key for status in statuses for key in (status_response(status), status_schema(status))]
            + [*self.header_keys.values(), *self.variants.values()]
        )

    @cached_property
    def header_keys(self) -> dict[str, str]:
        return header_keys(self.resolved)

    @cached_property
    def variants(self) -> dict[tuple[str, int], str]:
        return variant_keys(self.resolved)

    def response_of(self, error: Resolved, status: str) -> dict[str, str]:
        """The response of one error with one of its statuses."""
        key = error["names"]["openapi"]
        return self.ref(
            response_ref(self.variants.get((error["name"], int(status)), key) if status != DEFAULT else key)
        )

    def example_of(self, error: Resolved, status: int) -> dict[str, str]:
        """The example of an error with one of its statuses: it has the first of them, unless the body has none."""
        key = error["names"]["openapi"]
        if status == statuses_of(error)[0] or not self.has_status_in_body:
            return self.ref(example_ref(key))
        return self.ref(example_ref(self.variants[error["name"], status]))


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
        return fragment.response_of(errors[0], status)
    if status == DEFAULT:
        return fragment.ref(response_ref(ANY))
    number = int(status)
    title = status_title(fragment.resolved, number)
    codes = "\n".join(f"* `{error['code']}`" for error in errors)
    response: dict[str, Any] = {"description": f"{title}.\n\n{codes}"}
    headers = headers_of(fragment.resolved, errors)
    if headers:
        response["headers"] = {name: fragment.ref(header_ref(fragment.header_keys[name.lower()])) for name in headers}
    schema = BODY if fragment.schemas == _SINGLE else status_schema(number)
    content: dict[str, Any] = {"schema": fragment.ref(schema_ref(schema))}
    examples = {
        error["names"]["openapi"]: fragment.example_of(error, number)
        for error in errors
        if error["response"] is not None
    }
    if examples:
        content["examples"] = examples
    response["content"] = {fragment.resolved["envelope"]["media_type"]: content}
    return response
