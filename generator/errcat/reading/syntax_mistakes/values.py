"""Mistakes in a single value, judged by its text: signs that have a meaning in YAML, and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from errcat.reading.schema.fields import is_field, share_a_mapping, takes_text, types_of
from errcat.reading.syntax_mistakes.brackets import closing_quote, scan_brackets
from errcat.reading.syntax_mistakes.escapes import escape_backslashes
from errcat.reading.syntax_mistakes.lines import BLOCK_SIGN
from errcat.text.typography import CLOSING_QUOTES, CURLY_QUOTES
from errcat.text.yaml_writer import yaml_flow, yaml_quoted, yaml_sentence, yaml_text

QUOTES = ("'", '"')
SIGNS = {
    # sign → the name of the help text that says what YAML takes it for
    "{": "brace", "[": "bracket", "}": "closing", "]": "closing", ",": "comma", "*": "star", "&": "ampersand",
    "!": "exclamation", "%": "reserved", "@": "reserved", "`": "reserved", "#": "hash",
    "|": "block", ">": "block", "-": "dash", "?": "question", ":": "colon",
}  # fmt: skip
_SIGNS_BEFORE_SPACE = frozenset("-?:")
"""Signs that have a meaning only before a space."""


@dataclass(frozen=True, slots=True)
class ValueFix:
    """A value as it should be written, and the rule that says why. Offsets are within the value."""

    rule: str
    text: str
    start: int = 0
    end: int = 1
    help: str = ""
    values: dict[str, object] = field(default_factory=dict)
    safe: bool = False
    related: tuple[int, int] | None = None


def value_fixes(value: str, name: str) -> Iterator[ValueFix]:
    """Yield ways to fix the value of a field, the likeliest first. `value` may have several lines."""
    sign = value[:1]
    yield from _as_pairs(value, name)
    after_sign = re.fullmatch(r"""[-:=>][ \t]+(?P<text>"[^"]*"|'[^']*')""", value)
    if after_sign and takes_text(name):
        yield ValueFix("text-starts-with-sign", after_sign["text"], 0, 1, "stray", {"sign": sign})
    if sign in CURLY_QUOTES:
        yield from _curly(value)
    if sign == '"':
        yield from _double(value)
    elif sign == "'":
        yield from _single(value)
    elif sign in ("{", "["):
        yield from _bracket_fixes(value, name)
    elif sign in ("|", ">"):
        yield from _block(value)
    elif sign in SIGNS and (sign not in _SIGNS_BEFORE_SPACE or value[1:2] in ("", " ", "\t", "\n", "\r")):
        yield _starts_with_sign(value, name)
    else:
        yield from _colon(value, name)


def as_one_line(value: str) -> str:
    """Join the lines of a value with spaces, as YAML does."""
    return re.sub(r"[ \t]*\r?\n\s*", " ", value) if "\n" in value else value


def quoted(value: str) -> str:
    """Quote a value so that it becomes text."""
    return yaml_quoted(as_one_line(value))


def _starts_with_sign(value: str, name: str, help_: str = "") -> ValueFix:
    kind = help_ or SIGNS[value[0]]
    return ValueFix(
        "text-starts-with-sign",
        quoted(value),
        0,
        1,
        kind,
        {"sign": value[0]},
        safe=_is_single_line(value) and takes_text(name),
    )


def _colon(value: str, name: str) -> Iterator[ValueFix]:
    match = re.search(r":(?=\s|$)", value)
    number = re.match(r"\d+(?=\s*:)", value)
    if match and number and "integer" in types_of(name):
        yield ValueFix("colon-in-text", number[0], match.start(), len(value), "number")
    elif match:
        at_end = not value[match.end() :].strip()
        safe = _is_single_line(value) and takes_text(name)
        yield ValueFix("colon-in-text", quoted(value), match.start(), match.end(), "end" if at_end else "", safe=safe)


def _is_single_line(value: str) -> bool:
    return "\n" not in value


