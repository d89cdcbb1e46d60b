"""What a built module sends: no value that neither the catalog, the caller nor the clock gave, and no broken header."""

from __future__ import annotations

import json
import math
import re
import sys
from functools import cache
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from built import EVERY, word_of
from errcat import envelope
from errcat.reading import contents_of, load_bytes
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

HTTP_VALUE = re.compile(r"(?:[!-~](?:[ -~]*[!-~])?)?")
"""What every server and proxy takes as the value of a header: visible ASCII, blanks only inside."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def built(resolved: ResolvedCatalog, word: str) -> ModuleType:
    """The module of a catalog, loaded."""
    (artifact,) = TARGETS["python"].render(resolved, TARGETS["python"].values({}), "errors.py")
    module = ModuleType(f"sent_{word}")
    sys.modules[module.__name__] = module
    exec(compile(artifact.text, module.__name__, "exec"), module.__dict__)  # noqa: S102 — it is what is tested
    return module


def module_of(text: str) -> ModuleType:
    return built(resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml"), "given")


@cache
def with_envelope(file: Any, name: str | None) -> tuple[ResolvedCatalog, ModuleType]:
    """A catalog of the repository, with its own envelope or a ready-made one."""
    catalog = load_bytes(contents_of(str(file))).catalog
    if name is not None:
        catalog = catalog._replace(envelope=catalog_envelope(name))
    resolved = resolve(catalog, file.name)
    return resolved, built(resolved, f"{word_of(file)}_{name}")


def catalog_envelope(name: str) -> Any:
    return load_bytes([("a.yaml", f"errcat: 1\nenvelope: {name}\nerrors: [{{code: A}}]\n".encode())]).catalog.envelope


def leaves(body: Any, path: tuple[Any, ...] = ()) -> Any:
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    if not isinstance(body, (dict, list)) or not body:
        yield path, body
    for step, value in inner:
        yield from leaves(value, (*path, step))


def constants(written: Any, body: Any, path: tuple[Any, ...] = ()) -> Any:
    """The places and values of the constants of an envelope, for a body of it."""
    if isinstance(written, dict):
        for key, value in written.items():
            name = key.removesuffix("?")
            if "<" in json.dumps(value) or name == key:
                yield from constants(value, body, (*path, name))
    elif isinstance(written, list):
        for number, item in enumerate(written):
            yield from constants(item, body, (*path, number))
    elif not (isinstance(written, str) and "<" in written):
        yield path, written


def given_by_the_catalog(error: ResolvedError) -> list[Any]:
    """Every text, number and flag that an entry has, and what the reference says is derived of them."""
    found = [value for _path, value in leaves({key: value for key, value in error.items() if key != "response"})]
    status = error["status"][0] if error["status"] else None
    found += [str(status), envelope.GRPC_BY_HTTP_STATUS.get(status or 0), error["transports"].get("grpc")]
    retry = error["retry"] or {}
    return [*found, retry.get("after")]


@pytest.mark.parametrize("name", envelope.READY_MADE)
@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_a_ready_made_envelope_sends_what_the_catalog_says_and_nothing_else(file: Any, name: str):
    resolved, module = with_envelope(file, name)
    for code, error in zip(module.ErrorCode, resolved["errors"], strict=True):
        raised = code.error()
        body = json.loads(raised.to_response()[2])
        fixed = dict(constants(resolved["envelope"]["body"], body))
        known = [*given_by_the_catalog(error), raised.message]
        for path, value in leaves(body):
            assert value in known or (path in fixed and fixed[path] == value), (code, path, value)
            assert value not in ("", 0, {}, [], None) or error["code"] == value, (code, path, value)


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_an_envelope_by_example_sends_constants_markers_and_empty_stand_ins(file: Any):
    resolved, module = with_envelope(file, None)
    for code, error in zip(module.ErrorCode, resolved["errors"], strict=True):
        raised = code.error()
        body = json.loads(raised.to_response()[2])
        fixed = dict(constants(resolved["envelope"]["body"], body))
        known = [*given_by_the_catalog(error), raised.message, raised.timestamp, "", 0, None]
        known += [int(error["code"])] if error["code"].lstrip("-").isdigit() else []
        known += [] if error["status"] else [500, "500"]
        texts = [value for value in map(str, known) if value]
        for path, value in leaves(body):
            is_text = isinstance(value, str) and any(text in value for text in texts)
            assert value in known or fixed.get(path, value is None) == value or is_text or value in ([], {}), path
        jsonschema.Draft202012Validator(resolved["envelope"]["schema"]).validate(body)


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_the_documentation_shows_what_is_sent(file: Any):
    """With the values of the examples, and in ready-made envelopes nothing more."""
    for name in (None, *envelope.READY_MADE):
        resolved, module = with_envelope(file, name)
        shape = envelope.shape_of(resolved["envelope"]["body"])
        for code, error in zip(module.ErrorCode, resolved["errors"], strict=True):
            if error["response"] is None or error["message"] is None:
                continue
            examples = {one["name"]: one["example"] for one in error["params"] if "example" in one}
            missing = [one for one in error["params"] if "example" not in one]
            if missing or error["details"] is not None:
                continue
            shown = error["response"]["body"]
            given: dict[str, Any] = dict(envelope.SAMPLE_VALUES)
            has_ids = (resolved["api"] or {}).get("request_id")
            given["request_id"] = ((has_ids or {}).get("example") or given["request_id"]) if has_ids else None
            required = envelope.shapes.required_markers(shape)
            given = {key: value for key, value in given.items() if key in required or key == "request_id"}
            if "request_id" in required and not given["request_id"]:
                given["request_id"] = envelope.SAMPLE_VALUES["request_id"]
            raised = code.error(params=examples, timestamp="2026-01-01T00:00:00Z", **given)
            sent = json.loads(json.dumps(raised.to_body(), default=str))
            extra = {".".join(path): value for path, value in examples_in(shape, shown)}
            if extra and name is None:
                raised.extra = extra
                sent = json.loads(json.dumps(raised.to_body(), default=str))
            assert sent == json.loads(json.dumps(shown, default=str)), code


def examples_in(shape: envelope.Shape, body: Any) -> Any:
    """What a shown body has at the places of examples."""
    for path in dict.fromkeys(envelope.example_names(shape).values()):
        found = body
        for step in path:
            found = found[0] if isinstance(found, list) and found else found
            found = found.get(step) if isinstance(found, dict) else None
        if found is not None:
            yield path, found


BY_EXAMPLE = """\
errcat: 1
api: {name: X, request_id: {header: X-Request-Id}}
envelope:
  headers: {X-Trace: <trace_id>, X-Fixed: "e", x-request-id: <request_id>}
  body:
    ok: false
    code: <code>
    at: <timestamp>
    unix: <timestamp:integer>
    params: <params>
    may: <retryable>
    wait?: <retry_after>
    rpc?: <jsonrpc>
    request: {path?: <path>, method?: <method>, id: <request_id>}
    trace?: <trace_id>
    see?: /errors/<name>#<instance>
    kinds: [a, b]
    problems: [{field: <field>, text: <message>, hint?: try another}]
    fields: [{name: <field>}]
    source?: {pointer?: <field>, line: 1, column?: 2}
    debug?: {stack: [a, b], level: 3}
    meta?: {}
    nothing: null
