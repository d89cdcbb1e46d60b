"""The machinery of generated modules, which is the same for every catalog."""

from __future__ import annotations

from collections.abc import Mapping

from errcat import __version__, envelope
from errcat.artifact import BLANK_SEAL, sealed
from errcat.targets.jinja import environment
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python.info_class import info_class


def runtime_text() -> str:
    """Return the text of `_runtime.py`."""
    template = environment("python", {"python_literal": python_literal}).get_template("runtime.py.j2")
    variables = runtime_variables(has_exceptions=True)
    return sealed(template.render(seal=Verbatim(BLANK_SEAL), version=Verbatim(__version__), **variables))


def runtime_variables(*, has_exceptions: bool) -> Mapping[str, object]:
    """Return the variables of the templates of the machinery."""
    return {
        "info_fields": list(info_class()),
        "has_exceptions": has_exceptions,
        "fallback_values": dict(envelope.FALLBACK_VALUES),
        "grpc": dict(envelope.GRPC_BY_HTTP_STATUS),
    }
