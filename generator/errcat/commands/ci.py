"""The facts that only CI servers and Git know: where the top of the repository is."""

from __future__ import annotations

import os
from pathlib import Path

from errcat.text.paths import relative_path

_TOP_VARIABLES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables that hold the top folder of the repository: on GitHub, and on GitLab."""


def folder_in_repository() -> str:
    """Return the path of the current folder from the top of its repository; empty at the top or outside any.

    A CI server names files from the top of the repository, and errcat names them from the current folder.
    """
    here = Path.cwd()
    tops = [Path(top) for top in map(os.environ.get, _TOP_VARIABLES) if top]
    tops += [folder for folder in (here, *here.parents) if (folder / ".git").exists()]
    folder = next((path for top in tops if (path := relative_path(here, top)) is not None), "")
    return "" if folder == "." else folder
