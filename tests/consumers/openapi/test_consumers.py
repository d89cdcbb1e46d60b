"""The tools of the table in site/docs/people/client-authors.md: each runs, in the version that the table has."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from listed_codes import projects, run

from built import ROOT, SMALL, text_of
from requirement_files import FOLDER, pins, version_of

PAGE = ROOT / "site" / "docs" / "people" / "client-authors.md"
ROW = re.compile(r"^\| \[([^]]+)\]\([^)]+\) \| ([\d.]+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
BY_HAND = "by hand"
# The tools by their name in the table: their package, the test that runs them, and whether it is one of `make prove`.
TOOLS = {
    "openapi-spec-validator": ("openapi-spec-validator", "test_linters.py", "make test"),
    "Redocly CLI": ("@redocly/cli", "test_linters.py", "make test"),
    "Spectral": ("@stoplight/spectral-cli", "test_linters.py", "make test"),
    "swagger-parser": ("@apidevtools/swagger-parser", "test_consumers.py", "make test"),
    "Scalar": ("@scalar/openapi-parser", "test_consumers.py", "make test"),
    "openapi-typescript": ("openapi-typescript", "test_listed_codes.py", "make test"),
    "Hey API": ("@hey-api/openapi-ts", "test_listed_codes.py", "make test"),
    "Orval": ("orval", "test_listed_codes.py", "make test"),
    "swagger-typescript-api": ("swagger-typescript-api", "test_consumers.py", "make prove"),
    "OpenAPI Generator": ("openapi-generator-cli", "test_consumers.py", "make prove"),
    "datamodel-code-generator": ("datamodel-code-generator", "test_clients.py", "make test"),
    "openapi-python-client": ("openapi-python-client", "test_listed_codes.py", "make test"),
    "Prism": ("@stoplight/prism-cli", "test_clients.py", "make test"),
    "Schemathesis": ("schemathesis", "test_consumers.py", "make prove"),
    "TypeSpec": ("@typespec/openapi3", "test_consumers.py", "make prove"),
    "Fern": ("", "", BY_HAND),
}


def test_the_table_has_the_tools_and_their_versions():
    """Red if `make lock` brings another version of a tool: then run its test, and update the table."""
    rows = {name: (version, when) for name, version, when in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    assert rows.keys() == TOOLS.keys()
    node = json.loads((ROOT / "tests" / "node" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    python = pins(FOLDER / "dev.txt")
    for name, (package, module, when) in TOOLS.items():
        version, stated = rows[name]
        assert stated == when, name
        if when != BY_HAND:
            locked = [str(version_of(pin)) for pin in python.get(package, ())]
            locked = locked or [node[f"node_modules/{package}"]["version"]]
            assert all(one.startswith(f"{version}.") for one in locked), (name, locked)
            assert (Path(__file__).parent / module).exists()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, node_modules: Path) -> Path:
    return projects(tmp_path_factory.mktemp("consumers"), node_modules)


def test_swagger_parser_and_scalar_have_nothing_to_say(project: Path, node_modules: Path):
    texts = [text_of("openapi", file) for file in SMALL]
    texts += [(project / folder / "bundled.yaml").read_text(encoding="utf-8") for folder in ("flat", "nested")]
    documents = [yaml.load(text, yaml.CSafeLoader) for text in texts]
    done = subprocess.run(
        ["node", node_modules.parent / "validate-openapi.mjs"],
        input=json.dumps(documents), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == [{"scalar": [], "swagger-parser": []}] * len(documents)


@pytest.mark.prove("runs a tool that most users of TypeScript do not need")
def test_swagger_typescript_api_knows_the_codes(project: Path, node_modules: Path):
    tools = node_modules / ".bin"
    run(tools / "swagger-typescript-api", "generate", "-p", "flat/bundled.yaml", "-o", "sta", cwd=project)
    (text,) = [file.read_text(encoding="utf-8") for file in (project / "sta").glob("*.ts")]
    assert re.search(r'code: "model_not_found"', text)
    assert re.search(r"ModelNotFoundBody \| PageNotFoundBody", text)


@pytest.mark.prove("starts Java five times")
@pytest.mark.parametrize("folder", ["flat", "nested"])
def test_openapi_generator_knows_the_codes(project: Path, node_modules: Path, folder: str):
    if shutil.which("java") is None:
        pytest.skip("OpenAPI Generator needs Java")
    for language in ("typescript-fetch", "python", "java", "go", "kotlin"):
        run(
            Path(sys.executable).with_name("openapi-generator-cli"), "generate", "-g", language,
            "-i", f"{folder}/bundled.yaml", "-o", f"{folder}_{language}", cwd=project,
        )  # fmt: skip
    models = project / f"{folder}_typescript-fetch" / "models"
    for file in models.glob("*.ts"):
        assert not re.search(r"export interface \w+ \{\s*\}", file.read_text(encoding="utf-8")), f"{file.name} is empty"
    choice = {"flat": "ModelNotFoundBody | PageNotFoundBody", "nested": "EndpointNotFoundBody | ModelNotFoundBody"}
    assert f"= {choice[folder]};" in (models / "GetOne404Response.ts").read_text(encoding="utf-8")
    run(
        node_modules / ".bin" / "tsc", "--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom",
        "--module", "esnext", "--moduleResolution", "bundler", f"{folder}_typescript-fetch/index.ts", cwd=project,
    )  # fmt: skip
    body = {
        "flat": {"title": "t", "status": 404, "code": "page_not_found"},
        "nested": {
            "success": False,
            "error": {"code": "MODEL_NOT_FOUND", "message": "m"},
            "meta": {"request_id": "r", "timestamp": "2026-01-01T00:00:00Z"},
        },
    }[folder]
    (project / f"use_{folder}.py").write_text(
        f"import sys\nsys.path.insert(0, '{folder}_python')\nfrom openapi_client.models import ErrorBody, GetOne404Response\n"
        f"print(type(GetOne404Response.from_json({json.dumps(body)!r}).actual_instance).__name__)\n"
        f"ErrorBody.from_json({json.dumps(body)!r})\n",
        encoding="utf-8",
    )
    expected = {"flat": "PageNotFoundBody", "nested": "ModelNotFoundBody"}[folder]
    assert run(sys.executable, f"use_{folder}.py", cwd=project).strip() == expected


@pytest.mark.prove("starts the compiler of TypeSpec")
def test_typespec_imports_the_codes(project: Path, node_modules: Path):
    tools = node_modules / ".bin"
    run(tools / "tsp-openapi3", "flat/bundled.yaml", "--output-dir", "tsp", cwd=project)
    (project / "tsp" / "node_modules").symlink_to(node_modules)
    text = (project / "tsp" / "main.tsp").read_text(encoding="utf-8")
    assert 'code: "model_not_found"' in text
    run(tools / "tsp", "compile", "main.tsp", "--no-emit", cwd=project / "tsp")


@contextmanager
def answering(body: dict[str, Any]) -> Iterator[str]:
    """A service that answers every request with this error."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404)
            self.send_header("Content-Type", "application/problem+json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@pytest.mark.prove("starts Schemathesis twice")
def test_schemathesis_finds_a_code_that_the_operation_does_not_list(project: Path):
    command = [
        Path(sys.executable).with_name("schemathesis"), "run", "flat/bundled.yaml", "--phases", "fuzzing",
        "--checks", "response_schema_conformance", "--max-examples", "1", "--url",
    ]  # fmt: skip
    body = {"title": "t", "status": 404, "code": "model_not_found", "model": "m-9"}
    with answering(body) as address:
        run(*command, address, cwd=project)
    with answering({**body, "code": "model_deleted"}) as address:
        assert "model_not_found" in run(*command, address, cwd=project, code=1)
