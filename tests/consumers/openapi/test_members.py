"""Params as members of the body, as generated clients see them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from built import resolved_from
from errcat.targets import TARGETS

CATALOG = """\
errcat: 1
codes: {set: closed}
envelope: rfc9457
errors:
  - code: order_not_found
    status: 404
    message: No order {order_id}
    params:
      order_id: {description: The number of the order, example: o_1}
      count: {type: integer, optional: true}
      at: {format: date-time, optional: true}
  - code: seat_not_found
    status: 404
    message: No seat {row}
    params: {row: {type: integer, example: 4}}
"""
PATHS = """\
paths:
  /orders:
    get:
      operationId: getOrders
      responses:
        "404": {$ref: "#/components/responses/Http404"}
"""
BODY = {
    "title": "Order not found", "status": 404, "detail": "No order o_1", "code": "order_not_found", "order_id": "o_1",
    "count": 3, "at": "2026-05-01T10:00:00Z", "more": {"a": 1},
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("members")
    for schemas in ("per-code", "per-status"):
        values = TARGETS["openapi"].values({"schemas": schemas})
        (artifact,) = TARGETS["openapi"].render(resolved_from(CATALOG), values, "errors.yaml")
        assert artifact.text.count("paths: {}\n") == 1
        (folder / f"{schemas}.yaml").write_text(artifact.text.replace("paths: {}\n", PATHS), encoding="utf-8")
    return folder


def run(*command: object, cwd: Path, code: int = 0) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


TYPED = """\
import type { paths } from "./per-code.js";
import type { paths as shared } from "./per-status.js";

type NotFound = paths["/orders"]["get"]["responses"][404]["content"]["application/problem+json"];
type Shared = shared["/orders"]["get"]["responses"][404]["content"]["application/problem+json"];

export function text(body: NotFound): string {
  return body.code === "order_not_found" ? body.order_id.trim() : body.row.toFixed(1);
}
export const count = (body: Shared): number => body.count ?? 0;
"""
WRONG = """\
import type { paths } from "./per-code.js";

type NotFound = paths["/orders"]["get"]["responses"][404]["content"]["application/problem+json"];

export const row = (body: NotFound): number => (body.code === "order_not_found" ? body.order_id : 0);
"""


@pytest.mark.slow("runs openapi-typescript and tsc")
def test_typescript(project: Path, node_modules: Path):
    for schemas in ("per-code", "per-status"):
        run(node_modules / ".bin" / "openapi-typescript", f"{schemas}.yaml", "-o", f"{schemas}.ts", cwd=project)
    (project / "good.ts").write_text(TYPED, encoding="utf-8")
    (project / "bad.ts").write_text(WRONG, encoding="utf-8")
    found = run(
        node_modules / ".bin" / "tsc", "--strict", "--noEmit", "--pretty", "false", "--module", "nodenext",
        "--target", "es2022", "--lib", "es2022", "--skipLibCheck", "good.ts", "bad.ts", cwd=project, code=2,
    )  # fmt: skip
    assert [line.split("(")[0] for line in found.splitlines() if "error TS" in line] == ["bad.ts"]


def test_datamodel_code_generator(project: Path):
    for schemas, name in (("per-code", "OrderNotFoundBody"), ("per-status", "Http404Body")):
        module = f"models_{schemas.replace('-', '_')}"
        run(
            sys.executable, "-m", "datamodel_code_generator", "--input", f"{schemas}.yaml", "--input-file-type", "openapi",
            "--output", f"{module}.py", "--output-model-type", "pydantic_v2.BaseModel", cwd=project,
        )  # fmt: skip
        use = f"""\
import datetime
import {module}

body = {module}.{name}.model_validate({BODY!r})
assert (body.order_id, body.count) == ("o_1", 3)
assert isinstance(body.at, datetime.datetime)
assert body.model_extra == {{"more": {{"a": 1}}}}, body.model_extra
"""
        (project / "use_models.py").write_text(use, encoding="utf-8")
        run(sys.executable, "use_models.py", cwd=project)


def test_openapi_python_client(project: Path):
    reported = run(
        Path(sys.executable).with_name("openapi-python-client"), "generate", "--path", "per-code.yaml",
        "--output-path", "client", "--overwrite", "--meta", "none", cwd=project,
    )  # fmt: skip
    assert "warning" not in reported.lower()
    use = f"""\
from client.models import OrderNotFoundBody

body = OrderNotFoundBody.from_dict({BODY!r})
assert (body.order_id, body.count, body.at.year) == ("o_1", 3, 2026)
assert body["more"] == {{"a": 1}}
"""
    (project / "use_client.py").write_text(use, encoding="utf-8")
    run(sys.executable, "use_client.py", cwd=project)
