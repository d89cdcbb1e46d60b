"""What holds for the built module whatever it is given: by Hypothesis."""

from __future__ import annotations

import ast
import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built import ODD, WHOLE, resolved_of, text_of, word_of
from errcat import envelope
from errcat.resolved.python_reserved_names import ENUM_ATTRIBUTES
from errcat.targets.literals import json_literal, python_literal
from errcat.text import placeholders

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NASTY = st.text(st.sampled_from("\"'\\\n\r\t{}$`#%<>&|\u2028\u202e\ufeff\x85é😀aN0")) | st.text()


@given(JSON | st.text())
def test_python_literals_read_back(value):
    written = python_literal(value)
    assert ast.literal_eval(written) == value
    assert "\n" not in written
    assert all(char.isprintable() for char in written)


@given(JSON | st.text())
def test_json_literals_read_back(value):
    written = json_literal(value)
    assert json.loads(written) == value
    assert "\n" not in written


def load(file: Path, folder: Path):
    path = folder / f"property_{word_of(file)}.py"
    path.write_text(text_of("python", file), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("properties")
    wanted = (
        "details",
        "case_only",
        "scoped_codes",
        "leading_digits",
        "negative_numbers",
        "repeated_codes",
        "lifecycle",
    )
    files = [file for file in ODD if word_of(file) in wanted] + [WHOLE]
    return [load(file, folder) for file in files]


@given(
    body=JSON | st.binary() | st.text(),
    status=st.integers(-999, 9999),
    headers=st.none() | st.dictionaries(st.text(), st.text()),
)
def test_reading_a_response_never_raises(modules, body, status, headers):
    for module in modules:
        error = module.ApiError.from_response(status, body, headers)
        assert str(error)
        assert isinstance(error.message, str)
        assert error.status == status
        assert error.to_response()


@given(wrong=JSON)
def test_nor_where_something_else_stands_in_the_place_of_a_marker(modules, wrong):
    for module in modules:
        code = next(iter(module.ErrorCode))
        values = {param.name: 1 for param in code.params}
        body = json.loads(code.error(params=values).to_response()[2])
        for changed in every_change(body, wrong):
            assert str(module.ApiError.from_response(400, changed, {"retry-after": str(wrong)}))


def every_change(body, wrong):
    """The body with one of its values, at any depth, replaced."""
    yield wrong
    if isinstance(body, dict):
        for key, value in body.items():
            for changed in every_change(value, wrong):
                yield {**body, key: changed}
    if isinstance(body, list) and body:
        for changed in every_change(body[0], wrong):
            yield [changed, *body[1:]]


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>502 Bad Gateway</title></head></html>",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"code": ' + b"9" * 10_000 + b"}",
        b"",
        None,
        b"null",
        b'"text"',
        b"NaN",
        bytearray(b"{}"),
        42,
    ],
)
def test_what_proxies_and_strangers_answer(modules, body):
    for module in modules:
        error = module.ApiError.from_response(502, body)
        assert (error.code, error.known, error.retryable) == ("HTTP_502", False, True) or not isinstance(
            error.code, module.ErrorCode
        )


@given(code=st.text(min_size=1))
def test_unknown_codes_keep_their_text(modules, code):
    module = modules[-1]
    body = {"error": {"code": code, "message": "new", "status": 418}, "request_id": "r"}
    error = module.ApiError.from_response(418, body)
    if module.ErrorCode.get(code) is None:
        assert (error.code, error.known, error.message, error.request_id) == (code, False, "new", "r")
        assert type(error) is module.ApiError


@given(template=NASTY, values=st.dictionaries(st.sampled_from(["a", "order_id", "x"]), NASTY))
def test_messages_are_filled_as_the_format_says(modules, template, values):
    filled = modules[-1]._filled  # noqa: SLF001 — what the module renders with, and nobody else calls
    assert filled(template, values) == placeholders.render(template, values)


# longer than any word around it
@given(secret=st.text(st.characters(categories=["L", "N"]), min_size=20))
def test_what_is_sensitive_is_in_the_response_alone(modules, secret):
    module = next(one for one in modules if hasattr(one, "OrderNotFoundError"))
    error = module.OrderNotFoundError(order_id="A", token=secret)
    assert secret in json.loads(error.to_response()[2])["detail"]
    assert error.params["token"] == secret
    for shown in (str(error), repr(error), repr(error.args), error.message, repr(error.params)):
        assert secret not in shown.replace("There is no order", "")
        assert "***" in shown


OF_TYPE = {
    "string": st.text(max_size=5),
    "integer": st.integers(),
    "number": st.floats(0, 100),
    "boolean": st.booleans(),
    "object": st.dictionaries(st.text(max_size=3), JSON, max_size=2),
    "any": JSON,
}
SPECIAL = {"code": st.sampled_from(["A", "4001", "-7", "10_003"]), "status": st.integers(400, 599)}
VALUES = st.fixed_dictionaries(
    {}, optional={name: SPECIAL.get(name, OF_TYPE[one.type]) for name, one in envelope.MARKER_TABLE.items()}
)


@given(values=VALUES)
def test_bodies_are_what_the_envelope_says(modules, values):
    """The small writer of shapes in the module makes of the same values what errcat itself does."""
    for module in modules:
        file = next(file for file in [*ODD, WHOLE] if f"property_{word_of(file)}" == module.__name__)
        shape = envelope.shape_of(resolved_of(file)["envelope"]["body"])
        written, _is_filled = module._written(module._MODULE.data.envelope, values)  # noqa: SLF001 — what to_body() goes through
        assert written == envelope.fill(shape, values, fallbacks=True)


def test_the_names_that_members_must_not_have_are_those_that_the_enum_has(modules):
    module = modules[-1]
    members = {code.name for code in module.ErrorCode}
    inherited = {name for kind in module.ErrorCode.__mro__[:3] for name in vars(kind) if not name.startswith("_")}
    assert inherited - members == ENUM_ATTRIBUTES
