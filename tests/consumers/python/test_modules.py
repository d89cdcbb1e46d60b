"""The built Python modules in use: imported on old and new Pythons, type-checked, linted."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from built import EVERY, ROOT, WHOLE, module_of, rendered, resolved_from, text_of, word_of, write
from built import TRIED as TRIED_CATALOGS
from profiles import IS_LONG

HERE = Path(__file__).parent
OLDEST, NEWEST = (3, 9), (3, 14)


def pythons() -> dict[str, str]:
    """Every Python at hand that the modules are for, by its version: this one, and those that the path or pyenv has."""
    found: dict[str, str] = {}
    candidates = [sys.executable]
    for minor in range(OLDEST[1], NEWEST[1] + 1):
        candidates += [shutil.which(f"python3.{minor}") or ""]
        candidates += map(str, sorted(Path("~/.pyenv/versions").expanduser().glob(f"3.{minor}.*/bin/python")))
    for candidate in filter(None, candidates):
        asked = subprocess.run(
            [candidate, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
        if asked.returncode == 0:
            version = tuple(map(int, asked.stdout.split()))
            if OLDEST <= version <= NEWEST:
                found.setdefault(f"3.{version[1]}", candidate)
    return found


PYTHONS = pythons()


TYPED = HERE / "typed"
PACKAGES = {
    "golden": WHOLE,
    "shipping": HERE / "shipping.yaml",
    "lifecycle": ROOT / "tests" / "odd" / "lifecycle.yaml",
    "repeated": ROOT / "tests" / "odd" / "repeated-codes.yaml",
    "small": ROOT / "tests" / "odd" / "negative-numbers.yaml",
}
"""Catalogs with every field, types of every kind, warnings, repeated codes; and one without groups, types or details."""
WITH_THEIR_MACHINERY = ("catalog", "details", "hostile-texts", "inference", "lifecycle")
"""Catalogs that differ in kind. Nine tenths of a module are machinery, which is the same in each: without `make prove`,
the modules of the other catalogs share it."""
SHARED = "shared_runtime"


def python_of(file: Path, **settings: str | int | bool) -> str:
    """The Python module of a catalog."""
    is_whole = IS_LONG or file.stem in WITH_THEIR_MACHINERY
    return text_of("python", file, **settings if is_whole else {**settings, "runtime": SHARED})


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The module and the helpers of every catalog, some as packages too, with the resolved catalog next to them."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / f"{SHARED}.py").write_text(text_of("python-runtime", WHOLE), encoding="utf-8")
    for word, file in PACKAGES.items():
        (folder / f"{word}.py").write_text(text_of("python", file), encoding="utf-8")
        write(rendered("python", file, "errors"), folder / f"{word}_package")
        (folder / f"{word}_package.json").write_text(text_of("json", file), encoding="utf-8")
    for file in TRIED_CATALOGS:
        word = word_of(file)
        (folder / f"{word}.py").write_text(python_of(file), encoding="utf-8")
        (folder / f"{word}_helpers.py").write_text(text_of("python-helpers", file), encoding="utf-8")
        (folder / f"{word}.json").write_text(text_of("json", file), encoding="utf-8")
    for level in ("none", "category", "type", "code"):
        for word in ("lifecycle", "leading_digits", "repeated_codes"):
            file = next(one for one in EVERY if word_of(one) == word)
            text = python_of(file, exceptions=level, guides=False, deprecation_warnings=True, base_class="OwnError")
            (folder / f"{word}_with_{level}.py").write_text(text, encoding="utf-8")
    return folder


VERSIONS = sorted(PYTHONS, key=lambda version: int(version[2:]))
TRIED = VERSIONS if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else sorted({VERSIONS[0], VERSIONS[-1]})


@pytest.mark.parametrize("version", TRIED)
def test_modules_say_what_the_catalogs_say(modules: Path, version: str):
    """On the oldest Python at hand and on the newest (`make prove`: on each), with every warning an error."""
    done = subprocess.run(
        [PYTHONS[version], "-W", "error", "-B", str(HERE / "exercise.py"), str(modules)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "all as the catalogs say\n"), done.stderr[-3000:]


@pytest.mark.slow("Python as WebAssembly takes four times as long, and imports every module")
def test_modules_say_it_on_python_3_14_too(modules: Path, node_modules: Path):
    """With CPython as WebAssembly, which npm installs anywhere."""
    if "3.14" in TRIED:
        pytest.skip("Python 3.14 itself is at hand")
    script = node_modules.parent / "python.mjs"
    done = subprocess.run(
        ["node", str(script), str(HERE / "exercise.py"), str(modules)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "all as the catalogs say\n"), done.stderr[-3000:]


def test_modules_need_nothing_but_the_standard_library(modules: Path):
    """Nor anything of it that is slow to import."""
    script = "import sys; before = set(sys.modules); import inference; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=modules, capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert imported.isdisjoint({"dataclasses", "json", "inspect", "errcat", "typing_extensions", "email", "datetime"})


@pytest.fixture(scope="session")
def programs(modules: Path) -> Path:
    """Small programs of people who use the modules, of both forms: see the folder typed."""
    for program in TYPED.glob("*.py"):
        text = program.read_text(encoding="utf-8")
        (modules / f"{program.stem}.py").write_text(text, encoding="utf-8")
        (modules / f"{program.stem}_of_packages.py").write_text(
            re.sub(r"\b(golden|shipping|lifecycle)\b", r"\1_package", text), encoding="utf-8"
        )
    return modules


def wrong_lines() -> set[str]:
    """The lines in which a type checker finds a mistake: those with a comment."""
    lines = (TYPED / "bad.py").read_text(encoding="utf-8").splitlines()
    return {str(number) for number, line in enumerate(lines, 1) if "  # " in line}


MYPY = (sys.executable, "-m", "mypy", "--strict", "--python-version", "3.10")


@pytest.fixture(scope="module")
def said_by_mypy(programs: Path) -> str:
    """What mypy says about all modules and all programs, in one run."""
    files = [file.name for file in programs.glob("*.py")] + [f"{word}_package" for word in PACKAGES]
    done = subprocess.run(
        [*MYPY, "--enable-error-code", "deprecated", *files], cwd=programs, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, ""), done.stderr
    return done.stdout


def test_mypy_strict_has_nothing_to_say(said_by_mypy: str):
    *lines, summary = said_by_mypy.splitlines()
    assert summary.startswith("Found ")
    wrong = re.compile(r"(?:bad|old)\w*\.py:\d+: ")
    assert [line for line in lines if not wrong.match(line)] == []


def test_mypy_finds_what_is_wrong(said_by_mypy: str):
    for form in ("", "_of_packages"):
        lines = set(re.findall(rf"^bad{form}\.py:(\d+): error", said_by_mypy, re.MULTILINE))
        assert lines == wrong_lines(), said_by_mypy
        assert re.search(rf"old{form}\.py:\d+: error: .*Deprecated since 2\.0", said_by_mypy), said_by_mypy


@pytest.mark.parametrize("form", ["", "_of_packages"])
def test_what_type_checkers_accept_runs(programs: Path, form: str):
    done = subprocess.run(
        [sys.executable, "-W", "error", f"good{form}.py"], cwd=programs, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


FOR_PYRIGHT = [
    "good*.py",
    "bad*.py",
    "old.py",
    "golden.py",
    "shipping_package",
    "catalog_helpers.py",
    "lifecycle_with_none.py",
    "repeated_codes.py",
]
"""Every field, with exceptions and without, and codes that repeat. `make prove` takes all modules, as mypy always does."""
NOT_FOR_PYRIGHT = ["**/_runtime.py"]
"""The machinery of a package, which golden.py has as well."""


@pytest.mark.slow("Pyright takes half a second for each module")
def test_pyright_strict_agrees(programs: Path, node_modules: Path):
    config = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.10",
        "include": ["."] if IS_LONG else FOR_PYRIGHT,
        "exclude": [] if IS_LONG else NOT_FOR_PYRIGHT,
    }
    (programs / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        ["node", str(node_modules / "pyright" / "index.js"), "--pythonpath", sys.executable, "-p", "."],
        cwd=programs, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.findall(r"/(\w+)\.py:(\d+):\d+ - error", done.stdout)
    # of what is wrong, pyright says the same; of the rest, nothing
    for form in ("", "_of_packages"):
        assert {line for name, line in found if name == f"bad{form}"} == wrong_lines(), done.stdout[-3000:]
    assert {name for name, _line in found if not name.startswith(("bad", "old"))} == set(), done.stdout[-3000:]


def those_that_share(modules: Path) -> list[str]:
    """The modules that import their machinery."""
    return [file.name for file in modules.glob("*.py") if f"from {SHARED} import" in file.read_text(encoding="utf-8")]


def test_ruff_has_nothing_to_say(modules: Path):
    """Not even without the line that keeps it away, which is there for houses with rules of their own."""
    sharing = those_that_share(modules)
    (modules / "whole").mkdir(exist_ok=True)
    for file in TRIED_CATALOGS:
        if f"{word_of(file)}.py" in sharing:
            (modules / "whole" / f"{word_of(file)}.py").write_text(text_of("python", file), encoding="utf-8")
    other = ",".join(["bad*.py", "good*.py", "old*.py", "*_package", *(f"./{name}" for name in sharing)])
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--ignore-noqa", "--target-version", "py39",
         "--select", "E4,E7,E9,F,I,UP,B,SIM,C4,PIE,RET,W", "--ignore", "B905", "--exclude", other, "."],
        cwd=modules, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_ruff_accepts_packages_too(modules: Path):
    """Apart from the order of imports: a name a line would make the part that people review longer."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--ignore-noqa", "--target-version", "py39",
         "--select", "E4,E7,E9,F,UP,B,SIM,C4,PIE,RET,W", "--ignore", "B905", *(f"{word}_package" for word in PACKAGES)],
        cwd=modules, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("level", ["none", "category", "type", "code"])
