"""The modules for Flask and Django as type checkers and linters see them, with a program that uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from framework_modules import write_modules

MODULES = ["shop_flask.py", "shop_django.py"]
PROGRAM = """\
from __future__ import annotations

from django.http import HttpRequest
from flask import Flask, Request, Response
from shop_django import ErrorMiddleware, exception_handler, responses as django_responses
from shop_errors import ApiError, ErrorCode, OrderNotFoundError, RateLimitExceededError
from shop_flask import assert_error, document, install, request_id, responses


def before(request: Request, exception: BaseException) -> ApiError | None:
    return RateLimitExceededError() if request.path == "/busy" else None


def after(request: Request, error: ApiError, response: Response) -> Response | None:
    response.headers["X-Code"] = str(error.code)
    return None


class Own(ErrorMiddleware):
    def applies_to(self, request: HttpRequest) -> bool:
        return True

    def before(self, request: HttpRequest, exception: Exception | None) -> ApiError | None:
        return None


app = Flask(__name__)
install(app, before=before, after=after)
document(object())
documented: dict[int | str, dict[str, object]] = responses(ErrorCode.ORDER_NOT_FOUND, OrderNotFoundError, "gone")
schema: dict[object, object] = django_responses(ErrorCode.ORDER_NOT_FOUND)
text: str = request_id()
assert_error(app.test_client().get("/"), ErrorCode.ORDER_NOT_FOUND, order_id="ord_1")
handler = exception_handler
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    for target in ("python-flask", "python-django"):
        write_modules(folder, target)
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    return folder


@pytest.mark.slow("mypy reads Flask and Django")
def test_mypy_strict_has_nothing_to_say(program: Path):
    # without stubs, Django has no types: a program that imports it says so
    options = ["--strict", "--python-version", "3.10", "--disable-error-code=import-untyped"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "program.py"],
        cwd=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.10", *MODULES],
        cwd=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow("Pyright reads the source of Django, which has no types")
def test_pyright_strict_has_nothing_to_say(program: Path, node_modules: Path):
    config = {"typeCheckingMode": "strict", "pythonVersion": "3.9", "include": ["shop_*.py"]}
    (program / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        ["node", str(node_modules / "pyright" / "index.js"), "--pythonpath", sys.executable, "-p", "."],
        cwd=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_ruff_has_nothing_to_say(program: Path):
    rules = ["--select", "E4,E7,E9,F,I,UP,B,SIM,C4,PIE,RET,W", "--ignore", "B905"]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--isolated",
            "--ignore-noqa",
            "--target-version=py39",
            *rules,
            *MODULES,
        ],
        cwd=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
