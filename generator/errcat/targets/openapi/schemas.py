"""The schemas of a catalog: codes and categories, the body of each response, and the details of errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from errcat import envelope
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.openapi_components import (
    BODY,
    CATEGORIES,
    CODES,
    body_schemas,
    by_status,
    header_keys,
    public_errors,
    schema_names,
    schema_ref,
    status_schema,
    status_title,
    statuses_of,
    variant_keys,
)
from errcat.resolved.resolve import display_message
from errcat.resolved.target_names import enum_names
from errcat.targets.openapi.details import components_of
from errcat.targets.openapi.json_schema import Schema, convert_schema
from errcat.targets.openapi.members import common_members, members_of
from errcat.targets.openapi.params import param_schema
from errcat.targets.openapi.shared_objects import ObjectPath, object_at, shared_objects, with_shared_objects

SINGLE = "single"
"""The setting `schemas` with which all errors share one schema."""
_UPPER_SNAKE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


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
        return {} if self.schemas == SINGLE else body_schemas(self.resolved)

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
    def details(self) -> Mapping[str, Schema | None]:
        """The details schema of each error, by error name."""
        return {error["name"]: _details_schema(self, error) for error in self.errors}

    @cached_property
    def marker_types(self) -> Mapping[str, str]:
        """The JSON type of each marker of the envelope."""
        return {marker.name: marker.type for marker, _path in envelope.markers(self.shape)}

    @cached_property
    def as_members(self) -> envelope.ParamsAsMembers | None:
        """How the envelope sends params as members."""
        return envelope.params_as_members(self.shape)


def build_contract(
    resolved: ResolvedCatalog, shape: envelope.Shape, media_type: str, *, version: str, is_open: bool, schemas: str
) -> Contract:
    """Return the contract of a document."""
    return Contract(resolved, shape, version, is_open, schemas, media_type, schema_names(resolved))


def all_schemas(contract: Contract) -> Schema:
    """Return all schemas by name."""
    bodies = _all_bodies(contract)
    schemas: Schema = {CODES: _codes(contract)}
    if "category" in contract.marker_types:
        schemas[CATEGORIES] = _categories(contract)
    return schemas | _all_details(contract, bodies) | bodies


def _all_bodies(contract: Contract) -> Schema:
    """Return the schemas of all bodies by name."""
    bodies: Schema = {BODY: _body(contract, BODY, "The body of every error.", contract.errors, None)}
    for path, name in contract.shared_objects.items():
        part = envelope.schema_of(object_at(contract.shape, path), _markers(contract, contract.errors, None))
        bodies[name] = {"title": name, **_converted(contract, part)}
    if contract.schemas == SINGLE:
        return bodies
    for status, errors in by_status(contract.resolved).items():
        name = status_schema(status)
        about = f"What errors with the status {status} ({status_title(contract.resolved, status)}) have as a body."
        if contract.schemas == "per-code" and contract.own_bodies:
            bodies[name] = _choice(contract, name, about, errors, status)
        else:
            bodies[name] = _body(contract, name, about, errors, [status])
    return bodies | _own_bodies(contract)


def body_schema_of(contract: Contract, error: ResolvedError, status: int | None) -> str:
    """Return the name of the body schema of a response with an error."""
    own_body = contract.own_bodies.get((error["name"], status))
    if own_body is not None:
        return own_body
    return BODY if contract.schemas == SINGLE or status is None else status_schema(status)


def _own_bodies(contract: Contract) -> Schema:
    """Return a body schema for each error, which accepts no other code."""
    statuses_by_body: dict[str, list[int]] = {}
    error_by_body: dict[str, ResolvedError] = {}
    for error in contract.errors:
        for status in (*statuses_of(error), None):
            body = contract.own_bodies.get((error["name"], status))
            if body is not None:
                error_by_body[body] = error
                statuses_by_body.setdefault(body, []).extend([] if status is None else [status])
    # Redocly compares the top of two schemas only. Without this keyword, it reports that codes further inside overlap.
    marks = {} if _code_key(contract) else {"minProperties": 1}
    return {
        body: _body(contract, body, error["title"], [error], statuses_by_body[body], is_single=True) | marks
        for body, error in error_by_body.items()
        if error["response"] is not None
    }


def _choice(contract: Contract, name: str, about: str, errors: Sequence[ResolvedError], status: int) -> Schema:
    """Return a schema that accepts any of several bodies, with a discriminator if the code is at the top."""
    if len(errors) == 1 and not contract.is_open:  # nothing to choose from
        return _body(contract, name, about, errors, [status], is_single=True)
    bodies = {body_schema_of(contract, error, status): error for error in errors}
    refs = [{"$ref": schema_ref(body)} for body in bodies]
    schema: Schema = {"title": name, "description": about}
    key = _code_key(contract)
    if contract.is_open:
        return schema | {"anyOf": [*refs, {"$ref": schema_ref(BODY)}]}
    if key is None or len({error["code"] for error in errors} - {""}) < len(errors):
        return schema | {"anyOf": refs}
    mapping = {error["code"]: schema_ref(body) for body, error in bodies.items()}
    return schema | {"oneOf": refs, "discriminator": {"propertyName": key, "mapping": mapping}}


def _code_key(contract: Contract) -> str | None:
    """Return the top-level key of a body that holds the code; None if there is none."""
    if not isinstance(contract.shape, envelope.ObjectShape):
        return None
    code_marker = envelope.Marker("code", "string")
    return next(
        (key.name for key in contract.shape.keys.values() if key.shape == code_marker and not key.optional), None
    )


def _body(
    contract: Contract,
    name: str,
    about: str,
    errors: Sequence[ResolvedError],
    statuses: Sequence[int] | None,
    *,
    is_single: bool = False,
) -> Schema:
    """Return the body of a response with any of several errors. `is_single`: with exactly this error."""
    markers = _markers(contract, errors, statuses, is_single=is_single)
    # a response of a known status has the status in its body wherever the envelope allows it
    always = [name for name in ("status",) if "enum" in markers.get(name, {}) or "const" in markers.get(name, {})]
    members = envelope.Members()
    if is_single:
        members = members_of(contract.as_members, errors[0])
    elif statuses is not None and not contract.is_open:  # an unknown error can have such members of other types
        members = common_members(contract.as_members, errors)
    schema = envelope.schema_of(contract.shape, markers, always, members)
    schema = with_shared_objects(schema, contract.shared_objects)
    return {"title": name, "description": about, **_converted(contract, schema)}


def _converted(contract: Contract, schema: Schema) -> Schema:
    """Return a schema of errcat's own in the dialect of the OpenAPI version."""
    changed: Schema = convert_schema(schema, contract.version)
    return changed