def test_levels_of_exceptions(modules: Path, level: str):
    """How many classes a module has is a setting; that an error is caught by what it belongs to is not."""
    script = f"""\
import warnings
import lifecycle_with_{level} as m
level = {level!r}
if level == "none":
    assert not hasattr(m, "OwnError")
else:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        error = m.ErrorCode.SLOW_DOWN.error()
        assert not told
        m.ErrorCode.ORDER_LOST.error()
        assert [one.category for one in told] == [DeprecationWarning]
        m.OwnError.from_response(404, {{"code": "ORDER_LOST", "title": "x", "status": 404}})
        assert len(told) == 1, "what came from elsewhere is nobody's mistake here"
    names = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == m.__name__ and kind is not m.BaseError]
    assert names == {{
        "category": ["RateLimitError", "OwnError"],
        "type": ["OwnConnectionError", "OwnError"],
        "code": ["SlowDownError", "OwnConnectionError", "RateLimitError", "OwnError"],
    }}[level], names
assert m.ErrorCode.ORDER_NOT_FOUND.causes == ()
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=modules, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_every_code_has_its_class_however_many_there_are():
    text = "errcat: 1\nerrors:\n" + "".join(f"  - {{code: code_{number}, status: 400}}\n" for number in range(301))
    resolved = resolved_from(text)
    module = module_of(resolved)
    for number, code in enumerate(module.ErrorCode):
        assert type(code.error()) is getattr(module, f"Code{number}Error")
    assert not hasattr(module_of(resolved, exceptions_limit=300), "Code1Error")
    assert hasattr(module_of(resolved, exceptions_limit=301), "Code1Error")
    assert not hasattr(module_of(resolved, exceptions="category"), "Code1Error")
