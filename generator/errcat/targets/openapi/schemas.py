"""The schemas of a catalog: codes and categories, the body of each response, and the details of errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from errcat.resolved.generated_types import ResolvedError
from errcat.resolved.openapi_components import (
    BODY,
    CATEGORIES,
    CODES,
    by_status,
    schema_ref,
    status_schema,
    status_title,
)
from errcat.resolved.resolve import display_message
from errcat.resolved.target_names import enum_names
from errcat.targets.openapi.bodies import (
    OwnBody,
    body_schema,
    own_bodies,
    own_body_component,
    own_body_schema,
    shared_object_schemas,
)
from errcat.targets.openapi.contracts import SINGLE, Contract, body_schema_of, details_name, wire_codes
from errcat.targets.openapi.details import components_of
from errcat.targets.openapi.json_schema import Schema

_UPPER_SNAKE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def all_schemas(
    contract: Contract, own_body: Callable[[OwnBody], object] | None = None
) -> dict[str, Callable[[], object]]:
    """Return what makes each schema, by name. `own_body` makes the schemas of single errors, if not this module."""
    general = _general_bodies(contract)
    own = own_bodies(contract) if contract.schemas != SINGLE else {}
    schemas: Schema = {CODES: _codes(contract)}
    if "category" in contract.marker_types:
        schemas[CATEGORIES] = _categories(contract)
    schemas |= _all_details(contract, general, list(own.values()))
    schemas |= general
    make_own = own_body or partial(own_body_component, contract)
    return {
        **{name: partial(_same, schema) for name, schema in schemas.items()},
        **{name: partial(make_own, body) for name, body in own.items()},
    }


def _same(schema: Schema) -> Schema:
    return schema


def _general_bodies(contract: Contract) -> Schema:
    """Return the schemas of the bodies that several errors share, and of the objects in all bodies, by name."""
    bodies: Schema = {BODY: body_schema(contract, BODY, "The body of every error.", contract.errors, None)}
    bodies |= shared_object_schemas(contract)
    if contract.schemas == SINGLE:
        return bodies
    for status, errors in by_status(contract.resolved).items():
        name = status_schema(status)
        about = f"What errors with the status {status} ({status_title(contract.resolved, status)}) have as a body."
        if contract.schemas == "per-code" and contract.own_bodies:
            bodies[name] = _choice(contract, name, about, errors, status)
        else:
            bodies[name] = body_schema(contract, name, about, errors, [status])
    return bodies


def _choice(contract: Contract, name: str, about: str, errors: Sequence[ResolvedError], status: int) -> Schema:
    """Return a schema that accepts any of several bodies, with a discriminator if the code is at the top."""
    if len(errors) == 1 and not contract.is_open:  # nothing to choose from
        return own_body_schema(contract, OwnBody(name, about, errors[0], [status]))
    bodies = {body_schema_of(contract, error, status): error for error in errors}
    refs = [{"$ref": schema_ref(body)} for body in bodies]
    schema: Schema = {"title": name, "description": about}
    key = contract.code_key
    if contract.is_open:
        return schema | {"anyOf": [*refs, {"$ref": schema_ref(BODY)}]}
    if key is None or len({error["code"] for error in errors} - {""}) < len(errors):
        return schema | {"anyOf": refs}
    mapping = {error["code"]: schema_ref(body) for body, error in bodies.items()}
    return schema | {"oneOf": refs, "discriminator": {"propertyName": key, "mapping": mapping}}


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


def _all_details(contract: Contract, bodies: Schema, own: Sequence[OwnBody]) -> Schema:
    """Return the details schemas, and the definitions in them, as components.

    Details that consist of params have a component only if a body refers to it.
    """
    schemas: Schema = {}
    used_names: set[str] = set()
    has_params_as_details = "details" in contract.marker_types
    references = {*_references(bodies), *_own_references(contract, own)} if has_params_as_details else frozenset[str]()
    for error in contract.errors:
        name, schema = details_name(contract, error), contract.details[error["name"]]
        if name is None or schema is None or (error["details"] is None and schema_ref(name) not in references):
            continue
        schemas |= components_of(name, schema, contract.version, used_names)
    return schemas


def _own_references(contract: Contract, own: Sequence[OwnBody]) -> Iterator[str]:
    """Yield the references of own bodies to details: all of them have one, or none has."""
    refs = [(body, schema_ref(name)) for body in own if (name := details_name(contract, body.error)) is not None]
    if refs and refs[0][1] in _references(own_body_schema(contract, refs[0][0])):
        yield from (ref for _body, ref in refs)


def _references(value: object) -> Iterator[str]:
    """Yield every reference of a schema."""
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            yield node["$ref"]
        items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        pending += [item for item in items if isinstance(item, (dict, list))]
