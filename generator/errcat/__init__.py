"""errcat: one YAML catalog of an API's errors, checked, and turned into docs, code and contracts.

    import errcat

    result = errcat.check("errors.yaml")
    catalog = errcat.load("errors.yaml")
    files = errcat.build("errors.yaml", {"python": "errors.py"})

The names in `__all__` are the public API. All other modules can change with every version.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from errcat.errors import RunError
    from errcat.findings.finding import Finding, Level, Span
    from errcat.findings.source import Position
    from errcat.model.catalog import Catalog, ErrorEntry
    from errcat.model.check_result import CheckResult
    from errcat.python_api import CatalogError, build, check, load

__all__ = [
    "Catalog",
    "CatalogError",
    "CheckResult",
    "ErrorEntry",
    "Finding",
    "Level",
    "Position",
    "RunError",
    "Span",
    "__version__",
    "build",
    "check",
    "load",
]

# The module of each name. It is imported with the first use, so that `import errcat` stays fast.
_MODULES = {
    "Catalog": "errcat.model.catalog",
    "CatalogError": "errcat.python_api",
    "CheckResult": "errcat.model.check_result",
    "ErrorEntry": "errcat.model.catalog",
    "Finding": "errcat.findings.finding",
    "Level": "errcat.findings.finding",
    "Position": "errcat.findings.source",
    "RunError": "errcat.errors",
    "Span": "errcat.findings.finding",
    "build": "errcat.python_api",
    "check": "errcat.python_api",
    "load": "errcat.python_api",
}

if not TYPE_CHECKING:  # a type checker would accept every name

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 — only with the first use of a name

        return getattr(import_module(_MODULES[name]), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
