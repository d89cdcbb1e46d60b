"""What errcat promises of every catalog, as checks that stop at the first promise that is broken."""

from __future__ import annotations

import builtins
import inspect
import json
import sys
import types
import unicodedata
import warnings
from collections.abc import Callable, Collection, Mapping
from functools import cache
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import yaml
from openapi_spec_validator import validate
from ruamel.yaml import YAML

from built import run_in
from errcat.artifact import is_sealed
from errcat.model.check_result import CheckResult
from errcat.reading import load_bytes
from errcat.reporting import FORMATS, ReportOptions, reporter
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.resources import schema_text
from errcat.targets import TARGETS
from fuzz.accepted_catalogs import errors_in, examined
from fuzz.catalog_text import text_of
from fuzz.hostile_values import CANARY
from fuzz.rendered_pages import by_common_mark, by_python_markdown, check_page

OBEYED = "".join(map(chr, [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))  # fmt: skip
"""Characters that a terminal or a reader's eye obeys: no report has one."""
OPENAPI_VERSIONS = ("3.0.3", "3.1.0", "3.2.0")
NAME = "errors.yaml"
LONGEST_PAGE = 20_000
"""Longer pages are built but not rendered: Python-Markdown takes minutes for 50,000 brackets."""


def check_reports(checked: CheckResult) -> None:
    """Every format's report is well-formed and inert."""
    for name in FORMATS:
        text = reporter(name)([checked], ReportOptions(width=80))
        assert not set(text) & set(OBEYED), f"{name}: {sorted(set(text) & set(OBEYED))}"
        text.encode()
        match name:
            case "json":
                report = json.loads(text)
                report["findings"] = report["findings"][:: len(report["findings"]) // 5 + 1]  # a sample: it takes long
                _findings_schema().validate(report)
            case "sarif" | "gitlab":
                json.loads(text)
            case "junit":
                ET.fromstring(text)  # noqa: S314 -- our own report
            case "github":
                assert all(
                    line.startswith(("::error ", "::warning ", "::notice "))
                    for line in text.splitlines()
                    if "::" in line[:3]
                )


@cache
def _findings_schema() -> Any:
    return jsonschema.Draft7Validator(json.loads(schema_text("findings")))


@cache
def _resolved_schema() -> Any:
    return jsonschema.Draft202012Validator(json.loads(schema_text("resolved")))


def check_any(text: bytes) -> CheckResult:
    """Whatever the text is: `check` returns, and what it says can be reported."""
    checked = examined(text)
    check_reports(checked)
    return checked


def check_targets(data: Mapping[str, Any], dice: Random, styles: Collection[str] = ()) -> None:
    """A catalog without errors: each target builds, and what it builds says the same and is inert.

    The dice choose the settings of targets; one style of Markdown, where none is given.
    """
    assert not errors_in(examined(text_of(data)))
    resolved = resolved_from(text_of(data))
    check_json(data, resolved)
    check_openapi(resolved, dice)
    check_python(resolved, dice)
    for style in styles or dice.sample([*STYLES], 1):
        check_markdown(resolved, style)


def resolved_from(text: bytes) -> ResolvedCatalog:
    """The resolved catalog of a text."""
    return resolve(load_bytes([(NAME, text)]).catalog, NAME)


def built(resolved: ResolvedCatalog, target: str, name: str, **settings: Any) -> dict[str, str]:
    """The files of a target, by their paths; each is valid UTF-8 and has no name that leads elsewhere."""
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    artifacts = TARGETS[target].render(resolved, TARGETS[target].values(given), name)
    for artifact in artifacts:
        artifact.data.decode()
        steps = artifact.path.split("/")
        assert not {"..", "."} & set(steps), artifact.path
        assert all(step.isascii() and step.isprintable() and not set(step) & set('<>:"\\|?*') for step in steps), (
            artifact.path
        )
    found = {artifact.path: artifact.text for artifact in artifacts}
    assert len({unicodedata.normalize("NFC", path).casefold() for path in found}) == len(artifacts), "one file twice"
    return found


def one(resolved: ResolvedCatalog, target: str, name: str, **settings: Any) -> str:
    """The only file of a target."""
    (text,) = built(resolved, target, name, **settings).values()
    assert is_sealed(text.encode())
    return text


def check_json(data: Mapping[str, Any], resolved: ResolvedCatalog) -> None:
    """The JSON target holds the catalog, letter for letter."""
    made = json.loads(one(resolved, "json", "errors.json"))
    assert _same(made, {**_plain(resolved), **{key: made[key] for key in made.keys() - resolved.keys()}})
    _resolved_schema().validate(made)
    assert len(made["errors"]) == len(data["errors"])
    for written, read in zip(data["errors"], made["errors"], strict=True):
        _require_kept(written, read, f"errors.{written['code']!r}")
    for section in ("api", "guides", "retired", "reserved", "statuses"):
        if isinstance(data.get(section), dict):
            _require_kept(data[section], made[section], section)
        for number, written in enumerate(data.get(section, ()) if isinstance(data.get(section), list) else ()):
            _require_kept(written, made[section][number], f"{section}[{number}]")
    for section in ("categories", "groups", "types"):
        for written, read in zip(data.get(section, {}).values(), made[section], strict=False):
            _require_kept(written, read, section)


def _require_kept(written: Any, read: Any, where: str) -> None:
    """What the catalog says stands in what was built from it: defaults may join it, nothing may change."""
    if isinstance(written, str) and isinstance(read, dict):
        assert written in read.values(), (where, written, read)  # a short form: a note's text, a code
    elif isinstance(written, bool) and (read is None or isinstance(read, dict)):
        assert written == (read is not None), (where, written, read)  # a short form: a deprecation without details
    elif isinstance(written, dict) and isinstance(read, dict):
        for key, value in written.items():
            assert key in read, f"{where}.{key} is lost"
            _require_kept(value, read[key], f"{where}.{key}")
    elif isinstance(written, dict) and isinstance(read, list):  # params: a map that becomes a list, in its order
        for name, value in written.items():
            (found,) = [one for one in read if one["name"] == name]
            _require_kept(value, found, f"{where}.{name}")
    elif isinstance(written, list) and isinstance(read, list):
        assert len(written) == len(read), (where, written, read)
        for number, value in enumerate(written):
            _require_kept(value, read[number], f"{where}[{number}]")
    elif not (isinstance(read, list) and read == [written]):  # one status is a list of one
        assert _same(written, read), (where, written, read)


def _same(one: Any, other: Any) -> bool:
    """Equal, and 1 is not true, nor 1.0."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=dict))


def check_openapi(resolved: ResolvedCatalog, dice: Random) -> None:
    """The OpenAPI document is valid, and means the same to YAML 1.1, YAML 1.2 and JSON."""
    version = dice.choice(OPENAPI_VERSIONS)
    settings = {"version": version, "schemas": dice.choice(["single", "per-status", "per-code"])}
    text = one(resolved, "openapi", "errors.openapi.yaml", **settings)
    document = yaml.load(text, yaml.CSafeLoader)
    as_json = json.loads(one(resolved, "openapi", "errors.openapi.json", **settings))
    assert _without_seal(document) == _without_seal(as_json)
    newer = YAML(typ="safe", pure=True)
    assert _without_seal(newer.load(text)) == _without_seal(as_json)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the validator warns about itself
        validate(_without_newer_patterns(document))
    responses = document.get("components", {}).get("responses", {})
    for error in resolved["errors"]:
        if error["visibility"] == "public" and (known := responses.get(error["names"]["openapi"])):
            for key in ("code", "message", "action", "title"):
                assert known["x-error"].get(key) == error[key], (key, error[key])


def _without_newer_patterns(value: Any) -> Any:
    """The validator knows Python's patterns alone; `\\p{L}` is one of JavaScript, and right."""
    if isinstance(value, dict):
        return {
            key: "." if key == "pattern" and "\\p{" in str(inner) else _without_newer_patterns(inner)
            for key, inner in value.items()
        }
    return [_without_newer_patterns(inner) for inner in value] if isinstance(value, list) else value


def _without_seal(document: Any) -> Any:
    return json.loads(json.dumps(document, default=str).replace("errcat-seal", "seal")) | {
        "info": None,
        "x-generated": None,
    }


def check_python(resolved: ResolvedCatalog, dice: Random) -> None:
    """The Python modules compile without a warning, run nothing of the catalog, and say the same as it does."""
    level = dice.choice(["auto", "auto", "none", "category", "type", "code"])
    errors = _module(one(resolved, "python", "errors.py", exceptions=level), "fuzzed_errors")
    helpers = _module(one(resolved, "python-helpers", "errors_openapi.py"), "fuzzed_helpers", errors=errors)
    assert not hasattr(builtins, CANARY), "text of the catalog ran as Python"
    found = list(errors.ErrorCode)
    assert [code.name for code in found] == [error["names"]["python"] for error in resolved["errors"]]
    for code, error in zip(found, resolved["errors"], strict=True):
        _require_equal_info(code, error)
        for pieces in (code.info, code.heading, code.translations, code.extensions, repr(code), str(code), f"{code}"):
            assert pieces is not None
        code.render({param["name"]: "a {value}" for param in error["params"]})
        assert helpers.openapi_responses(code) is not None
        _json_like(helpers.openapi_responses(code))
        if level != "none":
            _check_wire(errors, code, error, resolved)
    if level == "none":
        return
    for junk in (b"", b"\xff", b"[]", b'{"error": null}', b'{"code": {"a": 1}}', "\ud800", {"errors": [1]}, None):
        for status in (None, 0, 200, 599):
            errors.ApiError.from_response(
                status or 0, junk, {"Retry-After": dice.choice(["inf", "nan", "-1", "x", "1e999"])}
            )


def _module(source: str, name: str, **known: types.ModuleType) -> types.ModuleType:
    assert b"coding" not in b"\n".join(source.encode().split(b"\n")[:2])
    module = types.ModuleType(name)
    sys.modules[name] = module
    sys.modules.update(known)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run_in(module, source)
    return module


def _json_like(value: Any) -> None:
    json.dumps(value, default=str)


def _require_equal_info(code: Any, error: Mapping[str, Any]) -> None:
    for attribute, key in (
        ("code", "code"), ("heading", "title"), ("message", "message"), ("action", "action"), ("number", "number"),
        ("description", "description"), ("user_message", "user_message"), ("group", "group"), ("owner", "owner"), ("since", "since"),
        ("severity", "severity"), ("visibility", "visibility"), ("stability", "stability"), ("docs_url", "docs_url"),
    ):  # fmt: skip
        assert getattr(code, attribute) == error[key], (attribute, error[key])
    for attribute in ("tags", "operations", "fields"):
        assert list(getattr(code, attribute)) == error[attribute], attribute
    for attribute in ("causes", "solutions"):
        assert [note.text for note in getattr(code, attribute)] == [note["text"] for note in error[attribute]], (
            attribute
        )
    assert list(code.statuses) == (error["status"] or [])


def _check_wire(errors: Any, code: Any, error: Mapping[str, Any], resolved: ResolvedCatalog) -> None:
    """A response can be made of every code, and the same code is read from it."""
    # no value is as good as none
    params = {param["name"]: param["example"] for param in error["params"] if param.get("example") is not None}
    for given in ({}, {"params": params}):
        try:
            raised = code.error(**given)
        except TypeError:  # a param that is not optional was not given
            if given and len(params) == len(error["params"]):
                raise
            continue
        _construct_again(raised, params)
        status, headers, body = raised.to_response()
        assert isinstance(status, int)
        for name, value in headers.items():
            assert not set(name + value) & set("\r\n\0"), (name, value)
        json.loads(body)
        str(raised), repr(raised)
        back = errors.ApiError.from_response(status, body, headers)
        if _carries(resolved["envelope"]["body"], "<code>"):
            assert getattr(back.code, "code", back.code) == error["code"], (back.code, error["code"])
            if [one["code"] for one in resolved["errors"]].count(error["code"]) == 1:
                assert back.code is code


def _construct_again(raised: Any, params: Mapping[str, Any]) -> None:
    """The class of a code takes its params as arguments, whatever they are called."""
    if type(raised)._own is None:  # noqa: SLF001 — a class of several codes
        return
    known = inspect.signature(type(raised)).parameters
    named = {f"{name}_" if f"{name}_" in known else name: value for name, value in params.items()}
    needed = {one.name for one in known.values() if one.kind is one.KEYWORD_ONLY and one.default is one.empty}
    if needed <= set(named) <= set(known):
        assert type(raised)(**named).params == type(raised)(**named).params == {**raised.params, **params}


def _carries(body: Any, marker: str) -> bool:
    """Whether a body always has a value that is this marker, in a place that is not a list of alternatives."""
    return isinstance(body, dict) and any(
        value == marker or _carries(value, marker)
        for key, value in body.items()
        if not key.endswith("?") and "<" not in key
    )


STYLES: dict[str, tuple[Callable[[str], str], ...]] = {
    "site": (by_python_markdown,),
    "twins": (by_common_mark,),
    "plain": (by_common_mark, by_python_markdown),
    "single": (by_common_mark, by_python_markdown),
}
"""What renders the pages of each style."""


def check_markdown(resolved: ResolvedCatalog, style: str) -> None:
    """No page holds anything of the catalog that a browser would run, load or submit."""
    files = (
        built(resolved, "markdown", "all.md") if style == "single" else built(resolved, "markdown", "docs", style=style)
    )
    for path, text in files.items():
        if path.endswith(".json"):
            json.loads(text)
        if (path.endswith(".md") or not path) and len(text) < LONGEST_PAGE:
            for render in STYLES[style]:
                check_page(render(text), f"{style}: {path}, {render.__name__}")
