"""The catalog, the schema for editors, and errcat.toml."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from errcat.scaffold.choices import Choices
from errcat.scaffold.starter_parts import ExistingFile, LinesToAdd, StarterFile, StarterPart
from errcat.scaffold.surroundings import Surroundings
from errcat.scaffold.templates import filled
from errcat.settings import FILE_NAME, CatalogPatterns
from errcat.text.yaml_writer import yaml_sentence

CATALOG_NAMES = ("errors.yaml", "error-catalog.yaml", "errcat-catalog.yaml")
"""The names of a new catalog: the first that is free."""
_BUILD_FOLDERS = ("generated", "generated-errors")
_SEAL = "errcat-seal:"
"""What every file that errcat builds contains."""
_YAML = (".yaml", ".yml")
_PATTERN = re.compile(r"[*?\[]")

SchemaOf = Callable[[str, str | None], str]
"""Returns the schema of a catalog, from its path and its text. The text is None if the catalog exists."""


def catalogs_of(found: Surroundings) -> tuple[str, ...]:
    """Return the catalogs that the project will have."""
    free = next((name for name in CATALOG_NAMES if not found.exists(name)), CATALOG_NAMES[0])
    return found.catalogs or (free,)


def catalog_files(found: Surroundings, choices: Choices, schema_of: SchemaOf) -> Iterator[StarterPart]:
    """Yield the catalogs, and the schema of the only catalog."""
    catalogs = catalogs_of(found)
    schema = _schema_name(found, catalogs)
    for path in catalogs:
        text: str | None = None
        if found.exists(path):
            yield ExistingFile(path, "the catalog")
        elif path.endswith(_YAML) and not _PATTERN.search(path):
            about = choices.imported_from or "two example errors"
            text = _catalog_text(choices, PurePosixPath(schema).name)
            yield StarterFile(path, text, f"the catalog, with {about}")
            if choices.import_record is not None:
                yield StarterFile(*choices.import_record, "what errcat import --update needs")
        else:
            continue
        if not schema:
            continue
        if found.exists(schema):
            yield ExistingFile(schema, "completion and help in your editor")
        else:
            yield StarterFile(schema, schema_of(path, text), "completion and help in your editor")
        written = found.text(path)
        if text is None and written is not None and "yaml-language-server" not in written and path.endswith(_YAML):
            yield LinesToAdd(
                path, "at the top, for completion in your editor", _editor_line(PurePosixPath(schema).name)
            )


def settings_file(found: Surroundings) -> Iterator[StarterPart]:
    """Yield errcat.toml, with the catalogs and what to build from them."""
    about = "the settings: which catalogs, and what to build"
    if found.exists(FILE_NAME):
        yield ExistingFile(FILE_NAME, about)
        return
    catalogs = catalogs_of(found)
    listed = json.dumps(catalogs, ensure_ascii=False).replace("\x7f", "\\u007f")
    folder = f"{_build_folder(found)}/{{catalog}}" if len(catalogs) > 1 else _build_folder(found)
    targets = {"openapi": f"{folder}/errors.openapi.yaml"}
    targets |= {"python": f"{folder}/errors.py"} if found.uses_python else {"json": f"{folder}/errors.json"}
    lines = "\n".join(f"{target} = {json.dumps(path)}" for target, path in sorted(targets.items(), reverse=True))
    yield StarterFile(FILE_NAME, filled("errcat.toml", catalogs=listed, targets=lines), about)


def _catalog_text(choices: Choices, schema: str) -> str:
    if choices.imported:
        return (f"{_editor_line(schema)}\n" if schema else "") + choices.imported
    text = filled("errors.yaml", name=yaml_sentence(choices.api_name), schema=schema)
    return text if schema else text.partition("\n")[2]


def _editor_line(schema: str) -> str:
    return f"# yaml-language-server: $schema={schema}"


def _schema_name(found: Surroundings, catalogs: Sequence[str]) -> str:
    """Return the path of the schema for the only catalog.

    It is empty if a pattern of errcat.toml would read the file as a catalog.
    """
    if len(catalogs) != 1:
        return ""
    path = PurePosixPath(catalogs[0])
    name = (path.parent / f"{path.stem}.schema.json").as_posix()
    patterns = CatalogPatterns(found.folder, found.settings.catalogs)
    return "" if patterns.reads(found.folder / name) else name


def _build_folder(found: Surroundings) -> str:
    """Return the folder for what errcat builds: the first without files of others."""

    def is_free(folder: str) -> bool:
        if not found.exists(folder):
            return True
        return (found.folder / folder).is_dir() and all(
            _SEAL in (found.text(f"{folder}/{name}") or _SEAL)
            for name in ("errors.py", "errors.openapi.yaml", "errors.json")
        )

    return next(filter(is_free, _BUILD_FOLDERS), _BUILD_FOLDERS[-1])
