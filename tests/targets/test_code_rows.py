"""The decoder's data is small, and the script that reads it gets every fact letter for letter."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from built import EVERY, ROOT, files_from, files_of, resolved_from, resolved_of
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.openapi_components import public_errors

CODES = ROOT / "templates" / "markdown" / "assets" / "script" / "codes.js"
UNUSUAL = """\
errcat: 1
codes: {unique: none, set: open}
errors:
  - {code: OK, number: 0, title: Ok}
  - {code: İSTANBUL_ẞ, name: ISTANBUL, title: "İstanbul ẞ"}
  - {code: STRASSE, name: straße, title: straße}
  - {code: "", name: EMPTY, title: Empty}
  - {code: null_title, name: NULL_TITLE, title: "null", message: "null"}
  - {code: "0", name: ZERO, status: 404}
  - {code: "__proto__", name: PROTO, message: "{constructor}", params: {constructor: {}}}
  - {code: ANOTHER, status: 404}
  - {code: ANOTHER, name: another_one, status: 404}
"""


def facts(error: dict[str, Any]) -> dict[str, Any]:
    """What an error of the data says, as the resolved catalog says it."""
    return {key: error[key] for key in ("code", "name", "number", "title", "action", "page")} | {
        "status": error["status"] or [],
        "messages": error["messages"],
        "params": list(error["params"]),
    }


def resolved_facts(resolved: ResolvedCatalog) -> list[dict[str, Any]]:
    return [
        facts(
            {
                **error,
                "page": error["names"]["page"],
                "messages": [
                    text for text in (error["message"], *(one["message"] for one in error["messages"])) if text
                ],
                "params": [param["name"] for param in error["params"]],
            }
        )
        for error in public_errors(resolved)
    ]


def read(scripts: list[str]) -> list[list[dict[str, Any]]]:
    """The errors of several data files, as the script of the pages reads them."""
    program = f"""
{CODES.read_text(encoding="utf-8")}
const scripts = JSON.parse(require("fs").readFileSync(0, "utf-8"));
console.log(JSON.stringify(scripts.map((script) => {{
  (0, eval)(script);
  return globalThis.errcatCodes.errors.map((row) => errorOf(row, globalThis.errcatCodes));
}})));
"""
    done = subprocess.run(
        ["node", "-e", program], input=json.dumps(scripts), capture_output=True, encoding="utf-8", check=True
    )
    result: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return result


@pytest.mark.usefixtures("node_modules")
def test_the_script_reads_what_the_catalogs_say():
    name = "assets/errcat-codes.js"
    scripts = [files_of("markdown", file, "docs", style="site")[name] for file in EVERY]
    scripts.append(files_from("markdown", UNUSUAL, "docs", style="site")[name])
    expected = [resolved_facts(resolved) for resolved in [*map(resolved_of, EVERY), resolved_from(UNUSUAL)]]
    assert [[facts(error) for error in errors] for errors in read(scripts)] == expected


def test_the_data_has_less_than_half_of_the_bytes_of_the_facts():
    script = ROOT / "benchmarks" / "synthetic.py"
    catalog = subprocess.run([sys.executable, script, "200"], capture_output=True, check=True).stdout.decode()
    data = files_from("markdown", catalog, "docs", style="site")["assets/errcat-codes.js"]
    plain = json.dumps(resolved_facts(resolved_from(catalog)), ensure_ascii=False)
    assert len(data) < len(plain) / 2
