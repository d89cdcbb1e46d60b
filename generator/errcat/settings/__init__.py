"""errcat.toml: which catalogs a project has, which rules it wants, and what to build."""

from errcat.settings.paths import FILE_NAME, CatalogPatterns, find_settings_file, named_settings_file, shown
from errcat.settings.settings import KEYS, Settings, read_settings

__all__ = [
    "FILE_NAME",
    "KEYS",
    "CatalogPatterns",
    "Settings",
    "find_settings_file",
    "named_settings_file",
    "read_settings",
    "shown",
]
