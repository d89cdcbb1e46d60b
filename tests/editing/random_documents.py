"""Random catalogs as people write them: block and flow style, comments, block scalars, CRLF, no line end at the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import yaml

TEXTS = [
    "The order is lost", "It's \"lost\": look # here", "two\nlines\n", "a\n\nb", "  starts with spaces\nand goes on\n",
    "kept\n\n\n", "", "- a list?\n- no\n", "x" * 150, "See [[order_lost]] and `order_lost`", "order_lost, order_lost_too",
    "émile 🚀", "ends with a colon:", "# no comment", "trailing \n", "[a](#order-lost)", "404", "yes", "tab\there",
]  # fmt: skip
CODES = ["order_lost", "SEAT_TAKEN", "E0308", "rate-limit", "timeout", "4001", "OrderGone"]
COMMENTS = ["# a comment", "#: {x}", "# order_lost - see below", "#"]


class Block(yaml.SafeDumper):
    """Writes texts of several lines after a `|` or a `>`, and no aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


class Indented(Block):
    """Indents lists, as most people do."""

    def increase_indent(self, flow=False, indentless=False):  # noqa: ARG002 — the dumper calls it so
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None
    if "\n" in value:
        style = ("|", ">", '"', None)[len(value) % 4]
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Block.add_representer(str, _text)
Indented.add_representer(str, _text)


def _yaml(dumper: type, **options: Any) -> Callable[[Any], str]:
    return lambda data: yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, **options)


WRITERS: dict[str, Callable[[Any], str]] = {
    "block": _yaml(Block),
    "indented": _yaml(Indented, width=1000),
    "indented by four": _yaml(Indented, indent=4),
    "braces": _yaml(Block, default_flow_style=True, width=60),
    "mixed": _yaml(Indented, default_flow_style=None),
    "json": lambda data: json.dumps(data, indent=2, ensure_ascii=False),
    "json on a line": lambda data: json.dumps(data, ensure_ascii=False),
}


def random_catalog(dice: Random) -> dict[str, Any]:
    """A catalog with references of every kind."""
    codes = dice.sample(CODES, dice.randint(2, 5))

    def entry(code: str) -> dict[str, Any]:
        made: dict[str, Any] = {"code": code}
        others = [other for other in codes if other != code]
        optional: dict[str, Any] = {
            "status": dice.choice([404, [404, 410]]),
            "message": dice.choice(TEXTS),
            "category": "fix",
            "action": dice.choice(TEXTS),
            "description": dice.choice(TEXTS),
            "causes": [dice.choice(TEXTS), {"title": "t", "text": dice.choice(TEXTS)}],
            "see_also": dice.sample(others, dice.randint(1, len(others))),
            "examples": [{"response": {"code": code, "total": 1, "why": dice.choice(TEXTS)}}],
            "deprecated": dice.choice([True, {"since": "1"}, {"replaced_by": dice.choice(others)}, {"x-a": [1, {}]}]),
            "x-own": dice.choice([None, [], {}, {"a": [1, 2.5, None]}, code]),
        }
        made |= {key: value for key, value in optional.items() if dice.random() < 0.4}
        items = list(made.items())
        dice.shuffle(items)
        return dict(items)

    sections: dict[str, Any] = {
        "errcat": 1,
        "api": {"name": "A", "description": dice.choice(TEXTS)},
        "guides": [{"id": "g", "title": "G", "body": dice.choice(TEXTS)}],
        "errors": [entry(code) for code in codes],
        "retired": dice.choice([["gone"], ["gone", {"code": "gone2", "replaced_by": codes[0]}]]),
        "reserved": [{"from": 1, "to": 2}],
    }
    chosen = {key: value for key, value in sections.items() if key in ("errcat", "errors") or dice.random() < 0.5}
    if dice.random() < 0.3:
        items = list(chosen.items())
        dice.shuffle(items)
        chosen = dict(items)
    return chosen


def random_text(dice: Random, writer: str) -> str:
    """A catalog as a person may have written it."""
    text = WRITERS[writer](random_catalog(dice))
    if not writer.startswith("json"):
        text = commented(text, dice)
    if dice.random() < 0.3:
        text = text.rstrip("\n") if dice.random() < 0.8 else text + "\n\n"
    return text.replace("\n", "\r\n") if dice.random() < 0.3 else text


def commented(text: str, dice: Random) -> str:
    """Add comments and empty lines where they do not change the data."""
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    lines = text.split("\n")
    for _ in range(dice.randint(0, 8)):
        at = dice.randrange(len(lines))
        new = list(lines)
        match dice.randrange(4):
            case 0:
                new.insert(at, "")
            case 1:
                new.insert(at, " " * (len(lines[at]) - len(lines[at].lstrip(" "))) + dice.choice(COMMENTS))
            case 2:
                new[at] += "  " + dice.choice(COMMENTS)
            case 3:
                new.insert(at, dice.choice(COMMENTS))
        if _loads_as("\n".join(new), data):
            lines = new
    return "\n".join(lines)


def _loads_as(text: str, data: Any) -> bool:
    try:
        return bool(yaml.load(text, Loader=yaml.CSafeLoader) == data)
    except yaml.YAMLError:
        return False