errors:
  - code: A
    status: 404
    message: No {thing}
    params: {thing: {}, other: {optional: true}}
    transports: {jsonrpc: -32005}
    retry: {strategy: after, after: 2.5}
  - {code: B, status: 409, message: B}
"""


def test_each_kind_of_leaf():
    module = module_of(BY_EXAMPLE)
    body = module.ErrorCode.B.error(timestamp="2026-05-01T10:00:00Z").to_body()
    assert body == {
        "ok": False,
        "code": "B",
        "at": "2026-05-01T10:00:00Z",
        "unix": 1777629600,
        "params": {},
        "may": False,
        "request": {"id": ""},
        "kinds": ["a", "b"],
        "problems": [{"field": "", "text": "B"}],
        "fields": [],
        "nothing": None,
    }
    error = module.ErrorCode.A.error(
        params={"thing": "seat", "other": 3},
        fields=["/seat"],
        request_id="r",
        trace_id="t",
        path="/seats/1",
        method="GET",
        instance="i",
        extra={"hint": "sit", "column": 9, "debug": {"level": 1}, "meta": {"a": 1}},
    )
    assert TIME.fullmatch(error.timestamp)
    assert error.to_body() == error.to_body()
    assert json.loads(error.to_response()[2]) | {"at": 0, "unix": 0} == {
        "ok": False,
        "code": "A",
        "at": 0,
        "unix": 0,
        "params": {"thing": "seat", "other": 3},
        "may": True,
        "wait": 2.5,
        "rpc": -32005,
        "request": {"path": "/seats/1", "method": "GET", "id": "r"},
        "trace": "t",
        "see": "/errors/A#i",
        "kinds": ["a", "b"],
        "problems": [{"field": "/seat", "text": "No seat", "hint": "sit"}],
        "fields": [{"name": "/seat"}],
        "source": {"pointer": "/seat", "line": 1, "column": 9},
        "debug": {"level": 1},
        "meta": {"a": 1},
        "nothing": None,
    }
    assert error.to_response()[1] == {
        "X-Trace": "t",
        "Content-Type": "application/json",
        "X-Fixed": "e",
        "Retry-After": "3",
        "X-Request-Id": "r",
    }
    back = module.ApiError.from_response(*error.to_response()[::2], error.to_response()[1])
    for name in ("code", "params", "fields", "request_id", "trace_id", "path", "method", "instance", "timestamp"):
        assert getattr(back, name) == getattr(error, name), name
    assert back.extra == {"problems.hint": "sit", "source.column": 9, "debug": {"level": 1}, "meta": {"a": 1}}
    assert back.to_body() == error.to_body() | {"wait": back.retry_after}


def test_what_a_caller_puts_into_an_optional_object_is_sent():
    module = module_of(
        "errcat: 1\nenvelope: {body: {a: <code>, details?: {field: <field>, issue?: x}}}\nerrors: [{code: A}]\n"
    )
    assert module.ErrorCode.A.error().to_body() == {"a": "A"}
    assert module.ErrorCode.A.error(extra={"issue": "y"}).to_body() == {
        "a": "A",
        "details": {"field": "", "issue": "y"},
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hnit", "no place for extra 'hnit'; it has a place for column, debug, hint, meta"),
        ("code", "can't have 'code': the envelope sets it with its marker <code>"),
        ("ok", "can't have 'ok': the envelope sets it itself"),
        ("trace", "sets it with its marker <trace_id>"),
        ("request.path", "sets it with its marker <path>"),
        ("source", "sets it itself"),
    ],
)
def test_extra_has_names_of_examples_and_nothing_else(name: str, said: str):
    module = module_of(BY_EXAMPLE)
    with pytest.raises(TypeError, match=re.escape(said)):
        module.ErrorCode.A.error(params={"thing": "x"}, extra={name: 1})


def test_extra_adds_members_where_the_envelope_is_open():
    module = module_of("errcat: 1\nenvelope: rfc9457\nerrors: [{code: A, status: 404}]\n")
    error = module.ErrorCode.A.error(instance="/a/1", extra={"balance": 30, "a.b": None})
    assert error.to_body() == {
        "title": "Not Found", "status": 404, "detail": "Not Found", "instance": "/a/1", "code": "A", "balance": 30, "a.b": None,
    }  # fmt: skip
    back = module.ApiError.from_response(404, error.to_response()[2])
    assert (back.instance, back.extra) == ("/a/1", {"balance": 30, "a.b": None})
    for name in ("status", "instance", "type", "detail"):
        with pytest.raises(TypeError, match="the envelope sets it"):
            module.ErrorCode.A.error(extra={name: 1})
    stripe = module_of("errcat: 1\nenvelope: stripe\nerrors: [{code: A, status: 404}]\n")
    sent = stripe.ErrorCode.A.error(extra={"charge": "ch", "error.decline": 1, "request_log_url": "u"}).to_body()
    assert sent == {
        "error": {"code": "A", "message": "Not Found", "request_log_url": "u", "charge": "ch", "decline": 1}
    }
    back = stripe.ApiError.from_response(404, {"error": {"code": "A", "message": "A", "charge": "ch", "decline": 1}})
    assert back.extra == {"error.charge": "ch", "error.decline": 1}
    assert back.to_body() == {"error": {"code": "A", "message": "A", "charge": "ch", "decline": 1}}
    nested = module_of('errcat: 1\nenvelope: {body: {error: {code: <code>}, "<field>?": null}}\nerrors: [{code: A}]\n')
    with pytest.raises(TypeError, match="the envelope sets it"):
        nested.ErrorCode.A.error(extra={"error.code": 1})
    google = module_of("errcat: 1\nenvelope: google\nerrors: [{code: A, status: 404}]\n")
    sent = google.ErrorCode.A.error(extra={"domain": "pay.acme.dev"}).to_body()
    assert sent["error"]["details"][0]["domain"] == "pay.acme.dev"


@pytest.mark.parametrize("status", [400, 409, 500])
def test_a_status_with_several_grpc_codes_has_none(status: int):
    module = module_of(
        f"errcat: 1\nenvelope: google\nerrors: [{{code: A, status: {status}}}, {{code: B, status: 429}}]\n"
    )
    assert "status" not in module.ErrorCode.A.error().to_body()["error"]
    assert module.ErrorCode.B.error().to_body()["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_the_documentation_shows_examples_for_what_only_a_caller_knows():
    text = "errcat: 1\nenvelope: {body: {c: <code>, r: <request_id>, i: <instance>, t?: <trace_id>}}\nerrors: [{code: A}]\n"
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    shown = envelope.SAMPLE_VALUES
    body = resolved["errors"][0]["response"]["body"]
    assert body == {"c": "A", "r": shown["request_id"], "i": shown["instance"]}


def test_bodies_do_not_share_what_they_are_made_of():
    module = module_of("errcat: 1\nenvelope: {body: {a: <params>, b: {}, c: []}}\nerrors: [{code: A}]\n")
    body = module.ErrorCode.A.error().to_body()
    body["a"]["x"] = body["b"]["x"] = 1
    body["c"].append(1)
    assert module.ErrorCode.A.error().to_body() == {"a": {}, "b": {}, "c": []}


# --- headers ---------------------------------------------------------------------------------------------------------


@given(value=st.text() | st.text(st.sampled_from("\r\n\0\t é€\ud800a:%")))
def test_no_header_has_what_http_does_not_allow(value: str):
    module = module_of_headers()
    error = module.ErrorCode.A.error(params={"thing": "x"}, request_id=value, trace_id=value)
    for name, sent in error.to_response()[1].items():
        assert HTTP_VALUE.fullmatch(sent), (name, sent)
    if HTTP_VALUE.fullmatch(value):
        assert error.to_response()[1]["X-Request-Id"] == value


@cache
def module_of_headers() -> ModuleType:
    return module_of(BY_EXAMPLE)


def test_a_header_without_a_value_is_left_out_and_no_name_is_there_twice():
    headers = module_of(BY_EXAMPLE).ErrorCode.B.error().to_response()[1]
    assert headers == {"Content-Type": "application/json", "X-Fixed": "e"}


@pytest.mark.parametrize(
    ("wait", "sent"),
    [
        (math.inf, "3"), (-math.inf, "3"), (math.nan, "3"), ("soon", "3"),
        (-5, "0"), (0, "0"), (0.1, "1"), (1e300, "2147483647"), (10**400, "2147483647"), (7, "7"),
    ],
)  # fmt: skip
def test_a_wait_that_no_response_can_tell(wait: Any, sent: str):
    """Where it is no finite number, the wait of the catalog counts: 2.5 seconds here."""
    module = module_of_headers()
    made = module.ErrorCode.A.error(params={"thing": "x"}, retry_after=wait)
    later = module.ErrorCode.A.error(params={"thing": "x"})
    later.retry_after = wait
    assert made.to_response()[1]["Retry-After"] == sent
    later.to_response()
    for error in (made, later):
        json.loads(error.to_response()[2], parse_constant=pytest.fail)


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "7"}, {"retry-after": ["7", "8"]}, {b"Retry-After": b"7"}, [("Retry-After", "7")],
        [(b"retry-after", b"7"), ("x", "y")], {"RETRY-AFTER": 7}, {"Retry-After": ("7",)}, (("Retry-After", "7"),),
    ],
)  # fmt: skip
def test_headers_of_every_client_are_read(headers: Any):
    assert module_of_headers().ApiError.from_response(429, {"code": "A"}, headers).retry_after == 7


class Hostile:
    def __str__(self) -> str:
        raise ValueError

    def items(self) -> Any:
        raise RuntimeError


@pytest.mark.parametrize(
    "headers", [5, "text", [1, 2], [()], {1: 2}, {None: None}, {Hostile(): Hostile()}, Hostile(), [("a",)], {"a": []}]
)
def test_headers_that_are_none_are_no_trouble(headers: Any):
    assert module_of_headers().ApiError.from_response(429, {"code": "A"}, headers).code == "A"


@given(value=st.recursive(st.floats() | st.integers() | st.binary() | st.none(), st.lists, max_leaves=4))
@hypothesis_settings(max_examples=50)
def test_a_body_is_json_whatever_is_in_it(value: Any):
    module = module_of_problems()
    for details in (value, {"a": value, (1, 2): value}):
        json.loads(module.ErrorCode.A.error(details=details).to_response()[2], parse_constant=pytest.fail)


@cache
def module_of_problems() -> ModuleType:
    return module_of("errcat: 1\nenvelope: rfc9457\nerrors: [{code: A, status: 404}]\n")


def test_a_text_with_many_markers_is_read_in_one_pass():
    """However it is made: a server must not keep a client busy."""
    text = "<code>: <message> (<request_id>) [<trace_id>] {<path>}"
    catalog = {
        "errcat": 1,
        "envelope": {"body": {"code": "<code>", "text": text}},
        "errors": [{"code": "a", "status": 400, "message": "m", "category": "fix", "action": "Do it"}],
    }
    errors = module_of(json.dumps(catalog))
    assert errors.ApiError.from_response(400, {"code": "x", "text": ": ( ) [ ] { " * 20_000}).code == "x"
    back = errors.ApiError.from_response(400, {"code": "a", "text": "a: m (r-1) [t] {/x}"})
    assert (back.code.code, back.request_id, back.trace_id, back.path) == ("a", "r-1", "t", "/x")
