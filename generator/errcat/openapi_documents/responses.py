"""The responses that an operation needs for its errors: references to the built document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from errcat import envelope
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.openapi_components import (
    ANY,
    BODY,
    CLIENT,
    NO_STATUS_TITLE,
    SERVER,
    body_schemas,
    choice_of,
    example_ref,
    header_keys,
    header_ref,
    headers_of,
    response_ref,
    schema_names,
    schema_ref,
    status_response,
    status_schema,
    status_title,
    statuses_of,
    variant_keys,
)
from errcat.text.commonmark_escapes import commonmark_code, commonmark_text
from errcat.text.http_statuses import REASON_PHRASES

DEFAULT = "default"
_SINGLE = "single"
_CHOICES = ("oneOf", "anyOf")
_CODE = r"\n\* (`+)[^\n]*\{}"
_DESCRIPTION = re.compile(rf"([^\n]+)\.\n(?:{_CODE.format(2)})(?:{_CODE.format(3)})*")
"""errcat's own description of a response with several errors; an edited description does not match."""


@dataclass(frozen=True)
class OpenApiFragment:
    """The OpenAPI document that was built from the catalog, as another document refers to it."""

    resolved: ResolvedCatalog
    path: str
    """The path from the API document, with `/`."""
    schemas: str = "per-status"

    @property
    def has_status_in_body(self) -> bool:
        shape = envelope.shape_of(self.resolved["envelope"]["body"])
        return "status" in envelope.marker_names(shape)

    def ref(self, pointer: str) -> dict[str, str]:
        return {"$ref": f"{self.path}{pointer}"}

    def is_ours(self, response: Any) -> bool:
        """Whether errcat wrote a response and nobody edited it since; no other response may be replaced."""
        if not isinstance(response, dict):
            return False
        if "$ref" in response:
            return self._refers(response, "responses")
        if not response.keys() <= {"description", "headers", "content"} or not self._has_own_description(response):
            return False
        content = response.get("content")
        if not isinstance(content, dict) or len(content) != 1:
            return False
        (media,) = content.values()
        return (
            self._all_refer(response.get("headers", {}), "headers")
            and isinstance(media, dict)
            and media.keys() <= {"schema", "examples"}
            and self._is_own_schema(media.get("schema"))
            and self._all_refer(media.get("examples", {}), "examples")
        )

    def _has_own_description(self, response: dict[str, Any]) -> bool:
        """Whether a description is errcat's own: the title of a status, and codes."""
        match = _DESCRIPTION.fullmatch(str(response.get("description")).rstrip("\n"))
        titles = [note["title"] or "" for note in self.resolved["statuses"]]
        known = {commonmark_text(title) for title in (*titles, *REASON_PHRASES.values(), NO_STATUS_TITLE)}
        return match is not None and (match[1] in known or match[1].startswith("Status "))

    def _is_own_schema(self, schema: Any) -> bool:
        """Whether a schema is a reference to the built document, or nothing but a choice of them."""
        if isinstance(schema, dict) and len(schema) == 1:
            ((keyword, choices),) = schema.items()
            if keyword in _CHOICES:
                return isinstance(choices, list) and all(self._refers(choice, "schemas") for choice in choices)
        return self._refers(schema, "schemas")

    def _all_refer(self, values: Any, kind: str) -> bool:
        return isinstance(values, dict) and all(self._refers(value, kind) for value in values.values())

    def _refers(self, value: Any, kind: str) -> bool:
        """Whether a value is nothing but a reference to the built document."""
        if not isinstance(value, dict) or value.keys() != {"$ref"} or not isinstance(value["$ref"], str):
            return False
        file, hash_, pointer = value["$ref"].partition("#")
        section, _slash, key = pointer.removeprefix("/components/").partition("/")
        if not hash_ or section != kind or not pointer.startswith("/components/"):
            return False
        own_path, path = PurePosixPath(self.path), PurePosixPath(file)
        # the document may have moved: another file of this name counts as the same if it has our components
        return path == own_path or (path.name == own_path.name and key in self._keys)

    @cached_property
    def _keys(self) -> frozenset[str]:
        errors = self.resolved["errors"]
        statuses = {status for error in errors for status in statuses_of(error)}
        return frozenset(
            [BODY, CLIENT, SERVER, ANY, *(error["names"]["openapi"] for error in errors)]
            + [key for status in statuses for key in (status_response(status), status_schema(status))]
            + [*self.header_keys.values(), *self.variants.values(), *self.own_bodies.values()]
        )

    @cached_property
    def header_keys(self) -> dict[str, str]:
        return header_keys(self.resolved)

    @cached_property
    def variants(self) -> dict[tuple[str, int], str]:
        return variant_keys(self.resolved)

    @cached_property
    def own_bodies(self) -> dict[tuple[str, int | None], str]:
        return {} if self.schemas == _SINGLE else body_schemas(self.resolved, schema_names(self.resolved))

    def schema_of(self, errors: Sequence[ResolvedError], status: int | None) -> dict[str, Any]:
        """Return the schema that accepts the bodies of some errors of a status, and no other code."""
        own_names = [self.own_bodies[key] for error in errors if (key := (error["name"], status)) in self.own_bodies]
        if not own_names:
            return self.ref(schema_ref(BODY if self.schemas == _SINGLE or status is None else status_schema(status)))
        return {choice_of(self.resolved, errors, own_names): [self.ref(schema_ref(name)) for name in own_names]}

    def response_of(self, error: ResolvedError, status: str) -> dict[str, str]:
        """Return the response of an error with one of its statuses."""
        key = error["names"]["openapi"]
        return self.ref(
            response_ref(self.variants.get((error["name"], int(status)), key) if status != DEFAULT else key)
        )

    def example_of(self, error: ResolvedError, status: int | None) -> dict[str, str]:
        """Return the example of an error with one of its statuses: the first status, unless the body has none."""
        key = error["names"]["openapi"]
        if status is None or status == statuses_of(error)[0] or not self.has_status_in_body:
            return self.ref(example_ref(key))
        return self.ref(example_ref(self.variants[error["name"], status]))


