"""The levels of changes agree with what happens to real clients.

Small clients are built from the outputs of the old catalog of each pair, and meet the outputs of the new one. If the
change is breaking on a surface, a client of that surface fails; if it is safe, all of them work. All clients work with
the outputs of their own catalog.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from changes.pairs import PAIRS, Pair
from changes.test_pairs import changes
from changes.witnesses import Outputs, http_client, python_program, reader
from errcat.changes import RULES, ChangeLevel
from errcat.targets import TARGETS
from profiles import IS_LONG

Client = Callable[[Outputs, Outputs], Iterator[str]]
CLIENTS: dict[str, Client] = {"wire": http_client, "code": python_program, "docs": reader}
"""A client for each surface."""

UNSEEN = {
    "wire": {
        "sunset-earlier": "only the docs and a header that errcat doesn't send tell the day",
        "stability-decreased": "a promise for the future",
        "details-incompatible": "test_details_compatibility.py has the payloads",
        "details-removed": "test_details_compatibility.py has the payloads",
        "envelope-field-made-optional": "only some responses lack the member",
    },
    "code": {
        "envelope-field-removed": "a change of the types of bodies, which programs in Python don't have",
        "envelope-field-moved": "a change of the types of bodies, which programs in Python don't have",
        "envelope-field-changed": "a change of the types of bodies, which programs in Python don't have",
        "code-hidden": "Python modules keep the code: the client in TypeScript loses it",
        "details-incompatible": "test_details_compatibility.py has the payloads",
        "details-removed": "test_details_compatibility.py has the payloads",
    },
    "docs": {},
}
"""The breaking rules of which these clients see nothing, with the reason."""
STRICTER = {
    "wire": {},
    "code": {},
    "docs": {},
}
"""The safe rules that break these clients, with the reason."""


@functools.cache
def outputs(number: int, *, is_old: bool) -> Outputs:
    return Outputs(PAIRS[number].old if is_old else PAIRS[number].new)


def ids(pair: Pair) -> str:
    return f"{pair.rule} {pair.about}".strip()


def cases() -> Iterator[Any]:
    """Every pair with every client. The pages take long: a quick run has those of pairs that change something there."""
    for number, pair in enumerate(PAIRS):
        for surface in CLIENTS:
            if surface != "docs" or IS_LONG or number % 10 == 0 or RULES[pair.rule].docs is not ChangeLevel.SAFE:
                yield pytest.param(number, surface, id=f"{ids(pair)}-{surface}")


CASES = list(cases())


@pytest.mark.parametrize(("number", "surface"), CASES)
def test_the_level_agrees_with_a_client(number: int, surface: str):
    old, new = outputs(number, is_old=True), outputs(number, is_old=False)
    found = changes(PAIRS[number].old, PAIRS[number].new)
    level = max(getattr(change.surfaces, surface) for change in found)
    rules = {change.rule for change in found}
    complaints = list(CLIENTS[surface](old, new))
    if level is ChangeLevel.BREAKING and not rules & set(UNSEEN[surface]):
        assert complaints
    if level is ChangeLevel.SAFE and not rules & set(STRICTER[surface]):
        assert not complaints


@pytest.mark.parametrize(("number", "surface"), CASES)
def test_a_client_works_with_its_own_catalog(number: int, surface: str):
    for is_old in (True, False):
        same = outputs(number, is_old=is_old)
        assert not list(CLIENTS[surface](same, same))


def test_the_exceptions_are_about_rules():
    assert {rule for table in (UNSEEN, STRICTER) for rules in table.values() for rule in rules} <= set(RULES)


# --- a client in TypeScript -------------------------------------------------------------------------------------------

OF_CODES = ("code-removed", "code-removed-deprecated", "code-renamed", "code-reused", "code-added", "code-hidden",
    "code-published")  # fmt: skip
"""The rules of which a switch over codes sees something."""
TYPES_SCRIPT = """\
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { default: openapiTS, astToString } = await import(pathToFileURL(process.argv[2]));
const documents = JSON.parse(readFileSync("documents.json", "utf8"));
for (const [name, document] of Object.entries(documents)) {
  writeFileSync(`${name}.ts`, astToString(await openapiTS(document)));
}
"""


def switch(old: Outputs, types: str) -> str:
    """A client that handles every code of the old document, with the types of a document."""
    cases = [f"    case {json.dumps(code)}: return {number};" for number, code in enumerate(sent_codes(old))]
    default = "default: return -1;" if old.is_open else "default: { const unknown: never = code; return unknown; }"
    return "\n".join(
        [
            f'import type {{ components }} from "./{types}.js";',
            'export function handle(code: components["schemas"]["ErrorCode"]): number {',
            *["  switch (code) {", *cases, f"    {default}", "  }", "}", ""],
        ]
    )


def sent_codes(one: Outputs) -> list[str]:
    return list(dict.fromkeys(code.code for code in one.sent))


@pytest.mark.prove("generates types for every pair and runs tsc")
def test_a_switch_in_typescript_agrees_with_the_levels(tmp_path: Path, node_modules: Path):
    """One run of openapi-typescript and one run of tsc for all pairs."""
    numbers = [number for number, pair in enumerate(PAIRS) if "<code" in json.dumps(pair.old.get("envelope", "<code"))]
    documents = {}
    for number in numbers:
        for is_old in (True, False):
            one = outputs(number, is_old=is_old)
            name = f"types{number}{'old' if is_old else 'new'}"
            documents[name] = json.loads(openapi_of(one, is_open=outputs(number, is_old=True).is_open))
            (tmp_path / f"client{number}{'old' if is_old else 'new'}.ts").write_text(
                switch(outputs(number, is_old=True), name), encoding="utf-8"
            )
    (tmp_path / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    (tmp_path / "types.mjs").write_text(TYPES_SCRIPT, encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    run("node", "types.mjs", node_modules / "openapi-typescript" / "dist" / "index.mjs", cwd=tmp_path)
    options = ("--strict", "--noEmit", "--pretty", "false", "--module", "nodenext", "--target", "es2022")
    found = run(node_modules / ".bin" / "tsc", *options, *sorted(tmp_path.glob("client*.ts")), cwd=tmp_path, code=2)
    broken = set(re.findall(r"^(client\d+(?:old|new))\.ts\(.*error TS", found, re.MULTILINE))
    assert not {name for name in broken if name.endswith("old")}, found
    wrong = []
    for number in numbers:
        levels = {
            change.surfaces.code for change in changes(PAIRS[number].old, PAIRS[number].new) if change.rule in OF_CODES
        }
        level = max(levels, default=ChangeLevel.SAFE)
        is_broken = f"client{number}new" in broken
        if level is not ChangeLevel.DANGEROUS and is_broken != (level is ChangeLevel.BREAKING):
            wrong.append((ids(PAIRS[number]), level, is_broken))
    assert not wrong, found


def openapi_of(one: Outputs, *, is_open: bool) -> str:
    target = TARGETS["openapi"]
    values = target.values({"codes": "open" if is_open else "closed"})
    (artifact,) = target.render(one.resolved, values, "errors.openapi.json")
    return artifact.text


def run(*command: object, cwd: Path, code: int = 0) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout
