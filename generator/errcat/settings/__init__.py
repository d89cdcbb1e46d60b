"""errcat.toml: the catalogs of a project, the levels of its rules, and its build targets."""

from errcat.settings.key_kinds import SettingKey
from errcat.settings.paths import FILE_NAME, CatalogPatterns, find_settings_file, named_settings_file
from errcat.settings.settings import KEYS, Settings, read_settings

__all__ = [
    "FILE_NAME",
    "KEYS",
    "CatalogPatterns",
    "SettingKey",
    "Settings",
    "find_settings_file",
    "named_settings_file",
    "read_settings",
]
