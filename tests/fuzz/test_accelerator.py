"""The accelerator and the reference: what the accelerator reads, the reference reads too, and has nothing to report.

Mutants of catalogs: lines and characters are added, removed, moved and repeated. A failure prints the whole text.
"""

from __future__ import annotations

import marshal
from itertools import product
from pathlib import Path
from random import Random

import pytest

from errcat.findings.source import Source
from errcat.reading.read_file import read, read_without_places
from profiles import IS_LONG

ROOT = Path(__file__).resolve().parent.parent.parent
MUTANTS = 100_000 if IS_LONG else 5_000
SEED = Random().randrange(10**9) if IS_LONG else 1  # noqa: S311 — reproducible, not secret
MOST_LINES = 40
"""A mutant is short, because a mistake in any line hides all the others."""
NUMBERS = "01_-+.:eExob \n"
MOST_CHARACTERS = 4 if IS_LONG else 3

SIGNS = [
    *":-?#&*!|>'\"%@`,[]{}<=~\\/.+_0189aeExXoOnNyY\n\t\r \u00a0\u0085\u2028\u3000\ufeffé“”–•😀", "\r\n", ": ", "- ", " #", "# ", "  ", "\n  ", "\n\n", "\n- ", "\n  - ", "\n   - ", "\n    - ",
    "? ", "---\n", "\n---\n", "\n...\n", "%YAML 1.2\n", "<<: ", "<<", "*x", "&x ", "!x ", "!!str ", "!!int ", "|\n", ">\n", "|-\n", ">+\n", "|2\n", "''", '""', "\\\n", "\\n", "\\x41",
    "\\x26", "\\u0041", "\\ud83d\\ude00", "\\/", "\\'", "C:\\new", "{}", "[]", "{a: b}", "{a, b}", "{a: One, two}", "[a, b]", "[a: b]", "{a: , b}", "null", "~", "Null", "nUll", "true", "TRUE", "tRue",
    "yes", "no", "on", "off", "y", "n", "=", "0400", "1_000", "0x1f", "0o17", "0b11", "+1", "-1", "-0", ".5", "1.", "1.5", "1e3", "1.5e+3", ".inf", ".nan", "1:30", "2001-12-14", "2001-12-14 10:00:00",
    "123456789012345678", "12345", "_1", "status: 404", "title: One", "# errcat: ignore[empty-value] why", "  # a comment", " #12", " # 12", "text - text", "-one", "- one\n     - two",
]  # fmt: skip


def seeds() -> list[str]:
    """The texts to change: catalogs of the repository, good and bad, and one text with everything in it."""
    files = [*sorted(ROOT.glob("catalog/*.yaml")), *sorted(ROOT.glob("tests/rules/*/*.yaml"))]
    files += [*sorted(ROOT.glob("tests/hostile/**/*.yaml")), *sorted(ROOT.glob("tests/odd/**/*.yaml"))]
    return [EVERYTHING, ITEMS, *(text for file in files if (text := text_of(file)))]


def text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


EVERYTHING = """\
# A comment
errcat: 1
api: {name: A, links: [{url: https://a.example}, {title: 'b', url: "https://b.example/#c"}]}
groups:
  a: {title: A}
errors:
- code: a
  status: [404, 410]
  title: "A title over
    two lines: with a colon"
  message: >-
    A text that - is folded
      and indented

    twice
  causes:
  - 'It''s quoted'
  - "Escaped \\" and \\u00e9"
  - plain over
    two lines
  solutions:
    - text: |
        - a list
          - of lists
        # no comment
      title: a  # a comment
  tags: [a, "b", 'c']
  details: {type: object, properties: {"a": {type: integer, default: 1}, b: {enum: [null, true, 1.5, -2, x]}}}
  examples:
    - response: {"error":{"code":"a","param":null,"list":[1,2.5,"x"]}}
      title: see
        below
  x-note:
    deep:
      - - a
        - b
      -
        nothing: ~
      - {}
"""

ITEMS = """\
errors:
  - causes:
    - One - two
    - plain over
      two - lines
    solutions: [a - b, "- c", '- d']
    tags:
      - a
      - |
        - b
"""


def window(text: str, dice: Random) -> str:
    """Some lines of a text, so that they may be a whole text."""
    lines = text.splitlines(keepends=True)
    if len(lines) <= MOST_LINES or dice.random() < 0.3:
        return text if len(lines) <= MOST_LINES else "".join(lines[:MOST_LINES])
    starts = [number for number, line in enumerate(lines) if line.lstrip(" ").startswith("- ")] or [0]
    first = dice.choice(starts)
    return "errors:\n" + "".join(lines[first : first + dice.randint(3, MOST_LINES)])


def mutant(texts: list[str], dice: Random) -> str:
    """A text with a few changes."""
    text = window(dice.choice(texts) if dice.random() < 0.7 else dice.choice(texts[:2]), dice)
    for _ in range(dice.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        text = changed(text, dice)
    return text


def changed(text: str, dice: Random) -> str:
    at = dice.randrange(len(text) + 1)
    lines = text.splitlines(keepends=True) or [""]
    number = dice.randrange(len(lines))
    kind = dice.randrange(9)
    if kind < 3:
        return text[:at] + dice.choice(SIGNS) + text[at:]
    if kind == 3:
        return text[:at] + text[at + dice.choice((1, 1, 2, 5, 20)) :]
    if kind == 4:  # a value
        before, colon, rest = lines[number].partition(": ")
        lines[number] = (
            before + (colon or ": ") + dice.choice(SIGNS) + dice.choice(("", rest, " " + rest)).rstrip("\n") + "\n"
        )
    elif kind == 5:  # an item, or a line
        lines[number] = (
            " " * dice.randrange(8)
            + dice.choice(("- ", "", ""))
            + dice.choice(SIGNS)
            + dice.choice((":", "", ""))
            + "\n"
            + lines[number]
        )
    elif kind == 6:
        lines[number] = " " * dice.randrange(8) + lines[number].lstrip(" ")
    elif kind == 7:
        lines.insert(dice.randrange(len(lines)), lines[number])
    else:
        return text.replace("\n", "\r\n") if dice.random() < 0.3 else text[:at] + dice.choice("\"'\n ") + text[at:]
    return "".join(lines)


def require_same(text: str) -> bool:
    """Whether the accelerator reads a text; then the reference must read the same."""
    source = Source("a.yaml", text)
    quick = read_without_places(source, 0)
    if quick is None:
        return False
    slow = read(source, 0)
    assert list(slow.problems) == [], text
    assert slow.complete
    assert marshal.dumps(quick.document.data, 0) == marshal.dumps(slow.document.data, 0), text
    return True


def test_mutants_mean_the_same():
    dice = Random(SEED)  # noqa: S311 — as above
    texts = seeds()
    read_quickly = sum(require_same(mutant(texts, dice)) for _ in range(MUTANTS))
    assert read_quickly > MUTANTS / 10, f"too few to prove anything; seed {SEED}"


@pytest.mark.parametrize(
    "before", ["a: {}\n", "a:\n- {}\n", "a: [{}, b]\n", "a: {{b: {}}}\n", "a:\n  # comment\n  {}\n", "{}: a\n"]
)
def test_all_short_numbers_mean_the_same(before: str):
    for length in range(1, MOST_CHARACTERS + 1):
        for characters in product(NUMBERS, repeat=length):
            require_same("x: 1\ny: [a]\nz:\n- b\n" + before.format("".join(characters)))
