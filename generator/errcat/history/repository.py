"""Git questions that have an answer without a change: every command here only reads objects and references."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from errcat.errors import RunError
from errcat.text.paths import display_path

# Nothing that the configuration of a repository names may run, and nothing may be fetched: not even the missing
# objects of a partial clone.
_OPTIONS = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Inside a hook, Git sets these for another command.
_OF_OTHER_COMMANDS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")


class Tag(NamedTuple):
    """A tag that leads to a commit."""

    name: str
    commit: str
    day: str
    """The day on which somebody created it: 2027-01-31."""


class TreeEntry(NamedTuple):
    """A file of a commit."""

    path: str
    """From the top of the repository."""
    mode: str
    object: str

    @property
    def is_link(self) -> bool:
        return self.mode == "120000"

    @property
    def is_file(self) -> bool:
        return self.mode.startswith("100")


class Repository:
    """A Git repository, read through Git itself."""

    def __init__(self, top: Path) -> None:
        self.top = top

    def answer(self, *arguments: str) -> str | None:
        """Return what Git answers, without the line break at the end; None if it has no answer."""
        done = self._run(arguments)
        return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n") if done.returncode == 0 else None

    @property
    def is_shallow(self) -> bool:
        return self.answer("rev-parse", "--is-shallow-repository") == "true"

    @property
    def has_commits(self) -> bool:
        return self.commit("HEAD") is not None

    def commit(self, revision: str) -> str | None:
        """Return the id of the commit that a revision names."""
        return self.answer("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the last common commit of two commits."""
        answer = self.answer("merge-base", one, other)
        return answer.split("\n")[0] if answer else None

    def tags_since(self, commit: str | None) -> list[Tag]:
        """Return the tags between a commit and HEAD, the oldest first; without a commit, all tags before HEAD.

        Of several tags of a commit, return one: v1.2 rather than latest.
        """
        containing = (f"--contains={commit}",) if commit else ()
        arguments = ("for-each-ref", "--merged=HEAD", *containing, "--sort=version:refname")
        answer = self.answer(*arguments, "--format=%(refname:strip=2)%09%(creatordate:short)", "refs/tags") or ""
        tags: dict[str, Tag] = {}
        lines = [line.split("\t") for line in answer.split("\n") if line]
        for name, day in sorted(lines, key=lambda line: not any(map(str.isdecimal, line[0]))):
            tagged = self.commit(f"refs/tags/{name}")
            if tagged is not None and tagged != commit:
                tags.setdefault(tagged, Tag(name, tagged, day))
        return sorted(tags.values(), key=lambda tag: int(self.answer("rev-list", "--count", tag.commit) or 0))

    def entries(self, commit: str, path: str = "") -> list[TreeEntry]:
        """Return the files of a commit at or below a path, in path order."""
        arguments = ("ls-tree", "-r", "-z", "--full-tree", commit, *(["--", path] if path else []))
        listing = self._required(arguments).decode("utf-8", "surrogateescape")
        entries = []
        for line in listing.split("\0"):
            if line:
                about, name = line.split("\t", 1)
                mode, _kind, object_id = about.split(" ")
                entries.append(TreeEntry(name, mode, object_id))
        return entries

    def contents(self, objects: Iterable[str]) -> list[bytes]:
        """Return the contents of some files by the ids of their objects."""
        wanted = list(objects)
        data = self._required(("cat-file", "--batch"), "".join(f"{one}\n" for one in wanted).encode())
        contents: list[bytes] = []
        start = 0
        for _ in wanted:
            head_end = data.index(b"\n", start)
            head = data[start:head_end].decode("ascii", "replace").split(" ")
            if len(head) != 3:  # it has an id, a type and a size
                raise RunError("git-failed", reason=f"the object {head[0]} is missing in this clone")
            size = int(head[2])
            contents.append(data[head_end + 1 : head_end + 1 + size])
            start = head_end + 1 + size + 1
        return contents

    def _required(self, arguments: Sequence[str], stdin: bytes = b"") -> bytes:
        done = self._run(arguments, stdin)
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise RunError("git-failed", reason=reason or f"git {arguments[0]} failed")
        return done.stdout

    def _run(self, arguments: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return _git(self.top, arguments, stdin)


def repository_of(folder: Path) -> Repository | None:
    """Return the repository that a folder belongs to; None if it doesn't belong to any."""
    here = folder.resolve()
    if not any((parent / ".git").exists() for parent in (here, *here.parents)):
        return None
    done = _git(here, ("rev-parse", "--show-toplevel"))
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise RunError("git-failed", reason=reason or f"{display_path(here)} isn't a repository that Git can read")
    return Repository(Path(os.fsdecode(done.stdout).rstrip("\n")).resolve())


def _git(folder: Path, arguments: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_OTHER_COMMANDS}
    try:
        return subprocess.run(  # noqa: S603 — a fixed program with checked arguments, without a shell
            ["git", *_OPTIONS, "-C", str(folder), *arguments],  # noqa: S607 — Git is wherever PATH has it
            input=stdin,
            capture_output=True,
            env={**environment, **_ENVIRONMENT},
            check=False,
        )
    except FileNotFoundError:
        raise RunError("no-git") from None
