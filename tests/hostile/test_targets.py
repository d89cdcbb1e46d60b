"""What is accepted is built, however hostile: letter for letter and inert, by every target."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate
from test_verdicts import ACCEPT, CASES

from built import WHOLE, text_of
from errcat.reading import load_bytes
from errcat.resolved.openapi_components import public_errors
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

ACCEPTED = [case for case in CASES if case.verdict == ACCEPT]
USED = """\
import importlib, json, os, pickle, sys, traceback
import fastapi, fastapi.openapi.utils  # before it forks: what all modules for FastAPI import


def use(folder):
    os.chdir(folder)
    sys.path.insert(0, folder)
    module, helpers, service = map(importlib.import_module, ("errors", "helpers", "service"))
    with open("errors.json", encoding="utf-8") as file:
        errors = json.load(file)["errors"]
    assert len(list(module.ErrorCode)) == len(errors)
    for code, error in zip(module.ErrorCode, errors):
        assert (code.code, code.message, code.action, code.heading) == (error["code"], error["message"], error["action"], error["title"])
        raised = code.error(params={one["name"]: "x" for one in error["params"]})
        assert pickle.loads(pickle.dumps(raised)).args == raised.args
        assert module.ApiError.from_response(*[raised.to_response()[part] for part in (0, 2, 1)]).message == raised.message
        helpers.openapi_responses(code)
        service.responses(code)


for folder in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        try:
            use(folder)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, folder
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, dict[str, Any], Path]]:
    found = []
    for number, case in enumerate(ACCEPTED):
        data = case.text if isinstance(case.text, bytes) else case.text.encode()
        resolved = resolve(load_bytes([("errors.yaml", data)]).catalog, "errors.yaml")
        folder = tmp_path_factory.mktemp(f"case{number}")
        for target, name in (
            ("python", "errors.py"), ("python-helpers", "helpers.py"), ("python-fastapi", "service.py"), ("openapi", "errors.yaml"), ("json", "errors.json"),
            ("markdown", "all.md"),
        ):  # fmt: skip
            (artifact,) = TARGETS[target].render(resolved, TARGETS[target].values({}), name)
            (folder / name).write_text(artifact.text, encoding="utf-8", newline="\n")
        found.append((case, resolved, folder))
    return found


def test_there_are_enough(built):
    assert len(built) > 25


def test_data_comes_back_equal(built):
    for case, resolved, folder in built:
        made = json.loads((folder / "errors.json").read_text(encoding="utf-8"))
        assert [error["message"] for error in made["errors"]] == [error["message"] for error in resolved["errors"]], (
            case.name
        )
        document = yaml.load((folder / "errors.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        validate(document)
        for error in public_errors(resolved):
            known = document["components"]["responses"][error["names"]["openapi"]]["x-error"]
            for key in ("code", "message", "action", "title"):
                assert known.get(key) == error[key], case.name


def test_modules_are_inert(built):
    """Python compiles them with every warning an error, and finds nothing but the texts of the catalog in them."""
    ours = {line for line in text_of("python", WHOLE).split("\n") if line.lstrip().startswith("#")}
    for case, resolved, folder in built:
        source = (folder / "errors.py").read_bytes()
        assert b"coding" not in b"\n".join(source.split(b"\n")[:2])
        tree = ast.parse(source)
        texts = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert {error["message"] for error in resolved["errors"]} <= texts, case.name
        comments = [line for line in source.decode().split("\n") if line.lstrip().startswith("#")]
        assert set(comments[1:]) <= ours, "no text of a catalog is in a comment"


@pytest.mark.slow("imports a module for each hostile catalog")
def test_modules_work(built):
    """In one process each, as a user would import them."""
    names = {str(folder): case.name for case, _resolved, folder in built}
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", USED, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (names.get(done.stderr.strip().rpartition("AssertionError: ")[2]), done.stderr[-1500:])
