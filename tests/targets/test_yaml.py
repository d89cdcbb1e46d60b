"""What is written as YAML reads the same in every parser, of YAML 1.1 and 1.2."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from errcat.text.yaml_writer import yaml_block

HERE = Path(__file__).parent
NASTY = [
    "", " ", "a", "a ", "a b  ", "a\u3000", "no", "NO", "on", "y", "null", "~", "0123", "1e3", "1E5", "12e03", "08", "0o17", "0x1F", "1_000", "1:30",
    "12:30:45", "2001-01-01", "2001-01-01T00:00:00Z", "=", "<<", ".inf", "-", "- a", "? a", ": a", "a: b", "a #b", "#a",
    "&a", "*a", "!a", "!!str", "|", ">", "%a", "@a", "`a", "'", '"', "'a'", '"a"', "a'b", 'a"b', "\\", "a\\", "\\n", "{a}",
    "[a]", "a,b", "{", "}", "[", "]", ",", "---", "...", "--- a", "a\nb", "a\nb\n", "a\n\nb", "\na", "a\n\n", " a\nb",
    "a \nb", "\ta\nb", "a\n\tb", "a\n  b", "a\r\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029b", "\ufeff", "a\u00a0b\nc",
    "\x07", "\x1b", "\x7f", "\u200b", "\u202e", "é", "e\u0301", "日本", "😀", "👨‍🚀", "\ufffe", "a: b\nc: d", "# a\nb",
    "- a\n- b", "a\n---\nb", "a\n...\nb", "a\n# b", "%YAML 1.1\na", "x" * 3000, "true", "True", "-0", "+1", ".5", "1.", "-.inf",
]  # fmt: skip
KEYS = [text for text in NASTY if len(text) < 100]
TEXT = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXT.filter(lambda key: len(key) < 100), inner, max_size=4)
    ),
    max_leaves=12,
)


def documents() -> list[Any]:
    """Every nasty text as a value, an item and a key; and numbers that parsers disagree about."""
    numbers = [0, -1, 10, 123456789012345, 0.1, -0.5, 1e16, 1e-7, 1.5e300, 5e-324, 1e22, 100.0, 1.0]
    return [
        {"values": {f"k{number}": text for number, text in enumerate(NASTY)}},
        {"items": NASTY, "nested": [NASTY[:9], [NASTY[9:12]], [[]], [{}], {"a": []}]},
        dict.fromkeys(KEYS, 1),
        {"numbers": numbers, "others": [None, True, False, {}, []]},
        NASTY,
        "a text",
        [],
        {},
        7,
    ]


def loaders() -> dict[str, Any]:
    from ruamel.yaml import YAML

    def ruamel(version: tuple[int, int]) -> Any:
        def load(text: str) -> Any:
            reader = YAML(typ="safe", pure=True)
            reader.version = version
            return reader.load(text)

        return load

    return {
        "PyYAML": lambda text: yaml.load(text, yaml.SafeLoader),
        "PyYAML with libyaml": lambda text: yaml.load(text, yaml.CSafeLoader),
        "ruamel 1.1": ruamel((1, 1)),
        "ruamel 1.2": ruamel((1, 2)),
    }


LOADERS = loaders()


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("document", documents(), ids=lambda document: str(document)[:20])
def test_every_python_parser_reads_it_back(document: Any, loader: str):
    assert same(LOADERS[loader](yaml_block(document)), document)


@given(JSON)
def test_whatever_it_is(document: Any):
    text = yaml_block(document)
    for name in ("PyYAML", "PyYAML with libyaml", "ruamel 1.2"):
        assert same(LOADERS[name](text), document), name


def test_every_node_parser_reads_it_back(node_modules: Path):
    """One process for all: the documents above, and many more that a fixed seed makes of the same pieces."""
    dice = random.Random(7)  # noqa: S311 — the same documents every time
    made = [made_of(dice, 3) for _number in range(400)]
    every = [*documents(), *made]
    script = node_modules.parent / "read-yaml.mjs"
    done = subprocess.run(
        ["node", script],
        input=json.dumps([yaml_block(one) for one in every]),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for document, found in zip(every, json.loads(done.stdout), strict=True):
        for parser, value in found.items():
            assert same(value, json.loads(json.dumps(document))), (parser, yaml_block(document)[:500])


def made_of(dice: random.Random, depth: int) -> Any:
    kind = dice.randrange(6) if depth else 5
    if kind == 0:
        return [made_of(dice, depth - 1) for _ in range(dice.randrange(4))]
    if kind in (1, 2):
        keys = dice.sample([key for key in KEYS if key != "<<"], dice.randrange(5))
        return {key: made_of(dice, depth - 1) for key in keys}
    if kind == 3:
        return dice.choice([None, True, False, 0, -7, 1e16, 2.5e-9, dice.random()])
    return dice.choice(NASTY)


def same(found: Any, wanted: Any) -> bool:
    """Equal, and of the same types: 1 is neither True nor 1.0; but JavaScript has one kind of number."""
    if isinstance(wanted, dict):
        is_map = isinstance(found, dict) and found.keys() == wanted.keys()
        return is_map and all(same(found[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(same, found, wanted))
    if isinstance(wanted, bool) or wanted is None or isinstance(wanted, str):
        return type(found) is type(wanted) and found == wanted
    return type(found) in (int, float) and found == wanted
