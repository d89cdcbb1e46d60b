"""The modules for web frameworks of every catalog: imported, type-checked, linted."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_modules import PYTHONS, SHARED, VERSIONS

from built import EVERY, ODD, OWN, WHOLE, resolved_of, text_of, word_of
from errcat.resolved.generated_types import ResolvedCatalog
from profiles import IS_LONG

FILES = EVERY if IS_LONG else [*ODD, WHOLE, *(file for file in OWN if file.stem == "inference")]
"""The catalogs that differ in kind."""
FRAMEWORKS = ("django", "fastapi", "flask", "litestar")


def settings_of(resolved: ResolvedCatalog) -> dict[str, str | dict[str, str]]:
    """Settings that name errors of a catalog, if it has suitable ones."""
    found: dict[str, str | dict[str, str]] = {}
    for name, first in (("validation", 4), ("unhandled", 5)):
        named = [
            one["name"] for one in resolved["errors"] if any(status // 100 == first for status in one["status"] or ())
        ]
        if named:
            found[name] = named[0]
    statuses = {
        str(status): one["name"]
        for one in reversed(resolved["errors"])
        for status in one["status"] or ()
        if 400 <= status <= 599
    }
    return {**found, **({"statuses": statuses} if statuses else {})}


@pytest.fixture(scope="session")
def framework_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package for each catalog, with the modules for the frameworks: with settings, and for one without."""
    folder = tmp_path_factory.mktemp("frameworks")
    (folder / f"{SHARED}.py").write_text(text_of("python-runtime", WHOLE), encoding="utf-8")
    for file in FILES:
        package = folder / f"of_{word_of(file)}"
        package.mkdir()
        # nine tenths are machinery, the same in each
        shared = {} if IS_LONG or file == WHOLE else {"runtime": SHARED}
        (package / "errors.py").write_text(text_of("python", file, **shared), encoding="utf-8")
        for framework in FRAMEWORKS:
            target = f"python-{framework}"
            text = text_of(target, file, **settings_of(resolved_of(file)))  # type: ignore[arg-type]
            (package / f"{framework}_module.py").write_text(text, encoding="utf-8")
            if IS_LONG or file == WHOLE:
                (package / f"{framework}_plain.py").write_text(text_of(target, file), encoding="utf-8")
    return folder


USE = """\
import importlib, json, sys
from pathlib import Path

from django.conf import settings

settings.configure()


def document(responses, version):
    return {"openapi": version, "paths": {"/": {"get": {"responses": responses}}}}


for folder in sorted(Path().glob("of_*")):
    sys.path.insert(0, str(folder.resolve()))
    for name in ("errors", *(file.stem for file in folder.glob("*_*.py"))):
        sys.modules.pop(name, None)
        module = importlib.import_module(name)
        if name == "errors":
            errors = module
            continue
        if name.startswith("fastapi"):
            from fastapi import FastAPI

            app = FastAPI()
            module.install(app)
            app.get("/", responses=module.responses(*errors.ErrorCode))(lambda a=1: "")
            app.openapi()
        elif name.startswith("flask"):
            from flask import Flask

            module.install(Flask(name))
            for version in ("3.0.3", "3.1.0"):
                json.dumps(module._finished(document(module.responses(*errors.ErrorCode), version)))
        elif name.startswith("django"):
            for version in ("3.0.3", "3.1.0"):
                inline = {
                    status[0]: {"content": {status[1]: {"schema": one.response}}} if isinstance(status, tuple) else {}
                    for status, one in module.responses(*errors.ErrorCode).items()
                }
                found = module.postprocess_schema(document(inline, version), None, None, True)
                assert "x-error-codes" not in json.dumps(found)
        else:
            from litestar import Litestar, get

            @get("/", responses=module.responses(*errors.ErrorCode))
            async def index() -> str:
                return ""

            Litestar([index], plugins=[module.ErrorsPlugin()]).openapi_schema.to_schema()
    sys.path.remove(str(folder.resolve()))
print("all fine")
"""


@pytest.mark.slow("makes an OpenAPI document with all errors of each catalog, four times")
def test_every_module_works(framework_modules: Path):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-B", "-c", USE], cwd=framework_modules, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "all fine\n"), done.stderr[-3000:]


FAKE = """\
import sys
from types import ModuleType


class Fake(ModuleType):
    def __getattr__(self, name):
        return type(name, (), {"__class_getitem__": classmethod(lambda cls, item: cls), "connect": print})


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("asgiref", "django", "flask", "litestar", "starlette", "werkzeug"):
            from importlib.machinery import ModuleSpec

            return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return Fake(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
sys.path.insert(0, "of_catalog")
import django_module, fastapi_module, flask_module, litestar_module

for module in (django_module, fastapi_module, flask_module, litestar_module):
    assert module._named_response(404, ["PARCEL_NOT_FOUND"])
    assert module._request_id("a b") != "a b"
"""


@pytest.mark.slow("imports every module on another Python")
def test_they_run_on_the_oldest_python(framework_modules: Path):
    """Whether or not a framework has a release for it."""
    done = subprocess.run(
        [PYTHONS[VERSIONS[0]], "-W", "error", "-B", "-c", FAKE], cwd=framework_modules, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    for file in framework_modules.rglob("*.py"):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))


