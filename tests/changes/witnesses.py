"""Small clients that people write against the outputs of a catalog. Those of an old catalog meet the new one.

Each client knows only what the outputs of the old catalog told its author. It returns what goes wrong with the outputs of
the new catalog.
"""

from __future__ import annotations

import html
import json
import re
import warnings
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from built import module_of
from errcat.reading import load_bytes
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.text.code_names import derive_name, page_slug

SAMPLES: dict[str, Any] = {
    "string": "a",
    "integer": 7,
    "number": 2.5,
    "boolean": True,
    "array": [1],
    "object": {"a": 1},
}
_COMPARED = ("<code>", "<number>", "<docs_url>", "<type>", "<name>", "<category>")
"""The markers that clients compare with."""


class Outputs:
    """The outputs of a catalog: the Python module, and the responses that its envelope makes."""

    def __init__(self, data: dict[str, Any]) -> None:
        catalog = load_bytes([("errors.yaml", json.dumps(data).encode())]).catalog
        self.resolved: Any = resolve(catalog, "errors.yaml")
        self.module: Any = module_of(self.resolved)
        self.is_open = catalog.codes.set == "open"

    @cached_property
    def pages(self) -> dict[str, str]:
        """The pages of the website by their addresses, and the redirects as `→ address`."""
        target = TARGETS["markdown"]
        found = {}
        for artifact in target.render(self.resolved, target.values({"decoder": False}), "errors"):
            if artifact.path.endswith(".md"):
                found[artifact.path.removesuffix(".md")] = artifact.text
            elif artifact.path.endswith("/index.html"):
                address = re.search(r'url=\.\./([^"]*)/"', artifact.text)
                assert address is not None
                found[artifact.path.removesuffix("/index.html")] = f"→ {address[1]}"
        return found

    @property
    def codes(self) -> list[Any]:
        """Every code that a program can import."""
        return list(self.module.ErrorCode)

    @property
    def sent(self) -> list[Any]:
        """Every code that the docs describe: clients get these."""
        return [code for code in self.codes if code.visibility == "public"]

    def named(self, name: str) -> Any:
        return self.module.ErrorCode.__members__.get(name)


class Response(NamedTuple):
    """What a client gets."""

    status: int
    headers: dict[str, str]
    body: Any
    message: str


def responses(code: Any) -> Iterator[Response]:
    """Yield the responses of a code: with each of its statuses, with all params and with the required ones."""
    values = sample_params(code)
    required = {param.name: values[param.name] for param in code.params if not param.optional}
    for params in (values, required):
        raised = raised_error(code, params)
        status, headers, body = raised.to_response()
        for one in code.statuses or (status,):
            lower = {name.lower(): value for name, value in headers.items()}
            yield Response(one, lower, json.loads(body), raised.message)


