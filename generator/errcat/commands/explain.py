"""`errcat explain`: what a rule, an error code, a status, a field or an error response means, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property

import click

from errcat.commands import terminal
from errcat.commands.best_matches import best_matches, statuses_in
from errcat.commands.code_lookup import CodeLookup, CodeMatch
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.explain_error import explain_error
from errcat.commands.explain_format import explain_field, explain_marker, format_words
from errcat.commands.explain_rule import explain_rule
from errcat.commands.explain_word import id_topics, status_topics
from errcat.commands.listed_errors import listed_errors
from errcat.commands.message_lookup import errors_with_message
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
from errcat.text.suggestions import closest, listed
from errcat.text.visible import visible

_MAX_COMPLETIONS = 200
_MAX_PAGES = 3
"""How many errors with the same code are explained in full."""
_MAX_CODES = 10
"""How many codes of a response are explained."""


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    words = [id for id in message_ids() if id.startswith(incomplete)]
    with suppress(RunError):  # a shell has no place for a message
        words += [word for word in _lookup((), load_settings()).words() if word.startswith(incomplete)]
    return list(dict.fromkeys(words))[:_MAX_COMPLETIONS]


@click.command("explain")
@click.argument("words", nargs=-1, metavar="RULE|CODE|STATUS|FIELD|-…", shell_complete=_complete)
@click.option("--catalog", "catalogs", metavar="PATH", multiple=True, help="Look up codes in this catalog. Repeatable.")
@config_option
@color_option
def command(words: tuple[str, ...], catalogs: tuple[str, ...], config: str | None, color: str) -> int:
    """Explain a rule, an error code, a status, a field of the format, or an error response.

    RULE is the id in brackets in a report. CODE is a code, a name or a number from the catalogs of errcat.toml, or from
    --catalog. errcat also explains a status, a message, a category, a group, a type or a tag of these catalogs, a field
    of the catalog format (`retry`, `retry.after`), and a marker of envelopes (`<code>`).

    With -, errcat reads a response from standard input and finds the code or the message in it. The response can be
    JSON, with or without headers, a log line, or plain text.

    \b
    Examples:
      errcat explain duplicate-code
      errcat explain rate_limit_exceeded 409
      errcat explain retry.after
      errcat explain 4001 --catalog errors.yaml
      curl -si https://api.example.com/orders/1 | errcat explain -
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if not any(words):
        raise RunError("nothing-to-explain")
    settings = load_settings(config)
    paint = Paint(terminal.wants_color(color))
    if STDIN in words:
        return _explain_pasted(_lookup(catalogs, settings), paint)
    asked = _Asked(settings, catalogs, paint)
    blocks: list[str] = []
    unknown: RunError | None = None
    for word in _joined(words, asked):
        found = asked.blocks_about(word)
        blocks += found
        if not found and unknown is None:
            unknown = _unknown(word, asked.lookup, catalogs or settings.catalog_paths())
    if blocks:
        terminal.put("\n\n".join(blocks))
    if unknown is not None:
        raise unknown
    return OK


class _Asked:
    """What somebody asks about, and what errcat knows about it."""

    def __init__(self, settings: Settings, catalogs: Sequence[str], paint: Paint) -> None:
        self.settings = settings
        self.catalogs = catalogs
        self.paint = paint

    @cached_property
    def lookup(self) -> CodeLookup:
        return _lookup(self.catalogs, self.settings)

    def blocks_about(self, word: str) -> list[str]:
        """Return everything that errcat knows about a word; none if it knows nothing."""
        width = terminal.width()
        if word in message_ids() and not self.catalogs:
            return ["\n".join(explain_rule(word, self.settings.rules, width, self.paint))]
        matches = self.lookup.look_up(word)
        blocks = self._pages(word, matches)
        topics = [*status_topics(self.lookup, word), *id_topics(self.lookup, word)]
        entries = [match.entry for match in matches]
        for topic in topics:
            others = [error for error in topic.errors if error.entry not in entries]
            if others or not matches:
                blocks.append("\n".join([*topic.lines(width, self.paint), *(listed_errors(others) if others else ())]))
        if not matches:
            for lines in (explain_field(word, width, self.paint), explain_marker(word, width, self.paint)):
                if lines:
                    blocks.append("\n".join(lines))
        if not blocks:
            blocks = self._pages(word, errors_with_message(self.lookup, [word]))
        return blocks

    def _pages(self, word: str, matches: Sequence[CodeMatch]) -> list[str]:
        if len(matches) > _MAX_PAGES:
            return ["\n".join([f"{len(matches)} errors have the code {shown_value(word)}", *listed_errors(matches)])]
        pages = [explain_error(match, PastedResponse(), terminal.width(), self.paint) for match in matches]
        return ["\n".join(page) for page in pages]


def _joined(words: Sequence[str], asked: _Asked) -> Sequence[str]:
    """Return the words, or all of them as one if only together they are known: a message without quotes around it."""
    whole = " ".join(words)
    is_message = len(words) > 1 and (asked.lookup.look_up(whole) or errors_with_message(asked.lookup, [whole]))
    is_status = len(words) > 1 and words[0].upper().startswith("HTTP") and any(status_topics(asked.lookup, whole))
    return [whole] if is_message or is_status else list(dict.fromkeys(words))


def _lookup(catalogs: Sequence[str], settings: Settings) -> CodeLookup:
    """Return the codes of the catalogs on the command line, or of the project."""
    return CodeLookup([load(path) for path in catalogs or settings.catalog_paths()])


def _unknown(word: str, lookup: CodeLookup, catalogs: Sequence[str]) -> RunError:
    near = closest(word, message_ids()) or lookup.closest(word) or closest(word, dict.fromkeys(format_words()))
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
    if not matches or all(match.location.startswith("line ") and _is_number(match) for match in matches):
        # a number in a sentence is rarely a code
        texts = [str(found.value) for found in pasted.values()] + pasted.rest.split("\n")
        matches = errors_with_message(lookup, texts, inside=True) or matches
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


def _is_number(match: CodeMatch) -> bool:
    entry = match.entry
    return entry.code.lstrip("-").isdigit() or (isinstance(entry, ErrorEntry) and entry.number is not None)


def _explain_code(
    code: str, location: str, matches: Sequence[CodeMatch], pasted: PastedResponse, paint: Paint
) -> list[str]:
    """Return the lines about a code in a response."""
    head = f"{paint('help', 'found:')} {shown_value(code)} in {visible(location)}"
    best = best_matches(matches, pasted)
    if len(best) > 1:
        return [f"{head}: {len(best)} similar errors have this code", *listed_errors(best)]
    return [head, "", *explain_error(best[0], pasted, terminal.width(), paint)]


def _report_nothing_found(lookup: CodeLookup, pasted: PastedResponse) -> int:
    """Print that a response has no known code, and which word in it could be a code."""
    topics = [topic for status in sorted(statuses_in(pasted)) for topic in status_topics(lookup, str(status))]
    paint = Paint()
    for topic in topics:
        terminal.put("\n".join([*topic.lines(terminal.width(), paint), *listed_errors(topic.errors)]))
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
