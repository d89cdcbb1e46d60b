"""Operations that list their codes, as the clients that tools generate from them see these codes.

The catalogs are open: new codes can come. The responses of an operation accept exactly the codes that it lists.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from listed_codes import projects, resolved_flat, run

from errcat.targets import TARGETS


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, node_modules: Path) -> Path:
    return projects(tmp_path_factory.mktemp("operations"), node_modules)


def test_the_linter_has_nothing_to_say(project: Path, node_modules: Path):
    (project / "redocly.yaml").write_text(
        "extends: [recommended-strict]\n"
        "rules: {security-defined: off, operation-summary: off, info-license: off, info-license-strict: off}\n",
        encoding="utf-8",
    )
    run(node_modules / ".bin" / "redocly", "lint", "flat/api.yaml", "nested/api.yaml", cwd=project)


@pytest.mark.parametrize(
    ("folder", "code", "missing"),
    [("flat", ["code"], "overloaded"), ("nested", ["error", "code"], "RATE_LIMIT_EXCEEDED")],
)
def test_responses_accept_exactly_the_listed_codes(project: Path, folder: str, code: list[str], missing: str):
    """Their own examples, with their own code; any other code belongs to the general schema."""
    document = yaml.load((project / folder / "bundled.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    responses = document["paths"]["/getOne"]["get"]["responses"]
    assert list(responses) == ["200", "404", "502", "503", "default"]
    for status in ("404", "502", "503"):
        response = at(document, responses[status])
        (media,) = response["content"].values()
        own, general = (
            validator(document, media["schema"]),
            validator(document, {"$ref": "#/components/schemas/ErrorBody"}),
        )
        examples = [at(document, example)["value"] for example in media["examples"].values()]
        assert len(examples) == (2 if status == "404" else 1)
        for body in examples:
            assert own.is_valid(body)
            assert general.is_valid(body)
            if folder == "flat":
                assert body["status"] == int(status)
                assert not own.is_valid({**body, "status": 500})
                assert not own.is_valid({**body, "details": {"load": "x", "similar": "x"}}) or "page" in body["code"]
            for other in (missing if status == "404" else "x", "BRAND_NEW"):
                changed = with_code(body, code, other)
                assert not own.is_valid(changed)
                assert general.is_valid(changed)


def at(document: dict[str, Any], value: dict[str, Any]) -> Any:
    while "$ref" in value:
        found: Any = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


def validator(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": document["components"]})


def with_code(body: Any, path: list[str], code: str) -> Any:
    first, *rest = path
    return {**body, first: with_code(body[first], rest, code) if rest else code}


FLAT_TYPES = {
    "openapi_typescript": """\
import type { paths } from "./flat.js";
type Responses = paths["/getOne"]["get"]["responses"];
type NotFound = Responses[404]["content"]["application/problem+json"];
type BadGateway = Responses[502]["content"]["application/problem+json"];
""",
    "hey_api": """\
import type { GetOneErrors } from "./flat_hey/types.gen.js";
type NotFound = GetOneErrors[404];
type BadGateway = GetOneErrors[502];
""",
    "orval": """\
import type { getOneResponse404, getOneResponse502 } from "./flat_orval.js";
type NotFound = getOneResponse404["data"];
type BadGateway = getOneResponse502["data"];
""",
}
FLAT_USES = """\
export function advice(body: NotFound): string {
  switch (body.code) {
    case "model_not_found":
      return body.details?.similar.join() ?? "";
    case "page_not_found":
      return "elsewhere";
    default: {
      const never: never = body;
      return never;
    }
  }
}
export const load = (body: BadGateway): number => body.details?.load ?? 0;
export const both: (body: BadGateway) => ["overloaded", 502] = (body) => [body.code, body.status];
"""
FLAT_MISTAKES = """\
export const isIt = (body: NotFound): boolean => body.code === "model_not_fuond";
export const isOther = (body: BadGateway): boolean => body.code === "overlaoded";
"""
NESTED_TYPES = {
    "openapi_typescript": """\
import type { paths } from "./nested.js";
type NotFound = paths["/getOne"]["get"]["responses"][404]["content"]["application/json"];
""",
    "hey_api": """\
import type { GetOneErrors } from "./nested_hey/types.gen.js";
type NotFound = GetOneErrors[404];
""",
    "orval": """\
