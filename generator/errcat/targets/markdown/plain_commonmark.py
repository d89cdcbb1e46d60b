"""Markdown as somebody would write it by hand: for models, and for whoever reads the source of a page.

Our writers make an entity of whatever any renderer could take for markup, so that it shows alike in all of them. The
Markdown beside a page has one reader, CommonMark: there most of these characters stand for themselves, and the others
take a backslash.
"""

from __future__ import annotations

import html
import re

from errcat.targets.markdown.blank_code import blank_code

_PRE = re.compile(r"^<pre><code>([^<]*)</code></pre>$", re.MULTILINE)
_CODE = re.compile(r"<code>([^<\n]*)</code>")
_ENTITY = re.compile(r"&#(\d+);")
_RUN = re.compile(r"`+")
_MARKERS = re.compile(r"[\s>|*+-]*")
_INDENTED_CODE = re.compile(r"(?:[ >]|[*+-] |\d+[.)] )*(?: {4}|\t)")
"""What is indented, in an item or a quotation too."""
_NUMBER = re.compile(r"[\s>|*+-]*\d{1,9}")
_ENTITY_END = re.compile(r"#?\w+;")


def plain_commonmark(text: str) -> str:
    """The same page, with as few entities as CommonMark needs."""
    if "&#" not in text:
        return text
    text = _PRE.sub(lambda match: _block(html.unescape(match[1])), text)
    plain = blank_code(text)
    for match in reversed(list(_CODE.finditer(plain))):
        span = _span(html.unescape(match[1]))
        if span is not None:
            text = f"{text[: match.start()]}{span}{text[match.end() :]}"
            plain = f"{plain[: match.start()]}{' ' * len(span)}{plain[match.end() :]}"
    return "\n".join(_line(*lines) for lines in zip(text.split("\n"), plain.split("\n"), strict=True))


def _block(code: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in _RUN.findall(code)), default=0))
    return f"{fence}text\n{code}\n{fence}"


def _span(code: str) -> str | None:
    if not code.strip() or "|" in code:  # a cell would end there
        return None
    fence = "`" * (1 + max((len(run) for run in _RUN.findall(code)), default=0))
    pad = " " if code[0] in "` " or code[-1] in "` " else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def _line(line: str, plain: str) -> str:
    """A line, from its end to its start: what a character is depends on what comes next."""
    if "&#" not in plain or _INDENTED_CODE.match(line):
        return line
    for match in reversed(list(_ENTITY.finditer(plain))):
        before, after = line[: match.start()], line[match.end() :]
        line = f"{before}{_unescaped(chr(int(match[1])), before, after) or match[0]}{after}"
    return line


def _unescaped(char: str, before: str, after: str) -> str | None:
    """A character as itself, or behind a backslash; None where only its number is safe."""
    if not char.isprintable() or char.isspace():
        return None
    match char:
        case "\\" | "`" | "*" | "_" | "[" | "]" | "<" | "|" | "~":
            is_markup = True
        case "&":
            is_markup = _ENTITY_END.match(after) is not None
        case "-" | "+" | "=" | ">":
            is_markup = _MARKERS.fullmatch(before) is not None
        case "#":
            is_markup = _MARKERS.fullmatch(before) is not None or not after[:1].isalnum()
        case "." | ")":
            is_markup = _NUMBER.fullmatch(before) is not None
        case _:
            is_markup = False
    return f"\\{char}" if is_markup else char
