"""The files to import, as text: read within bounds, and without following links out of a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError

MAX_BYTES = 20 * 1024 * 1024
"""The largest source."""
MAX_PAGE_BYTES = 5 * 1024 * 1024
"""The largest page. A page with 10,000 errors needs 2 MB."""
MAX_LINES = 500_000
"""The largest number of lines."""
MAX_PAGE_LINES = 100_000
"""The largest number of lines of a page or of code."""
_SEAL_BYTES = 200
MAX_FILES = 5000
"""The largest number of files in a folder."""
_LINE_END = re.compile(r"\r\n?")

KINDS: Mapping[str, str] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mdx": "markdown",
    ".html": "html", ".htm": "html",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml", ".toml": "toml",
    ".py": "python", ".pyi": "python", ".ts": "typescript", ".tsx": "typescript", ".mts": "typescript",
    ".js": "typescript", ".mjs": "typescript", ".go": "go", ".java": "java", ".proto": "protobuf",
}  # fmt: skip
"""The kind of a source by the end of its name."""
CHOICES = (*dict.fromkeys(KINDS.values()), "openapi")
"""What `--from` accepts."""
BINARY = ("xlsx",)
DATA = ("csv", "tsv", "json", "jsonl", "yaml", "openapi", "toml", "xlsx")


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A file: its name as people see it, its kind, and its text with Unix line ends."""

    name: str
    kind: str
    text: str
    data: bytes = b""
    """The bytes of a source that is not text."""

    @property
    def line_count(self) -> int:
        return self.text.count("\n") + (not self.text.endswith("\n") and self.text != "")


def read_sources(paths: Iterable[str], kind: str = "") -> tuple[list[ImportSource], list[str]]:
    """Read files and folders. Return the sources, and the files of folders whose kind errcat doesn't know."""
    sources: list[ImportSource] = []
    unknown: list[str] = []
    for path in paths:
        location = Path(path)
        if not path or not location.exists():
            raise RunError("path-not-found", path=path)
        if location.is_dir():
            for file in _files_in(location):
                if file.suffix.lower() in KINDS:
                    sources.append(_read(file, KINDS[file.suffix.lower()]))
                else:
                    unknown.append(file.as_posix())
        else:
            known = kind or KINDS.get(location.suffix.lower(), "")
            if not known:
                raise RunError("unknown-source", path=path, kinds=", ".join(CHOICES))
            sources.append(_read(location, known))
    if not sources:
        raise RunError("nothing-to-import", path=", ".join(paths))
    return sources, unknown


def _files_in(folder: Path) -> list[Path]:
    """Return the files of a folder in path order, without hidden files and links."""
    files: list[Path] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [
            Path(here) / name for name in names if not name.startswith(".") and not (Path(here) / name).is_symlink()
        ]
        if len(files) > MAX_FILES:
            raise RunError("too-much-to-import", path=folder.as_posix(), what=f"more than {MAX_FILES:,} files")
    return sorted(files, key=lambda file: file.as_posix())


def _is_own_page(file: Path) -> bool:
    """Whether the end of a page has the seal of errcat. Such pages need no Markdown parser."""
    with file.open("rb") as opened:
        opened.seek(-_SEAL_BYTES, os.SEEK_END)
        return b"(errcat-seal:" in opened.read()


def _read(file: Path, kind: str) -> ImportSource:
    name = file.as_posix()
    try:
        limit = MAX_PAGE_BYTES if kind in ("markdown", "html") else MAX_BYTES
        size = file.stat().st_size
        if size > limit and (size > MAX_BYTES or not _is_own_page(file)):
            raise RunError("too-much-to-import", path=name, what=f"larger than {limit // 1024 // 1024} MB")
        data = plain_files.read(file.resolve())
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None
    if data is None:
        raise RunError("path-not-found", path=name)
    if kind in BINARY:
        return ImportSource(name, kind, "", data)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RunError("source-unreadable", help="encoding", path=name, line=line, reason="it isn't UTF-8") from None
    source = ImportSource(name, kind, _LINE_END.sub("\n", text))
    most = MAX_LINES if kind in DATA else MAX_PAGE_LINES
    if source.line_count > most:
        raise RunError("too-much-to-import", path=name, what=f"longer than {most:,} lines")
    return source