import type { getOneResponse404 } from "./nested_orval.js";
type NotFound = getOneResponse404["data"];
""",
}
NESTED_USES = 'export const isIt = (body: NotFound): boolean => body.error.code === "MODEL_NOT_FOUND";\n'
NESTED_MISTAKES = 'export const isOther = (body: NotFound): boolean => body.error.code === "MODEL_NOT_FUOND";\n'


# one run of a tool for both documents
HEY = """\
export default ["flat", "nested"].map((each) => ({
  input: `./${each}/api.yaml`, output: `${each}_hey`, plugins: ["@hey-api/typescript"],
}));
"""
ORVAL = """\
module.exports = Object.fromEntries(["flat", "nested"].map((each) => [
  each, { input: `./${each}/api.yaml`, output: { target: `./${each}_orval.ts`, client: "fetch" } },
]));
"""


@pytest.mark.slow("runs three generators of TypeScript, and tsc")
def test_typescript_finds_a_misspelt_code(project: Path, node_modules: Path):
    tools = node_modules / ".bin"
    for each in ("flat", "nested"):
        run(tools / "openapi-typescript", f"{each}/api.yaml", "-o", f"{each}.ts", cwd=project)
    (project / "hey.config.mjs").write_text(HEY, encoding="utf-8")
    run(tools / "openapi-ts", "-f", "hey.config.mjs", cwd=project)
    (project / "orval.config.cjs").write_text(ORVAL, encoding="utf-8")
    run(tools / "orval", "--config", "orval.config.cjs", cwd=project)
    mistakes = 0
    files = []
    for each, types, uses, wrong in (
        ("flat", FLAT_TYPES, FLAT_USES, FLAT_MISTAKES), ("nested", NESTED_TYPES, NESTED_USES, NESTED_MISTAKES),
    ):  # fmt: skip
        for tool, imports in types.items():
            for kind, text in (("good", uses), ("bad", wrong)):
                files.append(f"{kind}_{each}_{tool}.ts")
                (project / files[-1]).write_text(imports + text, encoding="utf-8")
            mistakes += wrong.count("\n")
    found = run(
        tools / "tsc", "--strict", "--noEmit", "--pretty", "false", "--module", "nodenext", "--target", "es2022",
        "--lib", "es2022,dom,dom.iterable", "--skipLibCheck", *files, cwd=project, code=2,
    )  # fmt: skip
    lines = re.findall(r"^\S.*error TS.*$", found, re.MULTILINE)
    assert [line for line in lines if not line.startswith("bad_")] == []
    assert len(lines) == mistakes == 9, found
    assert all(re.search("fuond|FUOND|overlaoded", line) for line in lines)


@pytest.mark.slow("runs openapi-python-client, and its client")
def test_python_clients_have_one_class_for_each_response(project: Path):
    """Three operations have the same error, which is a single class; so is each object that all errors have."""
    run(
        Path(sys.executable).with_name("openapi-python-client"), "generate", "--path", "flat/bundled.yaml",
        "--output-path", "client", "--overwrite", "--meta", "none", cwd=project,
    )  # fmt: skip
    classes = classes_in(project / "client" / "models")
    assert {name for name in classes if name.endswith("Body")} == {
        "ErrorBody", "ModelNotFoundBody", "PageNotFoundBody", "Overloaded502Body", "Overloaded503Body",
    }  # fmt: skip
    assert {name for name in classes if "Response" not in name and "Body" not in name} == {
        "ModelNotFoundDetails", "OverloadedDetails",
    }  # fmt: skip
    body = {
        "title": "Model not found",
        "status": 404,
        "code": "model_not_found",
        "model": "m-9",
        "details": {"similar": ["m-2"]},
    }
    (project / "use_client.py").write_text(
        f"""\
from http import HTTPStatus

import httpx

from client import Client
from client.api.default import get_one
from client.models import ModelNotFoundBody, Overloaded503Body

body = {json.dumps(body)}


def answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(404, json=body)


client = Client("http://example", httpx_args={{"transport": httpx.MockTransport(answer)}})
found = get_one.sync(client=client)
assert isinstance(found, ModelNotFoundBody), found
assert (found.code, found.model) == ("model_not_found", "m-9")
assert found.details and found.details.similar == ["m-2"]
""",
        encoding="utf-8",
    )
    run(sys.executable, "use_client.py", cwd=project)


def classes_in(folder: Path) -> set[str]:
    return set(
        re.findall(r"^class (\w+)", "\n".join(file.read_text("utf-8") for file in folder.glob("*.py")), re.MULTILINE)
    )


def test_objects_of_all_bodies_are_single_classes(project: Path):
    run(
        Path(sys.executable).with_name("openapi-python-client"), "generate", "--path", "nested/bundled.yaml",
        "--output-path", "nested_client", "--overwrite", "--meta", "none", cwd=project,
    )  # fmt: skip
    classes = classes_in(project / "nested_client" / "models")
    assert {name for name in classes if name.endswith(("Meta", "Details"))} == {
        "ErrorBodyMeta",
        "ErrorBodyErrorDetails",
    }
    assert {name for name in classes if name.startswith("ServiceUnavailable")} == {
        "ServiceUnavailableBody", "ServiceUnavailableBodyError",
    }  # fmt: skip


def test_a_framework_with_the_components_of_the_helpers_has_one_class_for_each_response(tmp_path: Path):
    (tmp_path / "helpers.py").write_text(
        "".join(
            a.text
            for a in TARGETS["python-helpers"].render(resolved_flat(), TARGETS["python-helpers"].values({}), "e.py")
        ),
        encoding="utf-8",
    )
    (tmp_path / "app.py").write_text(
        """\
import json

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from helpers import openapi_components, openapi_responses

app = FastAPI()


@app.get("/a", responses=openapi_responses("model_not_found", "page_not_found", refs=True))
async def a() -> str: ...
@app.get("/b", responses=openapi_responses("model_not_found", refs=True))
async def b() -> str: ...
@app.get("/c", responses=openapi_responses("model_not_found", refs=True))
async def c() -> str: ...


document = get_openapi(title="T", version="1", routes=app.routes)
for kind, components in openapi_components().items():
    document.setdefault("components", {}).setdefault(kind, {}).update(components)
print(json.dumps(document))
""",
        encoding="utf-8",
    )
    (tmp_path / "api.json").write_text(run(sys.executable, "app.py", cwd=tmp_path), encoding="utf-8")
    run(
        Path(sys.executable).with_name("openapi-python-client"), "generate", "--path", "api.json",
        "--output-path", "client", "--overwrite", "--meta", "none", cwd=tmp_path,
    )  # fmt: skip
    classes = classes_in(tmp_path / "client" / "models")
    assert [name for name in sorted(classes) if "ModelNotFound" in name] == [
        "ModelNotFoundBody",
        "ModelNotFoundDetails",
    ]
    assert "Response" not in " ".join(classes)
