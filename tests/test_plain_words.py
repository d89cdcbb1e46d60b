"""User-facing text is plain modern English: no word and no phrase of this table may appear in it.

One case per source. A failure names the file, the line, the word, and what to write instead.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from errcat.cli import root_command

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "errcat"
GENERATED = re.compile(r"Do not edit|generated_own_errors", re.IGNORECASE)

# A pattern, and what to write instead. A pattern matches whole words, in upper and lower case.
WORDS = {
    # words
    r"mend(?:s|ed|ing|able)?": "fix",
    r"slips?": "mistake",
    r"troubles?": "problem",
    r"odd(?:ity|ities)": "name what it is",
    r"remarks?": "note, comment",
    r"cures?": "fix",
    r"told": 'reported, or start with the subject: "errcat reports …"',
    r"tells? (?:every|all|each|it|them|what|which|whether|apart|of)": "report, say, show",
    r"whoever|whomever|whosoever": 'name the person: "readers who …", "if you …"',
    r"whom": "who",
    r"anew": "again",
    r"beside": "next to, after, as well as, apart from",
    r"behind(?! (?:a|your|the) proxy)": "after",
    r"stands?|standing|stood": "is, means, goes",
    r"blanks?": "space",
    r"house": "settings, project, team",
    r"for ever": "forever",
    r"wherein|whereupon|thereof|thereby|thereupon|hereby|lest|likewise|nought|aught": "say it in common words",
    # phrases
    r"that which|those which|as it were|of (?:its|their) own right|is no news": "say it directly",
    r"of (?:yours|theirs|ours|mine)": '"your …", "their …"',
    r"(?:a|an|one|no|some) \w+ of (?:its|their|your) own": '"its own …", "your own …"',
    r"all else": "everything else",
    r"nothing of (?:it|what|the|this|that)": '"nothing you …"',
    r"nor (?:is|are|does|do|has|have|can|like)": "a new sentence that starts with its subject",
    r"is not one|(?:is|are) twice in|two times": '"isn\'t a …", "appears twice in", "twice"',
    r"(?<!there )(?:is|are) no(?! longer| more\b| match)": '"isn\'t a …", "aren\'t …"',
    r"(?:has|have) not (?:a|the|any)": '"doesn\'t have …"',
    r"(?:starts|sets|makes|begins) (?:no|nothing)": '"doesn\'t start …"',
    r"takes? [^.]{1,60}? for (?:a|an|the)": '"reads … as …"',
    r"(?:takes?|taken|took|taking) (?:\w+ )?(?:out|away)": "delete, remove",
    r"carr(?:y|ies|ied|ying) (?:\w+ )?out": "run, apply",
    r"cannot be written": '"isn\'t a valid …"; for a file: "can\'t write …"',
    r"not as the catalogs? says?|as the catalogs? says?": '"out of date", "up to date"',
    r"(?:is|are|be|was|can be) ordered|build orders?": "configured, build target",
    r"(?:is|are|be|being) said|said (?:once|twice|again)": "described, written; or name who says it",
    r"(?:says?|said|tells?) of": '"says about"',
    r"(?:made|built) of": '"built from", "generated from"',
    r"turn(?:s|ed)? (?:\w+ )?down": '"lower the level", "disable"',
    r"protects? from harm": '"can\'t be disabled"',
    r"mistakes? of errcat|its makers|tell its": '"a bug in errcat: please report it"',
    r"hold(?:s|ing)? (?:the|a|each|every) \w+ to": "enforce, check against",
    r"goes by|go by": "uses, follows",
    r"one (?:can|could|may|might|must|would|should|likes|finds|looks)": "name who: you, readers, a client",
    r"(?:does|do) without": '"doesn\'t need", "doesn\'t use"',
    r"where (?:no|none|nothing)": '"if no …", "unless"',
    r", for (?:it|they|that|this|errcat|a \w+|the \w+) (?:would|can|is|are|has|have|may|does)": "because",
    r"(?:looked at|below (?:stand|is|are)|written|shown|printed) (?:are|is) (?:the|those|what)": "subject first",
    r"by the name of": "named",
    r"what became of": '"what replaced"',
}
_FORBIDDEN = [
    (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), better) for words, better in WORDS.items()
]

Lines = Iterator[tuple[str, str]]
"""A place to look at, and the text that is there."""


def violations(lines: Lines) -> list[str]:
    """One line for each forbidden word: where it is, what it is, and what to write instead."""
    return [
        f'{place}: "{match[0].strip()}": write {better}\n    {text.strip()}'
        for place, text in lines
        for pattern, better in _FORBIDDEN
        for match in [pattern.search(text)]
        if match
    ]


# --- the text of a file, line by line ---------------------------------------------------------------------------------

_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_KEY = re.compile(r"^[ -]*[\w-]+:(?= |$)")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_PYTHON_TEXT = re.compile(r'"""(?:[^"]|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*')
_SCRIPT_TEXT = re.compile(r'/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<!:)//[^\n]*', re.DOTALL)


def prose(file: Path) -> Lines:
    """Every line, without its code spans."""
    return _numbered(file, _CODE_SPAN.sub("", file.read_text(encoding="utf-8")))


def own_catalog(file: Path) -> Lines:
    """The texts of errcat's own catalog: keys are identifiers."""
    for place, line in prose(file):
        yield place, _KEY.sub("", line)


def comments(file: Path) -> Lines:
    """The comments of a catalog whose texts are those of a published API."""
    for place, line in prose(file):
        if line.lstrip().startswith("#"):
            yield place, line


def page_template(file: Path) -> Lines:
    return _numbered(file, _emptied(_JINJA, file.read_text(encoding="utf-8")))


def python_template(file: Path) -> Lines:
    """Comments, docstrings and texts of the module that the template writes, and the comments of the template."""
    text = _emptied(_JINJA, file.read_text(encoding="utf-8"))
    yield from _pieces(file, text, _JINJA_COMMENT)
    yield from _pieces(file, _emptied(_JINJA_COMMENT, text), _PYTHON_TEXT)


def script(file: Path) -> Lines:
    """Comments and texts of a script or a style sheet."""
    return _pieces(file, file.read_text(encoding="utf-8"), _SCRIPT_TEXT)


def python_texts(file: Path) -> Lines:
    """String literals with a space in them. Not docstrings: the help of commands is read from click."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            for line in node.value.split("\n"):
                if " " in line:
                    yield f"{_name(file)}:{node.lineno}", _CODE_SPAN.sub("", line)


def _numbered(file: Path, text: str) -> Lines:
    for number, line in enumerate(text.split("\n"), start=1):
        yield f"{_name(file)}:{number}", line


def _emptied(pattern: re.Pattern[str], text: str) -> str:
    """The text with its line numbers, but without what the pattern matches."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def _pieces(file: Path, text: str, pattern: re.Pattern[str]) -> Lines:
    for match in pattern.finditer(text):
        first = text.count("\n", 0, match.start()) + 1
        for number, line in enumerate(match[0].split("\n"), start=first):
            yield f"{_name(file)}:{number}", _CODE_SPAN.sub("", line) if file.suffix != ".js" else line


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


# --- all sources of user-facing text ----------------------------------------------------------------------------------

# One table: which files, and how their text is found.
SOURCES: dict[str, Callable[[Path], Lines]] = {
    "*.md": prose,
    "*.toml": comments,
    "Makefile": comments,
    ".pre-commit-hooks.yaml": prose,
    "action.yml": prose,
    ".github/**/*.md": prose,
    ".github/**/*.yml": prose,
    "benchmarks/*.md": prose,
    "catalog/errcat.yaml": own_catalog,
    "catalog/[!e]*.yaml": comments,
    "schema/*.json": prose,
    "site/*.yml": prose,
    "site/*.py": python_texts,
    "site/docs/**/*.md": prose,
    "site/docs/*.yaml": prose,
    "templates/markdown/**/*.j2": page_template,
    "templates/markdown/**/*.js": script,
    "templates/markdown/**/*.css": script,
    "templates/python/*.j2": python_template,
    "templates/init/*": prose,
    "generator/errcat/**/*.py": python_texts,
}
CASES = [(file, read) for glob, read in SOURCES.items() for file in sorted(ROOT.glob(glob))]


def is_generated(file: Path) -> bool:
    return file.suffix == ".py" and bool(GENERATED.search(file.read_text(encoding="utf-8")[:400]))


@pytest.mark.parametrize(
    ("file", "read"), [pytest.param(file, read, id=_name(file)) for file, read in CASES if not is_generated(file)]
)
def test_words(file: Path, read: Callable[[Path], Lines]):
    found = violations(read(file))
    assert not found, "\n".join(["plain words, please:", *found])


# --- the help of every command ----------------------------------------------------------------------------------------


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for below in command.list_commands(context):
            inner = command.get_command(context, below)
            assert inner is not None
            yield from commands(inner, f"{name} {below}")


COMMANDS = [pytest.param(name, command, id=name) for name, command in commands(root_command(), "errcat")]


def help_of(name: str, command: click.Command) -> str:
    """The help as printed, with every sentence on one line."""
    return command.get_help(click.Context(command, info_name=name, terminal_width=1000, max_content_width=1000))


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_help(name: str, command: click.Command):
    lines = ((f"{name} --help", line) for line in help_of(name, command).split("\n"))
    found = violations(lines)
    assert not found, "\n".join(["plain words, please:", *found])


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_help_has_an_example_and_describes_every_option(name: str, command: click.Command):
    assert re.search(rf"^ +{name}\b", help_of(name, command), re.MULTILINE), "no example"
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, f"{parameter.opts[0]} has no help"


# --- the test itself --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "errcat mends it", "Every slip is told", "as Whoever reads it", "the words beside it", "is no news",
        "YAML takes the words before this colon for a key", "it stands in brackets", "#12 is no heading",
        "what is ordered is built", "a rule of its own right", "the text behind the dash",
    ],
)  # fmt: skip
def test_a_forbidden_word_is_found(text: str):
    assert violations(iter([("file.md:1", text)]))


@pytest.mark.parametrize(
    "text",
    [
        "besides", "a standard", "in order to", "/orders/{id}", "there is no category", "amended", "household",
        "an ordered list", "is no longer used", "it takes 5 seconds", "slipstream", "Found", "understand",
        "behind a proxy", "there are no errors", "are no more than ten",
    ],
)  # fmt: skip
def test_a_common_word_is_not(text: str):
    assert violations(iter([("file.md:1", text)])) == []


@pytest.mark.parametrize("glob", SOURCES)
def test_every_source_exists(glob: str):
    assert any(file == found for file, _read in CASES for found in ROOT.glob(glob)), f"no file is {glob}"
