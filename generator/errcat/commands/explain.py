"""`errcat explain`: what a rule, an error code or an error response means, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import click

from errcat.commands import terminal
from errcat.commands.entry_page import entry_page
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.known_codes import FoundCode, KnownCodes
from errcat.commands.likely_entries import likeliest
from errcat.commands.pasted import Pasted, take_apart
from errcat.commands.project import load_settings
from errcat.commands.rule_page import rule_page
from errcat.errors import RunError
from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.finding import VerbatimText
from errcat.findings.wording import shown_value
from errcat.model.catalog import ErrorEntry
from errcat.reading import load
from errcat.reading.files import read_stdin
from errcat.reporting.colour import Paint
from errcat.settings import Settings
from errcat.text.code_names import humanised
from errcat.text.suggestions import closest, listed
from errcat.text.visible import visible

STDIN = "-"
MOST_COMPLETED = 200
MOST_PAGES = 3
"""Of errors with one code, when somebody asks for that code."""
MOST_LISTED = 7
MOST_FOUND = 10
"""Of codes in one response."""


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    words = [id for id in DIAGNOSTICS if id.startswith(incomplete)]
    with suppress(RunError):  # a shell that completes has no place for a message
        words += [word for word in _known((), load_settings()).words() if word.startswith(incomplete)]
    return list(dict.fromkeys(words))[:MOST_COMPLETED]


@click.command("explain")
@click.argument("what", required=False, metavar="RULE|CODE|-", shell_complete=_complete)
@click.option("--catalog", "catalogs", metavar="PATH", multiple=True, help="Look up codes in this catalog. Repeatable.")
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
@click.option(
    "--color", type=click.Choice(terminal.COLORS), default="auto", show_default=True, help=terminal.COLOR_HELP
)
def command(what: str | None, catalogs: tuple[str, ...], config: str | None, color: str) -> int:
    """Explain a rule, an error code or an error response.

    RULE is the id in brackets in a report. CODE is a code, a name or a number from the catalogs of errcat.toml, or from
    --catalog. With -, errcat reads a response from standard input and finds the code in it. The response can be JSON,
    with or without headers, a log line, or plain text.

    \b
    Examples:
      errcat explain duplicate-code
      errcat explain rate_limit_exceeded
      errcat explain 4001 --catalog errors.yaml
      curl -si https://api.example.com/orders/1 | errcat explain -
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if not what:
        raise RunError("nothing-to-explain")
    settings = load_settings(config)
    paint = Paint(terminal.wants_color(color))
    if what == STDIN:
        return _explain_pasted(_known(catalogs, settings), paint)
    if what in DIAGNOSTICS and not catalogs:
        terminal.put("\n".join(rule_page(what, settings.rules, terminal.width(), paint)))
        return OK
    known = _known(catalogs, settings)
    answers = known.look_up(what)
    if len(answers) > MOST_PAGES:
        terminal.put("\n".join([f"{len(answers)} errors have the code {shown_value(what)}", *_listed(answers)]))
        return OK
    if answers:
        pages = [entry_page(answer, Pasted(), terminal.width(), paint) for answer in answers]
        terminal.put("\n\n".join("\n".join(page) for page in pages))
        return OK
    raise _unknown(what, known, catalogs or settings.catalog_paths())


def _known(catalogs: Sequence[str], settings: Settings) -> KnownCodes:
    """The codes of the catalogs that were named, else of the project's."""
    return KnownCodes([load(path) for path in catalogs or settings.catalog_paths()])


def _unknown(word: str, known: KnownCodes, catalogs: Sequence[str]) -> RunError:
    near = closest(word, DIAGNOSTICS) or known.closest(word)
    help_ = "similar" if near else "" if catalogs else "no-catalog"
    return RunError("unknown-rule-or-code", help=help_, word=word, similar=near, catalogs=listed(catalogs))


def _explain_pasted(known: KnownCodes, paint: Paint) -> int:
    if not known.catalogs:
        raise RunError("nothing-to-explain", help="no-catalog")
    text = read_stdin().decode("utf-8-sig", errors="replace")
    if not text.strip():
        raise RunError("nothing-to-explain", help="empty")
    pasted = take_apart(text.replace("\r\n", "\n"))
    answers = known.find(pasted)
    if not answers:
        return _report_nothing_found(known, pasted)
    groups: dict[tuple[str, str], list[FoundCode]] = {}
    for answer in answers:
        groups.setdefault((answer.where, answer.entry.code), []).append(answer)
    blocks = []
    for (where, code), same in list(groups.items())[:MOST_FOUND]:
        found = f"{paint('help', 'found:')} {shown_value(code)} in {visible(where)}"
        likely = likeliest(same, pasted)
        if len(likely) > 1:
            blocks.append("\n".join([f"{found}: {len(likely)} similar errors have this code", *_listed(likely)]))
        else:
            blocks.append("\n".join([found, "", *entry_page(likely[0], pasted, terminal.width(), paint)]))
    if len(groups) > MOST_FOUND:
        blocks.append(f"The response has {len(groups) - MOST_FOUND} more codes.")
    terminal.put("\n\n".join(blocks))
    return OK


def _listed(answers: Sequence[FoundCode]) -> list[str]:
    """Several errors, a line each, and how to ask for one of them."""
    shown = [(answer, answer.entry.name or answer.entry.code) for answer in answers[:MOST_LISTED]]
    column = max(len(visible(name)) for _answer, name in shown)
    lines = []
    for answer, name in shown:
        entry = answer.entry
        status, text = "", "retired"
        if isinstance(entry, ErrorEntry):
            status = ", ".join(map(str, entry.status or ()))
            text = entry.message or next(
                (message.message for message in entry.messages), entry.title or humanised(entry.name)
            )
        line = f"  {visible(name):{column}}  {status:8}  {visible(' '.join(text.split()))}"
        lines.append(line if len(line) <= terminal.width() else f"{line[: terminal.width() - 1]}…")
    if len(answers) > MOST_LISTED:
        lines.append(f"  and {len(answers) - MOST_LISTED} more")
    return [*lines, f"To see one error: errcat explain {visible(shown[0][1])}"]


def _report_nothing_found(known: KnownCodes, pasted: Pasted) -> int:
    miss = known.near_miss(pasted)
    files = dict.fromkeys(document.source.name for loaded in known.catalogs for document in loaded.documents)
    values = {"catalogs": VerbatimText(listed(files))}
    if miss is None:
        error = RunError("no-known-code", **values)
    else:
        help_ = "similar" if miss.similar else "unknown"
        error = RunError("no-known-code", help=help_, word=miss.word, where=miss.where, similar=miss.similar, **values)
    terminal.tell(error)
    return FOUND
