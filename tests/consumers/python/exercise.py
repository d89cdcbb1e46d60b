"""Use the modules of a folder as their users would, on whatever Python runs this: 3.9 and later, nothing installed.

python exercise.py FOLDER    FOLDER has NAME.json, and NAME.py with NAME_helpers.py or the package NAME, of each catalog
"""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import sys
from pathlib import Path


def plain(value):
    """Named tuples and enums as data."""
    if hasattr(value, "as_dict"):
        return {key: plain(item) for key, item in value.as_dict().items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return str(value) if type(value).__module__ != "builtins" else value


def known(data, keys):
    """What a record of the catalog says, of what the module has."""
    return [{key: one.get(key) for key in keys} for one in data]


NOTE = ("text", "title", "audience")
LINK = ("url", "title", "description")
VARIANT = ("message", "when")
RETRY = ("strategy", "after", "header", "max_attempts")
PARAM = ("name", "type", "format", "description", "enum", "optional", "sensitive", "example", "default")
EXAMPLE = ("title", "description", "status", "language", "code", "request", "response")


def check_fields(code, error, module):
    """Every property of a member is what the catalog says."""
    same = (
        "code number transports message details fields category retryable action description user_message group type "
        "tags owner severity visibility stability since operations docs_url"
    ).split()
    for field in same:
        wanted = error[field] if field != "retryable" else bool(error[field])
        assert plain(getattr(code, field)) == wanted, (code, field, getattr(code, field), wanted)
    assert code.name == error["names"]["python"]
    assert code.info.name == error["name"]
    assert code.heading == code.info.title == error["title"]
    assert list(code.statuses) == (error["status"] or [])
    assert code.status == (error["status"] or [None])[0]
    assert plain(code.messages) == known(error["messages"], VARIANT)
    assert plain(code.params) == known(error["params"], PARAM)
    assert plain(code.causes) == known(error["causes"], NOTE)
    assert plain(code.solutions) == known(error["solutions"], NOTE)
    assert plain(code.links) == known(error["links"], LINK)
    assert plain(code.examples) == known(error["examples"], EXAMPLE)
    assert plain(code.retry) == (known([error["retry"]], RETRY)[0] if error["retry"] else None)
    gone = error["deprecated"]
    assert plain(code.deprecated) == (known([gone], ("since", "sunset", "replaced_by", "reason"))[0] if gone else None)
    assert list(code.related) == [one["code"] for one in error["see_also"]]
    assert set(code.translations) == set(error["translations"])
    for locale, one in error["translations"].items():
        found = plain(code.translations[locale])
        for field in ("title", "message", "action", "user_message", "description"):
            assert found[field] == one[field]
        assert found["causes"] == known(one["causes"], NOTE)
        assert found["solutions"] == known(one["solutions"], NOTE)
        assert found["messages"] == known(one["messages"], VARIANT)
    assert dict(code.extensions) == {key: value for key, value in error.items() if key.startswith("x-")}
    if code.category is not None:
        assert isinstance(code.category, module.Category)
        assert code.category.info.title


def check_enum(module, catalog):
    codes = list(module.ErrorCode)
    errors = catalog["errors"]
    assert len(codes) == len(errors), "no member is another one's alias"
    for code, error in zip(codes, errors):
        check_fields(code, error, module)
        assert str(code) == f"{code}" == code.value
        assert json.loads(json.dumps([code])) == [code.value]
        assert code in module.ErrorCode.all(error["code"])
        assert pickle.loads(pickle.dumps(code)) is code
        assert copy.deepcopy(code) is code
        if not catalog["codes"]["repeat"]:
            assert code.value == error["code"]
            assert module.ErrorCode(error["code"]) is code
            assert module.ErrorCode.get(error["code"]) is code
            assert code == error["code"]
    for error in errors:
        mine = [one for one in errors if one["code"] == error["code"]]
        assert [one.info.name for one in module.ErrorCode.all(error["code"])] == [one["name"] for one in mine]
        for status in error["status"] or ():
            assert status in module.ErrorCode.get(error["code"], status).statuses
    assert module.ErrorCode.get("no such code, ever") is None
    assert module.ErrorCode.all("no such code, ever") == ()
    for category, one in zip(module.Category, catalog["categories"]):
        assert (category.value, category.heading, category.description, category.action, category.retryable) == (
            one["id"], one["title"], one["description"], one["action"], one["retryable"],
        )  # fmt: skip
        assert module.Category.get(one["id"]) is category
    assert module.Category.get("no such category") is None


SAMPLES = {"string": "s-{x}", "integer": 7, "number": 2.5, "boolean": True, "array": [1], "object": {"a": 1}}


def marker_values(error):
    """A value for each param of an error."""
    return {one["name"]: (one["enum"] or [one.get("example", SAMPLES[one["type"]])])[0] for one in error["params"]}


def check_errors(module, catalog):
    base = module.ApiError
    travels = json.dumps(catalog["envelope"]["body"])
    for code, error in zip(module.ErrorCode, catalog["errors"]):
        values = marker_values(error)
        raised = code.error(params=values, request_id="req-1", retry_after=2.5)
        assert isinstance(raised, base) and raised.known and raised.code is code
        again = pickle.loads(pickle.dumps(raised))
        assert type(again) is type(raised) and again.__dict__ == raised.__dict__ and again.args == raised.args
        assert copy.copy(raised).__dict__ == raised.__dict__
        assert copy.deepcopy(raised).__dict__ == raised.__dict__
        status, headers, body = raised.to_response()
        assert status == (error["status"] or [500])[0] or error["status"] in (None, [])
        assert headers["Content-Type"] == catalog["envelope"]["media_type"]
        back = base.from_response(status, body, headers)
        if error["status"] and "<code>" in travels.replace("integer", ""):
            assert back.code is code, (back.code, code, body)
            assert type(back) is type(raised)
        if "<message>" in travels and back.known:
            assert back.message == raised.message
        assert back.status == status
        assert isinstance(base.from_response(status, {}, None), base)
        for variant in range(len(error["messages"])):
            assert code.render(values, variant) == code.error(params=values, variant=variant)._real_message()  # noqa: SLF001 — as it is sent, not masked


def main(folder):
    sys.path.insert(0, str(folder))
    for file in sorted(folder.glob("*.json")):
        catalog = json.loads(file.read_text(encoding="utf-8"))
        module = importlib.import_module(file.stem)
        check_enum(module, catalog)
        check_errors(module, catalog)
        if hasattr(module, "__path__"):
            continue  # the helpers are the same for a package
        helpers = importlib.import_module(f"{file.stem}_helpers")
        for code, error in zip(module.ErrorCode, catalog["errors"]):
            responses = helpers.openapi_responses(code)
            statuses = [one for one in error["status"] or () if 100 <= one <= 599]
            assert list(responses) == (statuses or ["default"])
            if error["response"] and statuses[:1] == (error["status"] or [])[:1]:
                examples = next(iter(next(iter(responses.values()))["content"].values()))["examples"]
                assert examples[error["names"]["openapi"]]["value"] == error["response"]["body"]
    print("all as the catalogs say")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
