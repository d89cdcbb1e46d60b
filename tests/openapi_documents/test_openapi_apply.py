"""`errcat openapi apply`: responses from listed codes, in whatever style a document is written, and nothing else."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from built import text_of
from errcat.openapi_documents.applying import response_changes
from errcat.openapi_documents.document_style import DocumentStyle
from errcat.openapi_documents.operations import KnownErrors, operations
from errcat.openapi_documents.overlay import overlay
from errcat.openapi_documents.tree import read
from errcat.reading import load
from errcat.resolved.resolve import resolve
from openapi_apply import CATALOG, FRAGMENT, HEAD, KNOWN, REF, apply, data, responses

BLOCK = """\
openapi: 3.1.0   # the version
info:
  title: Shop
  version: "1"
paths:
  /orders/{id}:
    # about orders
    get:
      operationId: getOrder
      x-error-codes: [ORDER_NOT_FOUND, BUSY]   # these
      responses:
        '200':
          description: |
            The order

            # no comment
        # about nothing
      tags: [a]

    # the next one
    post:
      summary: 'it''s'
      x-error-codes:
      - STRANGE
"""


def test_block_style():
    after = apply(BLOCK)
    added = [line for line in after.splitlines() if line not in BLOCK.splitlines()]
    assert [line for line in BLOCK.splitlines() if line not in after.splitlines()] == [], "no line is lost"
    assert after.startswith(BLOCK[: BLOCK.index("        # about nothing")])
    assert f"          $ref: '{REF}ORDER_NOT_FOUND'" in added
    assert list(responses(after, "get", "/orders/{id}")) == ["200", "404", "502", "503", "default"]
    assert responses(after, "post", "/orders/{id}") == {"default": {"$ref": f"{REF}STRANGE"}}


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_entries_keep_their_meaning_in_every_style(step: int, quote: str):
    """Text of several lines, quotes in texts, and lists of mappings, whatever the indentation and the quotes."""
    pad = " " * step
    document = f"paths:\n{pad}/a:\n{pad * 2}get:\n{pad * 3}responses:\n{pad * 4}{quote}200{quote}:\n{pad * 5}x: 1\n"
    style = DocumentStyle(read("api.yaml", document.encode()))
    entries = {
        "404": {
            "description": 'Codes:\n\n* `"A"`\n    * `"B" \'c\'`',
            "list": [{"a": 1, "b": ["x y", [2]]}, 'say "no"', "it's", "\\d"],
        }
    }
    block = style.block(entries, step)
    assert data(f"a:\n{block}") == {"a": entries}
    assert block.startswith(f"{pad}{quote}404{quote}:\n{pad}{pad}description: |-\n")


def test_several_codes_of_one_status():
    text = (
        HEAD + "  /a: {get: {x-error-codes: [ORDER_NOT_FOUND, SHOP_NOT_FOUND], responses: {'200': {description: d}}}}\n"
    )
    found = responses(apply(text))
    assert found["404"] == {
        "description": "Not Found.\n\n* `ORDER_NOT_FOUND`\n* `SHOP_NOT_FOUND`",
        "content": {
            "application/json": {
                "schema": {
                    "oneOf": [
                        {"$ref": f"errors.openapi.yaml#/components/schemas/{name}"}
                        for name in ("OrderNotFoundBody", "ShopNotFoundBody")
                    ]
                },
                "examples": {
                    code: {"$ref": f"errors.openapi.yaml#/components/examples/{code}"}
                    for code in ("ORDER_NOT_FOUND", "SHOP_NOT_FOUND")
                },
            }
        },
    }


def test_codes_come_from_the_top_the_path_the_operation_and_the_catalog():
    text = (
        HEAD.replace("paths:", "x-error-codes: [STRANGE]\npaths:")
        + "  /a:\n    x-error-codes: [BUSY]\n    get:\n      x-error-codes: ORDER_NOT_FOUND\n"
        + "    delete:\n      operationId: cancelOrder\n"
    )
    after = apply(text)
    assert list(responses(after)) == ["404", "502", "503", "default"]
    assert responses(after)["default"] == {"$ref": f"{REF}STRANGE"}
    assert list(responses(after, "delete")) == ["401", "502", "503", "default"]


def test_a_name_lists_an_error_as_its_code_does():
    assert KNOWN.find("ORDER_NOT_FOUND") == KNOWN.find("ORDER_NOT_FOUND")
    known = KnownErrors(resolve(load(str(Path(__file__).parent.parent / "odd" / "repeated-codes.yaml")).catalog, "x"))
    assert [error["name"] for error in known.find("invalid_request")] == ["GRANT_TYPE_MISSING", "REDIRECT_URI_MISMATCH"]
    assert [error["name"] for error in known.find("GRANT_TYPE_MISSING")] == ["GRANT_TYPE_MISSING"]


def test_a_changed_list_takes_away_what_it_gave():
    text = (
        HEAD
        + "  /a:\n    get:\n      x-error-codes: [ORDER_NOT_FOUND, BUSY]\n      responses:\n        200:\n          description: d\n"
    )
    after = apply(text)
    assert list(responses(after)) == ["200", "404", "502", "503", "default"]
    less = apply(after.replace("[ORDER_NOT_FOUND, BUSY]", "[KEY_MISSING]"))
    assert list(responses(less)) == ["200", "default", "401"]
    none = apply(less.replace("[KEY_MISSING]", "[]"))
    assert none == text.replace("[ORDER_NOT_FOUND, BUSY]", "[]")


def test_what_refers_to_the_built_document_without_a_list_is_its_authors():
    text = HEAD + f"  /a:\n    get:\n      responses:\n        '404': {{$ref: '{REF}ORDER_NOT_FOUND'}}\n"
    assert apply(text) == text


OURS = apply(HEAD + "  /a:\n    get:\n      x-error-codes: [ORDER_NOT_FOUND, SHOP_NOT_FOUND]\n")


def by_hand(text: str) -> list[str]:
    """The statuses of a document that would stay but by force, were nothing listed any more."""
    text = re.sub(r"x-error-codes: \[.*\]", "x-error-codes: []", text)
    every = list(response_changes(read("api.yaml", text.encode()), KNOWN, FRAGMENT, default=True))
    gone = {status for change in every for status in change.removed if status not in change.handwritten}
    return [status for status in responses(text) if status not in gone and status != "default"]


EDITED = {
    "another description": ("Not Found.", "Not found, as it happens."),
    "more said": ("Not Found.", "Not Found. See below."),
    "a link": ("          content:", "          links: {}\n          content:"),
    "a header": ("          content:", "          headers: {X-A: {schema: {type: string}}}\n          content:"),
    "another media type": ("          content:", "          content:\n            text/plain: {}"),
    "an example": ("              examples:", "              examples:\n                mine: {value: 1}"),
    "a comment": ("          content:", "          content: # mine"),
    "a comment on the key": ('"404":', '"404": # mine'),
    "another file": ("errors.openapi.yaml#/components/schemas", "others.yaml#/components/schemas"),
}


@pytest.mark.parametrize("edit", EDITED)
def test_edited_responses_are_kept(edit: str):
    assert by_hand(OURS) == []
    before, after = EDITED[edit]
    assert before in OURS
    edited = OURS.replace(before, after, 1)
    assert by_hand(edited) == ["404"]


def test_codes_that_look_like_numbers_are_read_as_they_are_written():
    text = HEAD + "  /a:\n    get:\n      x-error-codes: [010, 1_000, yes, 1.50]\n"
    (operation,) = operations(read("api.yaml", text.encode()))
    assert [code for code, _at in operation.listed] == ["010", "1_000", "yes", "1.50"]


def test_no_default_is_added_where_it_is_not_wanted_or_there_is_one():
    text = (
        HEAD
        + "  /a:\n    get:\n      x-error-codes: [KEY_MISSING]\n      responses:\n        default: {description: mine}\n"
    )
    assert responses(apply(text))["default"] == {"description": "mine"}
    text = HEAD + "  /a:\n    get:\n      x-error-codes: [KEY_MISSING]\n"
    assert list(responses(apply(text, default=False))) == ["401"]


STYLES = {
    "flush lists and four blanks": "openapi: 3.1.0\ninfo:\n    title: T\n    version: '1'\npaths:\n    /a:\n        get:\n            x-error-codes:\n            - BUSY\n            tags:\n            - x\n",
    "no line end at the end": HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]",
    "windows line ends": (HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses:\n        '200': {description: d}\n").replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n",
    "double quotes": HEAD + '  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses:\n        "200":\n          description: d\n',
    "empty responses": HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: {}\n      tags: [x]\n",
    "null responses": HEAD + "  /a:\n    get:\n      responses:\n      x-error-codes: [BUSY]\n",
    "flow": HEAD + "  /a: {get: {x-error-codes: [BUSY], responses: {'200': {description: d}}}}\n",
    "flow without responses": HEAD + "  /a: {get: {x-error-codes: [BUSY]}}\n",
    "flow over lines": HEAD + "  /a: {\n    get: {\n      x-error-codes: [BUSY],\n      responses: {\n        '200': {description: d}\n      }\n    }\n  }\n",
    "json": json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"x-error-codes": ["BUSY"]}}}}, indent=2),
    "json with tabs": json.dumps({"openapi": "3.1.0", "paths": {"/a": {"get": {"x-error-codes": ["BUSY"], "responses": {"200": {"description": "d"}}}}}}, indent="\t"),
    "json on one line": json.dumps({"openapi": "3.1.0", "paths": {"/a": {"get": {"x-error-codes": ["BUSY"]}}}}),
    "anchors and merge keys": HEAD + "  /a:\n    get:\n      <<: &base {tags: [x]}\n      x-error-codes: &codes [BUSY]\n      responses: {'200': &ok {description: d}}\n  /b:\n    get:\n      <<: *base\n      x-error-codes: *codes\n      responses: {'200': *ok}\n",
    "an anchor on responses": HEAD + "  /a:\n    get: &g\n      x-error-codes: [BUSY]\n      responses: &r\n        '200': {description: d}\n",
    "comments at the end": HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses:\n        '200':\n          description: d\n          # the last word\n# the end\n",
    "a block scalar at the end": HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses:\n        '200':\n          description: |\n            d\n\n            # e\n\ntags: []\n",
    "a document marker": "%YAML 1.2\n---\n" + HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n...\n",
    "unusual scalars": HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      x-date: 2001-01-01\n      x-yes: yes\n      x-octal: 0777\n",
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_styles(style: str):
    text = STYLES[style]
    after = apply(text)
    found = responses(after)
    assert found.pop("200", None) in (None, {"description": "d"}, {"description": "d\n\n# e\n"})
    assert found == {
        "502": {"$ref": f"{REF}BUSY_502"},
        "503": {"$ref": f"{REF}BUSY_503"},
        "default": {"$ref": f"{REF}Error"},
    }
    assert re.findall(r"#.*", re.sub(r"errors\.openapi\.yaml#\S*", "", after)) == re.findall(r"#.*", text), (
        "comments stay"
    )
    assert ("\r\n" in after) is ("\r\n" in text)
    assert not re.search(r"(?<!\r)\n", after) or "\r\n" not in text
    assert after.startswith("\ufeff") is text.startswith("\ufeff")
    before = data(text.removeprefix("\ufeff"))
    expected = data(after.removeprefix("\ufeff"))
    for one in (before, expected):
        for item in one["paths"].values():
            item["get"].pop("responses", None)
    assert expected == before


NAMES = st.sampled_from(["ORDER_NOT_FOUND", "SHOP_NOT_FOUND", "KEY_MISSING", "BUSY", "STRANGE"])
OPERATION = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.sampled_from(["a", "it's: # not", "two\nlines\n", "", "x" * 90]),
        "x-error-codes": st.lists(NAMES, unique=True, max_size=4),
        "responses": st.dictionaries(st.sampled_from(["200", "201", "302"]), st.just({"description": "d"}), max_size=2),
        "deprecated": st.booleans(),
        "tags": st.lists(st.sampled_from(["a", "b"]), max_size=2),
    },
)
DOCUMENT = st.builds(
    lambda paths: {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths},
    st.dictionaries(
        st.sampled_from(["/a", "/a/{b}", "/it's", '/"q"', "/c: d"]),
        st.dictionaries(st.sampled_from(["get", "put", "post"]), OPERATION, min_size=1, max_size=3),
        min_size=1, max_size=3,
    ),
)  # fmt: skip
WRITERS = {
    "block": lambda one: yaml.dump(one, sort_keys=False, Dumper=Plain),
    "block with indented lists": lambda one: yaml.dump(one, sort_keys=False, indent=4, Dumper=Indented),
    "flow": lambda one: yaml.dump(one, sort_keys=False, default_flow_style=True, Dumper=Plain),
    "mixed": lambda one: yaml.dump(one, sort_keys=False, default_flow_style=None, Dumper=Plain),
    "json": lambda one: json.dumps(one, indent=2),
    "json on a line": json.dumps,
}


class Plain(yaml.SafeDumper):
    """Writes what two places share twice."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


