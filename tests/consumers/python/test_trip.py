"""Every error of every catalog, raised in a service and read by a client: what the server sends is what was raised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from served import served
from test_round_trip import marker_values

from built import EVERY, module_of, resolved_of, text_of, word_of
from errcat.resolved.api import api_of

SERVICE = """\
import importlib, json, sys
from pathlib import Path

from fastapi import FastAPI


def service_of(folder):
    sys.path.insert(0, str(folder))
    for name in ("errors", "errors_fastapi"):
        sys.modules.pop(name, None)
    errors, module = importlib.import_module("errors"), importlib.import_module("errors_fastapi")
    sys.path.pop(0)
    values = json.loads((folder / "values.json").read_text())
    app = FastAPI()
    module.install(app)

    @app.get("/{number}")
    async def fail(number: int):
        raise list(errors.ErrorCode)[number].error(params=values[number], retry_after=2.5 if number % 2 else None)

    return app


app = FastAPI()
for folder in sorted(Path().glob("of_*")):
    app.mount("/" + folder.name, service_of(folder))
"""
COMPARED = (
    "code", "status", "message", "params", "details", "fields", "category", "retryable", "retry_after", "title", "docs_url",
)  # fmt: skip


@pytest.mark.slow("builds three modules for each catalog, and sends a request for each error")
def test_every_error_of_every_catalog_survives_the_trip(tmp_path: Path):
    for file in EVERY:
        folder = tmp_path / f"of_{word_of(file)}"
        folder.mkdir()
        (folder / "errors.py").write_text(text_of("python", file), encoding="utf-8")
        (folder / "errors_fastapi.py").write_text(text_of("python-fastapi", file), encoding="utf-8")
        values = [marker_values(error) for error in resolved_of(file)["errors"]]
        (folder / "values.json").write_text(json.dumps(values), encoding="utf-8")
    (tmp_path / "service.py").write_text(SERVICE, encoding="utf-8")
    count = 0
    with served("uvicorn", ["service:app"], tmp_path) as service:
        for file in EVERY:
            module = module_of(resolved_of(file))
            for number, code in enumerate(module.ErrorCode):
                header = {header_of(resolved_of(file)).replace("-", "_"): f"r-{number}"}
                answer = service.send("GET", f"/of_{word_of(file)}/{number}", **header)
                require_equal(module, code, resolved_of(file), number, answer)
                count += 1
    assert count > 300


def header_of(resolved: Any) -> str:
    """The header with the id of a request."""
    request_id = api_of(resolved)["request_id"]
    return (request_id and request_id["header"]) or "X-Request-Id"


def require_equal(module: Any, code: Any, resolved: Any, number: int, answer: Any) -> None:
    """The error that a client reads from the server is the one that it reads from the same error itself."""
    values = marker_values(resolved["errors"][number])
    raised = code.error(params=values, retry_after=2.5 if number % 2 else None, request_id=f"r-{number}")
    status, headers, body = raised.to_response()
    can_be_sent = 200 <= status <= 599
    assert answer.status == (status if can_be_sent else 500), code
    assert {name: answer.headers[name] for name in headers} == headers, code
    if status in (204, 205, 304):
        assert answer.body == b""
        return
    expected = module.ApiError.from_response(status, body, headers)
    found = module.ApiError.from_response(status, answer.body, dict(answer.headers.items()))
    assert type(found) is type(expected), code
    for name in COMPARED:
        assert getattr(found, name) == getattr(expected, name), (code, name)
    assert found.request_id == f"r-{number}", code
