"""The schema in the server that VS Code, Neovim, Helix and others check YAML with: what a writer sees while typing."""

from __future__ import annotations

import json
import queue
import re
import shutil
import subprocess
import sys
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

SETTINGS = {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}


class Editor:
    """The smallest editor there is: it opens a text, and asks about it."""

    def __init__(self, schema: Path = SCHEMA) -> None:
        self.settings = {"yaml": {**SETTINGS, "schemas": {schema.as_uri(): ["*.yaml"]}}}
        self.server = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.came: queue.Queue[dict[str, Any]] = queue.Queue()
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", processId=None, rootUri=None, capabilities={"workspace": {"configuration": True}})
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self.settings)

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
            asked = [self.settings.get(item.get("section"), {}) for item in message["params"]["items"]]
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


def offered(editor: Editor, text: str) -> dict[str, str]:
    """What the editor offers at the mark | of a text: what it inserts, by label."""
    before, after = text.split("|")
    uri, _marks = editor.open(before + after, f"offered-{editor.number}")
    lines = before.split("\n")
    items = editor.ask("textDocument/completion", **place(uri, len(lines) - 1, len(lines[-1])))["items"]
    labels = [item["label"] for item in items]
    assert len(set(labels)) == len(labels), labels
    return {item["label"]: item["insertText"] for item in items}


IN_ERROR = "errcat: 1\nerrors:\n  - code: order_not_found\n"
RETRIES = {
    "retry: after a given wait", "retry: after the wait in a response header", "retry: growing waits", "retry: never",
}  # fmt: skip
TRANSPORTS = {
    "grpc: a gRPC status", "jsonrpc: a JSON-RPC code", "exit: the exit code of a command", "websocket: a close code",
    "sqlstate: an SQLSTATE",
}  # fmt: skip
EXAMPLES = {"example: a request and its response", "example: code"}
SNIPPETS_AT = {
    "|\n": {"catalog: a new catalog"},
    "errcat: 1\n|\n": set(),
    "errcat: 1\nerrors:\n  |\n": {"error: a new error"},
    "errcat: 1\nerrors:\n  - |\n": {"error: a new error"},
    "errcat: 1\nerrors:\n  - err|\n": {"error: a new error"},
    f"{IN_ERROR}  - |\n": {"error: a new error"},
    f"{IN_ERROR}    |\n": set(),
    f"{IN_ERROR}    st|\n": set(),
    f"{IN_ERROR}    status: 404\n    |\n": set(),
    f"{IN_ERROR}    status: |\n": set(),
    f"{IN_ERROR}    category: |\n": set(),
    f"{IN_ERROR}    retry:\n      |\n": RETRIES,
    f"{IN_ERROR}    retry:\n      strategy: never\n      |\n": set(),
    f"{IN_ERROR}    transports:\n      |\n": TRANSPORTS,
    f"{IN_ERROR}    params:\n      |\n": {"param: a placeholder of the message"},
    f"{IN_ERROR}    params:\n      order_id: {{type: string}}\n      |\n": {"param: a placeholder of the message"},
    f"{IN_ERROR}    params:\n      order_id:\n        |\n": set(),
    f"{IN_ERROR}    translations:\n      |\n": {"translation: one more language"},
    f"{IN_ERROR}    translations:\n      de:\n        |\n": set(),
    f"{IN_ERROR}    messages:\n      - |\n": {"message: one of several"},
    f"{IN_ERROR}    messages:\n      - message: x\n        |\n": set(),
    f"{IN_ERROR}    deprecated:\n      |\n": {"deprecated: on its way out"},
    f"{IN_ERROR}    deprecated:\n      reason: x\n      |\n": set(),
    f"{IN_ERROR}    links:\n      - |\n": {"link: a title and an address"},
    f"{IN_ERROR}    links:\n      - url: x\n        |\n": set(),
    f"{IN_ERROR}    examples:\n      - |\n": EXAMPLES,
    f"{IN_ERROR}    examples:\n      - code: x\n        |\n": set(),
    "errcat: 1\nenvelope: |\n": {"envelope by example"},
    "errcat: 1\nenvelope:\n  |\n": {"envelope by example"},
    "errcat: 1\nenvelope:\n  body:\n    code: x\n  |\n": set(),
    "errcat: 1\ncategories:\n  |\n": {"category: your own", "categories: the built-in four, spelled out"},
    "errcat: 1\ncategories:\n  fix:\n    |\n": set(),
    "errcat: 1\ngroups:\n  |\n": {"group: a section of the docs"},
    "errcat: 1\ntypes:\n  |\n": {"type: errors that clients catch together"},
    "errcat: 1\nstatuses:\n  - |\n": {"status: what it means here"},
    "errcat: 1\nguides:\n  - |\n": {"guide: a new chapter"},
    "errcat: 1\nretired:\n  - |\n": {"retired: a code and its replacement"},
    "errcat: 1\nreserved:\n  - |\n": {"reserved: a range of codes"},
}
"""The snippets at the mark |."""
EVERY_SNIPPET = set().union(*SNIPPETS_AT.values())


