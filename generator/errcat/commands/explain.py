"""`errcat explain`: what a rule, an error code or an error response means, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import click

from errcat.commands import terminal
from errcat.commands.best_matches import best_matches
from errcat.commands.code_lookup import CodeLookup, CodeMatch
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.explain_error import explain_error
from errcat.commands.explain_rule import explain_rule
from errcat.commands.options import color_option, config_option
from errcat.commands.pasted_response import PastedResponse, parse_pasted
from errcat.commands.project import load_settings
from errcat.errors import RunError
from errcat.findings.finding import VerbatimText
from errcat.findings.wording import message_ids, shown_value
from errcat.model.catalog import ErrorEntry
from errcat.reading import load
from errcat.reading.files import STDIN, read_stdin
from errcat.reporting.paint import Paint
from errcat.settings import Settings
from errcat.text.code_names import title_of_error
from errcat.text.suggestions import closest, listed
from errcat.text.visible import visible

_MAX_COMPLETIONS = 200
_MAX_PAGES = 3
"""How many errors with the same code are explained in full."""
_MAX_LISTED = 7
_MAX_CODES = 10
"""How many codes of a response are explained."""


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    words = [id for id in message_ids() if id.startswith(incomplete)]
    with suppress(RunError):  # a shell has no place for a message
        words += [word for word in _lookup((), load_settings()).words() if word.startswith(incomplete)]
    return list(dict.fromkeys(words))[:_MAX_COMPLETIONS]


@click.command("explain")
@click.argument("what", required=False, metavar="RULE|CODE|-", shell_complete=_complete)
@click.option("--catalog", "catalogs", metavar="PATH", multiple=True, help="Look up codes in this catalog. Repeatable.")
@config_option
@color_option
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
        return _explain_pasted(_lookup(catalogs, settings), paint)
    if what in message_ids() and not catalogs:
        terminal.put("\n".join(explain_rule(what, settings.rules, terminal.width(), paint)))
        return OK
    lookup = _lookup(catalogs, settings)
    matches = lookup.look_up(what)
    if not matches:
        raise _unknown(what, lookup, catalogs or settings.catalog_paths())
    if len(matches) > _MAX_PAGES:
        terminal.put("\n".join([f"{len(matches)} errors have the code {shown_value(what)}", *_listed(matches)]))
        return OK
    pages = [explain_error(match, PastedResponse(), terminal.width(), paint) for match in matches]
    terminal.put("\n\n".join("\n".join(page) for page in pages))
    return OK


def _lookup(catalogs: Sequence[str], settings: Settings) -> CodeLookup:
    """Return the codes of the catalogs on the command line, or of the project."""
    return CodeLookup([load(path) for path in catalogs or settings.catalog_paths()])


def _unknown(word: str, lookup: CodeLookup, catalogs: Sequence[str]) -> RunError:
    near = closest(word, message_ids()) or lookup.closest(word)
    help_ = "similar" if near else "" if catalogs else "no-catalog"
    return RunError("unknown-rule-or-code", help=help_, word=word, similar=near, catalogs=listed(catalogs))


def _explain_pasted(lookup: CodeLookup, paint: Paint) -> int:
    """Explain the codes in the response on standard input."""
    if not lookup.catalogs:
        raise RunError("nothing-to-explain", help="no-catalog")
    text = read_stdin().decode("utf-8-sig", errors="replace")
    if not text.strip():
        raise RunError("nothing-to-explain", help="empty")
    pasted = parse_pasted(text.replace("\r\n", "\n"))
    matches = lookup.find(pasted)
    if not matches:
        return _report_nothing_found(lookup, pasted)
    by_code: dict[tuple[str, str], list[CodeMatch]] = {}
    for match in matches:
        by_code.setdefault((match.location, match.entry.code), []).append(match)
    blocks = [
        "\n".join(_explain_code(code, location, same_code, pasted, paint))
        for (location, code), same_code in list(by_code.items())[:_MAX_CODES]
    ]
    if len(by_code) > _MAX_CODES:
        blocks.append(f"The response has {len(by_code) - _MAX_CODES} more codes.")
    terminal.put("\n\n".join(blocks))
    return OK


def _explain_code(
    code: str, location: str, matches: Sequence[CodeMatch], pasted: PastedResponse, paint: Paint
) -> list[str]:
    """Return the lines about a code in a response."""
    head = f"{paint('help', 'found:')} {shown_value(code)} in {visible(location)}"
    best = best_matches(matches, pasted)
    if len(best) > 1:
        return [f"{head}: {len(best)} similar errors have this code", *_listed(best)]
    return [head, "", *explain_error(best[0], pasted, terminal.width(), paint)]


def _listed(matches: Sequence[CodeMatch]) -> list[str]:
    """Return a line for each of several errors, and how to see one of them."""
    named = [(match, match.entry.name or match.entry.code) for match in matches[:_MAX_LISTED]]
    column = max(len(visible(name)) for _match, name in named)
    lines = []
    for match, name in named:
        entry = match.entry
        status, text = "", "retired"
        if isinstance(entry, ErrorEntry):
            status = ", ".join(map(str, entry.status or ()))
            text = entry.message or next(
                (message.message for message in entry.messages), entry.title or title_of_error(entry.name, entry.code)
            )
        line = f"  {visible(name):{column}}  {status:8}  {visible(' '.join(text.split()))}"
        lines.append(line if len(line) <= terminal.width() else f"{line[: terminal.width() - 1]}…")
    if len(matches) > _MAX_LISTED:
        lines.append(f"  and {len(matches) - _MAX_LISTED} more")
    return [*lines, f"To see one error: errcat explain {visible(named[0][1])}"]


def _report_nothing_found(lookup: CodeLookup, pasted: PastedResponse) -> int:
    """Print that a response has no known code, and which word in it could be a code."""
    miss = lookup.near_miss(pasted)
    files = dict.fromkeys(document.source.name for loaded in lookup.catalogs for document in loaded.documents)
    catalogs = VerbatimText(listed(files))
    if miss is None:
        error = RunError("no-known-code", catalogs=catalogs)
    else:
        error = RunError(
            "no-known-code",
            help="similar" if miss.similar else "unknown",
            catalogs=catalogs,
            word=miss.word,
            where=miss.location,
            similar=miss.similar,
        )
    terminal.put_error(error)
    return FOUND