class Indented(Plain):
    """Indents lists, as most formatters do."""

    def increase_indent(self, flow=False, indentless=False):  # noqa: ARG002 — the dumper calls it so
        return super().increase_indent(flow, False)


@given(document=DOCUMENT, writer=st.sampled_from(list(WRITERS)), default=st.booleans())
def test_whatever_the_document(document: Any, writer: str, default: bool):
    """The data is what it was but for the responses; these are as the codes say; a second time changes nothing."""
    text = WRITERS[writer](document)
    after = apply(text, default=default)
    found = data(after)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            now = found["paths"][path][method]
            own = operation.get("responses", {})
            codes = operation.get("x-error-codes", [])
            statuses = {
                s
                for code in codes
                for s in {"BUSY": ["502", "503"], "KEY_MISSING": ["401"], "STRANGE": ["default"]}.get(code, ["404"])
            }
            statuses |= {"default"} if default and codes else set()
            assert set(now.get("responses", {})) == set(own) | statuses
            assert {key: now["responses"][key] for key in own} == own
            assert {key: value for key, value in now.items() if key != "responses"} == {
                key: value for key, value in operation.items() if key != "responses"
            }


# --- the overlay ----------------------------------------------------------------------------------------------------


def overlaid(document: Any, made: Any) -> Any:
    """A small applier of overlays: for the targets that errcat writes."""
    document = copy.deepcopy(document)
    for action in made["actions"]:
        steps = re.findall(r"\['((?:[^'\\]|\\.)*)'\]|\.(\w+)", action["target"])
        names = [re.sub(r"\\(.)", r"\1", quoted) or plain for quoted, plain in steps]
        holder = document
        for name in names[:-1]:
            holder = holder[name]
        if action.get("remove"):
            del holder[names[-1]]
        else:
            merge(holder.setdefault(names[-1], {}), action["update"])
    return document


