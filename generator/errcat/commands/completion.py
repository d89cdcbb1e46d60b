"""`errcat completion`: the script that lets a shell complete errcat's commands, options, rules and codes."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

from errcat.commands import terminal
from errcat.commands.exit_codes import OK

PROGRAM = "errcat"
VARIABLE = "_ERRCAT_COMPLETE"

# One table: a shell, and the line that turns completion on in it.
SHELLS = {
    "bash": ("~/.bashrc", f'eval "$({PROGRAM} completion bash)"'),
    "zsh": ("~/.zshrc", f'eval "$({PROGRAM} completion zsh)"'),
    "fish": ("~/.config/fish/config.fish", f"{PROGRAM} completion fish | source"),
}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(SHELLS)))
def command(shell: str) -> int:
    """Print the script that completes errcat's commands, options, rules and codes in your shell.

    To enable completion, add one line to the configuration of your shell, and open a new terminal.

    \b
    Examples:
      errcat completion bash

    \b
    Lines to add:
      bash   ~/.bashrc                    eval "$(errcat completion bash)"
      zsh    ~/.zshrc                     eval "$(errcat completion zsh)"
      fish   ~/.config/fish/config.fish   errcat completion fish | source
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    kind = get_completion_class(shell)
    assert kind is not None
    errcat = click.get_current_context().find_root().command
    # not the class's own `source`: it would start a bash only to ask for its version
    script = ShellComplete.source(kind(errcat, {}, PROGRAM, VARIABLE))
    file, line = SHELLS[shell]
    # at the end: zsh wants its own line to be the first, and a terminal shows the last ones
    terminal.put(f"{script.rstrip()}\n\n# To enable completion in {shell}, add this line to {file}:\n#   {line}")
    return OK
