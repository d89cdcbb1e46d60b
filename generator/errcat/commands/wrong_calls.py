"""Commands that are called wrongly: the call that was probably meant."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

# What people type for a command, by the command. `fix` also needs an option.
_OTHER_WORDS = {
    "check": ("validate", "lint", "verify", "test", "audit", "scan", "report"),
    "check --fix": ("fix", "repair", "format", "fmt"),
    "build": ("generate", "gen", "render", "compile", "export", "make", "docs", "convert", "write", "update"),
    "serve": ("preview", "watch", "dev", "run", "start", "site", "server", "open"),
    "explain": ("describe", "why", "show", "lookup", "find", "decode", "search", "what", "info", "code"),
    "init": ("new", "create", "setup", "scaffold", "bootstrap", "quickstart", "starter"),
    "rules": ("list", "ls", "rule"),
    "config": ("settings", "configuration"),
    "schema": ("schemas",),
    "openapi apply": ("apply",),
    "--help": ("help", "usage", "man"),
    "--version": ("version",),
}
_COMMAND_OF = {word: command for command, words in _OTHER_WORDS.items() for word in words}
_IN_OPENAPI = {
    "lint": "check",
    "validate": "check",
    "verify": "check",
    "write": "apply",
    "update": "apply",
    "fix": "apply",
}
# What people type for an option, by the option.
_OPTION_OF = {
    "-f": "--format", "--output-format": "--format", "--json": "--format json", "--github": "--format github",
    "--sarif": "--format sarif", "--junit": "--format junit", "--strict": "--fail-on warning",
    "--fail-on-warning": "--fail-on warning", "--max-warnings": "--fail-on warning", "--dry-run": "--diff",
    "--autofix": "--fix", "--write": "--fix", "-p": "--port", "--browser": "--open", "-c": "--config",
    "--settings": "--config", "--no-color": "--color never", "--py": "--python", "--md": "--markdown",
    "--spec": "--openapi", "--swagger": "--openapi", "--docs": "--markdown", "-w": "--watch",
}  # fmt: skip


def command_meant(name: str, rest: Sequence[str], group: str) -> str:
    """Return the call with the right command for a word that is no command; empty if there is none."""
    if group != "errcat":
        command = _IN_OPENAPI.get(name)
        return _call(group, command, *rest) if command else ""
    command = _COMMAND_OF.get(name)
    if command is None:
        return ""
    if command == "--help":
        return _call("errcat", *rest[:1], command)
    return _call("errcat", *command.split(), *rest)


def option_meant(error: click.NoSuchOption, table: Mapping[str, tuple[str, str]], arguments: Sequence[str]) -> str:
    """Return the call with the right option, or with the command that has the option; empty if there is none."""
    context = error.ctx
    if context is None or error.option_name not in arguments:
        return ""
    own = _options(context.command)
    place = list(arguments).index(error.option_name)
    other = _OPTION_OF.get(error.option_name, "")
    if other.split()[:1] and other.split()[0] in own:
        return _call("errcat", *arguments[:place], *other.split(), *arguments[place + 1 :])
    if context.parent is None:  # errcat --fix errors.yaml
        command = next((name for name in table if error.option_name in _options_of(table, name)), "")
        return _call("errcat", command, *arguments) if command else ""
    for name in table:
        if name != context.info_name and error.option_name in _options_of(table, name):
            return _call("errcat", name, *arguments[1:])
    return ""


def example_of(command: click.Command, with_option: str = "") -> str:
    """Return the first example in the help of a command, or the first that has an option."""
    examples = list(_examples(command))
    return next((example for example in examples if with_option in example), "")


def common_folder(paths: Sequence[str]) -> str:
    """Return the folder of files that can be one catalog; empty if they are in several, or one is a folder."""
    folders = {Path(path).parent for path in paths}
    are_files = all(Path(path).suffix for path in paths)
    folder = folders.pop() if len(folders) == 1 and are_files and len(paths) > 1 else None
    return "" if folder is None else folder.as_posix()


def _examples(command: click.Command) -> Iterator[str]:
    for line in f"{command.help or ''}\n{command.epilog or ''}".splitlines():
        text = line.strip()
        if text.startswith("errcat "):
            yield text.split("   ")[0]


def _options_of(table: Mapping[str, tuple[str, str]], name: str) -> set[str]:
    command: Any = import_module(f"errcat.commands.{table[name][0]}").command
    return _options(command)


def _options(command: click.Command) -> set[str]:
    return {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}


def _call(*words: str) -> str:
    return " ".join(word if " " in word and word.startswith("errcat") else shlex.quote(word) for word in words)
