"""Generate catalogs of any size for benchmarks: a seed always gives the same text, without mistakes unless requested.

    python benchmarks/synthetic.py 10000 > build/big.yaml
    python benchmarks/synthetic.py 10000 --errors 50 --seed 7 > build/bad.yaml

An entry has about nineteen lines: all styles of scalars, params for its placeholders, causes, solutions, an example
that fits the envelope, and sometimes a rarer field. A large catalog starts with the entries of a small one, so that
sizes can be compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from random import Random
from typing import Any

from synthetic_texts import FAULTS, KINDS, PARAMS, THINGS, USUAL, Entry, Texts


class Raw(str):
    """A scalar to write unchanged, whatever YAML reads."""

    __slots__ = ()


HEAD = """\
# A made-up catalog for measuring, with {count} entries. No such API exists.
errcat: 1

api:
  name: Porto — parcels and payments
  version: "3.2"
  summary: 'Everything that can go wrong between an order and its parcel'
  docs_url: https://docs.porto.example/errors
  support: {{email: help@porto.example, text: Send us the request id; it tells us which call you mean.}}
  request_id: {{header: X-Request-Id, path: /request_id, example: req_1042}}

codes:
  pattern: "[A-Z]+(_[A-Z]+)*_[0-9]{{5}}"

categories:
  retry:
    title: Wait and retry
    action: Wait a moment, then send the same request again
    retry: {{strategy: backoff, max_attempts: 5}}
  fix: {{title: Fix the request, retry: {{strategy: never}}}}
  sign-in:
    title: "Sign in again"
    description: >-
      The session has ended. Nothing of the request was carried out,
      so it can be sent again as soon as there is a new one.
    retry: {{strategy: never}}
  escalate: {{title: Let somebody decide, retry: {{strategy: never}}}}

groups:
  shop: {{title: Shop}}
{groups}
envelope:
  body:
    error: {{code: <code>, message: <message>, status: <status>, details?: <details>}}
    request_id: <request_id>

