"""The schema in the server that VS Code, Neovim, Helix and others check YAML with: what a writer sees while typing."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from processes import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "tests" / "node" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SCHEMA = ROOT / "schema" / "catalog.v1.schema.json"
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and SERVER.exists()),
    reason="needs node, and the tools of tests/node, which `make test` installs where there is npm",
)

SETTINGS = {
    "yaml": {
        "schemas": {SCHEMA.as_uri(): ["*.yaml"]},
        "schemaStore": {"enable": False},
        "validate": True,
        "hover": True,
        "completion": True,
    }
}


class Editor:
    """The smallest editor there is: it opens a text, and asks about it."""

    def __init__(self) -> None:
        self.server = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.came: queue.Queue[dict[str, Any]] = queue.Queue()
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", processId=None, rootUri=None, capabilities={"workspace": {"configuration": True}})
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=SETTINGS)

    def _listen(self) -> None:
        out = self.server.stdout
        assert out is not None
        while True:
            length = 0
            while line := out.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self.came.put(json.loads(out.read(length)))

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def tell(self, method: str, **parameters: Any) -> None:
        self._send(method=method, params=parameters)

    def ask(self, method: str, **parameters: Any) -> Any:
        self.number += 1
        self._send(id=self.number, method=method, params=parameters)
        while True:
            message = self._next()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _next(self) -> dict[str, Any]:
        message = self.came.get(timeout=PATIENCE)
        if message.get("method") == "workspace/configuration":
            asked = [SETTINGS.get(item.get("section"), {}) for item in message["params"]["items"]]
            self._send(id=message["id"], result=asked)
        elif "id" in message and "method" in message:
            self._send(id=message["id"], result=None)
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def open(self, text: str, name: str) -> tuple[str, list[str]]:
        """Open a text; its address, and what the editor underlines in it."""
        uri = f"file:///catalogs/{name}.yaml"
        self.diagnostics.pop(uri, None)
        self.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        while uri not in self.diagnostics:
            self._next()
        return uri, [one["message"] for one in self.diagnostics[uri]]

    def close(self) -> None:
        self.server.kill()
        self.server.wait()
        for pipe in (self.server.stdin, self.server.stdout):
            if pipe:
                pipe.close()


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    one = Editor()
    yield one
    one.close()


def place(uri: str, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


CATALOG = """\
errcat: 1
errors:
  - code: order_not_found
    status: 404
    message: The order does not exist
    category: fix
    retry: {strategy: never}
"""


def test_a_catalog_has_no_marks(editor: Editor):
    assert editor.open(CATALOG, "good")[1] == []


def test_mistakes_are_marked_while_typing(editor: Editor):
    spoiled = CATALOG.replace("404", '"404"').replace("message", "mesage").replace("never", "sometimes")
    _uri, marks = editor.open(spoiled + "    group: Orders & Co\n", "bad")
    assert any("mesage" in mark for mark in marks)
    assert any("Incorrect type" in mark for mark in marks)
    assert any("never" in mark and "backoff" in mark for mark in marks)
    assert "An identifier has lower-case letters, digits, - and _, and starts with a letter or a digit." in marks


def test_hovering_tells_what_a_field_is_for(editor: Editor):
    uri, _marks = editor.open(CATALOG, "hover")
    texts = {
        (line, column): json.dumps(editor.ask("textDocument/hover", **place(uri, line, column)))
        for line, column in ((2, 6), (3, 6), (4, 6), (6, 6), (6, 23))
    }
    assert "letter for letter" in texts[2, 6]
    assert "the error has no HTTP status" in texts[3, 6]
    assert "is a placeholder" in texts[4, 6]
    assert "send the same request again" in texts[6, 6]
    assert "The same request never succeeds" in texts[6, 23]


def test_fields_and_values_are_completed(editor: Editor):
    text = CATALOG + "    sev\n"
    uri, _marks = editor.open(text, "complete")
    fields = editor.ask("textDocument/completion", **place(uri, 7, 7))["items"]
    assert "severity" in [item["label"] for item in fields]
    text = CATALOG + "    severity: \n"
    uri, _marks = editor.open(text, "values")
    values = [item["label"] for item in editor.ask("textDocument/completion", **place(uri, 7, 14))["items"]]
    assert {"error", "warning", "info", "success"} <= set(values)


def test_a_new_error_is_one_snippet(editor: Editor):
    uri, _marks = editor.open("errcat: 1\nerrors:\n  - \n", "snippet")
    items = editor.ask("textDocument/completion", **place(uri, 2, 4))["items"]
    snippet = next(item for item in items if "new error" in item["label"])
    for field in ("code", "status", "message", "category", "action"):
        assert f"{field}:" in snippet["insertText"]
