"""Backslashes in double quotes: the escapes that YAML knows, and what the others probably mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.source import Edit
from errcat.reading.parsing.parse_stops import PathInQuotes
from errcat.reading.syntax_mistakes.brackets import closing_quote
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, edits_between, line_end
from errcat.reading.syntax_mistakes.stop_context import StopContext, TryParse
from errcat.text.yaml_writer import yaml_text

_HEX = r"x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}"
_SHORT = r"[0abtnvfre \"/\\N_LP\t\r\n]"
_ESCAPE = re.compile(rf"\\(?:(?P<hex>{_HEX})|(?P<short>{_SHORT})|(?P<bad>.|\Z))", re.DOTALL)
_PAIR = re.compile(r"\\u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})")
PATH = re.compile(r"\b[A-Za-z]:\\(?!\\)")


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report the first escape in double quotes that YAML does not know."""
    text, start = context.text, context.stopped.start
    if text[start : start + 1] != '"':
        return
    end = closing_quote(text, start) or line_end(text, start)
    bad = [match for match in _ESCAPE.finditer(text, start + 1, end) if _is_bad(match)]
    if not bad:
        return
    first = bad[0]
    inner = text[start + 1 : end - 1]
    if first["hex"]:
        yield _broken_surrogates(text, first, bad)
    elif PATH.search(inner) and "\n" not in inner:
        yield SyntaxMistake(
            "unknown-escape",
            first.start(),
            first.end(),
            {"escape": first.group()},
            "path",
            (),
            _without_escapes(text, start, end),
        )
    else:
        edits = tuple(Edit(match.start(), match.start(), "\\") for match in bad if not match["hex"])
        values = {"escape": first.group()}
        yield SyntaxMistake("unknown-escape", first.start(), first.end(), values, "", (), edits, safe=True)


def path_in_quotes(text: str, stopped: PathInQuotes, _try_parse: TryParse) -> SyntaxMistake:
    """Report a Windows path in which YAML knows every escape, although none is meant."""
    start = stopped.at
    end = closing_quote(text, start) or line_end(text, start)
    first = next(match for match in _ESCAPE.finditer(text, start + 1, end))
    return SyntaxMistake(
        "backslash-in-quotes", *first.span(), {"escape": first.group()}, edits=_without_escapes(text, start, end)
    )


def _without_escapes(text: str, start: int, end: int) -> tuple[Edit, ...]:
    inner = text[start + 1 : end - 1]
    return edits_between(start, text[start:end], f"'{inner}'" if "'" not in inner else yaml_text(inner))


def escape_backslashes(inner: str) -> str:
    """Double each backslash inside double quotes that does not start an escape."""
    return _ESCAPE.sub(lambda match: "\\" + match.group() if match["bad"] is not None else match.group(), inner)


def _is_bad(match: re.Match[str]) -> bool:
    if match["hex"]:
        number = int(match["hex"][1:], 16)
        return 0xD800 <= number <= 0xDFFF or number > 0x10FFFF
    return match["short"] is None


def _broken_surrogates(text: str, first: re.Match[str], bad: list[re.Match[str]]) -> SyntaxMistake:
    """Report half a surrogate pair, or a pair, which JSON uses for characters beyond U+FFFF."""
    edits = []
    copied_to = 0
    for match in bad:
        if match.start() < copied_to:
            continue
        if not match["hex"]:
            edits.append(Edit(match.start(), match.start(), "\\"))
            continue
        pair = _PAIR.match(text, match.start())
        copied_to = pair.end() if pair else match.end()
        edits.append(Edit(match.start(), copied_to, _joined_surrogates(pair) if pair else "\\ufffd"))
    pair = _PAIR.match(text, first.start())
    if pair:
        values = {"escape": pair.group(), "character": _joined_surrogates(pair)}
        return SyntaxMistake("unknown-escape", pair.start(), pair.end(), values, "pair", (), tuple(edits), safe=True)
    values = {"escape": first.group()}
    return SyntaxMistake("unknown-escape", first.start(), first.end(), values, "half", (), tuple(edits), is_fix=False)


def _joined_surrogates(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
