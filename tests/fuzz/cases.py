"""The catalogs of a run: random ones by seed, and the defects that were found once, by name."""

from __future__ import annotations

from functools import cache
from random import Random, SystemRandom
from typing import Any

from fuzz.accepted_catalogs import accepted
from fuzz.catalog_generator import Generator, spoiled
from profiles import IS_LONG

FIRST = SystemRandom().randrange(2**32) if IS_LONG else 250  # these reach every field of the schema
COUNT = 3000 if IS_LONG else 50
SEEDS = range(FIRST, FIRST + COUNT)
"""The same seeds in every ordinary run, other ones in every long run."""


def as_written(seed: int) -> dict[str, Any]:
    """The catalog of a seed: it fits the schema, and rules find much in it."""
    return Generator(seed).catalog()


def as_spoiled(seed: int) -> Any:
    """The catalog of a seed with some of it broken."""
    return spoiled(as_written(seed), Random(seed))  # noqa: S311 -- reproducible, not secret


@cache
def as_accepted(seed: int) -> dict[str, Any] | None:
    """The catalog of a seed without what the rules refuse; None where nothing is left of it."""
    return accepted(as_written(seed), Random(seed))  # noqa: S311 -- as above


_XSS = "<script>window.errcat_canary=1</script>"
_IMG = "<img src=x onerror=window.errcat_canary=1>"


def _of(**fields: Any) -> dict[str, Any]:
    """A catalog with one error."""
    catalog = {
        key: fields.pop(key) for key in ("api", "codes", "envelope", "types", "groups", "retired") if key in fields
    }
    return {"errcat": 1, **catalog, "errors": [{"code": "order_lost", "status": 404, **fields}]}


def _details(**schema: Any) -> dict[str, Any]:
    return _of(details={"type": "object", **schema})


NAMED: dict[str, dict[str, Any]] = {
    **{f"tilde fence in {field}": _of(**{field: [f"~~~\n{_XSS}\n~~~"]}) for field in ("causes", "solutions")},
    "long tilde fence": _of(causes=[f"~~~~\n{_XSS}\n~~~~"]),
    "tilde fence with a language": _of(causes=[f"~~~py\n{_XSS}\n~~~"]),
    "tilde fence in a list": _of(description=f"- a\n\n  ~~~\n  {_XSS}\n  ~~~\n"),
    "tab and fence": _of(description=f"a\tb\n\n```\n{_XSS}\n```\n"),
    "tab in code": _of(description=f"`a\t{_XSS}`"),
    "info string with braces": _of(description='```angular-ts {header:"child"}\n<b>\n```\n'),
    "placeholder in a table row": _of(description="| a | b |\n|---|---|\n| User {user_id} | c |\n"),
    "liquid after a link": _of(description="[x](https://x.example/){% include 'x' %}"),
    "escaped scheme": _of(description="[x](\\javascript:window.errcat_canary=1)"),
    "processing instruction": _of(description="x <? y ?>"),
    "code is an element": _of(code=_IMG, name="IMG"),
    "code closes a tag": _of(code='"><img src=x onerror=window.errcat_canary=1>', name="IMG"),
    "retired code is an element": _of(retired=[_IMG, {"code": f"{_IMG}2", "reason": _IMG}]),
    "plain fields are elements": _of(title=_IMG, message=_XSS, action=_IMG, user_message=_IMG, owner=_IMG, since=_IMG, tags=[_IMG]),
    "api is an element": _of(api={"name": _IMG, "summary": _XSS, "version": _IMG}),
    **{
        f"reference under a property that is called {word}": _details(properties={word: {"$ref": target}})
        for word in ("enum", "const", "default", "examples")
        for target in ("#/definitions/nope", "http://127.0.0.1:9/x.json", "file:///etc/passwd")
    },
    "reference with an escape": _details(properties={"a": {"$ref": "#/$defs/50%25"}}, **{"$defs": {"50%": {"type": "string"}}}),
    "numbers that are equal": _details(properties={"a": {"enum": [1.0, 1]}}),
    "names of definitions": _details(properties={"a": {"$ref": "#/$defs/a b"}}, **{"$defs": {"a b": {"type": "string"}}}),
    **{
        f"class name {word}": _of(types={"one": {"class_name": word}}, type="one", code="x")
        for word in ("None", "str", "bytes", "super", "TYPE_CHECKING", "Retry", "OrderLostError", "XError", "Exception", "__debug__")
    },
    **{
        f"param {word}": _of(message=f"The {{{word}}} is lost", params={word: {"example": "a"}})
        for word in ("super", "params", "dict", "self", "cls", "str", "message", "retry_after", "variant", "request_id", "print")
    },
    "header names of the envelope": _of(envelope={"body": {"code": "<code>"}, "headers": {"X /+": "a", "X\nY": "b"}}),
    "header name of retry": _of(retry={"strategy": "after", "header": "X /+", "after": 3}),
    "header value of the envelope": _of(envelope={"body": {"code": "<code>"}, "headers": {"X-A": "a\r\nSet-Cookie: b=c"}}),
    "header name of request ids": _of(api={"name": "A", "request_id": {"header": "X /+"}}),
    **{f"code {code} is a number to YAML 1.1": _of(code=code, name="N") for code in ("E4001", "E1", "1e5", "190:20:30", "0x1F")},
    "doubled braces": _of(message="Type {{name}} or {{{{}}}}"),
    "composition exclusion": _of(message="\u095e \u0958 \u2adc", title="\u095e"),
    "repeated code with braces": {
        "errcat": 1,
        "codes": {"unique": "none"},
        "envelope": {"body": {"code": "<code>", "message": "<message>"}},
        "errors": [
            {"code": "invalid", "name": "A_A", "message": "Type {{a}}", "status": 400},
            {"code": "invalid", "name": "B_B", "message": "The field {field} is missing", "status": 400, "params": {"field": {"example": "x"}}},
            {"code": "invalid", "name": "C_C", "message": "Other", "status": 400},
        ],
    },
    "several statuses and an example": _of(status=[502, 503], examples=[{"status": 502, "response": {"a": 1}}]),
    "address whose host is none": _of(
        api={"name": "A", "docs_url": "https://[::1"},
        links=[{"url": "https://[::1"}],
        description="[x](https://[::1)",
        retired=[{"code": "order_gone", "replaced_by": "order_lost"}],
    ),
    "ten thousand braces": _of(message="{" * 9000),
}  # fmt: skip