def expected_responses(fragment: OpenApiFragment, errors: Sequence[ResolvedError], *, default: bool) -> dict[str, Any]:
    """Return the responses for some errors by status, with `default` also one for all other statuses."""
    groups: dict[str, list[ResolvedError]] = {}
    for error in errors:
        for status in statuses_of(error):
            groups.setdefault(str(status), []).append(error)
        if not error["status"]:
            groups.setdefault(DEFAULT, []).append(error)
    responses = {status: _response(fragment, status, group) for status, group in sorted(groups.items())}
    if default and errors and DEFAULT not in responses:
        responses[DEFAULT] = fragment.ref(response_ref(ANY))
    return responses


def _response(fragment: OpenApiFragment, status: str, errors: Sequence[ResolvedError]) -> dict[str, Any]:
    if len(errors) == 1:
        return fragment.response_of(errors[0], status)
    number = None if status == DEFAULT else int(status)
    title = NO_STATUS_TITLE if number is None else status_title(fragment.resolved, number)
    codes = "\n".join(f"* {commonmark_code(error['code'])}" for error in errors)
    response: dict[str, Any] = {"description": f"{commonmark_text(title)}.\n\n{codes}"}
    headers = headers_of(fragment.resolved, errors)
    if headers:
        response["headers"] = {name: fragment.ref(header_ref(fragment.header_keys[name.lower()])) for name in headers}
    sent = [error for error in errors if error["response"] is not None]
    if sent:
        examples = {error["names"]["openapi"]: fragment.example_of(error, number) for error in sent}
        content = {"schema": fragment.schema_of(sent, number), "examples": examples}
        response["content"] = {fragment.resolved["envelope"]["media_type"]: content}
    return response
