"""A service that raises and documents its errors through the built modules, and a test of it that uses the helpers."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from built import WHOLE, text_of

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory):
    """The module of the codes, and the helpers."""
    folder = tmp_path_factory.mktemp("service")
    (folder / "parcel_errors.py").write_text(text_of("python", WHOLE), encoding="utf-8")
    (folder / "parcel_helpers.py").write_text(text_of("python-helpers", WHOLE), encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("parcel_errors"), importlib.import_module("parcel_helpers")
    finally:
        sys.path.remove(str(folder))


@pytest.fixture
def client(modules):
    from fastapi import FastAPI, Request, Response
    from fastapi.testclient import TestClient

    errors, helpers = modules
    app = FastAPI(title="Parcels")

    @app.exception_handler(errors.ApiError)
    async def answer(_request: Request, error) -> Response:
        status, headers, body = error.to_response()
        return Response(body, status, headers)

    @app.get(
        "/parcels/{parcel_id}",
        responses=helpers.openapi_responses(errors.ErrorCode.PARCEL_NOT_FOUND, "LABEL_SMUDGED"),
    )
    async def get_parcel(parcel_id: str) -> dict[str, str]:
        if parcel_id == "wet":
            raise errors.ErrorCode.LABEL_SMUDGED.error(variant=0, status=503, request_id="req_2", retry_after=7)
        raise errors.ParcelNotFoundError(parcel_id=parcel_id, place="Bern", depot=3, request_id="req_1")

    return TestClient(app, raise_server_exceptions=True)


def test_what_is_raised_is_what_the_client_gets(client, modules):
    errors, helpers = modules
    response = client.get("/parcels/P-9")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-region"] == "eu-1"
    assert response.headers["x-request-id"] == "req_1"
    assert response.json() == {
        "error": {
            "code": "PARCEL_NOT_FOUND",
            "message": "There is no parcel P-9 in Bern",
            "status": 404,
            "category": "fix",
            "details": {"depot": 3},
            "help": "https://docs.parcel.example/errors/parcel-not-found/",
        },
        "request_id": "req_1",
    }
    helpers.assert_error(response, errors.ErrorCode.PARCEL_NOT_FOUND, parcel_id="P-9", depot=3)
    error = errors.ApiError.from_response(response.status_code, response.content, response.headers)
    assert isinstance(error, errors.ParcelNotFoundError)
    assert (error.request_id, error.details, error.params) == (
        "req_1",
        {"depot": 3},
        {"parcel_id": "P-9", "place": "Bern", "depot": 3},
    ), "what the details do not carry is read from the message"


def test_a_wait_travels_in_its_header(client, modules):
    errors, _helpers = modules
    response = client.get("/parcels/wet")
    assert (response.status_code, response.headers["retry-after"]) == (503, "7")
    error = errors.ApiError.from_response(response.status_code, response.content, response.headers)
    assert (error.retry_after, error.retryable, error.message) == (7.0, True, "The label is wet")


def test_the_failure_of_a_test_says_what_came_instead(client, modules):
    errors, helpers = modules
    response = client.get("/parcels/P-9")
    with pytest.raises(AssertionError, match=r"(?s)expected the error 'LABEL_SMUDGED'.*'PARCEL_NOT_FOUND'.*404"):
        helpers.assert_error(response, errors.ErrorCode.LABEL_SMUDGED)
    with pytest.raises(AssertionError, match="expected depot = 4"):
        helpers.assert_error(response, "PARCEL_NOT_FOUND", depot=4)
    with pytest.raises(AssertionError, match="There is no parcel P-8"):
        helpers.assert_error(response, "PARCEL_NOT_FOUND", parcel_id="P-8")
    with pytest.raises(KeyError, match="did you mean 'PARCEL_NOT_FOUND'"):
        helpers.assert_error(response, "PARCEL_NOT_FUOND")
    with pytest.raises(AssertionError, match="no code"):
        helpers.assert_error(client.get("/nowhere"), "PARCEL_NOT_FOUND")


def test_the_service_documents_its_errors(client):
    api = client.app.openapi()
    validate(api)
    responses = api["paths"]["/parcels/{parcel_id}"]["get"]["responses"]
    assert set(responses) >= {"200", "404", "422", "503"}
    media = responses["404"]["content"]["application/json"]
    assert media["schema"]["properties"]["error"]["properties"]["code"]["const"] == "PARCEL_NOT_FOUND"
    assert media["schema"]["properties"]["error"]["properties"]["details"]["required"] == ["depot"]
    assert responses["404"]["headers"].keys() == {"X-Region", "X-Request-Id"}
    assert media["examples"]["PARCEL_NOT_FOUND"]["value"]["error"]["status"] == 404
    smudged = responses["503"]["content"]["application/json"]["examples"]["LABEL_SMUDGED"]["value"]
    assert smudged["error"]["status"] == 503, "the example of a response has its status"
    assert json.loads(json.dumps(api)) == api


TYPED = """\
from __future__ import annotations

from fastapi import FastAPI, Request, Response
from parcel_errors import ApiError, ErrorCode
from parcel_helpers import assert_error, openapi_responses

app = FastAPI()


@app.exception_handler(ApiError)
async def answer(_request: Request, error: ApiError) -> Response:
    status, headers, body = error.to_response()
    return Response(body, status, headers)


@app.get("/parcels", responses=openapi_responses(ErrorCode.PARCEL_NOT_FOUND, "LABEL_SMUDGED"))
async def parcels() -> dict[str, str]:
    raise ErrorCode.PARCEL_NOT_FOUND.error(params={"parcel_id": "P-1"})


def check(response: object) -> None:
    assert_error(response, ErrorCode.PARCEL_NOT_FOUND, parcel_id="P-1")
"""


def test_the_service_is_typed(tmp_path: Path):
    (tmp_path / "parcel_errors.py").write_text(text_of("python", WHOLE), encoding="utf-8")
    (tmp_path / "parcel_helpers.py").write_text(text_of("python-helpers", WHOLE), encoding="utf-8")
    (tmp_path / "service.py").write_text(TYPED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "service.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
