"""The schemas of bodies: of all errors, of the errors of a status, and of each error on its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from errcat import envelope
from errcat.resolved.generated_types import ResolvedError, ResolvedParam
from errcat.resolved.openapi_components import CATEGORIES, CODES, schema_ref, statuses_of
from errcat.targets.openapi.contracts import Contract, details_name, wire_codes
from errcat.targets.openapi.json_schema import Schema, convert_schema
from errcat.targets.openapi.members import common_members, members_of
from errcat.targets.openapi.params import param_schema
from errcat.targets.openapi.shared_objects import object_at, with_shared_objects
from errcat.text.yaml_writer import FilledForm, YamlForm, gap

_NO_MEMBERS = envelope.Members()


class OwnBody(NamedTuple):
    """A body that has exactly one error."""

    name: str
    about: str
    error: ResolvedError
    statuses: Sequence[int]


class _Identity(NamedTuple):
    """All that differs between the schemas of most own bodies."""

    title: str
    about: str
    code: object
    name: str
    number: object
    details_ref: str | None


def own_bodies(contract: Contract) -> dict[str, OwnBody]:
    """Return the body of each error, which accepts no other code, by the name of its schema."""
    statuses_by_body: dict[str, list[int]] = {}
    error_by_body: dict[str, ResolvedError] = {}
    for error in contract.errors:
        for status in (*statuses_of(error), None):
            body = contract.own_bodies.get((error["name"], status))
            if body is not None:
                error_by_body[body] = error
                statuses_by_body.setdefault(body, []).extend([] if status is None else [status])
    return {
        body: OwnBody(body, error["title"], error, statuses_by_body[body])
        for body, error in error_by_body.items()
        if error["response"] is not None
    }


def own_body_component(contract: Contract, own: OwnBody) -> Schema:
    """Return the schema of an own body as a component."""
    return own_body_schema(contract, own) | _marks(contract)


def own_body_schema(contract: Contract, own: OwnBody) -> Schema:
    """Return the schema of an own body."""
    members = members_of(contract.as_members, own.error)
    return _own_schema(contract, _identity(contract, own), own.statuses, members, own.error["params"])


class OwnBodyForms:
    """The components of own bodies for YAML. Bodies that differ only in their identity share a form, which is fast."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._forms: dict[tuple[object, ...], YamlForm | None] = {}

    def component(self, own: OwnBody) -> Schema | FilledForm:
        contract = self._contract
        has_params = own.error["params"] and (contract.as_members is not None or "params" in contract.marker_types)
        identity = _identity(contract, own)
        if has_params or any("\n" in text for text in identity if isinstance(text, str)):
            return own_body_component(contract, own)
        kind = (*own.statuses, identity.number is None, identity.details_ref is None)
        if kind not in self._forms:
            self._forms[kind] = self._form(identity, own)
        form = self._forms[kind]
        return own_body_component(contract, own) if form is None else FilledForm(form, identity._asdict())

    def _form(self, identity: _Identity, own: OwnBody) -> YamlForm | None:
        """Return the form of a kind of bodies; None if it doesn't write the body of this kind that comes first."""
        values = identity._asdict()
        gaps = {key: None if value is None else gap(key) for key, value in values.items()}
        schema = _own_schema(self._contract, _Identity(**gaps), own.statuses, _NO_MEMBERS, ())  # type: ignore[arg-type]
        form = YamlForm(schema | _marks(self._contract))
        return form if form.writes(own_body_component(self._contract, own), values) else None


def _marks(contract: Contract) -> Schema:
    # Redocly compares the top of two schemas only. Without this keyword, it reports that codes further inside overlap.
    return {} if contract.code_key else {"minProperties": 1}


def _identity(contract: Contract, own: OwnBody) -> _Identity:
    error = own.error
    details, number = details_name(contract, error), error["number"]
    return _Identity(
        own.name,
        own.about,
        wire_codes(contract, [error])[0],
        error["name"],
        str(number) if number is not None and contract.marker_types.get("number") == "string" else number,
        None if details is None else schema_ref(details),
    )


def _own_schema(
    contract: Contract,
    identity: _Identity,
    statuses: Sequence[int],
    members: envelope.Members,
    params: Sequence[ResolvedParam],
) -> Schema:
    types = contract.marker_types
    markers = {
        **_markers(contract, statuses),
        "code": _enum_of(types.get("code", "string"), [identity.code]),
        "params": _params(params),
        "details": _OPEN_DETAILS if identity.details_ref is None else {"$ref": identity.details_ref},
    }
    for marker, value in (("name", identity.name), ("number", identity.number)):
        if marker in types and value is not None:
            markers[marker] = _enum_of(types[marker], [value])
    return _schema(contract, identity.title, identity.about, markers, members)


