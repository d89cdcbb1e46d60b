"""The build targets, which turn a resolved catalog into files: `__init__.py` declares one, `render.py` renders it."""

from errcat.targets import (
    csv_sheet,
    json_catalog,
    markdown,
    openapi,
    python,
    python_django,
    python_fastapi,
    python_flask,
    python_helpers,
    python_litestar,
    python_runtime,
)
from errcat.targets.target import ErrorsModule, Setting, SourceLine, SourceLines, Target, Value, Values

__all__ = ["TARGETS", "ErrorsModule", "Setting", "SourceLine", "SourceLines", "Target", "Value", "Values"]

# All targets, in the order in which commands list and build them.
TARGETS: dict[str, Target] = {
    face.TARGET.id: face.TARGET
    for face in (
        python,
        python_runtime,
        python_helpers,
        python_fastapi,
        python_flask,
        python_django,
        python_litestar,
        openapi,
        json_catalog,
        csv_sheet,
        markdown,
    )
}
