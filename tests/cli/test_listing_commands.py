"""`errcat rules`, `errcat schema`, `errcat completion`: what there is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from errcat import resources
from errcat.findings import wording
from errcat.findings.diagnostics import DIAGNOSTICS, GROUPS

ROOT = Path(__file__).resolve().parents[2]


def test_every_rule_is_listed_once_under_its_group(errcat):
    result = errcat("rules")
    assert (result.code, result.err) == (0, "")
    for id in wording.finding_ids():
        assert [line for line in result.out.splitlines() if line.split()[:1] == [id]] != []
    assert "unknown-schema" not in result.out
    groups = {DIAGNOSTICS[id].group for id in wording.finding_ids()}
    titles = [line for line in result.out.splitlines() if line and not line.startswith(" ")]
    assert titles == [title for group, title in GROUPS.items() if group in groups]


def test_levels_are_those_of_the_project(errcat, tmp_path: Path):
    (tmp_path / "errcat.toml").write_text('[rules]\nmissing-status = "off"\n', encoding="utf-8")
    lines = {line.split()[0]: line for line in errcat("rules").out.splitlines() if line.startswith("  ")}
    assert lines["missing-status"].split()[1:3] == ["off", "(warning)"]
    assert lines["duplicate-code"].split()[1:3] == ["error", "Two"]
    assert lines["wrong-type"].split()[1:4] == ["error", "always", "fix"]
    data = json.loads(errcat("rules", "--format", "json").out)
    jsonschema.Draft7Validator(json.loads(resources.schema_text("rules"))).validate(data)
    rules = {rule["id"]: rule for rule in data["rules"]}
    assert data["version"] == 1
    assert list(rules) == wording.finding_ids()
    assert (rules["missing-status"]["level"], rules["missing-status"]["default"]) == ("off", "warning")
    assert rules["wrong-type"]["fixable"]
    assert rules["wrong-type"]["always"]
    assert rules["wrong-type"]["group"] in GROUPS


def test_the_settings_can_be_named(errcat, tmp_path: Path):
    (tmp_path / "strict.toml").write_text('[rules]\nmissing-status = "error"\n', encoding="utf-8")
    rules = json.loads(errcat("rules", "--format", "json", "--config", "strict.toml").out)["rules"]
    assert {rule["id"]: rule["level"] for rule in rules}["missing-status"] == "error"


def test_every_group_of_a_message_has_a_title():
    assert {words.group for words in DIAGNOSTICS.values()} <= set(GROUPS)


def test_the_schema_for_a_catalog_accepts_what_the_format_accepts(errcat):
    base = json.loads(resources.schema_text("catalog"))
    for file in sorted((ROOT / "catalog").glob("*.yaml")):
        printed = errcat("schema", "--for", str(file))
        assert (printed.code, printed.err) == (0, "")
        local = json.loads(printed.out)
        jsonschema.Draft7Validator.check_schema(local)
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        assert jsonschema.Draft7Validator(local).is_valid(data)
        assert local.keys() == base.keys() - {"$id"}
    assert errcat("schema", "catalog", "--for", str(file)).out == printed.out


def test_the_schema_for_a_catalog_with_mistakes_is_printed(errcat, tmp_path: Path):
    (tmp_path / "errors.yaml").write_text("errcat: 1\ngroups: {a: {}}\nerrors:\n  - kode: x\n", encoding="utf-8")
    group = json.loads(errcat("schema", "--for", "errors.yaml").out)["definitions"]["error"]["properties"]["group"]
    assert group["anyOf"][0]["enum"] == ["a"]


def test_only_the_schema_of_the_format_knows_a_catalog(errcat):
    result = errcat("schema", "rules", "--for", "errors.yaml")
    assert (result.code, result.out) == (2, "")
    assert "--for needs the schema catalog, not rules" in result.err
    assert errcat("schema", "--for", "missing.yaml").code == 2


def test_schemas_are_listed_and_printed(errcat):
    listed = errcat("schema").out
    for name in resources.SCHEMAS:
        assert any(line.split()[0] == name for line in listed.splitlines())
        assert json.loads(errcat("schema", name).out) == json.loads(resources.schema_text(name))


def test_an_unknown_schema_gets_a_hint(errcat):
    result = errcat("schema", "catlog")
    assert (result.code, result.out) == (2, "")
    assert "did you mean `errcat schema catalog`?" in result.err
    assert "catalog" in errcat("schema", "zzz").err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_and_how_to_turn_it_on(errcat, shell: str):
    result = errcat("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert "_ERRCAT_COMPLETE" in result.out
    assert f"errcat completion {shell}" in result.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=result.out.encode(), check=True)


def completed(words: str, cwd: Path) -> list[str]:
    """What bash would offer for the last word."""
    done = subprocess.run(
        [sys.executable, "-m", "errcat"],
        env={"_ERRCAT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.split(",", 1)[1] for line in done.stdout.splitlines() if line]


def test_what_is_completed(tmp_path: Path):
    (tmp_path / "errors.yaml").write_text("errcat: 1\nerrors: [{code: order_gone}, {code: other}]\n", encoding="utf-8")
    assert "order_gone" not in completed("errcat explain order_", tmp_path)
    (tmp_path / "errcat.toml").write_text('catalogs = ["errors.yaml"]\n', encoding="utf-8")
    assert completed("errcat explain order_", tmp_path) == ["order_gone"]
    assert completed("errcat explain duplicate-c", tmp_path) == ["duplicate-code"]
    assert completed("errcat schema ca", tmp_path) == ["catalog"]
    assert "sarif" in completed("errcat check --format ", tmp_path)
    assert "explain" in completed("errcat ", tmp_path)
    (tmp_path / "errcat.toml").write_text("catalogs = [", encoding="utf-8")
    assert completed("errcat explain duplicate-c", tmp_path) == ["duplicate-code"]