def _curly(value: str) -> Iterator[ValueFix]:
    last = value[-1:]
    if (
        len(value) > 1
        and last in CLOSING_QUOTES
        and not any(sign in value[1:-1] for sign in (value[0], *CURLY_QUOTES[value[0]]))
    ):
        inner = value[1:-1]
        yield ValueFix(
            "curly-quotes",
            quoted(inner),
            0,
            1,
            values={"opening": value[0], "closing": last},
            safe=_is_single_line(value),
        )


def _double(value: str) -> Iterator[ValueFix]:
    end = closing_quote(value, 0)
    if end is None:
        yield from _unclosed(value)
        return
    yield from _text_after_quote(value, end)


def _single(value: str) -> Iterator[ValueFix]:
    end = closing_quote(value, 0)
    inner = value[1:-1]
    if value.startswith("''") and value.endswith("''") and "'" not in value[2:-2].strip():
        yield ValueFix("text-after-quote", quoted(value[2:-2]), 0, 2, "double", {"rest": value[2:]})
    if "\\'" in inner and value.endswith("'"):
        at = value.index("\\'")
        yield ValueFix("apostrophe-in-quotes", quoted(inner.replace("\\'", "'")), at, at + 2, "escaped")
    if end is not None and value.endswith("'") and len(value) > end and _has_apostrophe(inner):
        at = end - 1
        text = yaml_text(as_one_line(inner.replace("''", "'")))
        yield ValueFix("apostrophe-in-quotes", text, at, at + 1, safe=_is_single_line(value))
    if end is None:
        yield from _unclosed(value)
        return
    yield from _text_after_quote(value, end)


def _has_apostrophe(inner: str) -> bool:
    return re.search(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)|(?:^|\s)'(?=\w+\s)", inner) is not None


def _unclosed(value: str) -> Iterator[ValueFix]:
    """Close the quote at the end of the line, or replace the sign that the writer typed there."""
    quote = value[0]
    if len(value) > 1 and (value[-1] in CLOSING_QUOTES or value[-1] == "`"):
        yield ValueFix(
            "unclosed-quote", _in_quotes(value[1:-1], quote), 0, 1, "other", {"quote": quote, "last": value[-1]}
        )
    yield ValueFix("unclosed-quote", _in_quotes(value[1:], quote), 0, 1, values={"quote": quote})


def _in_quotes(inner: str, quote: str) -> str:
    """Quote a text as it would have been read with a closing quote at its end."""
    inner = as_one_line(inner)
    return f'"{escape_backslashes(inner)}"' if quote == '"' else f"'{inner}'"


def _text_after_quote(value: str, end: int) -> Iterator[ValueFix]:
    """Report something after the closing quote."""
    quote, rest = value[0], value[end:]
    if not rest.strip() or rest.lstrip().startswith("#"):
        return
    start = end + len(rest) - len(rest.lstrip())
    inner = value[1:-1] if value.endswith(quote) and len(value) > end else ""
    if quote == '"':
        inner = inner.replace('\\"', '"')
    pieces = re.split(r"\"\s*\+\s*\"", value[1:-1]) if inner and quote == '"' else ()
    if len(pieces) > 1 and not any('"' in piece for piece in pieces):
        yield ValueFix("text-after-quote", quoted("".join(pieces)), start, len(value), "joined", {"rest": rest.strip()})
        return
    if quote * 2 in inner and _is_balanced(inner.replace(quote * 2, quote), quote):
        inner = inner.replace(quote * 2, quote)
    comment = re.fullmatch(r"\s*(?:/{2,}|#|--(?=\s))\s*(?P<text>.*)", rest)
    if comment and "\n" not in rest:
        text = f"{value[:end]} # {comment['text']}"
        sign = rest.strip()[:2]
        yield ValueFix("wrong-comment", text, start, start + len(sign), values={"sign": sign})
        return
    if rest.strip() in (",", ";", ":"):
        yield ValueFix("text-after-quote", value[:end], start, len(value), "comma", {"rest": rest.strip()})
    elif value.startswith(quote * 3) and value.endswith(quote * 3) and len(value) >= 6:
        yield ValueFix("text-after-quote", quoted(value[3:-3].strip()), 2, 3, "triple", {"rest": quote * 3})
    elif re.fullmatch(r"[.!?…]+", rest):
        yield ValueFix("text-after-quote", quoted(value[1 : end - 1] + rest), end, len(value), "stop", {"rest": rest})
    elif inner and _is_balanced(inner, quote):
        yield ValueFix("text-after-quote", quoted(inner), end - 1, end, "inner", {"rest": rest.strip()})
    else:
        yield ValueFix("text-after-quote", quoted(value), start, len(value), values={"rest": rest.strip()})


