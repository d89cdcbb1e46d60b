"""Forks a run of MkDocs for each line of its input, and prints the exit code of each: see mkdocs_runs.py."""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material reads it when it is imported
IMPORTED = (
    "errcat.mkdocs_plugin.markdown_extension", "errcat.mkdocs_plugin.plugin", "markdown.extensions.admonition",
    "markdown.extensions.attr_list", "markdown.extensions.md_in_html", "markdown.extensions.tables",
    "markdown.extensions.toc", "material.plugins.search.plugin", "material.plugins.tags.plugin", "mkdocs.__main__",
    "mkdocs.commands.build", "mkdocs.commands.serve", "pygments.formatters.html", "pygments.lexers",
    "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tabbed",
)  # fmt: skip
"""What nearly every run imports."""


def run(request: dict[str, Any]) -> int:
    """What `python -m mkdocs` does, with its own working folder, environment and output."""
    os.environ.clear()
    os.environ.update(request["environment"], NO_MKDOCS_2_WARNING="1")
    os.chdir(request["folder"])
    for number, name in enumerate(("out", "err"), start=1):
        os.dup2(os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.path[0] = request["folder"]
    sys.argv = ["mkdocs", *request["arguments"]]
    try:
        import_module("mkdocs.__main__").cli(prog_name="mkdocs")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else end.code is not None
    except BaseException:  # noqa: BLE001 — as the interpreter does it
        traceback.print_exc()
        return 1
    return 0


for name in IMPORTED:
    import_module(name)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        code = run(json.loads(line))
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201 — it answers
