"""The modules that errcat builds for a web framework, imported under names of their own."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import errcat

ROOT = Path(__file__).resolve().parents[3]
SHOP = ROOT / "examples" / "shop" / "catalog.yaml"
SHOP_SETTINGS = {
    "validation": "validation_failed",
    "unhandled": "internal_error",
    "statuses.401": "not_authenticated",
    "statuses.404": "route_not_found",
    "statuses.405": "method_not_allowed",
    "statuses.429": "rate_limit_exceeded",
}
_NUMBERS = count()


def write_modules(
    folder: Path,
    target: str,
    catalog: Path = SHOP,
    settings: Mapping[str, str | int] = SHOP_SETTINGS,
    word: str = "shop",
) -> tuple[Path, Path]:
    """Write the module of the errors and the module for a framework."""
    errors, module = folder / f"{word}_errors.py", folder / f"{word}_{target.removeprefix('python-')}.py"
    options = {f"{target}.{name}": value for name, value in settings.items()}
    for path, data in errcat.build(catalog, {"python": errors, target: module}, options=options).items():
        path.write_bytes(data)
    return errors, module


@contextmanager
def imported_modules(
    folder: Path, target: str, catalog: Path = SHOP, settings: Mapping[str, str | int] = SHOP_SETTINGS
) -> Iterator[tuple[Any, Any]]:
    """The module of the errors and the module for a framework, which no other test imports."""
    paths = write_modules(folder, target, catalog, settings, f"built_{next(_NUMBERS)}")
    sys.path.insert(0, str(folder))
    try:
        errors, module = (importlib.import_module(path.stem) for path in paths)
        yield errors, module
    finally:
        sys.path.remove(str(folder))


@contextmanager
def recorded(module: ModuleType) -> Iterator[list[logging.LogRecord]]:
    """What a module logs."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    logging.getLogger(module.__name__).addHandler(handler)
    try:
        yield records
    finally:
        logging.getLogger(module.__name__).removeHandler(handler)


def modules_from(
    text: str, folder: Path, target: str, settings: Mapping[str, str | int]
) -> tuple[ModuleType, ModuleType]:
    """The modules of a catalog that a test has as a text."""
    catalog = folder / f"catalog_{next(_NUMBERS)}.yaml"
    catalog.write_text(text, encoding="utf-8")
    with imported_modules(folder, target, catalog, settings) as modules:
        return modules
