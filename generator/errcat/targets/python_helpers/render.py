"""The `python-helpers` target: responses with which frameworks document errors, and assertions for tests.

They are not in the module of the codes because the examples are long and most programs need none of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.resolved.api import api_of
from errcat.targets.jinja import environment
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python_helpers.response_data import response_variables
from errcat.targets.target import RenderRequest


def render(request: RenderRequest) -> Iterator[Artifact]:
    resolved = request.resolved
    template = environment("python", {"python_literal": python_literal}).get_template("helpers.py.j2")
    text = template.render(
        seal=Verbatim(BLANK_SEAL),
        api=api_of(resolved)["name"] or resolved["source"],
        **response_variables(request, all_responses=True),
    )
    yield Artifact("", sealed(text))
