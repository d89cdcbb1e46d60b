"""Data to YAML that every parser, of YAML 1.1 or 1.2, reads back as exactly that data. A noun.

Block style, two blanks a level, no anchors. A text is bare where it is a plain word, in quotes where it is not, and
over several lines where it has several and nothing in them could be read in two ways.
"""

from __future__ import annotations

import re

from errcat.text.yaml_literal import yaml_number, yaml_word

NEW_LINE = "\n"


def yaml_block(value: object, pad: str = "") -> str:
    """A document, or a part of one that stands further to the right."""
    lines: list[str] = []
    _add(lines, value, pad)
    return "\n".join([*lines, ""])


def _add(lines: list[str], value: object, pad: str) -> None:
    """Add the lines of a mapping or a list, each with its indentation; of anything else, one line."""
    if isinstance(value, dict) and value:
        inner = f"{pad}  "
        for key, item in value.items():
            head = f"{pad}{_key(key)}:"
            if isinstance(item, str) and is_block(item):
                _add_block(lines, head, item, inner)
            elif item and isinstance(item, (dict, list, tuple)):
                lines.append(head)
                _add(lines, item, inner if isinstance(item, dict) else pad)
            else:
                lines.append(f"{head} {_scalar(item)}")
    elif isinstance(value, (list, tuple)) and value:
        for item in value:
            if isinstance(item, str) and is_block(item):
                _add_block(lines, f"{pad}-", item, f"{pad}  ")
                continue
            first = len(lines)
            _add(lines, item, f"{pad}  ")
            lines[first] = f"{pad}- {lines[first][len(pad) + 2 :]}"
    else:
        lines.append(pad + _scalar(value))


def _key(key: object) -> str:
    text = str(key)
    return text if _PLAIN_KEY.fullmatch(text) else yaml_word(text)


_PLAIN_KEY = re.compile(r"\$[a-z]+|[a-z]+/[a-z0-9.+-]*[a-z]", re.ASCII)
"""Keys that are no words, and need no quotes all the same: `$ref`, `application/json`."""


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return yaml_number(value)
        case str():
            return yaml_word(value)
        case dict():
            return "{}"
        case list() | tuple():
            return "[]"
    raise TypeError(f"no YAML for {type(value).__name__}")


def is_block(text: str) -> bool:
    """Whether a text can be written as it is, over several lines after a `|`."""
    if "\n" not in text or text.endswith("\n\n"):
        return False
    lines = text.removesuffix("\n").split("\n")
    return (
        lines[0] != ""
        and not lines[0].startswith((" ", "\t"))
        and all(line.isprintable() and line == line.rstrip() and not line.startswith("\t") for line in lines)
        and not any(char in text for char in _READ_DIFFERENTLY)
    )


_READ_DIFFERENTLY = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2007\u202f\u3000\ufeff"
"""Blanks of other worlds: shown as what they are not, so they are written by their numbers."""


def _add_block(lines: list[str], head: str, text: str, pad: str) -> None:
    lines.append(f"{head} {'|' if text[-1] == NEW_LINE else '|-'}")
    lines += [f"{pad}{line}" if line else "" for line in text.removesuffix(NEW_LINE).split(NEW_LINE)]