TYPED = {
    "django": """\
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django_module import ErrorMiddleware, assert_error, exception_handler, request_id, responses
from errors import ApiError, ErrorCode, ParcelNotFoundError


class Errors(ErrorMiddleware):
    def applies_to(self, request: HttpRequest) -> bool:
        return bool(request_id(request))

    def before(self, request: HttpRequest, exception: Exception | None) -> ApiError | None:
        return ErrorCode.PARCEL_NOT_FOUND.error() if isinstance(exception, LookupError) else None

    def after(self, request: HttpRequest, error: ApiError, response: HttpResponse) -> None:
        response["X-Code"] = str(error.code)


documented = {200: "Order", **responses(ErrorCode.PARCEL_NOT_FOUND, "LABEL_SMUDGED", ParcelNotFoundError)}
handler = exception_handler


def check(response: object) -> None:
    assert_error(response, ParcelNotFoundError, parcel_id="P-1")
""",
    "flask": """\
from __future__ import annotations

from errors import ApiError, ErrorCode, ParcelNotFoundError
from flask import Flask, Request, Response
from flask_module import assert_error, document, install, request_id, responses


def before(request: Request, exception: BaseException) -> ApiError | None:
    return ErrorCode.PARCEL_NOT_FOUND.error() if isinstance(exception, LookupError) else None


def after(request: Request, error: ApiError, response: Response) -> Response | None:
    response.headers["X-Code"] = str(error.code)
    return None


app = Flask(__name__)
install(app, before=before, after=after)
document(object())
documented: dict[int | str, dict[str, object]] = responses(ErrorCode.PARCEL_NOT_FOUND, ParcelNotFoundError)


@app.get("/parcels")
def parcels() -> dict[str, str]:
    raise ParcelNotFoundError(parcel_id=request_id(), place="Bern")


def check() -> None:
    assert_error(app.test_client().get("/parcels"), ErrorCode.PARCEL_NOT_FOUND, parcel_id="P-1")
""",
    "fastapi": """\
from __future__ import annotations

from errors import ApiError, ErrorCode, ParcelNotFoundError
from fastapi import FastAPI
from fastapi_module import assert_error, install, request_id, responses
from starlette.requests import Request
from starlette.responses import Response

app = FastAPI()


async def before(request: Request, error: Exception) -> ApiError | None:
    return ErrorCode.PARCEL_NOT_FOUND.error() if isinstance(error, LookupError) else None


def after(request: Request, error: ApiError, response: Response) -> None:
    response.headers["X-Code"] = str(error.code)


install(app, before=before, after=after)


@app.get("/parcels", responses=responses(ErrorCode.PARCEL_NOT_FOUND, "LABEL_SMUDGED", ParcelNotFoundError))
async def parcels(request: Request) -> dict[str, str]:
    raise ParcelNotFoundError(parcel_id=request_id(request), place="Bern")


def check(response: object) -> None:
    assert_error(response, ErrorCode.PARCEL_NOT_FOUND, parcel_id="P-1")
    assert_error(response, ParcelNotFoundError, parcel_id="P-1")
""",
    "litestar": """\
from __future__ import annotations

from typing import Any

from errors import ApiError, ErrorCode, ParcelNotFoundError
from litestar import Litestar, Request, Response, get
from litestar_module import ErrorsPlugin, assert_error, install, request_id, responses


async def before(request: Request[Any, Any, Any], error: Exception) -> ApiError | None:
    return ErrorCode.PARCEL_NOT_FOUND.error() if isinstance(error, LookupError) else None


def after(request: Request[Any, Any, Any], error: ApiError, response: Response[Any]) -> None:
    response.headers["X-Code"] = str(error.code)


@get("/parcels", responses=responses(ErrorCode.PARCEL_NOT_FOUND, "LABEL_SMUDGED", ParcelNotFoundError))
async def parcels(request: Request[Any, Any, Any]) -> dict[str, str]:
    raise ParcelNotFoundError(parcel_id=request_id(request), place="Bern")


app = Litestar([parcels], plugins=[ErrorsPlugin(before=before, after=after)])
other = Litestar([parcels], on_app_init=[install])
install(Litestar([parcels]), before=before)


def check(response: object) -> None:
    assert_error(response, ErrorCode.PARCEL_NOT_FOUND, parcel_id="P-1")
""",
}
TYPED_CATALOGS = ("of_catalog", "of_repeated_codes") if IS_LONG else ("of_catalog",)
"""Every field, and codes that repeat."""


@pytest.fixture(scope="session")
def typed(framework_modules: Path) -> Path:
    for framework, text in TYPED.items():
        (framework_modules / "of_catalog" / f"{framework}_service.py").write_text(text, encoding="utf-8")
    return framework_modules


@pytest.mark.slow("mypy reads the frameworks themselves")
@pytest.mark.parametrize("catalog", TYPED_CATALOGS)
def test_mypy_strict_has_nothing_to_say(typed: Path, catalog: str):
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.10", "."],
        cwd=typed / catalog, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


FOR_PYRIGHT = ["."] if IS_LONG else ["flask_*.py"]
"""mypy reads all modules. What Pyright reads of a framework takes seconds: Flask is the smallest."""


@pytest.mark.slow("Pyright reads the frameworks themselves")
def test_pyright_strict_agrees(typed: Path, node_modules: Path):
    for catalog in TYPED_CATALOGS:
        config = {"typeCheckingMode": "strict", "pythonVersion": "3.10", "include": FOR_PYRIGHT}
        (typed / catalog / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
        done = subprocess.run(
            ["node", str(node_modules / "pyright" / "index.js"), "--pythonpath", sys.executable, "-p", "."],
            cwd=typed / catalog, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:]


def test_ruff_has_nothing_to_say(framework_modules: Path):
    """Not even without the line that keeps it away, which is there for projects with their own rules.

    test_modules.py has the modules without a framework.
    """
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--ignore-noqa", "--target-version", "py39",
         "--line-length", "120", "--config", 'src = ["of_*"]',
         "--select", "E4,E7,E9,F,I,UP,B,SIM,C4,PIE,RET,W", "--ignore", "B905,B010", "--exclude", "*_service.py,errors.py", "."],
        cwd=framework_modules, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
