"""The `python-flask` target: see templates/python/frameworks/flask.py.j2."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.artifact import Artifact
from errcat.targets.python_frameworks.render import render_module
from errcat.targets.target import RenderRequest


def render(request: RenderRequest) -> Iterator[Artifact]:
    return render_module(request, "flask", for_openapi_30=True)