def _is_balanced(inner: str, quote: str) -> bool:
    """Whether the quotes within a text open and close as in a sentence: `Say "hi" to them`."""
    expects_opening = True
    for match in re.finditer(re.escape(quote), inner):
        before, after = inner[: match.start()][-1:], inner[match.end() :][:1]
        can_open = before in ("", " ", "(", "[", "\t") and after not in ("", " ")
        can_close = before not in ("", " ") and (after in ("", " ", "\t", "\n") or after in ".,;:!?)]")
        if not (can_open if expects_opening else can_close):
            return False
        expects_opening = not expects_opening
    return expects_opening


def _bracket_fixes(value: str, name: str) -> Iterator[ValueFix]:
    if checkbox := re.match(r"\[[ xX]\][ \t]+(?=\S)", value):
        text = yaml_sentence(as_one_line(value[checkbox.end() :]))
        yield ValueFix("text-starts-with-sign", text, 0, 3, "checkbox", {"sign": value[:3]})
    scan = scan_brackets(value, 0)
    is_known = bool(types_of(name))
    text_only = is_known and takes_text(name) and not types_of(name) & {"array", "object"}
    kind = SIGNS[value[0]]
    if scan.end is not None and value[scan.end :].strip():
        if re.fullmatch(r"\s*[,;]", value[scan.end :]):
            rest = value[scan.end :].strip()
            yield ValueFix("text-after-quote", value[: scan.end], scan.end, len(value), "comma", {"rest": rest})
        if not text_only and re.fullmatch(r"\s*[\]}]+", value[scan.end :]):
            sign = value[scan.end :].strip()[0]
            yield ValueFix("stray-bracket", value[: scan.end], scan.end, len(value), values={"sign": sign})
        yield _starts_with_sign(value, name, kind)
        return
    if text_only:
        yield _starts_with_sign(value, name, kind)
    yield from _inside_brackets(value)
    if scan.mismatch is not None:
        sign = {"[": "]", "{": "}"}[value[scan.still_open[-1]]]
        text = value[: scan.mismatch] + sign + value[scan.mismatch + 1 :]
        opener = scan.still_open[-1]
        yield ValueFix(
            "unclosed-bracket",
            text,
            opener,
            opener + 1,
            "wrong",
            {"sign": value[opener], "missing": sign},
            related=(scan.mismatch, scan.mismatch + 1),
        )
    elif scan.still_open:
        signs = "".join({"[": "]", "{": "}"}[value[offset]] for offset in reversed(scan.still_open))
        offset = scan.still_open[-1]
        yield ValueFix(
            "unclosed-bracket", value + signs, offset, offset + 1, values={"sign": value[offset], "missing": signs}
        )
    if takes_text(name) and not text_only:
        yield _starts_with_sign(value, name, kind)


_PAIR = re.compile(
    r"""(?P<before>[{,\[]\s*)(?P<key>["']?[\w-]+["']?):[ \t]+(?P<text>[^\s"'\[\]{},][^\[\]{},\n]*?)(?=\s*[,}\]])"""
)
_SOME_PAIR = re.compile(
    r"""["']?(?P<key>[A-Za-z_][\w-]*)["']?\s*(?::|=>|=|->)\s*(?P<text>"[^"]*"|'[^']*'|[^;,={}"'()|]+)(?:\s*[;,|]\s*|\Z)"""
)
_SOME_KEY = re.compile(r"([\w-]+): ")
_BETWEEN_ITEMS = re.compile(
    r"""(?<=\w)(?P<end>["'])(?:[ \t]*;[ \t]*|[ \t]+)(?P<key>["']\w[^"',;\[\]]*["'])(?=[ \t]*[\],;"'])"""
)
_OPEN_ITEM = re.compile(r"""\[(?:[ ]*"[^"]*",)*[ ]*(?P<quote>")(?P<item>[^",\[\]]+), *"[^",\[\]]+"[ ]*(?:,|\]\Z)""")
_NO_COMMA = re.compile(r"""(?<=[^\s,{\[:])(?P<gap>[ \t]+)(?P<key>"[\w-]+"|'[\w-]+'|[a-z_]+)(?=:[ \t])""")


