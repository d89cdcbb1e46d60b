"""Which operations a document has: of paths, webhooks and callbacks, also by reference."""

from __future__ import annotations

from pathlib import Path

from errcat.openapi_documents.operations import operations
from errcat.openapi_documents.tree import read
from openapi_apply import CATALOG, HEAD, apply, data

CALLBACKS = HEAD.replace("paths:", "x-error-codes: [KEY_MISSING]\npaths:") + """\
  /a:
    post:
      responses: {}
      callbacks:
        done:
          '{$request.body#/url}':
            post:
              x-error-codes: [BUSY]
        shared: {$ref: '#/components/callbacks/shared'}
webhooks:
  paid:
    post:
      x-error-codes: [ORDER_NOT_FOUND]
  refunded: {$ref: '#/components/pathItems/hook'}
  quiet:
    post: {responses: {'200': {description: d}}}
components:
  pathItems:
    hook:
      x-error-codes: [STRANGE]
      put: {}
  callbacks:
    shared:
      '{$url}':
        put:
          x-error-codes: [BUSY]
          callbacks:
            again: {$ref: '#/components/callbacks/shared'}
"""  # fmt: skip


def names(text: str) -> list[tuple[str, list[str]]]:
    found = operations(read("api.yaml", text.encode()))
    return [(operation.name, [code for code, _at in operation.listed]) for operation in found]


def test_all_operations_are_found_once():
    assert names(CALLBACKS) == [
        ("POST /a", ["KEY_MISSING"]),
        ("POST {$request.body#/url} (callback of POST /a)", ["BUSY"]),
        ("PUT {$url} (callback of POST /a)", ["BUSY"]),
        ("POST paid", ["ORDER_NOT_FOUND"]),
        ("PUT refunded", ["STRANGE"]),
        ("POST quiet", []),
    ]


def test_all_of_them_get_responses():
    found = data(apply(CALLBACKS))
    post = found["paths"]["/a"]["post"]
    assert list(post["responses"]) == ["401", "default"]
    callback = post["callbacks"]["done"]["{$request.body#/url}"]["post"]
    assert list(callback["responses"]) == ["502", "503", "default"], "the list at the top is about this API"
    assert list(found["components"]["callbacks"]["shared"]["{$url}"]["put"]["responses"]) == ["502", "503", "default"]
    assert list(found["webhooks"]["paid"]["post"]["responses"]) == ["404", "default"]
    assert list(found["components"]["pathItems"]["hook"]["put"]["responses"]) == ["default"]
    assert list(found["webhooks"]["quiet"]["post"]["responses"]) == ["200"]


def test_other_methods():
    text = HEAD.replace("3.1.0", "3.2.0") + (
        "  /a:\n    additionalOperations:\n      COPY:\n        x-error-codes: [KEY_MISSING]\n"
    )
    assert names(text) == [("COPY /a", ["KEY_MISSING"])]
    assert list(data(apply(text))["paths"]["/a"]["additionalOperations"]["COPY"]["responses"]) == ["401", "default"]


def test_requests_of_the_api_need_no_errors(tmp_path: Path, errcat):
    (tmp_path / "api.yaml").write_text(CALLBACKS, encoding="utf-8")
    result = errcat("openapi", "check", "api.yaml", "--catalog", str(CATALOG))
    assert "operation-without-errors" not in result.out
    assert "the responses of POST {$request.body#/url} (callback of POST /a) are out of date" in result.out
    assert result.err == ""