def body_schema(
    contract: Contract, name: str, about: str, errors: Sequence[ResolvedError], statuses: Sequence[int] | None
) -> Schema:
    """Return the schema of a body with any of several errors."""
    types = contract.marker_types
    details = list(dict.fromkeys(details_name(contract, error) for error in errors))
    markers = {
        **_markers(contract, statuses),
        "params": {"type": "object", "description": f"{_PARAMS}. The content depends on the code."},
        # exact if all errors share it
        "details": {"$ref": schema_ref(details[0])} if len(details) == 1 and details[0] else _OPEN_DETAILS,
    }
    codes = list(dict.fromkeys(wire_codes(contract, errors)))
    if contract.is_open:
        # a choice of the enum and any text would be an empty class or a wrapper in many generated clients
        about_code = (
            f"Identifies the error. {CODES} has all known codes. New codes can come: handle unknown codes, too."
        )
        type_ = types.get("code", "string")
        markers["code"] = {"type": type_, "description": about_code, "x-extensible-enum": codes}
    elif statuses is None:
        markers["code"] = {"$ref": schema_ref(CODES)}
    else:
        markers["code"] = _enum_of(types.get("code", "string"), codes)
    members = _NO_MEMBERS
    if statuses is not None and not contract.is_open:  # an unknown error can have such members of other types
        members = common_members(contract.as_members, errors)
    return _schema(contract, name, about, markers, members)


def shared_object_schemas(contract: Contract) -> dict[str, Schema]:
    """Return the schema of each object that is the same in every body."""
    return {
        name: {
            "title": name,
            **_converted(contract, envelope.schema_of(object_at(contract.shape, path), _markers(contract, None))),
        }
        for path, name in contract.shared_objects.items()
    }


def _schema(
    contract: Contract, name: str, about: str, markers: Mapping[str, Schema], members: envelope.Members
) -> Schema:
    # a response of a known status has the status in its body wherever the envelope allows it
    always = [name for name in ("status",) if "enum" in markers.get(name, {}) or "const" in markers.get(name, {})]
    schema = envelope.schema_of(contract.shape, markers, always, members)
    schema = with_shared_objects(schema, contract.shared_objects)
    return {"title": name, "description": about, **_converted(contract, schema)}


def _converted(contract: Contract, schema: Schema) -> Schema:
    """Return a schema of errcat's own in the dialect of the OpenAPI version."""
    changed: Schema = convert_schema(schema, contract.version)
    return changed


def _markers(contract: Contract, statuses: Sequence[int] | None) -> dict[str, Schema]:
    """Return the schemas of the envelope's markers that are the same for all errors with these statuses."""
    types = contract.marker_types
    schemas: dict[str, Schema] = {
        "docs_url": {"type": "string", "format": "uri-reference", "description": "The page that documents the error."},
        "timestamp": {"type": "string", "format": "date-time"}
        if types.get("timestamp", "string") == "string"
        else {"type": types["timestamp"]},
        "message": {"type": types.get("message", "string"), "description": "What went wrong, for people."},
        "title": {"type": "string", "description": "The title of the error. It is the same for every occurrence."},
        "severity": {"type": "string", "enum": ["error", "warning", "info", "success"]},
        "instance": {"type": "string", "format": "uri-reference", "description": "Identifies this occurrence."},
        "retryable": {"type": "boolean", "description": "Whether the same request may succeed later."},
        "category": {"$ref": schema_ref(CATEGORIES)},
    }
    if statuses:
        schemas["status"] = _enum_of(types.get("status", "integer"), statuses)
    return schemas


_OPEN_DETAILS = {"description": "More about the error. The content depends on the code."}
_PARAMS = "The values in the message"


def _params(params: Sequence[ResolvedParam]) -> Schema:
    """Return the schema of the values in the message of an error."""
    properties = {param["name"]: param_schema(param) for param in params}
    return {"type": "object", "description": f"{_PARAMS}.", **({"properties": properties} if properties else {})}


def _enum_of(type_: str, values: Sequence[object]) -> Schema:
    as_type = [str(value) if type_ == "string" else value for value in values]
    if len(as_type) == 1:
        return {"type": type_, "const": as_type[0]}
    return {"type": type_, "enum": as_type}