def raised_error(code: Any, params: dict[str, Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return code.error(params=params)


# --- a client that reads responses ------------------------------------------------------------------------------------


def http_client(old: Outputs, new: Outputs) -> Iterator[str]:
    """A client that reads responses as the old catalog describes them."""
    news: dict[str, list[Any]] = {}
    for code in new.sent:
        news.setdefault(code.code, []).append(code)
    for code in old.sent:
        if code.code not in news:
            yield f"{code.code} never comes"
            continue
        for other in news[code.code]:
            yield from _reading(code, other, dict(_leaves(old.resolved["envelope"]["body"])))
    if not old.is_open:
        yield from (f"nobody expects {code}" for code in news if code not in {one.code for one in old.sent})


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves(item, (*path, key.removesuffix("?")))
    else:
        yield path, value


def _reading(code: Any, other: Any, shape: dict[tuple[str, ...], Any]) -> Iterator[str]:
    olds, news = list(responses(code)), list(responses(other))
    if code.statuses and not {one.status for one in news} <= {one.status for one in olds}:
        yield f"{code.code} has another status"
    if code.statuses and news[0].status != olds[0].status:
        yield f"{code.code} usually has another status"
    for header in set.intersection(*(set(one.headers) for one in olds)):
        if not all(header in one.headers for one in news):
            yield f"the header {header} is gone"
    if news[0].headers["content-type"] != olds[0].headers["content-type"]:
        yield "the media type differs"
    before, after = [dict(_leaves(one.body)) for one in olds], [dict(_leaves(one.body)) for one in news]
    for path in set.intersection(*map(set, before)):
        marker = shape.get(path)
        is_compared = not str(marker).startswith("<") or marker in _COMPARED
        for response, members in zip(news, after, strict=True):
            if path not in members:
                yield f"{path} is gone"
            elif not _reads(type(before[0][path]), members[path]):
                yield f"{path} has another type"
            elif is_compared and path in shape and members[path] != before[0][path]:
                yield f"{path} has another value"
            elif marker == "<message>" and members[path] != response.message:
                yield f"{path} isn't the message"
    if code.retryable and not other.retryable:
        yield f"{code.code} is sent again in vain"
    if code.retry and code.retry.header and not (other.retry and other.retry.header == code.retry.header):
        yield f"nothing says where the wait for {code.code} is"
    if code.number is not None and code.number != other.number:
        yield f"{code.code} has another number"
    for name, value in code.transports.items():
        if other.transports.get(name) != value:
            yield f"{code.code} is another error over {name}"


def _reads(kind: type, value: Any) -> bool:
    """Whether a client that expects a kind of JSON value can read another value: 7 is a number, too."""
    return type(value) is kind or (kind is float and type(value) is int)


# --- a reader who has links to the pages, and who searches for codes ------------------------------------------------


def reader(old: Outputs, new: Outputs) -> Iterator[str]:
    """A reader who kept the address of the page of every error, also of retired ones, and who searches for the code."""
    everything = html.unescape("\n".join(new.pages.values()))
    current = {error["names"]["page"]: error for error in new.resolved["errors"]}
    for error in old.resolved["errors"]:
        if error["visibility"] != "public":
            continue
        address = error["names"]["page"]
        text = new.pages.get(address, "")
        if text.startswith("→ "):
            address = text.removeprefix("→ ")
            text = new.pages.get(address, "")
        if not text:
            yield f"the link to {error['code']} leads nowhere"
        elif error["code"] not in html.unescape(text) and address == error["names"]["page"]:
            yield f"the page of {error['code']} is about something else"
        if error["code"] not in everything and new.pages.get(error["names"]["page"], "")[:1] != "→":
            yield f"a search for {error['code']} finds nothing"
    for retired in old.resolved["retired"]:
        address = page_slug(retired["name"] or derive_name(retired["code"]))
        if address in old.pages and address not in new.pages:
            yield f"the link to the retired code {retired['code']} leads nowhere"
        if address in old.pages and address in current:
            yield f"the page of the retired code {retired['code']} is about an error"


# --- a program that imports the module --------------------------------------------------------------------------------


def program(old: Outputs) -> str:
    """The source of a program that knows every code of a module: a `match`, exception classes, categories and params."""
    classes = [name for name, value in vars(old.module).items() if isinstance(value, type) and not name.startswith("_")]
    caught = [name for name in classes if issubclass(getattr(old.module, name), old.module.ApiError)]
    lines = ["def handle(errors, error):"]
    lines += [f"    errors.{name}" for name in caught]
    lines += ["    match error.code:"]
    for code in old.codes:
        lines += [f"        case errors.ErrorCode.{code.name}:"]
        lines += [f"            assert error.code.code == {code.code!r}, 'another code'"]
        if code.category is not None:
            lines += [f"            assert error.code.category is errors.Category.{code.category.name}, 'category'"]
        if code.retryable:
            lines += ["            assert error.code.retryable, 'sent again in vain'"]
        if code.type is not None:
            lines += [f"            assert error.code.type == {code.type!r}, 'type'"]
        if code.number is not None:
            lines += [f"            assert error.code.number == {code.number!r}, 'number'"]
        lines += [
            f"            assert error.code.transports[{name!r}] == {value!r}, 'transport'"
            for name, value in code.transports.items()
        ]
        for param in code.params:
            if not param.optional:
                kind = type((param.enum or [SAMPLES[param.type]])[0]).__name__
                lines += [f"            assert isinstance(error.params[{param.name!r}], {kind}), 'param'"]
        kinds = [kind.__name__ for kind in type(raised_error(code, sample_params(code))).__mro__]
        lines += [f"            assert isinstance(error, errors.{kind}), 'class'" for kind in kinds if kind in caught]
    lines += [
        "        case _:",
        "            pass" if old.is_open else "            raise AssertionError('nobody expects it')",
    ]
    return "\n".join(lines)


def python_program(old: Outputs, new: Outputs) -> Iterator[str]:
    """A program that knows every code of the old module, and handles the errors of the new one."""
    space: dict[str, Any] = {}
    exec(program(old), space)  # noqa: S102 — the program is what this test is about
    for code in new.codes:
        values = sample_params(code)
        for params in (values, {param.name: values[param.name] for param in code.params if not param.optional}):
            try:
                space["handle"](new.module, raised_error(code, params))
            except (AssertionError, AttributeError, KeyError) as error:
                yield f"{code.name}: {error!r}"
    yield from (f"nobody raises {code.name}" for code in old.codes if new.named(code.name) is None)


def sample_params(code: Any) -> dict[str, Any]:
    """A value for each param."""
    return {param.name: (param.enum or [SAMPLES[param.type]])[0] for param in code.params}
