"""The functions of `import errcat`: they print nothing, never exit, and write no file."""

from errcat.python_api.catalog_error import CatalogError
from errcat.python_api.functions import build, check, load

__all__ = ["CatalogError", "build", "check", "load"]