errors:
"""


def catalog(count: int, errors: int = 0, slips: int = 0, seed: int = 1, kind: str = "usual") -> str:
    """Return a catalog with `count` entries: `errors` of them have a mistake, and `slips` of them are invalid YAML."""
    return "".join(lines(count, errors, slips, seed, kind))


def lines(count: int, errors: int = 0, slips: int = 0, seed: int = 1, kind: str = "usual") -> Iterator[str]:
    """Yield the catalog in chunks. `kind` is a key of KINDS."""
    random = Random(seed)
    groups = "".join(f"  {name}: {{title: {name.title()}, parent: shop}}\n" for name in THINGS)
    mistakes = _spread(count, [MISTAKES[number % len(MISTAKES)] for number in range(errors)])
    mistakes |= _spread(count, [_slip] * slips)
    yield HEAD.format(count=count, groups=groups)
    earlier: list[str] = []
    for number in range(count):
        new_entry = entry(number, earlier, random, KINDS[kind])
        if "deprecated" not in new_entry:
            earlier = [*earlier[-40:], new_entry["code"]]
        if number in mistakes:
            mistakes[number](new_entry)
        if number % 25 == 0:
            yield f"  # ----- entries from {number} on\n"
        yield written(new_entry, random)


def entry(number: int, earlier: list[str], random: Random, texts: Texts = USUAL) -> Entry:
    """Return an entry as data, in the order of its lines."""
    group = list(THINGS)[number % len(THINGS)]
    thing, fault = random.choice(THINGS[group]), random.choice(FAULTS)
    name = re.sub("[^a-z]", "_", thing)
    words = {"thing": thing, "things": f"{thing}s", "path": name, "id": f"{name}_id"}
    message = fault.message.format(**words)
    params = dict.fromkeys(fault.params) | ({words["id"]: None} if words["id"] in message else {})

    def choose(choice: list[str], most: int) -> list[str]:
        chosen = random.sample(choice, random.randint(1, most))
        return [text.format(**words, n=random.randint(2, 900)) for text in chosen]

    new_entry: Entry = {
        "code": f"{name.upper()}_{fault.suffix}_{number:05}",
        "status": fault.status,
        "message": message,
        "category": fault.category,
        "group": group,
        "action": fault.action.format(**words),
    }
    if fault.grpc:
        new_entry["transports"] = {"grpc": fault.grpc}
    if random.random() < 0.5:
        new_entry["since"] = f"{random.randint(1, 3)}.{random.randint(0, 9)}"
    if random.random() < 0.2:
        new_entry["operations"] = [
            f"{verb}_{name}" for verb in random.sample(["create", "read", "update", "delete"], 2)
        ]
    if params:
        described = {"description": f"The id of the {thing}", "example": f"{name}_{number}"}
        new_entry["params"] = {param: PARAMS.get(param, described) for param in params}
    if random.random() < 0.6:
        new_entry["description"] = random.choice(texts.descriptions).format(**words, n=random.randint(2, 900))
    new_entry["causes"] = choose(texts.causes, 2)
    new_entry["solutions"] = choose(texts.solutions, 2)
    if random.random() < 0.1:
        new_entry["solutions"][0] = {"text": new_entry["solutions"][0], "audience": "administrator"}
    if random.random() < 0.5:
        new_entry["examples"] = [_example(new_entry, random)]
    if random.random() < 0.3:
        new_entry["tags"] = random.sample(["sdk", "billing", "eu", "mobile", "v3"], 2)
    if earlier and random.random() < 0.25:
        new_entry["see_also"] = random.sample(earlier, min(2, len(earlier)))
    if earlier and random.random() < 0.05:
        new_entry["deprecated"] = {"since": "3.1", "sunset": "2099-12-31", "replaced_by": random.choice(earlier)}
    if random.random() < 0.08:
        new_entry["translations"] = {
            "de": {"message": f"Fehler – {message}", "action": "Bitte später noch einmal prüfen"}
        }
    return new_entry


def _example(new_entry: Entry, random: Random) -> Entry:
    message = new_entry["message"]
    for name, param in new_entry.get("params", {}).items():
        message = message.replace(f"{{{name}}}", str(param["example"]))
    error = {"code": new_entry["code"], "message": message, "status": new_entry["status"]}
    if "params" in new_entry and random.random() < 0.3:
        error["details"] = {name: param["example"] for name, param in new_entry["params"].items()}
    response = {"error": error, "request_id": f"req_{random.randint(1000, 99999)}"}
    return {"title": "As seen in a log", "response": response}


# Common mistakes, spread evenly over the catalog. Each changes only its own field.


def _unknown_category(new_entry: Entry) -> None:
    new_entry["category"] = f"{new_entry['category']}s"


def _status_in_quotes(new_entry: Entry) -> None:
    new_entry["status"] = Raw(f'"{new_entry["status"]}"')


def _misspelled_key(new_entry: Entry) -> None:
    new_entry["soluton"] = "Look at the list of solutions"


def _placeholder_without_param(new_entry: Entry) -> None:
    new_entry["message"] += " since {last_seen}"
    new_entry.pop("examples", None)
    new_entry.pop("translations", None)


def _text_cut_by_hash(new_entry: Entry) -> None:
    new_entry["action"] = Raw(f"{new_entry['action']}, as told in note #12")


def _unknown_see_also(new_entry: Entry) -> None:
    new_entry["see_also"] = ["PARCEL_TOO_LATE_99999"]


def _unquoted_word(new_entry: Entry) -> None:
    new_entry["user_message"] = Raw("no")


def _status_out_of_range(new_entry: Entry) -> None:
    new_entry["status"] = 4040
    new_entry.pop("examples", None)


MISTAKES: list[Callable[[Entry], None]] = [
    _unknown_category,
    _status_in_quotes,
    _misspelled_key,
    _placeholder_without_param,
    _text_cut_by_hash,
    _unknown_see_also,
    _unquoted_word,
    _status_out_of_range,
]


def _slip(new_entry: Entry) -> None:
    """Break the YAML, which stops the parser."""
    new_entry["action"] = Raw(f"Mind this: {new_entry['action']}")


def _spread(count: int, mistakes: list[Callable[[Entry], None]]) -> dict[int, Callable[[Entry], None]]:
    return {(2 * number + 1) * count // (2 * len(mistakes)): mistake for number, mistake in enumerate(mistakes)}


# Data as YAML, in the mixed styles that people use.

_FLOW = ("tags", "see_also", "deprecated", "response", "transports", "operations")
_BLOCK_WIDTH = 100


def written(new_entry: Entry, random: Random) -> str:
    """Return an entry as a list item, with an empty line after it."""
    written_lines = chain.from_iterable(_field(key, value, random) for key, value in new_entry.items())
    return "  - " + "\n".join(f"    {line}".rstrip() for line in written_lines)[4:] + "\n\n"


def _field(key: str, value: Any, random: Random) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Raw) and (len(value) > _BLOCK_WIDTH or "\n" in value):
        yield from _block(f"{key}:", value)
    elif key in _FLOW or not isinstance(value, (dict, list)):
        yield f"{key}: {_flow(value) if isinstance(value, (dict, list)) else _scalar(value, random)}"
    else:
        yield f"{key}:"
        for item in value.items() if isinstance(value, dict) else value:
            yield from (f"  {line}" for line in _item(key, item, random))


def _item(key: str, item: Any, random: Random) -> Iterator[str]:
    if isinstance(item, tuple):
        name, value = item
        yield from [f"{name}: {_flow(value)}"] if key == "params" else _field(name, value, random)
    elif isinstance(item, dict):
        for number, line in enumerate(chain.from_iterable(_field(name, value, random) for name, value in item.items())):
            yield ("  " if number else "- ") + line
    elif "\n" in item:
        yield from _block("-", item)
    else:
        yield f"- {_scalar(item, random)}"


def _block(opening: str, text: str) -> Iterator[str]:
    if "\n" in text:
        yield f"{opening} |"
        yield from (f"  {line}" if line else "" for line in text.rstrip("\n").split("\n"))
        return
    yield f"{opening} >-"
    line = ""
    for word in text.split(" "):
        if len(line) + len(word) > _BLOCK_WIDTH:
            yield f"  {line}"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"  {line}"


_PLAIN = re.compile(r"[A-Za-zÀ-ÿ](?:[^:#\n]|:(?=\S))*[^:#\s]")
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]*[A-Za-z0-9]")


def _scalar(value: Any, random: Random) -> str:
    if not isinstance(value, str) or isinstance(value, Raw):
        return str(value)
    style = random.random() if " " in value else 0
    if style < 0.6 and _PLAIN.fullmatch(value):
        return value
    if style < 0.8:
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str) and not _PLAIN_IN_FLOW.fullmatch(value):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def main() -> None:
    """Write a catalog to standard output."""
    parser = argparse.ArgumentParser(description="Write a synthetic catalog to standard output.")
    parser.add_argument("count", type=int, help="how many entries")
    parser.add_argument("--errors", type=int, default=0, help="how many of them have a mistake")
    parser.add_argument("--slips", type=int, default=0, help="how many of them stop the YAML parser")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", choices=KINDS, default="usual", help="how much Markdown is in the texts")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # no stream of a test
    sys.stdout.writelines(lines(options.count, options.errors, options.slips, options.seed, options.texts))


if __name__ == "__main__":
    main()