def _inside_brackets(value: str) -> Iterator[ValueFix]:
    """Report a pair or item of a `{…}` or `[…]` that YAML reads differently than it looks."""
    between = list(_BETWEEN_ITEMS.finditer(value)) if value[0] == "[" else []
    if between:
        first = between[0]
        text = _BETWEEN_ITEMS.sub(lambda match: f"{match['end']}, {match['key']}", value)
        yield ValueFix("missing-comma", text, *first.span("key"), values={"key": first["key"]})
    open_item = _OPEN_ITEM.match(value)
    if open_item:
        text = value[: open_item.end("item")] + '"' + value[open_item.end("item") :]
        yield ValueFix("unclosed-quote", text, *open_item.span("quote"), values={"quote": '"'})
    for match in _PAIR.finditer(value):
        colon = re.search(r":(?=\s|$)", match["text"])
        if not colon:
            continue
        missing = _NO_COMMA.search(value, match.start("text"), match.end("text") + 1)
        is_single_word = missing and " " not in value[match.start("text") : missing.start("gap")]
        if missing and is_single_word and share_a_mapping(match["key"].strip("\"'"), missing["key"].strip("\"'")):
            yield _comma(value, missing)
        else:
            start, end = match.span("text")
            text = value[:start] + yaml_quoted(match["text"]) + value[end:]
            yield ValueFix("colon-in-text", text, start + colon.start(), start + colon.end())
    for match in _NO_COMMA.finditer(value):
        if is_field(match["key"].strip("\"'")) or match["key"][0] in "\"'":
            yield _comma(value, match)


def pairs_in_braces(value: str) -> str:
    """Rewrite `(key="value"; …)`, `{key => value}` or `key: value, key: value` as YAML; empty if it is no such text."""
    inner = value.strip()
    if (inner[:1], inner[-1:]) in (("{", "}"), ("(", ")")):
        inner = inner[1:-1].strip()
    pairs, at = [], 0
    while match := _SOME_PAIR.match(inner, at):
        text = match["text"].strip()
        if not text:
            return ""
        pairs.append(f"{match['key']}: {text if text[0] in QUOTES else _word_in_braces(text)}")
        at = match.end()
    return "{" + ", ".join(pairs) + "}" if pairs and at == len(inner) else ""


def _word_in_braces(text: str) -> str:
    return text if re.fullmatch(r"-?[0-9.]+|true|false", text) else yaml_flow(text)


def _as_pairs(value: str, name: str) -> Iterator[ValueFix]:
    """Report fields in the style of a program: with other colons, commas or brackets than YAML has."""
    if not takes_text(name) or not is_field(name):
        pairs = pairs_in_braces(value)
        keys = _SOME_KEY.findall(pairs)
        if pairs and pairs != value and (name == "transports" or all(is_field(key) for key in keys)):
            yield ValueFix("yaml-syntax", pairs, 0, len(value), "pairs")


def _comma(value: str, match: re.Match[str]) -> ValueFix:
    offset = match.start("gap")
    text = f"{value[:offset]}, {value[match.start('key') :]}"
    return ValueFix("missing-comma", text, match.start("key"), match.end("key"), values={"key": match["key"]})


def _block(value: str) -> Iterator[ValueFix]:
    """Report `| Text` on one line; a text may also be meant to start with `>`."""
    match = re.match(r"[|>][-+0-9]*[ \t]*", value)
    if BLOCK_SIGN.fullmatch(value.partition("\n")[0].rstrip()):
        return  # it is valid
    assert match is not None  # the value starts with such a sign
    text = as_one_line(value[match.end() :])
    if value[0] == ">" and re.match(r">=?[ \t]*\d", value):
        yield _starts_with_sign(value, "")
    elif text:
        yield ValueFix("text-after-block-sign", yaml_sentence(text), match.end(), len(value), values={"sign": value[0]})
