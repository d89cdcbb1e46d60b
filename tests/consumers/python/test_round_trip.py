"""`to_response`, then `from_response`: the same entry and the same params, wherever the response tells them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built import EVERY, module_of, resolved_from, resolved_of, word_of

SYNTHETIC = """\
errcat: 1
codes: {unique: none}
errors:
  - {code: invalid, name: BRACES, status: 400, message: "Use {{braces}} and }}{{ only"}
  - {code: invalid, name: MISSING, status: 400, message: "The field {field} is missing", params: {field: {}}}
  - {code: invalid, name: WRONG, status: 400, message: "The field {field} is {state}", params: {field: {}, state: {enum: [old, 5]}}}
  - {code: invalid, name: COUNT, status: 400, message: "{count} of {limit} are left", params: {count: {type: integer}, limit: {type: number}}}
  - {code: invalid, name: ANYTHING, status: 422, message: "{text}", params: {text: {}}}
  - {code: invalid, name: SAME_TEXT, status: 400, message: "Same text", category: fix}
  - {code: invalid, name: SAME_TEXT_ELSEWHERE, status: 409, message: "Same text", category: fix}
  - code: invalid
    name: BY_DETAILS
    status: 400
    message: Same details
    details: {required: [size], properties: {size: {type: integer}}}
    params: {size: {type: integer}}
  - code: invalid
    name: BY_OTHER_DETAILS
    status: 400
    message: Same details
    details: {required: [size], properties: {size: {type: string}, colour: {type: string}}}
    params: {size: {}, colour: {optional: true}}
  - code: invalid
    name: SENSITIVE
    status: 401
    message: "{{token}} {token} is wrong for {user}"
    params: {token: {sensitive: true}, user: {}}
  - code: invalid
    name: VARIANTS
    status: 400
    message: "Locked until {until}"
    messages: [{message: Locked}, {message: "Locked for {who}"}]
    params: {until: {optional: true}, who: {optional: true}}
  - code: invalid
    name: DEFAULTS
    status: 400
    message: "At most {most} items of {kind}"
    params: {most: {type: integer, default: 10}, kind: {default: any kind}}
  - {code: invalid, name: FLAG, status: 400, message: "Set to {flag}", params: {flag: {type: boolean}}}
  - {code: invalid, name: NO_STATUS, message: "Nobody knows {x} yet", params: {x: {}}}
  - {code: invalid, name: NO_MESSAGE, title: "A title with {braces}", status: 418}
