"""The plan of `errcat init`: which files to write, which exist, and which lines a person adds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from errcat.scaffold.catalog_files import SchemaOf, catalog_files, settings_file
from errcat.scaffold.checks_of_changes import checks_of_changes
from errcat.scaffold.choices import Choices
from errcat.scaffold.starter_parts import Addition, ExistingFile, StarterFile
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
    additions: tuple[Addition, ...]


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
        additions=tuple(part for part in parts if isinstance(part, Addition)),
    )


def default_api_name(folder_name: str) -> str:
    """Return a name for the API of a folder: orders → Orders API."""
    name = " ".join(folder_name.split())
    if not name or not name.isprintable():
        return "My API"
    if _PLAIN_NAME.fullmatch(name):
        name = title_of_id(re.sub(r"[. -]+", "_", name)) or name
    return name if _API.search(name) else f"{name} API"
