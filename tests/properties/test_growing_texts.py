"""Texts that grow part by part, and YAML from forms: the same bytes as from the whole data at once."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from errcat import artifact
from errcat.artifact import BLANK_SEAL, SealedText, is_sealed, sealed_data
from errcat.reading import load_bytes
from errcat.resolved.public_view import public_view
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.targets.json_text import json_parts, json_text
from errcat.targets.openapi.contracts import contract_of
from errcat.targets.openapi.document import document, document_for_yaml
from errcat.text.yaml_writer import FilledForm, Pairs, YamlForm, gap, write_yaml, yaml_block
from properties.test_every_target import Maker
from targets.test_yaml import NASTY, TEXT, documents

PARTS = st.lists(
    st.sampled_from(["errcat-seal:", "0123456789abcdef", BLANK_SEAL, "\r\n", "\n", "\r", "é", "😀"])
    | st.text(max_size=5),
    max_size=12,
)


def written(value: object) -> str:
    parts: list[str] = []
    write_yaml(value, parts.append)
    return "".join(parts)


@given(PARTS)
def test_a_text_that_grows_has_the_seal_of_the_whole_text(parts: list[str]):
    parts = [part.encode("utf-8", "replace").decode() for part in parts]
    first = f"# ({BLANK_SEAL})\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(artifact, "_ENCODED_TOGETHER", 3)
        text = SealedText(first)
        for part in parts:
            text.add(part)
        data = text.data()
    assert data == sealed_data((first + "".join(parts)).encode())
    assert is_sealed(data)


@given(st.dictionaries(st.sampled_from("abc"), TEXT.filter(lambda text: "\n" not in text) | st.integers(), min_size=1))
@example({"a": "100%", "b": "%s", "c": "%(a)s"})
@example({"a": "\0b\0", "b": "x"})
def test_a_filled_form_is_the_data_with_the_values(values: dict[str, Any]):
    def data(of: Any) -> dict[str, Any]:
        return {"100%": [{name: of(name)} for name in values], "x": {"y": [of(name) for name in values]}}

    form = YamlForm(data(gap))
    assert form.writes(data(values.get), values)
    assert written({"k": {"f": FilledForm(form, values)}}) == yaml_block({"k": {"f": data(values.get)}})


def test_a_gap_inside_a_text_can_not_be_filled():
    values = {"a": "word"}
    assert not YamlForm({"a": f"no {gap('a')}"}).writes({"a": "no word"}, values)
    assert not YamlForm({"a": gap("a"), "b": f"{gap('a')}s"}).writes({"a": "word", "b": "words"}, values)


LIKE_GAPS = [gap("name"), gap("other"), r'"\x00name\x00"', r'say "\x00title\x00"', r'"\x00other\x00"', r"\x00name\x00"]


@pytest.mark.parametrize("text", LIKE_GAPS)
def test_a_text_that_looks_like_a_gap_can_not_be_filled(text: str):
    data = {"a": "word", "b": text, text: 1}
    assert YamlForm({**data, "a": gap("name")}).writes(data, {"name": "word"}) == (text == LIKE_GAPS[-1])


@given(st.dictionaries(TEXT.filter(lambda key: len(key) < 100), TEXT | st.lists(TEXT, max_size=3), min_size=1))
def test_pairs_are_a_mapping(data: dict[str, Any]):
    assert written({"a": Pairs(iter(data.items())), "b": 1}) == yaml_block({"a": data, "b": 1})


def test_a_long_document_is_written_in_parts():
    data = {"a": {f"k{number}": ["x", {"y": NASTY}] for number in range(300)}, "b": [[1], [2, [3]]]}
    parts: list[str] = []
    write_yaml(data, parts.append)
    assert len(parts) > 2
    assert "".join(parts) == yaml_block(data)


@pytest.mark.parametrize("deepest", [3, None])
@pytest.mark.parametrize("data", [document for document in documents() if isinstance(document, dict)])
def test_json_in_parts_is_the_whole_json(data: dict[str, Any], deepest: int | None):
    for value in (data, {"a": data, "b": [data, {"c": data}, 1], "\0": "\0"}):
        assert "".join(json_parts(value, deepest)) == json_text(value, deepest=deepest) + "\n"
        assert json.loads("".join(json_parts(value, deepest))) == value


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@settings(max_examples=max(40, settings.default.max_examples // 20))
@given(st.randoms(use_true_random=False))
def test_the_components_in_yaml_are_those_of_the_document(version: str, dice: random.Random):
    """Own bodies come from forms in YAML, and from their schemas everywhere else."""
    text = json.dumps(Maker(dice).catalog(), ensure_ascii=False)
    resolved = public_view(resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml"))
    for schemas in ("single", "per-status", "per-code"):
        for codes in ("catalog", "open"):
            values = TARGETS["openapi"].values({"version": version, "schemas": schemas, "codes": codes})
            whole = document(contract_of(resolved, values), values, "e.yaml")
            assert written(document_for_yaml(contract_of(resolved, values), values, "e.yaml")) == yaml_block(whole)


BODY = {
    "code": "<code>",
    "name": "<name>",
    "number?": "<number:string>",
    "n?": "<number>",
    "status?": "<status>",
    "details?": "<details>",
    "params?": "<params>",
    "docs?": "see <code>",
}
KINDS: list[dict[str, Any]] = [
    {},
    {"number": 7},
    {"details": {"type": "object", "properties": {"a": {"type": "string"}}}},
    {"number": 8, "details": {"type": "string"}, "status": [400, 503]},
    {"title": "100% of\ntwo lines"},
    {"title": "100% %s %(code)s"},
    {"message": "a {x}", "params": {"x": {"example": 1}}},
    {"status": 503},
]


@pytest.mark.parametrize("key", ["name", "code", "number?", "n?", "status?", "details?", "params?", "docs?", "all"])
def test_errors_of_every_kind_have_their_own_body(key: str):
    body = BODY if key == "all" else {"code": "<code>", key: BODY[key]}
    errors = [{"code": f"c{number}", "status": 400, **fields} for number, fields in enumerate(KINDS * 2)]
    errors += [{"code": f"on{number}\ntwo\n", "name": f"on{number}", "status": 400} for number in range(2)]
    check_own_bodies(body, errors)


@pytest.mark.parametrize("text", LIKE_GAPS)
def test_an_envelope_has_texts_that_look_like_gaps(text: str):
    check_own_bodies({"code": "<code>", "constant": text, text: "x"}, [{"code": "a", "status": 400}])


def check_own_bodies(body: dict[str, Any], errors: list[dict[str, Any]]) -> None:
    text = json.dumps({"errcat": 1, "envelope": {"body": body}, "errors": errors})
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    values = TARGETS["openapi"].values({})
    whole = document(contract_of(resolved, values), values, "e.yaml")
    assert written(document_for_yaml(contract_of(resolved, values), values, "e.yaml")) == yaml_block(whole)
