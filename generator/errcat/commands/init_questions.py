"""The questions that `errcat init` asks on a terminal: at most three."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from errcat.commands import terminal
from errcat.scaffold import LikelySource
from errcat.text.counts import counted
from errcat.text.paths import display_path
from errcat.text.visible import visible


def can_ask() -> bool:
    """Whether a person can see a question and answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def sources_to_import(root: Path, likely: Sequence[LikelySource]) -> tuple[str, ...]:
    """Ask which file to import."""
    paths = [display_path(root / source.path) for source in likely]
    if len(likely) == 1:
        question = f"Import {visible(paths[0])} ({described(likely[0])})?"
        return (paths[0],) if click.confirm(question, default=True) else ()
    width = max(len(visible(path)) for path in paths)
    lines = [
        f"  {number}  {visible(path):{width}}  {described(source)}"
        for number, (path, source) in enumerate(zip(paths, likely, strict=True), start=1)
    ]
    terminal.put("\n".join(["These files may list your errors:", *lines, "  0  import nothing"]))
    answer: int = click.prompt("Import which file?", type=click.IntRange(0, len(paths)), default=1)
    return (paths[answer - 1],) if answer else ()


def api_name(default: str) -> str:
    """Ask what the API is called."""
    answer: str = click.prompt("What is your API called?", default=default)
    return " ".join(answer.split()) or default


def code_host(answers: Sequence[str]) -> str:
    """Ask where pipelines run."""
    answer: str = click.prompt("Check changes on which code host?", type=click.Choice(list(answers)), default="both")
    return answer


def described(source: LikelySource) -> str:
    """Say what kind of file a source is, and how many errors it has."""
    if source.count is None:
        return source.about
    return f"{source.about} with {counted(source.count, 'error code')}"
