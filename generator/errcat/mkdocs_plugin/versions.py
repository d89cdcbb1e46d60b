"""Sites with several versions, which mike publishes: each version has its own folder on the host."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("errcat")

_VERSION = "MIKE_DOCS_VERSION"
"""The variable in which mike names the version that it builds."""
_FILES_AT_THE_TOP = ("_headers", "_redirects")


def report_files_for_the_top(config: MkDocsConfig) -> None:
    """Say which files have to move, because mike puts them into the folder of the version, where no host reads them."""
    version = os.environ.get(_VERSION)
    if version is None:
        return
    names: Sequence[str] = [name for name in _FILES_AT_THE_TOP if Path(config.site_dir, name).exists()]
    for name in names:
        log.info(
            "web hosts read %s only at the top of the site, but mike puts it into the folder of the version. "
            "After `mike deploy`, copy %s/%s to the top of the branch",
            name,
            version,
            name,
        )
