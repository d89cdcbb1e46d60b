"""An API that refers to the built document, as clients see it: types in TypeScript and Python, a mock server."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from built import OWN, text_of
from processes import running

INFERENCE = next(file for file in OWN if file.stem == "inference")
API = """\
openapi: 3.1.0
info:
  title: Inference
  version: "1"
  license: {name: MIT, identifier: MIT}
servers: [{url: /}]
security: []
paths:
  /models/{id}:
    get:
      operationId: getModel
      summary: A model
      parameters:
        - {name: id, in: path, required: true, description: Its id, schema: {type: string}}
      responses:
        "200":
          description: The model
          content:
            application/json:
              schema: {type: object, required: [id], properties: {id: {type: string}}}
              example: {id: m-1}
        "400": {$ref: "errors.openapi.yaml#/components/responses/Http400"}
        "401": {$ref: "errors.openapi.yaml#/components/responses/MISSING_API_KEY"}
        "404": {$ref: "errors.openapi.yaml#/components/responses/Http404"}
        4XX: {$ref: "errors.openapi.yaml#/components/responses/ClientError"}
        default: {$ref: "errors.openapi.yaml#/components/responses/Error"}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, node_modules: Path) -> Path:
    """The API, the document that it refers to, and both in one file."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "api.yaml").write_text(API, encoding="utf-8")
    (folder / "errors.openapi.yaml").write_text(text_of("openapi", INFERENCE, codes="closed"), encoding="utf-8")
    run(node_modules / ".bin" / "redocly", "bundle", "api.yaml", "-o", "bundled.yaml", cwd=folder)
    return folder


def run(*command: object, cwd: Path, code: int = 0) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_a_document_that_refers_to_it_is_clean(project: Path, node_modules: Path):
    (project / "redocly.yaml").write_text("extends: [recommended-strict]\n", encoding="utf-8")
    run(node_modules / ".bin" / "redocly", "lint", "api.yaml", cwd=project)


TYPED = """\
import type { paths } from "./api.js";

type Responses = paths["/models/{id}"]["get"]["responses"];
type NotFound = Responses[404]["content"]["application/json"];
type BadRequest = Responses[400]["content"]["application/json"];

export function advice(body: NotFound): string {
  switch (body.error.code) {
    case "RESOURCE_NOT_FOUND":
      return "look elsewhere";
    case "ENDPOINT_NOT_FOUND":
      return "look at the docs";
    case "MODEL_NOT_FOUND":
      return "take another model";
    default: {
      const never: never = body.error.code;
      return never;
    }
  }
}

export const field = (body: BadRequest): string => body.error.details?.field ?? "none";
export const id = (body: NotFound | BadRequest): string => body.meta.request_id;
"""
MISTYPED = """\
import type { paths } from "./api.js";

type NotFound = paths["/models/{id}"]["get"]["responses"][404]["content"]["application/json"];

export const isIt = (body: NotFound): boolean => body.error.code === "MODEL_NOT_FUOND";
"""


@pytest.mark.slow("runs openapi-typescript and tsc")
def test_typescript_knows_the_codes(project: Path, node_modules: Path):
    run(node_modules / ".bin" / "openapi-typescript", "api.yaml", "-o", "api.ts", cwd=project)
    (project / "good.ts").write_text(TYPED, encoding="utf-8")
    (project / "bad.ts").write_text(MISTYPED, encoding="utf-8")
    found = run(
        node_modules / ".bin" / "tsc", "--strict", "--noEmit", "--pretty", "false", "--module", "nodenext",
        "--target", "es2022", "--lib", "es2022", "--skipLibCheck", "good.ts", "bad.ts", cwd=project, code=2,
    )  # fmt: skip
    (line,) = re.findall(r"^\S.*error TS.*$", found, re.MULTILINE)
    assert line.startswith("bad.ts")
    assert "MODEL_NOT_FUOND" in line


def test_datamodel_code_generator_knows_them(project: Path):
    run(
        sys.executable, "-m", "datamodel_code_generator", "--input", "bundled.yaml", "--input-file-type", "openapi",
        "--output", "models.py", "--output-model-type", "pydantic_v2.BaseModel", "--naming-strategy", "parent-prefixed",
        cwd=project,
    )  # fmt: skip
    example = json.loads(text_of("json", INFERENCE))["errors"][13]
    assert example["code"] == "RESOURCE_NOT_FOUND"
    (project / "use_models.py").write_text(
        f"""\
import models

body = models.Http404Body.model_validate({example["response"]["body"]!r})
code: str = body.error.code.value
assert code == "RESOURCE_NOT_FOUND"
try:
    models.Http404Body.model_validate({example["response"]["body"] | {"error": {"code": "NEW", "message": ""}}!r})
except ValueError:
    pass
else:
    raise AssertionError("a closed contract has no other codes")
""",
        encoding="utf-8",
    )
    run(sys.executable, "use_models.py", cwd=project)
    run(sys.executable, "-m", "mypy", "--strict", "models.py", "use_models.py", cwd=project)


def test_openapi_python_client_knows_them(project: Path):
    reported = run(
        Path(sys.executable).with_name("openapi-python-client"), "generate", "--path", "bundled.yaml",
        "--output-path", "client", "--overwrite", "--meta", "none", cwd=project,
    )  # fmt: skip
    assert "warning" not in reported.lower()
    body = json.loads(text_of("json", INFERENCE))["errors"][13]["response"]["body"]
    (project / "use_client.py").write_text(
        f"""\
from client.models import Http404Body

body = Http404Body.from_dict({body!r})
assert body.error.code.value == "RESOURCE_NOT_FOUND", body
assert body.to_dict()["error"] == {body["error"]!r}
""",
        encoding="utf-8",
    )
    run(sys.executable, "use_client.py", cwd=project)
    run(sys.executable, "-m", "mypy", "client", cwd=project)


@pytest.fixture(scope="module")
def mock(project: Path, node_modules: Path) -> Iterator[str]:
    """Prism, which answers as the document says, at a free port."""
    command = [node_modules / ".bin" / "prism", "mock", "-p", "0", "-h", "127.0.0.1", "bundled.yaml"]
    with running(command, project) as server:
        assert server.stdout is not None
        lines = iter(server.stdout.readline, "")
        yield next(found[1] for line in lines if (found := re.search(r"listening on http://(127\.0\.0\.1:\d+)", line)))


def test_prism_mocks_any_error(mock: str):
    wanted = {error["code"]: error["response"] for error in json.loads(text_of("json", INFERENCE))["errors"]}
    for code in ("RESOURCE_NOT_FOUND", "MODEL_NOT_FOUND"):
        with closing(http.client.HTTPConnection(mock)) as connection:
            connection.request("GET", "/models/1", headers={"Prefer": f"code=404, example={code}"})
            answer = connection.getresponse()
            assert (answer.status, answer.headers.get_content_type()) == (404, "application/json")
            assert json.loads(answer.read()) == wanted[code]["body"]