@pytest.mark.parametrize("text", SNIPPETS_AT)
def test_a_snippet_is_offered_where_it_fits_and_nowhere_else(editor: Editor, text: str):
    assert EVERY_SNIPPET & offered(editor, text).keys() == SNIPPETS_AT[text]


def test_every_snippet_of_the_schema_is_in_the_table():
    assert set(re.findall(r'"label": "([^"]+)"', SCHEMA.read_text(encoding="utf-8"))) == EVERY_SNIPPET


def test_a_new_error_below_the_list_has_its_dash(editor: Editor):
    text = offered(editor, "errcat: 1\nerrors:\n  |\n")["error: a new error"]
    assert text.startswith("- code: ${1:ORDER_NOT_FOUND}\n  status: ")


def test_the_four_categories_are_completed(editor: Editor):
    assert set(offered(editor, f"{IN_ERROR}    category: |\n")) == {"fix", "retry", "escalate", "success"}


def test_a_mistake_is_marked_once(editor: Editor):
    assert editor.open("errcat: 1\nerrors:\n  - hello\n", "once")[1] == ['Incorrect type. Expected "error".']


def test_a_new_error_is_one_snippet(editor: Editor):
    uri, _marks = editor.open("errcat: 1\nerrors:\n  - \n", "snippet")
    items = editor.ask("textDocument/completion", **place(uri, 2, 4))["items"]
    snippet = next(item for item in items if "new error" in item["label"])
    for field in ("code", "status", "message", "category", "action"):
        assert f"{field}:" in snippet["insertText"]


# --- the schema that knows a catalog --------------------------------------------------------------------------------

OWN_IDS = """\
errcat: 1
categories:
  top-up: {title: Add credit}
  fix: {title: Fix the request}
groups:
  billing: {title: Billing and cards}
types:
  card-error: {title: Errors of a card}
errors:
  - code: card_declined
    title: The card was declined
    category: top-up
    group: billing
    owner: Team Blue
    tags: [cards]
"""


@pytest.fixture(scope="module")
def own_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with the schema that `errcat schema --for` prints for a catalog."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "errors.yaml").write_text(OWN_IDS, encoding="utf-8")
    command = [sys.executable, "-m", "errcat", "schema", "--for", "errors.yaml"]
    printed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    (folder / "errors.schema.json").write_text(printed, encoding="utf-8")
    one = Editor(folder / "errors.schema.json")
    yield one
    one.close()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (f"{IN_ERROR}    category: |\n", {"top-up", "fix"}),
        (f"{IN_ERROR}    group: |\n", {"billing"}),
        (f"{IN_ERROR}    type: |\n", {"card-error"}),
        (f"{IN_ERROR}    owner: |\n", {"Team Blue"}),
        (f"{IN_ERROR}    tags:\n      - |\n", {"cards"}),
        (f"{IN_ERROR}    see_also:\n      - |\n", {"card_declined"}),
        (f"{IN_ERROR}    deprecated:\n      replaced_by: |\n", {"card_declined"}),
        ("errcat: 1\ngroups:\n  cards:\n    parent: |\n", {"billing"}),
        (f"{IN_ERROR}    params: |\n", {"param: a placeholder of the message"}),
        (f"{IN_ERROR}    retry: |\n", set()),
    ],
)
def test_the_catalogs_own_ids_are_completed(own_editor: Editor, text: str, labels: set[str]):
    found = set(offered(own_editor, text))
    assert found == labels


def test_an_own_id_has_its_title_as_help(own_editor: Editor):
    text = f"{IN_ERROR}    group: \n"
    uri, _marks = own_editor.open(text, "titles")
    items = own_editor.ask("textDocument/completion", **place(uri, 3, 11))["items"]
    assert [item["documentation"] for item in items] == ["Billing and cards"]


def test_a_new_id_is_not_marked(own_editor: Editor):
    catalog = OWN_IDS.replace("group: billing", "group: cards").replace("category: top-up", "category: retry")
    assert own_editor.open(catalog, "new-ids")[1] == []
    assert own_editor.open(OWN_IDS.replace("group: billing", "group: Bi lling"), "wrong-id")[1] != []