def _markers(
    contract: Contract, errors: Sequence[ResolvedError], statuses: Sequence[int] | None, *, is_single: bool = False
) -> dict[str, Schema]:
    """Return the schemas of the envelope's markers in a response with any of several errors."""
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
        "params": _params(errors, is_single=is_single),
        "retryable": {"type": "boolean", "description": "Whether the same request may succeed later."},
    }
    codes = list(dict.fromkeys(wire_codes(contract, errors)))
    if contract.is_open and not is_single:
        # a choice of the enum and any text would be an empty class or a wrapper in many generated clients
        about = f"Identifies the error. {CODES} has all known codes. New codes can come: handle unknown codes, too."
        schemas["code"] = {"type": types.get("code", "string"), "description": about, "x-extensible-enum": codes}
    elif statuses is None and not is_single:
        schemas["code"] = {"$ref": schema_ref(CODES)}
    else:
        schemas["code"] = _enum_of(types.get("code", "string"), codes)
    if is_single:
        schemas |= {
            marker: _enum_of(types[marker], [value])
            for error in errors
            for marker, value in (("name", error["name"]), ("number", error["number"]))
            if marker in types and value is not None
        }
    if statuses:
        schemas["status"] = _enum_of(types.get("status", "integer"), list(statuses))
    if "category" in types:
        schemas["category"] = {"$ref": schema_ref(CATEGORIES)}
    schemas["details"] = _details_ref(contract, errors, is_single=is_single)
    return {name: schema for name, schema in schemas.items() if name in types or name == "details"}


def _enum_of(type_: str, values: Sequence[object]) -> Schema:
    as_type = [str(value) if type_ == "string" else value for value in values]
    if len(as_type) == 1:
        return {"type": type_, "const": as_type[0]}
    return {"type": type_, "enum": as_type}


