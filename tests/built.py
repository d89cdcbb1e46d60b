"""What several tests build: every catalog of the repository, the odd ones among them, through one target or another."""

from __future__ import annotations
import __future__

import re
import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from errcat.artifact import Artifact
from errcat.reading import load, load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from profiles import IS_LONG

ROOT = Path(__file__).resolve().parent.parent
OWN = sorted((ROOT / "catalog").glob("*.yaml"))
ODD = sorted((ROOT / "tests" / "odd").glob("*.yaml"))
WHOLE = ROOT / "tests" / "golden" / "catalog.yaml"
EVERY = [*OWN, *ODD, WHOLE]
SMALL = [file for file in EVERY if file.stem != "errcat"]
"""All but errcat's own catalog: three quarters of all texts, like the others, and `make lint` checks its module."""
TRIED = EVERY if IS_LONG else SMALL
"""What slow tools read."""


def word_of(file: Path) -> str:
    """A catalog's name, as a module may have it."""
    return file.stem.replace("-", "_")


@cache
def resolved_of(file: Path) -> ResolvedCatalog:
    return resolve(load(str(file)).catalog, file.name)


def text_of(target: str, file: Path, name: str = "", **settings: str | int | bool) -> str:
    """The one file that a target makes of a catalog."""
    (artifact,) = files_of(target, file, name or TARGETS[target].example, **settings).values()
    return artifact


def files_of(target: str, file: Path, name: str, **settings: str | int | bool) -> dict[str, str]:
    """All files that a target makes of a catalog, by their paths."""
    return {artifact.path: artifact.text for artifact in rendered(target, file, name, **settings)}


def rendered(target: str, file: Path, name: str, **settings: str | int | bool) -> tuple[Artifact, ...]:
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    return TARGETS[target].render(resolved_of(file), TARGETS[target].values(given), name)


_NUMBERS = count()
IN_BUILT = "<built>"
"""The file of the modules in tracebacks."""


def resolved_from(text: str) -> ResolvedCatalog:
    """The resolved catalog of a text."""
    return resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")


def files_from(target: str, text: str, name: str, **settings: str | int | bool) -> dict[str, str]:
    """All files that a target makes of a text, by their paths."""
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    made = TARGETS[target].render(resolved_from(text), TARGETS[target].values(given), name)
    return {artifact.path: artifact.text for artifact in made}


def module_of(resolved: ResolvedCatalog, target: str = "python", **settings: str | int | bool) -> Any:
    """A Python module of a catalog, imported: pickle finds it."""
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    (artifact,) = TARGETS[target].render(resolved, TARGETS[target].values(given), "errors.py")
    module = ModuleType(f"built_{next(_NUMBERS)}")
    sys.modules[module.__name__] = module
    run_in(module, artifact.text)
    return module


def run_in(module: ModuleType, text: str) -> None:
    """Run the text of a generated module."""
    try:
        codes = [_compiled(statements) for statements in re.split(r"\n\n\n(?=\S)", text)]
    except SyntaxError:  # perhaps of a part of a text with empty lines
        codes = [_compiled(text)]
    for code in codes:
        exec(code, module.__dict__)  # noqa: S102 — what the tests are about


@lru_cache(maxsize=2_000)
def _compiled(statements: str) -> CodeType:
    """Some classes and functions of a module. Most are machinery, the same in each: to compile it takes the longest."""
    return compile(statements, IN_BUILT, "exec", __future__.annotations.compiler_flag, dont_inherit=True)


def package_of(resolved: ResolvedCatalog, folder: Path, **settings: str | int | bool) -> Any:
    """A Python package of a catalog, written to a folder and imported."""
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    name = f"built_{next(_NUMBERS)}"
    write(TARGETS["python"].render(resolved, TARGETS["python"].values(given), "errors"), folder / name)
    spec = spec_from_file_location(name, folder / name / "__init__.py", submodule_search_locations=[str(folder / name)])
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def write(artifacts: Iterable[Artifact], path: Path) -> None:
    """Write what a target makes to its path: a file, or a folder of files."""
    for artifact in artifacts:
        file = path / artifact.path if artifact.path else path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(artifact.text, encoding="utf-8")