"""
ENVELOPES = {
    "rfc9457": "rfc9457",
    "google": "google",
    "jsonapi": "jsonapi",
    "stripe": "stripe",
    "message": "{body: {error: <code>, error_description: <message>}}",
    "details": '{body: {code: <code>, text: <message>, "details?": <details>, "title?": <title>}}',
    "members": '{body: {error: {code: <code>, text: <message>, "details?": <details>, "<params>?": null}}}',
    "only members": '{body: {code: <code>, "<params>?": null}}',
    "name": '{body: {code: <code>, name: <name>, "details?": <details>}}',
}
SYNTHETICS = {name: SYNTHETIC.replace("errors:", f"envelope: {text}\nerrors:", 1) for name, text in ENVELOPES.items()}
CATALOGS = [*(pytest.param(file, id=word_of(file)) for file in EVERY), *SYNTHETICS]
SAMPLES: dict[str, Any] = {
    "string": "s-{x}/1",
    "integer": 7,
    "number": 2.5,
    "boolean": True,
    "array": [1],
    "object": {"a": 1},
}
_NO_VALUE = object()


def marker_values(error) -> dict[str, Any]:
    return {one["name"]: (one["enum"] or [one.get("example", SAMPLES[one["type"]])])[0] for one in error["params"]}


def lacking_one_optional(error, values: dict[str, Any]):
    yield values
    for one in error["params"]:
        if one["optional"]:
            yield {name: value for name, value in values.items() if name != one["name"]}
    yield {one["name"]: values[one["name"]] for one in error["params"] if not one["optional"]}


def carried(module, raised) -> dict[str, Any]:
    """The params that a response has beyond doubt: by name as members or in its details, and one by one in its message."""
    found: dict[str, list[Any]] = {}
    module._read(module._MODULE.data.envelope, json.loads(raised.to_response()[2]), found)  # noqa: SLF001 — what the envelope carries
    names = dict(next((one for one in found.get("details", ()) if isinstance(one, dict)), {}))
    names |= {place[-1]: value for place, value in found.get("members", ())}
    said = found.get("message", [])
    values = {name: value for name, value in raised.params.items() if name in names}
    for template in [raised.code.message, *(one.message for one in raised.code.messages)]:
        if template is not None and said == [module._filled(template, raised.params)]:  # noqa: SLF001 — as above
            separate = "}{" not in template.replace("{{", "").replace("}}", "")
            kinds = {one.name: one.type for one in raised.code.params}
            values |= {
                name: value
                for name, value in raised.params.items()
                if "{" + name + "}" in template and separate and kinds[name] not in ("array", "object")
            }
            break
    return values


@pytest.mark.parametrize("catalog", CATALOGS)
def test_the_same_entry_and_the_same_params(catalog):
    resolved = resolved_from(SYNTHETICS[catalog]) if isinstance(catalog, str) else resolved_of(catalog)
    module = module_of(resolved)
    travels = json.dumps(resolved["envelope"]["body"])
    bodies: dict[bytes, str] = {}
    for code, error in zip(module.ErrorCode, resolved["errors"], strict=True):
        for values in lacking_one_optional(error, marker_values(error)):
            raised = code.error(params=values, request_id="r")
            status, headers, body = raised.to_response()
            if bodies.setdefault(body, code.name) != code.name or "<code" not in travels:
                continue  # another entry says the same: nobody can tell them apart
            back = module.ApiError.from_response(status, body, headers)
            if "<code:integer>" in travels and not code.code.lstrip("-").isdigit():
                continue
            assert back.code is code, (body, back)
            assert type(back) is type(raised)
            if code.message is not None or code.messages:
                sure = carried(module, raised)
                assert {name: back.params.get(name, _NO_VALUE) for name in sure} == sure, (body, back.params)
            assert back.params.items() <= raised.params.items(), (body, back.params)
            assert back.message == raised.message or "<message>" not in travels
            if raised.status is not None and "<message>" in travels and "<timestamp>" not in travels:
                assert back.to_body() == json.loads(body)


def test_a_message_matches_in_linear_time():
    text = "errcat: 1\ncodes: {unique: none}\nerrors:\n"
    text += (
        f"  - {{code: c, name: A, status: 400, message: {json.dumps('x'.join(f'{{a{one}}}' for one in range(40)))}}}\n"
    )
    text += "  - {code: c, name: B, status: 400, message: '{a}{b}{c}{d}{e}{f}y'}\n"
    module = module_of(resolved_from(text))
    for message in ("x" * 200_000, "x" * 200_000 + "y", "x" * 38, "xy" * 50_000 + "z"):
        error = module.ApiError.from_response(400, {"code": "c", "detail": message})
        assert error.to_body()["detail"] == message


@pytest.mark.parametrize(
    ("template", "message", "texts", "is_certain"),
    [
        ("a {x} b", "a 1 b", {"x": "1"}, True),
        ("a {x} b", "a  b", {"x": ""}, True),
        ("{x}", "", {"x": ""}, True),
        ("{x} is {y}", "a is b", {"x": "a", "y": "b"}, True),
        ("{x} is {y}", "a is b is c", {"x": "a", "y": "b is c"}, False),
        ("{x}{y}", "ab", {"x": "", "y": "ab"}, False),
        ("{x} and {x}", "a and a", {"x": "a"}, True),
        ("{x} and {x}", "a and b", None, False),
        ("{{{x}}}", "{1}", {"x": "1"}, True),
        ("aa{x}aa", "aaa", None, False),
        ("a{x}", "b", None, False),
        ("{{x}}", "{x}", {}, True),
        ("{{x}}", "1", None, False),
    ],
)
def test_how_a_template_matches(template: str, message: str, texts: dict | None, is_certain: bool):
    module = module_of(resolved_from("errcat: 1\nerrors: [{code: a, status: 400}]\n"))
    match = module._match(template, message, {})  # noqa: SLF001 — the heart of from_response
    assert (None if match is None else match.texts) == texts
    assert match is None or match.is_certain == is_certain


def test_values_that_travel_beside_the_message_decide():
    module = module_of(resolved_from(SYNTHETICS["details"]))
    match = module._match("{x} is {y}", "a is b is c", {"x": "a is b"})  # noqa: SLF001 — as above
    assert (match.texts, match.is_certain) == ({"x": "a is b", "y": "c"}, True)


@pytest.fixture(scope="module")
def plain():
    return module_of(resolved_from("errcat: 1\nerrors: [{code: a, status: 400}]\n"))


TEMPLATES = st.lists(st.sampled_from(["{a}", "{b}", "{c}", "{{", "}}", "x", "xy", " "]), max_size=7).map("".join)
TEXTS = st.text("xy {}", max_size=4)


@given(TEMPLATES, st.fixed_dictionaries({"a": TEXTS, "b": TEXTS, "c": TEXTS}))
def test_what_is_read_for_certain_is_what_was_put_in(plain, template: str, values: dict[str, str]):
    names = set(plain._pieces(template)[1])  # noqa: SLF001 — as above
    match = plain._match(template, plain._filled(template, values), {})  # noqa: SLF001 — as above
    assert match is not None
    assert set(match.texts) == names or not match.is_certain
    if match.is_certain:
        assert match.texts == {name: values[name] for name in names}
    beside = plain._match(template, plain._filled(template, values), values)  # noqa: SLF001 — as above
    assert beside.is_certain
    assert beside.literal == len(plain._filled(template, values))  # noqa: SLF001 — as above
