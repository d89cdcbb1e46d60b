"""The machinery of generated modules, which is the same for every catalog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat import envelope
from errcat.artifact import BLANK_SEAL, sealed
from errcat.targets.jinja import environment
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python.info_class import info_class


def runtime_text() -> str:
    """Return the text of `_runtime.py`."""
    template = environment("python", {"python_literal": python_literal}).get_template("runtime.py.j2")
    return sealed(template.render(seal=Verbatim(BLANK_SEAL), **runtime_variables(has_exceptions=True)))


def runtime_variables(*, has_exceptions: bool) -> Mapping[str, Any]:
    """Return the variables of the templates of the machinery."""
    return {
        "info_fields": list(info_class()),
        "has_exceptions": has_exceptions,
        "fallback_values": dict(envelope.FALLBACK_VALUES),
        "grpc": dict(envelope.GRPC_BY_HTTP_STATUS),
    }
