"""The texts of new files: templates/init, with values for the words between two `@`."""

from __future__ import annotations

import re

from errcat import resources

_MARKER = re.compile(r"@(\w+)@")


def filled(template: str, /, **values: str) -> str:
    """Return the text of a template with its values."""
    text = (resources.folder("templates") / "init" / template).read_text(encoding="utf-8")
    return _MARKER.sub(lambda match: values[match[1]], text)
