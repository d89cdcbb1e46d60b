"""Which files a scan reads, and their text.

Folders are read without hidden files, links, and folders of dependencies and build outputs. Test files raise codes that
the service doesn't, so they are left out unless they are asked for.
"""

from __future__ import annotations

import fnmatch
import io
import os
import tokenize
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from errcat import plain_files
from errcat.errors import RunError
from errcat.findings.source import CATALOG_SUFFIXES
from errcat.scanning.facts import ScanSource
from errcat.scanning.languages import LANGUAGES
from errcat.text.paths import display_path

MAX_BYTES = 5 * 1024 * 1024
"""The largest source file. Code that people write is much smaller."""
OTHER_FOLDERS = frozenset(
    ["node_modules", "bower_components", "vendor", "third_party", "venv", "env", "virtualenv", "site-packages",
     "__pycache__", "build", "dist", "out", "target", "bin", "obj", "coverage", "htmlcov"]
)  # fmt: skip
"""Folders of dependencies and build outputs."""
_TEST_FOLDERS = frozenset(["test", "tests", "testing", "testdata", "__tests__", "__mocks__", "fixtures", "e2e", "spec"])
_TEST_FILES = ("test_*.py", "*_test.py", "conftest.py", "*.test.*", "*.spec.*", "*_test.go", "*Test.java",
               "*Tests.java", "*IT.java")  # fmt: skip
_MINIFIED = ("*.min.js", "*.min.mjs", "*.bundle.js", "*.pb.go", "*_pb2.py")


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A file to scan."""

    path: Path
    name: str
    language: str
    is_test: bool


@dataclass(frozen=True)
class ScanFiles:
    """The files to scan, and how many test files are left out."""

    files: tuple[ScanFile, ...]
    tests_left_out: int
    has_folder: bool
    """False if every path is a single file: then a code that isn't raised can be raised elsewhere."""


def files_to_scan(
    paths: Sequence[str],
    exclude: Sequence[str],
    root: Path,
    *,
    tests: bool,
    is_ignored: Callable[[Path], bool],
) -> ScanFiles:
    """Return the files of some paths, in path order. `exclude` has patterns relative to a root."""
    found: dict[Path, ScanFile] = {}
    tests_left_out: set[Path] = set()
    has_folder = False
    for path in paths:
        location = Path(path)
        if not path or not location.exists():
            raise RunError("path-not-found", path=path)
        if not location.is_dir():
            language = LANGUAGES.get(location.suffix.lower())
            if language is None:
                is_catalog = location.suffix in CATALOG_SUFFIXES
                raise RunError(
                    "unknown-source-language",
                    help="catalog" if is_catalog else "",
                    path=path,
                    suffixes=", ".join(sorted(LANGUAGES)),
                )
            found.setdefault(location.resolve(), ScanFile(location, display_path(location), language, is_test=False))
            continue
        has_folder = True
        for file in _files_below(location, exclude, root.resolve(), is_ignored):
            is_test = _is_test(file.relative_to(location))
            if is_test and not tests:
                tests_left_out.add(file.resolve())
                continue
            language = LANGUAGES[file.suffix.lower()]
            found.setdefault(file.resolve(), ScanFile(file, display_path(file), language, is_test))
    files = sorted(found.values(), key=lambda file: PurePosixPath(file.name).parts)
    return ScanFiles(tuple(files), len(tests_left_out - found.keys()), has_folder)


def _files_below(
    folder: Path, exclude: Sequence[str], root: Path, is_ignored: Callable[[Path], bool]
) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        place = Path(here).resolve()
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in OTHER_FOLDERS
            and not name.endswith(".egg-info")
            and not (Path(here) / name / "pyvenv.cfg").exists()
            and not _is_excluded(place / name, exclude, root)
            and not is_ignored(place / name)
        )
        for name in sorted(names):
            file = Path(here) / name
            if (
                file.suffix.lower() in LANGUAGES
                and not name.startswith(".")
                and not any(fnmatch.fnmatchcase(name, pattern) for pattern in _MINIFIED)
                and not _is_excluded(place / name, exclude, root)
                and not is_ignored(place / name)
                and not plain_files.why_not_plain(file.lstat())
            ):
                yield file


def _is_excluded(path: Path, patterns: Sequence[str], root: Path) -> bool:
    if not patterns or not path.is_relative_to(root):
        return False
    name = path.relative_to(root).as_posix()
    return any(fnmatch.fnmatchcase(name, pattern.rstrip("/").removesuffix("/**")) for pattern in patterns)


def _is_test(path: Path) -> bool:
    folders = {part.lower() for part in path.parts[:-1]}
    return not folders.isdisjoint(_TEST_FOLDERS) or any(
        fnmatch.fnmatchcase(path.name, pattern) for pattern in _TEST_FILES
    )


class UnreadableSourceError(Exception):
    """A file that isn't scanned, for a reason."""

    def __init__(self, reason: str, line: int = 1, text: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.text = text


def read_source(file: ScanFile) -> ScanSource:
    """Return the text of a file, with Unix line ends."""
    try:
        if file.path.stat().st_size > MAX_BYTES:
            raise UnreadableSourceError("large")
        data = plain_files.read(file.path.resolve())
    except (OSError, RunError):
        raise UnreadableSourceError("unreadable") from None
    if data is None:
        raise UnreadableSourceError("unreadable")
    try:
        text = data.decode(_encoding(data, file.language))
    except (UnicodeDecodeError, LookupError, SyntaxError):
        raise UnreadableSourceError("binary" if b"\0" in data else "encoding") from None
    if "\0" in text:
        raise UnreadableSourceError("binary")
    return ScanSource(file.name, file.language, text.replace("\r\n", "\n").replace("\r", "\n"))


def _encoding(data: bytes, language: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if language == "python":
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    return "utf-8-sig"