def merge(into: Any, what: Any) -> None:
    for key, value in what.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = value


@given(DOCUMENT)
@settings(max_examples=60)
def test_the_overlay_says_the_same(document: Any):
    text = json.dumps(document)
    tree = read("api.yaml", text.encode())
    every = list(response_changes(tree, KNOWN, FRAGMENT, default=True))
    made = overlay(tree, every, "T")
    assert made["overlay"] == "1.0.0"
    assert overlaid(document, made) == data(apply(text))


def test_redocly_applies_the_overlay(tmp_path: Path, node_modules: Path, errcat):
    (tmp_path / "api.yaml").write_text(BLOCK, encoding="utf-8")
    (tmp_path / "errors.openapi.yaml").write_text(text_of("openapi", CATALOG), encoding="utf-8")
    result = errcat("openapi", "apply", "api.yaml", "--catalog", str(CATALOG), "--overlay", "errors.overlay.yaml")
    assert (result.code, result.out) == (0, "Wrote errors.overlay.yaml: 2 operations\n")
    assert (tmp_path / "api.yaml").read_text(encoding="utf-8") == BLOCK
    done = subprocess.run(
        [node_modules / ".bin" / "redocly", "bundle", "api.yaml", "--overlay", "errors.overlay.yaml", "-o", "out.yaml"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    get = data((tmp_path / "out.yaml").read_text(encoding="utf-8"))["paths"]["/orders/{id}"]["get"]
    assert list(get["responses"]) == ["200", "404", "502", "503", "default"]


# --- the command ----------------------------------------------------------------------------------------------------

WHOLE = """\
openapi: 3.1.0
info:
  title: Shop
  version: "1"
  license: {name: MIT, identifier: MIT}
servers: [{url: /}]
security: []
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      summary: One order
      parameters: [{name: id, in: path, required: true, description: Its id, schema: {type: string}}]
      x-error-codes: [ORDER_NOT_FOUND, SHOP_NOT_FOUND, BUSY, KEY_MISSING]
      responses:
        "200":
          description: The order
"""


@pytest.fixture
def project(tmp_path: Path, errcat) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "api.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(CATALOG.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "errcat.toml").write_text(
        'catalogs = ["errors.yaml"]\n[build]\nopenapi = "gen/errors.json"\n', encoding="utf-8"
    )
    assert errcat("build").code == 0
    return tmp_path


def test_from_the_list_to_a_clean_document(project: Path, errcat, node_modules: Path):
    assert errcat("openapi", "apply", "api/api.yaml", "--check").code == 1
    assert (project / "api" / "api.yaml").read_text(encoding="utf-8") == WHOLE
    assert errcat("openapi", "apply", "api/api.yaml").out == "api/api.yaml: 1 operation changed\n"
    text = (project / "api" / "api.yaml").read_text(encoding="utf-8")
    assert '$ref: "../gen/errors.json#/components/responses/KEY_MISSING"' in text
    assert errcat("openapi", "apply", "api/api.yaml", "--check").out == "api/api.yaml: all operations are up to date\n"
    assert errcat("openapi", "check", "api/api.yaml", "--fail-on", "info").code == 0
    (project / "redocly.yaml").write_text("extends: [recommended-strict]\n", encoding="utf-8")
    redocly = [node_modules / ".bin" / "redocly"]
    done = subprocess.run([*redocly, "lint", "api/api.yaml"], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    subprocess.run([*redocly, "bundle", "api/api.yaml", "-o", "all.yaml"], cwd=project, capture_output=True, check=True)
    validate(data((project / "all.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE.replace("ORDER_NOT_FOUND", "ORDER_NOT_FUOND"), 'api.yaml:14 lists the error "ORDER_NOT_FUOND", which isn\'t in the catalog\n  did you mean ORDER_NOT_FOUND?'),
        (WHOLE.replace("ORDER_NOT_FOUND", "ORDER_EATEN"), "it is retired; use ORDER_NOT_FOUND instead"),
        ("swagger: '2.0'\npaths: {}\n", "it is a Swagger 2 document"),
        ("errcat: 1\nerrors: []\n", "api.yaml isn't an OpenAPI 3 document"),
        ("openapi: 3.1.0\npaths:\n\t/a: 1\n", "can't read api.yaml, line 3: "),
        ("openapi: 3.1.0\npaths: {a: [\n", "can't read api.yaml, line 3: "),
        ("openapi: 3.1.0\nx: " + "[" * 300 + "]" * 300 + "\n", "it has too many levels"),
        ("openapi: 3.1.0\nx: " + "[" * 2_000 + "\n", "it has too many levels"),
        ('{"openapi": "3.1.0",\n"x": ' + "[" * 300 + "]" * 300 + "}\n", "can't read api.yaml, line 2: it has too many levels"),
        ('{"openapi": "3.1.0",\n"x": ' + "[" * 9_000 + "]" * 9_000 + "}\n", "can't read api.yaml, line 2: it has too many levels"),
        ("openapi: 3.1.0\na: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)), "it has too many aliases"),
        ("openapi: 3.1.0\npaths: &p {a: *p}\n", "can't read api.yaml, line 1: it has too many aliases"),
    ],
    ids=["unknown code", "retired code", "swagger", "a catalog", "a tab", "unclosed", "deep", "deeper than libyaml takes", "deep JSON", "deeper JSON", "a bomb", "a circle"],
)  # fmt: skip
def test_what_could_not_be_done_is_said(tmp_path: Path, errcat, text: str, said: str):
    (tmp_path / "api.yaml").write_text(text, encoding="utf-8")
    for command in ("apply", "check"):
        result = errcat("openapi", command, "api.yaml", "--catalog", str(CATALOG))
        assert "Traceback" not in result.err
        if command == "apply":
            assert result.code == 2
            assert said in result.err
    assert (tmp_path / "api.yaml").read_text(encoding="utf-8") == text


def test_the_result_can_go_elsewhere(tmp_path: Path, errcat):
    (tmp_path / "api.yaml").write_text(WHOLE, encoding="utf-8")
    assert errcat("openapi", "apply", "api.yaml", "--catalog", str(CATALOG), "-o", "out/api.yaml").code == 0
    assert (tmp_path / "api.yaml").read_text(encoding="utf-8") == WHOLE
    assert "KEY_MISSING" in (tmp_path / "out" / "api.yaml").read_text(encoding="utf-8")


def test_what_is_passed_over_is_said(tmp_path: Path, errcat):
    text = (
        HEAD + "  /a: {$ref: 'paths/a.yaml'}\n  /b:\n    get:\n      x-error-codes: {BUSY: 1}\n"
        "      parameters: [{name: a, x-error-codes: [BUSY]}]\n"
    )
    (tmp_path / "api.yaml").write_text(text, encoding="utf-8")
    for command in ("apply", "check"):
        err = errcat("openapi", command, "api.yaml", "--catalog", str(CATALOG)).err
        assert "api.yaml:4: /a is defined in paths/a.yaml, which errcat does not read" in err
        assert "api.yaml:7: x-error-codes must be a list of codes" in err
        assert "api.yaml:8: x-error-codes is only read on operations, on paths and at the top" in err


def test_what_is_taken_out_is_said(tmp_path: Path, errcat):
    (tmp_path / "api.yaml").write_text(OURS.replace("[ORDER_NOT_FOUND, SHOP_NOT_FOUND]", "[BUSY]"), encoding="utf-8")
    assert errcat("openapi", "apply", "api.yaml", "--catalog", str(CATALOG)).out == (
        "GET /a: deleted 404\napi.yaml: 1 operation changed\n"
    )


@pytest.mark.parametrize("option", ["-o", "--overlay"])
def test_a_file_of_another_kind_is_not_replaced(tmp_path: Path, errcat, option: str):
    (tmp_path / "api.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "errors.yaml").write_text("errcat: 1\n", encoding="utf-8")
    arguments = ("openapi", "apply", "api.yaml", "--catalog", str(CATALOG), option, "errors.yaml")
    result = errcat(*arguments)
    assert (result.code, '"errors.yaml" already exists and isn\'t the kind of document to write' in result.err) == (
        2,
        True,
    )
    assert (tmp_path / "errors.yaml").read_text(encoding="utf-8") == "errcat: 1\n"
    assert errcat(*arguments, "--force").code == 0
    assert errcat(*arguments).code == 0, "an older result is replaced"


def test_two_paths_may_refer_to_one_item():
    text = (
        "openapi: 3.1.0\npaths:\n  /a: {$ref: '#/components/pathItems/one'}\n  /b: {$ref: '#/components/pathItems/one'}\n"
        "components:\n  pathItems:\n    one:\n      get:\n        x-error-codes: [KEY_MISSING]\n"
    )
    tree = read("api.yaml", text.encode())
    assert [(one.path, one.method) for one in operations(tree)] == [("/a", "get")]
    item = data(apply(text))["components"]["pathItems"]["one"]["get"]
    assert list(item["responses"]) == ["401", "default"]
    every = list(response_changes(tree, KNOWN, FRAGMENT, default=True))
    assert overlaid(data(text), overlay(tree, every, "T")) == data(apply(text))


@pytest.mark.parametrize("option", ["-o", "--overlay"])
def test_nothing_is_written_where_a_catalog_would_be_read_from(tmp_path: Path, errcat, option: str):
    (tmp_path / "cat").mkdir()
    (tmp_path / "cat" / "errors.yaml").write_text(CATALOG.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "api.yaml").write_text(WHOLE, encoding="utf-8")
    result = errcat("openapi", "apply", "api.yaml", "--catalog", "cat", option, "cat/new.yaml")
    assert result.code == 2
    assert 'part of the catalog "cat"' in result.err
    assert not (tmp_path / "cat" / "new.yaml").exists()
    assert errcat("openapi", "apply", "api.yaml", "--catalog", "cat", option, "cat/.new.yaml").code == 0


@pytest.mark.parametrize("option", ["-o", "--overlay"])
def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path, errcat, option: str):
    (tmp_path / "api.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "new.yaml").symlink_to(tmp_path / "away.yaml")
    result = errcat("openapi", "apply", "api.yaml", "--catalog", str(CATALOG), option, "new.yaml")
    assert result.code == 2
    assert "symbolic link" in result.err
    assert not (tmp_path / "away.yaml").exists()
