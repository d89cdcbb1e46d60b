"""The `python-helpers` target: what frameworks document errors with, and what tests check them with.

It stands apart from the module of the codes, for its examples are bulky and most programs need none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from errcat import envelope
from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.resolved import Resolved
from errcat.targets.jinja import environment
from errcat.targets.literals import Written, python_literal
from errcat.targets.python.code import data_code, shape_code
from errcat.targets.target import Order

_NUMERIC = ("integer", "number")
_OF_MARKER: Mapping[str, Mapping[str, Any]] = {"details": {}}


def render(order: Order) -> Iterator[Artifact]:
    resolved = order.resolved
    shape = envelope.shape_of(resolved["envelope"]["body"])
    markers = {marker.name: marker.type for marker, _path in envelope.markers(shape)}
    api = resolved["api"] or {}
    repeat = resolved["codes"]["repeat"]
    template = environment("python", {"python_literal": python_literal}).get_template("helpers.py.j2")
    text = template.render(
        seal=Written(BLANK_SEAL),
        api=api.get("name") or resolved["source"],
        media_type=resolved["envelope"]["media_type"],
        envelope=shape_code(shape),
        schema=data_code(envelope.schema_of(shape, _narrowed(markers))),
        numbers=markers.get("code") in _NUMERIC,
        repeat=repeat,
        errors=[
            {
                "key": error["name"] if repeat else error["code"],
                "code": error["code"],
                "component": error["names"]["openapi"],
                "statuses": tuple(error["status"] or ()),
                "title": error["title"],
                "messages": tuple(_messages(error)),
                "action": error["action"],
                "body": (error["response"] or {}).get("body"),
            }
            for error in resolved["errors"]
        ],
    )
    yield Artifact("", sealed(text))


def _messages(error: Resolved) -> Iterator[str]:
    if error["message"] is not None:
        yield error["message"]
    yield from (one["message"] for one in error["messages"])


def _narrowed(markers: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
    """The markers that the codes and the statuses of a response say more about: as pieces of code."""
    found = dict(_OF_MARKER)
    if "code" in markers:
        code = "_numbers(codes)" if markers["code"] in _NUMERIC else "codes"
        found["code"] = {"type": markers["code"], "enum": Written(code)}
    if "status" in markers:
        status = "[str(one) for one in statuses]" if markers["status"] == "string" else "statuses"
        found["status"] = {"type": markers["status"], "enum": Written(status)}
    return found
