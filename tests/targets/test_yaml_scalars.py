"""Every text that errcat writes as YAML is that text to every parser, and what parsers disagree on is found when read."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from test_yaml import LOADERS, NASTY

from built import files_of, text_of
from errcat.reading.parsing.scalars import resolve
from errcat.text.yaml_scalars import is_plain, is_word, other_meaning
from errcat.text.yaml_writer import (
    SUGGESTED,
    YamlStyle,
    yaml_block,
    yaml_flow,
    yaml_json,
    yaml_quoted,
    yaml_scalar,
    yaml_sentence,
    yaml_text,
    yaml_word,
)

WORDS = [
    "~",
    "null",
    "Null",
    "NULL",
    "nULL",
    "true",
    "True",
    "TRUE",
    "tRUE",
    "false",
    "False",
    "FALSE",
    "yes",
    "Yes",
    "YES",
    "yES",
    "no",
    "No",
    "NO",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "OFF",
    "y",
    "Y",
    "n",
    "N",
    "=",
    "<<",
    "E1",
    "e1",
    "E4001",
    "e4001",
    "E0",
    "E-5",
    "e+7",
    "E_1",
    "E1_0",
    "e1_",
    "E",
    "e",
    ".e5",
    ".E1",
    "-e1",
    "+E1",
    ".",
    "+.",
    "-.",
    "._",
    "+._",
    "._1",
    "+",
    "+_",
    "-_",
    "-_1",
    "1_",
    "1__0",
    "_1",
    "1_000",
    "1,000",
    "0o17",
    "0O17",
    "0o",
    "0b1",
    "0b",
    "0B1",
    "0b_",
    "0x",
    "0x1F",
    "0X1F",
    "-0x1f",
    "00",
    "01",
    "08",
    "09",
    "0_7",
    "0404",
    "-01",
    "1:30",
    "1:60",
    "-1:30",
    "1:30.",
    "1:30:45.2",
    "1_0:30",
    "01:30",
    "190:20:30",
    "2001-01-01",
    "2001-1-1",
    "2001-1-1T1:1:1Z",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14T21:59:43Z",
    "20010101",
    "2001-01",
    "2001-13-45",
    "1e5",
    "1E5",
    "1e",
    "1.5",
    "1.5e3",
    "1.5e+3",
    "1.",
    "1._",
    "1.e5",
    "1._5e5",
    "-.5",
    "+.5",
    "5e",
    "1e1_0",
    "1_0e5",
    "+1",
    "-1",
    "-0",
    "+0",
    "0",
    "404",
    "12345678901234567890",
    "0.1e-7",
    ".inf",
    ".Inf",
    ".INF",
    ".iNF",
    "+.inf",
    "-.inf",
    ".nan",
    ".NaN",
    ".NAN",
    "+.nan",
    "inf",
    "nan",
    "Infinity",
    "NaN",
    "-Infinity",
    "0.0.0",
    "1.2.3",
    "1-2",
    "true1",
    "E1.",
    "E1.5",
    "E1e1",
    "e1e1",
    "1e1e1",
    "0x1p3",
    "v1",
    "a1",
    "a-b",
    "a.b",
    "a_b",
    "E4001a",
    "AE1",
    "e",
    "e-",
    "e1-2",
    "no.",
    "n.",
    "n-1",
    "nO",
    "yeS",
    "none",
    "nil",
    "None",
    "undefined",
]
LONG = [
    "1" * 60,
    "0." + "1" * 60,
    "0b" + "1" * 60,
    "0x" + "f" * 60,
    "1:" + "30:" * 20 + "30",
    "E" + "1" * 60,
    "1e" + "0" * 60,
]


def scalars() -> list[str]:
    """Words and numbers of every kind, all short mixtures of their signs, and longer ones that a fixed seed makes."""
    dice = random.Random(5)  # noqa: S311 — the same texts every time
    found = dict.fromkeys([*WORDS, *LONG])
    for length in (1, 2, 3):
        found |= dict.fromkeys("".join(signs) for signs in itertools.product("019_.:-+eEx", repeat=length))
    starts = ["", "2001-01-01", "1:30", "0x", "0b", "0o", "E", "e", "1e", "1.", ".", "-", "1_"]
    while len(found) < 4000:
        found[
            dice.choice(starts) + "".join(dice.choice("0189_.:-+eExboafinNTZyY") for _ in range(dice.randrange(1, 9)))
        ] = None
    return [text for text in found if _is_one_plain_scalar(text)]


def _is_one_plain_scalar(text: str) -> bool:
    try:
        events = list(yaml.parse(text, yaml.CSafeLoader))
    except yaml.YAMLError:
        return False
    return (
        len(events) == 5 and isinstance(events[2], yaml.ScalarEvent) and not events[2].style and events[2].value == text
    )


def kind_of(load: Callable[[str], Any], text: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ruamel's, about numbers without a dot
        try:
            return "string" if isinstance(load(text), str) else "value"
        except Exception:  # noqa: BLE001 — whatever a parser raises, it did not read a text
            return "error"


# --- what is read ---------------------------------------------------------------------------------------------------


def test_what_a_python_parser_takes_for_a_value_is_no_text():
    python = LOADERS["PyYAML"]
    ruamel = [LOADERS["ruamel 1.1"], LOADERS["ruamel 1.2"]]
    for number, text in enumerate(scalars()):
        # a parser of ruamel takes a while to make: each of the listed words, and every 25th of the others
        for load in [python, *(ruamel if number < len(WORDS) or number % 25 == 0 else [])]:
            if kind_of(load, text) != "string":
                require_known(text)


def test_what_a_node_parser_takes_for_a_value_is_no_text(node_modules: Path):
    every = scalars()
    for text, kinds in zip(every, node(node_modules, every, "scalars"), strict=True):
        if set(kinds.values()) != {"string"}:
            require_known(text)


def require_known(text: str) -> None:
    assert other_meaning(text), text
    assert type(resolve(text)) is not str, text
    assert not is_plain(text), text
    assert yaml_word(text)[0] in "'\"", text


@pytest.mark.parametrize(
    "text",
    ["E", "e", "E_1", "E1_0", "E4001a", "AE1", "E1.5", "E-", "no.", "n-1", "none", "Nil", "1.2.3", "1-2", "v1", "1,000", "3 of 4",
     "-", "404 is not 200", "2001", "2001-01", "E 1", "e1e1", "yeS", "1e1e1", "1:a", "12:", "+", "1.5 s", "- 5"],
)  # fmt: skip
def test_what_every_parser_takes_for_a_text_is_one(text: str):
    meaning = "a number" if text == "2001" else ""
    assert other_meaning(text) == meaning


@pytest.mark.parametrize(
    "text", ["E4001", "E1", "e5", "1e5", "E-3", ".e5", "1_000", "0b1", "1:30", "+.inf", "y", "N", "=", "<<", "0o17"]
)
def test_what_the_reader_finds_and_how_it_is_fixed(errcat, tmp_path: Path, text: str):
    catalog = f"errcat: 1\nerrors:\n  - code: {text}\n    name: NAMED\n    status: 409\n    message: The seat is taken\n    category: fix\n    action: Choose another seat\n"
    (tmp_path / "errors.yaml").write_text(catalog, encoding="utf-8")
    found = json.loads(errcat("check", "errors.yaml", "--format", "json").out)["findings"]
    assert [one["rule"] for one in found if one["level"] == "error"] == ["unquoted-text"]
    errcat("check", "errors.yaml", "--fix")
    assert (tmp_path / "errors.yaml").read_text(encoding="utf-8") == catalog.replace(f"code: {text}", f'code: "{text}"')


# --- what is written ------------------------------------------------------------------------------------------------


def in_flow(text: str) -> str:
    return "[" + yaml_flow(text) + ", {" + f"{yaml_flow(text)}: {yaml_flow(text)}" + "}]"


OTHER_STYLE = YamlStyle(step=3, quote="'", indents_lists=True)
WRITERS: dict[str, tuple[Callable[[str], str], Callable[[str], Any]]] = {
    # what it writes of a text, and what that must be to every parser
    "word": (lambda text: f"- {yaml_word(text)}\n- {yaml_word(text)}: {yaml_word(text)}\n", lambda text: [text, {text: text}]),
    "text": (lambda text: f"- {yaml_text(text)}\n- {yaml_text(text)}: x\n", lambda text: [text, {text: "x"}]),
    "quoted": (lambda text: f"- {yaml_quoted(text)}\n- {yaml_quoted(text)}: x\n", lambda text: [text, {text: "x"}]),
    "sentence": (lambda text: f"- {yaml_sentence(text)}\n- a: {yaml_sentence(text)}\n", lambda text: [text, {"a": text}]),
    "suggested key": (lambda text: f"{yaml_scalar(text)}: {yaml_scalar(text)}\n", lambda text: {text: text}),
    "suggested lines": (lambda text: yaml_block({"a": text, "b": [text, {"c": text}]}, SUGGESTED), lambda text: {"a": text, "b": [text, {"c": text}]}),
    "suggested flow": (in_flow, lambda text: [text, {text: text}]),
    "block": (lambda text: yaml_block({"a": text, "b": [text, [text]], text: "x"}), lambda text: {"a": text, "b": [text, [text]], text: "x"}),
    "block in another style": (
        lambda text: yaml_block({"a": text, "b": [text, [text], {"c": text, text: [text]}], text: {"d": text}}, OTHER_STYLE),
        lambda text: {"a": text, "b": [text, [text], {"c": text, text: [text]}], text: {"d": text}},
    ),
    "json": (lambda text: yaml_json({"a": [text], text: "x"}), lambda text: {"a": [text], text: "x"}),
    "json over lines": (lambda text: yaml_json({"a": [text], text: "x"}, indent=2), lambda text: {"a": [text], text: "x"}),
}  # fmt: skip
# A key of more than 1,024 characters, or one that is "<<" or "__proto__", is another matter; and half a character is no text.
SHORT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SIGNS = st.text(
    st.sampled_from(list("0189_.:-+eEyYnNaA ~=<>#&*!|%@`'\"\\{}[],?/()\n\t\u00a0\u0085\u2028\ufeff\u3000é😀")),
    max_size=12,
)
TEXTS = st.sampled_from([text for text in [*NASTY, *WORDS, *LONG] if len(text) < 100]) | SHORT | SIGNS


@pytest.mark.parametrize("writer", WRITERS)
@given(text=TEXTS)
@example(text="A?")
@example(text="a:?")
def test_every_writer_is_read_back_by_python(writer: str, text: str):
    write, means = WRITERS[writer]
    if text == "<<":
        return  # to PyYAML a merge key even in quotes
    written = write(text)
    for name in ("PyYAML", "PyYAML with libyaml"):
        assert LOADERS[name](written) == means(text), (name, written)


@given(text=TEXTS | st.from_regex(r"[$a-z]?[a-z]+[/._-]?[a-z0-9]+", fullmatch=True))
def test_a_word_needs_no_quotes_anywhere_and_a_flow_text_none_in_a_line(text: str):
    assert not is_word(text) or is_plain(text, in_flow=True)
    assert not is_plain(text, in_flow=True) or is_plain(text)


def test_nothing_in_a_suggested_line_is_read_as_nothing():
    written = yaml_flow({"a": None, "b": [None, 1, None]})
    assert written == "{a: , b: [null, 1, null]}"
    assert LOADERS["PyYAML"](written) == {"a": None, "b": [None, 1, None]}


@pytest.mark.parametrize("loader", ["ruamel 1.1", "ruamel 1.2"])
def test_every_writer_is_read_back_by_ruamel(loader: str):
    """One document for all texts of a writer, for a parser of ruamel takes a while to make."""
    for writer, (write, means) in WRITERS.items():
        texts = [text for text in some_texts(250) if text != "<<"]
        lines = [
            f"  {line}" if line else ""
            for text in texts
            for line in ["-", *(f"  {one}" for one in write(text).rstrip("\n").split("\n"))]
        ]
        assert LOADERS[loader]("a:\n" + "\n".join(lines) + "\n")["a"] == [means(text) for text in texts], writer


def test_every_writer_is_read_back_by_node(node_modules: Path):
    cases = [
        (write(text), means(text)) for text in some_texts(300) if text != "<<" for write, means in WRITERS.values()
    ]
    read = node(node_modules, [written for written, _guess_key in cases], "texts")
    for (written, meant), found in zip(cases, read, strict=True):
        for parser, value in found.items():
            assert value == meant, (parser, written)


def some_texts(count: int) -> list[str]:
    dice = random.Random(9)  # noqa: S311 — the same texts every time
    found = dict.fromkeys([*WORDS, *LONG, *(text for text in NASTY if len(text) < 100)])
    signs = "0189_.:-+eEyYnNaAbox ~=<>#&*!|%@`'\"\\{}[],?/()\n\t\u00a0\u0085\u2028\u2029\ufeff\u3000\u200b\u007fé日😀\U000e0041"
    while len(found) < count:
        found["".join(dice.choice(signs) for _ in range(dice.randrange(1, 10)))] = None
    return list(found)


def node(node_modules: Path, documents: list[str], what: str) -> list[dict[str, Any]]:
    """What the parsers of Node make of documents: one process for all of them."""
    done = subprocess.run(
        ["node", node_modules.parent / "read-yaml.mjs", what],
        input=json.dumps(documents),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_every_target_that_writes_yaml_quotes_such_codes(tmp_path: Path, node_modules: Path):
    """The OpenAPI document as YAML means what it means as JSON, and every page has front matter of plain texts."""
    codes = WORDS[:50]
    entries = [
        {"code": code, "name": f"n{number}", "title": code, "message": code} for number, code in enumerate(codes)
    ]
    file = tmp_path / "errors.json"
    file.write_text(json.dumps({"errcat": 1, "codes": {"unique": "none"}, "errors": entries}), encoding="utf-8")
    document = text_of("openapi", file, "openapi.yaml")
    plain = json.loads(text_of("openapi", file, "openapi.json"))
    pages = files_of("markdown", file, "docs").items()
    heads = [text.split("---\n")[1] for name, text in pages if name.endswith(".md") and text.startswith("---\n")]
    assert len(heads) > len(codes) / 2
    for head in heads:
        meant = yaml.load(head, yaml.CSafeLoader)
        assert all(isinstance(tag, str) for tag in meant.get("tags", ()))
        assert isinstance(meant.get("title", ""), str)
    read = node(node_modules, [document, *heads], "values")
    for parser, found in read[0].items():
        same = [key for key in plain if key not in ("info", "x-generated")]  # which name the file, and have its seal
        assert [found[key] for key in same] == [plain[key] for key in same], parser
    for head, found in zip(heads, read[1:], strict=True):
        meant = yaml.load(head, yaml.CSafeLoader)
        assert all(value == meant for value in found.values()), head