def wire_codes(contract: Contract, errors: Sequence[ResolvedError]) -> list[object]:
    """Return codes as the API sends them: as numbers if the envelope says so and they are numeric."""
    if contract.marker_types.get("code") not in ("integer", "number"):
        return [error["code"] for error in errors]
    return [int(code) if code.lstrip("-").isdecimal() else code for code in (error["code"] for error in errors)]


def _codes(contract: Contract) -> Schema:
    error_by_code: dict[object, ResolvedError] = {}
    for code, error in zip(wire_codes(contract, contract.errors), contract.errors, strict=True):
        error_by_code.setdefault(code, error)
    texts = [_one_line(contract, code) for code in error_by_code]
    schema: Schema = {
        "title": CODES,
        "description": "Identifies the error. "
        + ("New codes can come: handle unknown codes, too." if contract.is_open else "This list is complete."),
        "type": contract.marker_types.get("code", "string"),
        "enum": list(error_by_code),
    }
    if not error_by_code:
        return {key: value for key, value in schema.items() if key != "enum"}
    if not all(str(code) and set(str(code)) <= _UPPER_SNAKE and not str(code)[0].isdigit() for code in error_by_code):
        schema["x-enum-varnames"] = enum_names(str(code) for code in error_by_code)
    schema["x-enum-descriptions"] = texts
    schema["x-enumDescriptions"] = {str(code): text for code, text in zip(error_by_code, texts, strict=True)}
    return schema


def _one_line(contract: Contract, code: object) -> str:
    """Return the text that an editor shows for a code: each of its meanings."""
    return " / ".join(error_summary(error) for error in contract.by_code[str(code)])


def error_summary(error: ResolvedError) -> str:
    """Return an error in one line: what it means and what to do."""
    parts = [display_message(error), error["action"] or ""]
    text = " ".join(_sentence(part) for part in parts if part.strip())
    deprecation = error["deprecated"]
    if deprecation is not None:
        text += " Deprecated" + (f"; use {deprecation['replaced_by']}." if deprecation["replaced_by"] else ".")
    return text


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def _categories(contract: Contract) -> Schema:
    categories = contract.resolved["categories"]
    return {
        "title": CATEGORIES,
        "description": "What to do about the error.",
        "type": "string",
        "enum": [category["id"] for category in categories],
        "x-enum-descriptions": [category["title"] for category in categories],
        "x-enumDescriptions": {category["id"]: category["title"] for category in categories},
    }


def _details_ref(contract: Contract, errors: Sequence[ResolvedError], *, is_single: bool) -> Schema:
    """Return the details schema of several errors: exact if they share it, otherwise open."""
    names = list(dict.fromkeys(details_name(contract, error) for error in errors))
    if is_single and names != [None]:
        return {"$ref": schema_ref(str(names[0]))}
    if len(names) == 1 and names[0] is not None:
        return {"$ref": schema_ref(names[0])}
    return {"description": "More about the error. The content depends on the code."}


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


def _params(errors: Sequence[ResolvedError], *, is_single: bool) -> Schema:
    """Return the schema of the values in the message: exact for a single error."""
    about = "The values in the message"
    if not is_single:
        return {"type": "object", "description": f"{about}. The content depends on the code."}
    properties = {param["name"]: param_schema(param) for error in errors for param in error["params"]}
    return {"type": "object", "description": f"{about}.", **({"properties": properties} if properties else {})}


def _all_details(contract: Contract, bodies: Schema) -> Schema:
    """Return the details schemas, and the definitions in them, as components.

    Details that consist of params have a component only if a body refers to it.
    """
    schemas: Schema = {}
    used_names: set[str] = set()
    has_params_as_details = "details" in contract.marker_types
    references = set(_references(bodies)) if has_params_as_details else frozenset[str]()
    for error in contract.errors:
        name, schema = details_name(contract, error), contract.details[error["name"]]
        if name is None or schema is None or (error["details"] is None and schema_ref(name) not in references):
            continue
        schemas |= components_of(name, schema, contract.version, used_names)
    return schemas


def _references(value: object) -> Iterator[str]:
    """Yield every reference of a schema."""
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            yield node["$ref"]
        items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        pending += [item for item in items if isinstance(item, (dict, list))]
