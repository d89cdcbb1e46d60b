"""A run of `errcat check` or `errcat build`: replay what it printed the last time, or remember it for the next time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from errcat.cache import entries
from errcat.cache.facts import Fact
from errcat.cache.folder import OFF_VARIABLE, cache_folder
from errcat.cache.key import key_of

NO_CACHE = "--no-cache"
_COMMANDS = ("check", "build")
_NEVER_REPLAYED = frozenset([NO_CACHE, "--fix", "--diff", "--force", "--watch", "--help", "-h", "-"])
"""Arguments of runs that write, wait, or read standard input."""


class Printed(NamedTuple):
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str = ""


class Run:
    """A run, by its arguments. Where a cache can't be used, it replays and remembers nothing."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._folder: str | None = None
        self._name = ""
        self.kept: object = None
        """What lives until the process ends, because freeing a large catalog takes time."""
        is_command = arguments[:1] and arguments[0] in _COMMANDS
        if not is_command or os.environ.get(OFF_VARIABLE) or not _NEVER_REPLAYED.isdisjoint(_words(arguments)):
            return
        try:
            self._folder = cache_folder()
            self._name = key_of(arguments) if self._folder else ""
        except OSError:  # the current folder was deleted, or a source file
            self._folder = None

    def replay(self) -> Printed | None:
        """Return what an equal run printed, if all that it relied on is still the same."""
        entry: Any = entries.read(self._folder, self._name) if self._folder else None
        try:
            facts = [(Fact(kind, about), seen) for kind, about, seen in entry["facts"]]
            printed = Printed(int(entry["code"]), str(entry["out"]), str(entry["err"]))
            return printed if all(_as_json(fact.observe()) == seen for fact, seen in facts) else None
        except (KeyError, TypeError, ValueError, OSError):  # no entry, or not one of this version
            return None

    def observed(self, facts: Iterable[Fact]) -> dict[Fact, object]:
        """Return what facts are now. Without a cache, none."""
        return {fact: _as_json(fact.observe()) for fact in facts} if self._folder else {}

    def remember(self, seen: dict[Fact, object], printed: Printed) -> None:
        """Remember a run. `seen`: what the facts were before the run read anything. If one changed since, don't."""
        if self._folder and seen and all(_as_json(fact.observe()) == value for fact, value in seen.items()):
            facts = [[fact.kind, fact.about, value] for fact, value in seen.items()]
            entry = {"facts": facts, **printed._asdict()}
            entries.write(self._folder, self._name, entry)


def _words(arguments: Sequence[str]) -> set[str]:
    """The arguments, without the values of options such as `--fail-on=error`."""
    return {argument.partition("=")[0] for argument in arguments}


def _as_json(value: Any) -> Any:
    """A value as JSON returns it: tuples become lists."""
    return [_as_json(item) for item in value] if isinstance(value, (list, tuple)) else value
