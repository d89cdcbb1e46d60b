"""The lines that show how a client handles an error, run: they wait as the catalog says, and come to an end."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest

from errcat.reading import load_bytes
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

RETRIES = [
    ({"strategy": "never"}, "", []),
    ({"strategy": "same", "max_attempts": 2}, "", [0, 0]),
    ({"strategy": "backoff", "max_attempts": 3}, "", [1, 2, 4]),
    ({"strategy": "backoff", "after": 0.5, "max_attempts": 2}, "", [0.5, 1]),
    ({"strategy": "after", "after": 30, "max_attempts": 1}, "", [30]),
    ({"strategy": "after", "header": "Retry-After", "after": 9, "max_attempts": 1}, "17", [17]),
    ({"strategy": "after", "header": "Retry-After", "after": 9, "max_attempts": 1}, "", [9]),
    (
        {"strategy": "after", "header": "Retry-After", "after": 9, "max_attempts": 1},
        "Fri, 31 Dec 1999 23:59:59 GMT",
        [9],
    ),
    ({"strategy": "backoff", "header": "Retry-After"}, "", [1, 2, 4, 8, 16]),
]


def lines_of(retry: dict[str, Any], language: str) -> str:
    error = {"code": "A", "status": 503, "message": "m", "category": "retry", "action": "a", "retry": retry}
    catalog = load_bytes(
        [("errors.yaml", json.dumps({"errcat": 1, "envelope": "rfc9457", "errors": [error]}).encode())]
    ).catalog
    target = TARGETS["markdown"]
    files = target.render(resolve(catalog, "errors.yaml"), target.values({"style": "plain"}), "docs")
    page = next(one.text for one in files if one.path == "a.md")
    found = re.search(rf"```{language}\n(.*?)\n```", page, re.DOTALL)
    assert found
    return found[1]


class Response:
    """A response of the API, always the same error."""

    def __init__(self, header: str) -> None:
        self.headers = {"Retry-After": header} if header else {}

    def json(self) -> Any:
        return {"code": "A"}


@pytest.mark.parametrize(("retry", "header", "waits"), RETRIES)
def test_python(retry: dict[str, Any], header: str, waits: list[float]):
    lines = lines_of(retry, "python").replace("\n", "\n    ")
    waited: list[float] = []

    class Time:
        sleep = waited.append

    sent: list[int] = []
    scope: dict[str, Any] = {"time": Time, "response": Response(header), "explain": lambda body: body, "sent": sent}
    exec(f"def send(request, attempt=0):\n    sent.append(attempt)\n    {lines}", scope)  # noqa: S102 — our own lines
    scope["send"]("request")
    assert len(sent) == len(waits) + 1
    assert waited == [one for one in waits if one]


@pytest.mark.usefixtures("node_modules")  # where there is Node; in CI there is
@pytest.mark.parametrize(("retry", "header", "waits"), RETRIES)
def test_javascript(retry: dict[str, Any], header: str, waits: list[float]):
    script = f"""
const sent = [], waited = [];
const sleep = async (milliseconds) => waited.push(milliseconds / 1000);
const explain = (body) => body;
const response = {{ headers: new Headers({json.dumps({"Retry-After": header} if header else {})}), json: async () => ({{ code: "A" }}) }};
async function send(request, attempt = 0) {{
  sent.push(attempt);
  {lines_of(retry, "javascript")}
}}
await send("request");
console.log(JSON.stringify([sent.length, waited]));
"""
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [len(waits) + 1, [one for one in waits if one]]


def test_what_counts_as_a_success_is_accepted():
    error = {"code": "A", "status": 409, "message": "m", "category": "success", "action": "a"}
    catalog = load_bytes(
        [("errors.yaml", json.dumps({"errcat": 1, "envelope": "rfc9457", "errors": [error]}).encode())]
    ).catalog
    target = TARGETS["markdown"]
    files = target.render(resolve(catalog, "errors.yaml"), target.values({"style": "plain"}), "docs")
    page = next(one.text for one in files if one.path == "a.md")
    assert "    return accept(body)\n" in page
    assert "  return accept(body);\n" in page
