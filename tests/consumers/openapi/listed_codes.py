"""Two APIs whose operations list their codes: the documents of an open catalog, and what runs tools on them."""

from __future__ import annotations

import copy
import subprocess
from pathlib import Path

from built import OWN
from errcat.openapi_documents.applying import apply_changes, response_changes
from errcat.openapi_documents.operations import KnownErrors
from errcat.openapi_documents.responses import OpenApiFragment
from errcat.openapi_documents.tree import read
from errcat.reading import load, load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

FLAT = """\
errcat: 1
api: {name: Models}
codes: {set: open}
envelope: rfc9457
errors:
  - code: model_not_found
    status: 404
    message: There is no model {model}
    params: {model: {type: string, example: m-1}}
    details: {type: object, required: [similar], properties: {similar: {type: array, items: {type: string}}}}
    category: fix
    action: Take another model
  - {code: page_not_found, status: 404, message: There is no such page, category: fix, action: Look elsewhere}
  - code: overloaded
    status: [502, 503]
    message: The service is overloaded
    details: {type: object, required: [load], properties: {load: {type: integer}}}
    category: retry
    action: Wait
"""
API = """\
openapi: 3.1.0
info: {title: Models, version: "1"}
servers: [{url: /}]
paths:
"""
OPERATION = """\
  /%(name)s:
    get:
      operationId: %(name)s
      x-error-codes: [%(codes)s]
      responses:
        "200":
          description: The model
          content:
            application/json:
              schema: {type: object, required: [id], properties: {id: {type: string}}}
"""
FLAT_OPERATIONS = {
    "getOne": "model_not_found, page_not_found, overloaded",
    "getTwo": "model_not_found, page_not_found, overloaded",
    "getThree": "model_not_found",
}
NESTED_OPERATIONS = {"getOne": "MODEL_NOT_FOUND, ENDPOINT_NOT_FOUND, SERVICE_UNAVAILABLE", "getTwo": "MODEL_NOT_FOUND"}
FRAGMENT = "errors.openapi.yaml"


def resolved_flat() -> ResolvedCatalog:
    return resolve(load_bytes([("errors.yaml", FLAT.encode())]).catalog, "errors.yaml")


def resolved_nested() -> ResolvedCatalog:
    """The inference catalog, with its codes in an object, and as an open set."""
    found = copy.deepcopy(resolve(load(str(next(file for file in OWN if file.stem == "inference"))).catalog, "e.yaml"))
    found["codes"]["set"] = "open"
    return found


def write(folder: Path, resolved: ResolvedCatalog, codes_by_operation: dict[str, str]) -> None:
    """Write the fragment of a catalog, and an API document that refers to it."""
    folder.mkdir()
    (artifact,) = TARGETS["openapi"].render(resolved, TARGETS["openapi"].values({}), FRAGMENT)
    (folder / FRAGMENT).write_text(artifact.text, encoding="utf-8")
    api = API + "".join(OPERATION % {"name": name, "codes": codes} for name, codes in codes_by_operation.items())
    tree = read("api.yaml", api.encode())
    fragment = OpenApiFragment(resolved, f"./{FRAGMENT}")
    changes = list(response_changes(tree, KnownErrors(resolved), fragment, default=True))
    (folder / "api.yaml").write_text(apply_changes(tree, changes), encoding="utf-8")


def run(*command: object, cwd: Path, code: int = 0) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def projects(folder: Path, node_modules: Path) -> Path:
    """Write both APIs, each also as a single file."""
    write(folder / "flat", resolved_flat(), FLAT_OPERATIONS)
    write(folder / "nested", resolved_nested(), NESTED_OPERATIONS)
    for each in ("flat", "nested"):
        run(node_modules / ".bin" / "redocly", "bundle", "api.yaml", "-o", "bundled.yaml", cwd=folder / each)
    return folder
