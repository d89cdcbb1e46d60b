"""The style sheet and the script of the pages. The pages are complete without them."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.resources import folder

STYLES = "errcat.css"
SCRIPT = "errcat.js"
_NOTICE = f"/* Of errcat, which writes it anew: change a copy. ({BLANK_SEAL}) */\n"
# The files in templates/markdown/assets/script. They load as one file, which also works without a server.
_SCRIPT_FILES = (
    "elements", "codes", "filter", "fragments", "similar", "messages",
    "recognise", "decoder", "lost", "copy", "theme", "start",
)  # fmt: skip
_HEAD = """\
// Makes the pages of a catalog quicker to use; without it they are whole. No library, no request to another host, and
// no text of a page or of a reader ever becomes markup: elements are made one by one, and texts are texts.
"""


def assets(folder_name: str) -> Iterator[Artifact]:
    """Yield the style sheet and the script."""
    source = folder("templates") / "markdown" / "assets"
    yield Artifact(f"{folder_name}/{STYLES}", sealed(f"{_NOTICE}{(source / STYLES).read_text(encoding='utf-8')}"))
    scripts = [(source / "script" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPT_FILES]
    script = f'{_NOTICE}{_HEAD}(() => {{\n"use strict";\n\n{chr(10).join(scripts)}}})();\n'
    yield Artifact(f"{folder_name}/{SCRIPT}", sealed(script))
