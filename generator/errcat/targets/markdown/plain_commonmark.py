"""Markdown with as few escapes as CommonMark needs, for models and for people who read the source of a page.

Our literal writers turn everything that any renderer could read as markup into an entity, so a page shows the same in
all of them. The plain Markdown of a page only needs to be valid CommonMark: most of these characters need no escape
there, and the rest take a backslash.
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
"""An indented line, also in a list item or a quotation."""
_NUMBER = re.compile(r"[\s>|*+-]*\d{1,9}")
_ENTITY_END = re.compile(r"#?\w+;")


def plain_commonmark(text: str) -> str:
    """Return the same page with as few entities as CommonMark needs."""
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
    if not code.strip() or "|" in code:  # it would end a table cell
        return None
    fence = "`" * (1 + max((len(run) for run in _RUN.findall(code)), default=0))
    pad = " " if code[0] in "` " or code[-1] in "` " else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def _line(line: str, plain: str) -> str:
    """Replace the entities of a line, last one first, because the text after a character decides its meaning."""
    if "&#" not in plain or _INDENTED_CODE.match(line):
        return line
    for match in reversed(list(_ENTITY.finditer(plain))):
        before, after = line[: match.start()], line[match.end() :]
        line = f"{before}{_unescaped(chr(int(match[1])), before, after) or match[0]}{after}"
    return line


def _unescaped(char: str, before: str, after: str) -> str | None:
    """Return a character unescaped or after a backslash; None if only its entity is safe."""
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
