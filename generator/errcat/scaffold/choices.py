"""What a person can choose about a new project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CodeHost = Literal["github", "gitlab"]
CODE_HOSTS: tuple[CodeHost, ...] = ("github", "gitlab")


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices for a new project."""

    api_name: str
    """The name of the API, which is the title of the website, too."""
    hosts: tuple[CodeHost, ...]
    """The code hosts that check pull requests."""
    imported: str = ""
    """The text of an imported catalog. Without it, the catalog has two example errors."""
    imported_from: str = ""
    """Where the imported catalog comes from, in a few words."""
    import_record: tuple[str, str] | None = None
    """The name and the text of the file that a later `errcat import --update` needs."""
