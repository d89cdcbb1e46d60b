"""The plan of `errcat init`: which files to write, which exist, and which lines a person adds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from errcat.scaffold.catalog_files import SchemaOf, catalog_files, settings_file
from errcat.scaffold.checks_of_changes import checks_of_changes
from errcat.scaffold.choices import Choices
from errcat.scaffold.requirement import CHECKOUT
from errcat.scaffold.starter_parts import ExistingFile, LinesToAdd, StarterFile, StarterPart
from errcat.scaffold.surroundings import Surroundings
from errcat.scaffold.website_files import website_files
from errcat.text.code_names import title_of_id

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_. -]*")
_API = re.compile(r"\bAPIs?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StarterPlan:
    """Everything that `errcat init` does in a folder."""

    new: tuple[StarterFile, ...]
    existing: tuple[ExistingFile, ...]
    additions: tuple[LinesToAdd, ...]
    notes: tuple[str, ...] = ()
    """What else a person should know."""


def plan_of(found: Surroundings, choices: Choices, schema_of: SchemaOf) -> StarterPlan:
    """Compare what a project needs with what the folder has."""
    parts = [
        *catalog_files(found, choices, schema_of),
        *settings_file(found),
        *website_files(found, choices),
        *checks_of_changes(found, choices),
    ]
    return StarterPlan(
        new=tuple(part for part in parts if isinstance(part, StarterFile)),
        existing=tuple(part for part in parts if isinstance(part, ExistingFile)),
        additions=tuple(part for part in parts if isinstance(part, LinesToAdd)),
        notes=tuple(_notes(found, parts)),
    )


def _notes(found: Surroundings, parts: Sequence[StarterPart]) -> Iterator[str]:
    texts = [part.text for part in parts if isinstance(part, StarterFile)]
    texts += [part.lines for part in parts if isinstance(part, LinesToAdd)]
    if any(f"pip install {CHECKOUT}" in text for text in texts):
        yield f"The pipelines install errcat from {CHECKOUT}:\nput a checkout of errcat there, or change that line."
    if found.parent_settings is not None:
        parent = Path(os.path.relpath(found.parent_settings, found.folder)).as_posix()
        yield f"In this folder, its own errcat.toml now replaces {parent}."


def default_api_name(folder_name: str) -> str:
    """Return a name for the API of a folder: orders → Orders API."""
    name = " ".join(folder_name.split())
    if not name or not name.isprintable():
        return "My API"
    name = title_of_id(re.sub(r"[. -]+", "_", name)) if _PLAIN_NAME.fullmatch(name) else name[:1].upper() + name[1:]
    return name if _API.search(name) else f"{name} API"
