"""The project that a command runs in: its errcat.toml, and the catalogs that it names."""

from __future__ import annotations

from pathlib import Path

from errcat import checking, settings
from errcat.settings import Settings


def load_settings() -> Settings:
    """The settings of the folder that the command runs in."""
    return settings.load(settings.find(Path.cwd()), checking.protected_ids(), checking.finding_ids())
