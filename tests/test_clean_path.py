"""What errcat imports and compiles when it has nothing to report: all else waits until there is something to report.

Imports and regular expressions are most of the time of a small check. A module that is on none of the tables fails the
test: import it where something is reported, or add a line with the reason why every clean catalog needs it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from test_startup import GOOD

PROBE = """\
import json, os, sys
from re import _compiler

compile_pattern, compiled = _compiler.compile, []
PASSED_ON = ("re", "functools", "errcat.text.lazy_pattern")

def noted(pattern, flags=0):
    frame = sys._getframe(1)
    while frame.f_globals.get("__name__") in PASSED_ON or "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    compiled.append(frame.f_globals["__name__"])
    return compile_pattern(pattern, flags)

_compiler.compile = noted
def leave(code):
    print(json.dumps([[name for name, module in sys.modules.items() if module], compiled]), flush=True)
    leave_at_once(code)

leave_at_once, os._exit = os._exit, leave
from errcat.__main__ import main
main()
"""

# Each module of errcat that a clean check imports, other than the rules, by its room.
MODULES = {
    "": ("errcat", "__main__", "cli", "checking", "errors", "plain_files"),  # the process, and the pipeline of a check
    "cache": ("entries", "facts", "folder", "key", "run"),  # whether an equal run printed something
    # a check without options runs without click; `folder_catalogs` knows whether a file is a catalog of its own
    "commands": (
        "check_catalogs", "ci", "exit_codes", "folder_catalogs", "process", "project", "remembered", "reports", "terminal",
    ),
    "findings": ("document", "finding", "source"),  # places of values, without any wording
    "model": (
        "catalog", "check_result", "codes", "field", "generated_fields", "nothing", "references", "shown_strings", "texts",
    ),
    # text → data → the yes of the schema → model
    "reading": (
        "build_model", "catalog_texts", "files", "load", "read_file", "records",
        "parsing", "parsing.accelerator", "parsing.comments", "parsing.decoding", "parsing.parser_differences", "parsing.scalars",
        "schema", "schema.generated_checker", "schema.validation_result",
    ),
    "reporting": ("formats", "options", "paint", "report_items", "summary", "text"),  # the line "no problems"
    "settings": ("key_kinds", "paths", "settings", "toml_file"),  # the levels of rules
    # what rules ask about texts, and their signs
    "text": (
        "code_names", "counts", "deceptive_characters", "foreign_placeholders",
        "initialisms", "lazy_pattern", "paths", "placeholders", "reserved_words", "suggestions", "typography", "visible",
        "yaml_scalars", "yaml_writer",
    ),
}  # fmt: skip
REFERENCE = {
    f"errcat.reading.{name}"
    for name in ("recovery", "parsing.events", "parsing.libyaml", "parsing.parse_stops", "schema.fields")
}
"""What reads a catalog without the accelerator, and explains what it refuses."""
# The modules about rules. The table of rules says which rules can find anything in a catalog: only those are imported.
RULE_MODULES = {
    "conditions", "ignores", "overview", "report", "run", "signs",
    "action_repeats_message", "status_against_category", "vague_action",  # compare texts and statuses of each error
    "undeclared_param", "unused_param",  # the catalog has params, and a message has one
    "views", "views.details_names", "views.foreign_texts", "views.message_texts",
}  # fmt: skip

# How many regular expressions errcat compiles at most for a clean catalog, by module, and why each is needed.
PATTERNS = {
    "errcat.model.texts": 11,  # the signs that rules search all texts for at once
    "errcat.rules.conditions": 1,  # as above, in messages
    "errcat.text.code_names": 2,  # names derive from codes
    "errcat.commands.folder_catalogs": 2,  # whether the file is a catalog of its own
    "errcat.reading.parsing.comments": 1,  # a comment that may be text
    "errcat.reading.parsing.decoding": 2,  # characters that no catalog may contain
    "errcat.reading.parsing.parser_differences": 8,  # signs that the accelerator may read something differently
    "errcat.reading.parsing.scalars": 2,  # numbers and words that YAML converts
    "errcat.text.yaml_scalars": 1,  # as above
    "errcat.reading.schema.generated_checker": 10,  # ids, names, addresses
    "errcat.text.placeholders": 2,  # messages with {params}
    "errcat.rules.action_repeats_message": 1,  # compares the words of the two
}


class Observed:
    """What a process of errcat did."""

    def __init__(self, folder: Path, *arguments: str, without: str = "") -> None:
        program = f"import sys\nsys.modules[{without!r}] = None\n{PROBE}" if without else PROBE
        command = [sys.executable, "-c", program, *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
        self.printed, noted = done.stdout.rstrip("\n").rsplit("\n", 1)
        modules, compiled = json.loads(noted)
        self.modules = {module for module in modules if module.partition(".")[0] == "errcat"}
        self.third_parties = {module.partition(".")[0] for module in modules}
        self.patterns = Counter(module for module in compiled if module.startswith("errcat"))


@pytest.fixture(scope="module", params=["", "yaml_rs"], ids=["accelerator", "reference"])
def clean(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Observed:
    folder = tmp_path_factory.mktemp("clean")
    (folder / ".git").mkdir()
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    return Observed(folder, "check", "good.yaml", without=request.param)


def test_a_clean_check_imports_what_a_clean_catalog_needs(clean: Observed):
    assert clean.printed == "good.yaml: no problems (1 code)"
    wanted = {f"errcat.{room}" for room in [*MODULES, "rules"] if room}
    wanted |= {f"errcat.{room}.{name}" if room else f"errcat.{name}" for room in MODULES for name in MODULES[room]}
    wanted |= {f"errcat.rules.{name}" for name in RULE_MODULES}
    wanted = {"errcat" if module == "errcat.errcat" else module for module in wanted}
    wanted |= REFERENCE if "yaml" in clean.third_parties else set()
    # `python -c` imports __main__ under its own name
    assert sorted(clean.modules - wanted) == [], "imported, but on no table"
    assert sorted(wanted - clean.modules) == [], "on a table, but not imported"
    # each takes longer to import than all rules that run
    assert not clean.third_parties & {"click", "dataclasses", "inspect"}


def test_a_clean_check_needs_one_parser(clean: Observed):
    assert len(clean.third_parties & {"yaml", "yaml_rs"}) == 1


def test_a_clean_check_compiles_the_patterns_that_it_uses(clean: Observed):
    too_many = {module: count for module, count in clean.patterns.items() if count > PATTERNS.get(module, 0)}
    assert too_many == {}, "use lazy_pattern, or look for a cheap sign of the mistake first"


def test_an_unchanged_build_imports_nothing_but_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (project / "good.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.delenv("ERRCAT_NO_CACHE")
    monkeypatch.setenv("ERRCAT_CACHE_DIR", str(tmp_path / "cache"))
    for check in ((), ("--check",)):
        Observed(project, "build", "good.yaml", "--json", "errors.json", *check)
        again = Observed(project, "build", "good.yaml", "--json", "errors.json", *check)
        rooms = {module.split(".")[1] for module in again.modules if "." in module}
        assert rooms == {"__main__", "cache", "commands"}
        assert {module for module in again.modules if ".commands." in module} == {"errcat.commands.process"}
        assert not again.third_parties & {"click", "yaml", "jinja2", "pathlib", "dataclasses"}
        assert again.patterns == Counter()
