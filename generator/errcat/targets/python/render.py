"""The `python` target: the enum of the codes, their exceptions, and the data of the catalog."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from errcat import envelope
from errcat.artifact import BLANK_SEAL, Artifact, sealed_lines
from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedCategory, ResolvedError
from errcat.targets.jinja import environment
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python import TARGET
from errcat.targets.python.class_names import ClassNames, class_names
from errcat.targets.python.classes import CodeClass, code_classes, shared_class_of, shared_classes
from errcat.targets.python.code import dict_of, docstring, frozenset_code, literal_or_none, shape_code
from errcat.targets.python.entries import info_lines, summary
from errcat.targets.python.runtime import runtime_text, runtime_variables
from errcat.targets.target import RenderRequest, Values

NONE, CATEGORY, TYPE, CODE = "none", "category", "type", "code"
_IN_A_BATCH = 100
"""How many codes have their data in the same function of a module."""
_OWN_RUNTIME = "._runtime"
_SAFE_NAME = re.compile(r"[\w./-]+( [\w./-]+)*")
_RECORDS = ("CategoryInfo", "Deprecation", "Example", "Link", "Note", "Param", "Retry", "Translation", "Variant")


def render(request: RenderRequest) -> Iterator[Artifact]:
    values = request.values
    is_package = TARGET.is_folder(request.name)
    runtime = str(values["runtime"] or _OWN_RUNTIME) if is_package or values["runtime"] else None
    variables = _variables(request.resolved, values, runtime, is_package=is_package)
    templates = environment("python", {"docstring": docstring, "python_literal": python_literal})

    def data(template: str, **others: Verbatim) -> bytes:
        return sealed_lines(templates.get_template(template).generate(seal=Verbatim(BLANK_SEAL), **variables, **others))

    if not is_package:
        yield Artifact("", data("module.py.j2"))
        return
    yield Artifact("__init__.py", data("package.py.j2"))
    body = templates.get_template("catalog.py.j2").render(**variables)
    records = ", ".join(name for name in _RECORDS if f"{name}(" in body)
    catalog = data("package_catalog.py.j2", body=Verbatim(body), record_names=Verbatim(records))
    yield Artifact("_catalog.py", catalog)
    if runtime == _OWN_RUNTIME:
        yield Artifact("_runtime.py", runtime_text())


def _variables(
    resolved: ResolvedCatalog, values: Values, runtime: str | None, *, is_package: bool
) -> Mapping[str, Any]:
    """Return the variables of the templates. Without `runtime`, the module contains the machinery."""
    level = exception_level(resolved, values)
    base = str(values["base_class"])
    names = class_names(resolved, base, types=level in (TYPE, CODE), codes=level == CODE)
    categories = {category["id"]: category["names"]["python"] for category in resolved["categories"]}
    api = api_of(resolved)
    source, errors, repeat = resolved["source"], resolved["errors"], resolved["codes"]["repeat"]
    has_details = envelope.sends_details(envelope.shape_of(resolved["envelope"]["body"]))
    classes = list(code_classes(resolved, names, base, has_details=has_details)) if level == CODE else []
    imported = {word for one in classes for word in one.imported}
    shared = list(shared_classes(resolved, names)) if level != NONE else []
    return {
        **runtime_variables(has_exceptions=level != NONE),
        "source": Verbatim(f" from {source}" if _SAFE_NAME.fullmatch(source) else ""),
        "about": _about(api["name"] or source, classes, base),
        "api": api["name"] or source,
        "version": api["version"],
        "docs_url": api["docs_url"],
        "media_type": resolved["envelope"]["media_type"],
        "repeat": repeat,
        "groups": [(group["id"], group["title"]) for group in resolved["groups"]],
        "group_ids": _ids(group["id"] for group in resolved["groups"]),
        "type_ids": _ids(type_["id"] for type_ in resolved["types"]),
        "categories": [_category(category) for category in resolved["categories"]],
        "batches": [errors[start : start + _IN_A_BATCH] for start in range(0, len(errors), _IN_A_BATCH)],
        "members": partial(_members, repeat=repeat),
        "infos": partial(_infos, categories=categories, repeat=repeat, guides=bool(values["guides"])),
        "level": level,
        "base": Verbatim(base),
        "shared_classes": shared,
        "classes": classes,
        "data": list(_data(resolved, names, classes, level, values)),
        "runtime": None if runtime is None else Verbatim(runtime),
        "load": Verbatim("return load()" if not is_package else "from ._catalog import load\n\n    return load()"),
        "dates": [_date(name) for name in ("Date", "DateTime") if name in imported],
        "typing_names": Verbatim("" if runtime is None else "Any, Literal" if level != NONE else "Literal"),
        "extension_names": _extension_names(imported, level, () if runtime else ("TypedDict", "Unpack")),
        "public_names": _public_names(level, base, shared, classes),
    }


def _about(api: str, classes: list[CodeClass], base: str) -> str:
    """Return the docstring of the module."""
    return f"Errors of {api}." + (f" Raise `{classes[0].name}(…)`; {base} is above all." if classes else "")


def exception_level(resolved: ResolvedCatalog, values: Values) -> str:
    """Return what has its own class: each code, unless a setting asks for fewer classes."""
    choice = str(values["exceptions"])
    if choice != "auto":
        return choice
    limit = values["exceptions_limit"]
    if not limit or (isinstance(limit, int) and len(resolved["errors"]) <= limit):
        return CODE
    return TYPE if resolved["types"] else CATEGORY


def _ids(ids: Iterable[str]) -> Verbatim:
    """Return the type of some ids."""
    codes = ", ".join(map(python_literal, ids))
    return Verbatim(f"Literal[{codes}]" if codes else "str")


def _members(errors: Iterable[ResolvedError], *, repeat: bool) -> Verbatim:
    """Return the members of the enum of codes, each with what an editor shows for it."""
    texts = [
        f"    {error['names']['python']} = {python_literal(error['name'] if repeat else error['code'])}\n"
        f"    {docstring(summary(error))}\n"
        for error in errors
    ]
    return Verbatim("".join(texts))


def _infos(errors: Iterable[ResolvedError], categories: Mapping[str, str], *, repeat: bool, guides: bool) -> Verbatim:
    """Return the data of codes, as items of a dict."""
    texts = [
        f"        {python_literal(error['name'] if repeat else error['code'])}: ErrorInfo(\n"
        f"{info_lines(error, categories.get(error['category'] or ''), guides=guides)}        ),\n"
        for error in errors
    ]
    return Verbatim("".join(texts))


def _category(category: ResolvedCategory) -> dict[str, Any]:
    retry = category["retry"]
    retry_values = {key: literal_or_none(retry[key]) for key in ("after", "header", "max_attempts")}
    return {
        "id": category["id"],
        "member": Verbatim(category["names"]["python"]),
        "title": category["title"],
        "description": category["description"],
        "action": category["action"],
        "strategy": retry["strategy"],
        "retry": [(Verbatim(key), value) for key, value in retry_values.items() if value is not None],
    }


def _data(
    resolved: ResolvedCatalog, names: ClassNames, classes: Iterable[CodeClass], level: str, values: Values
) -> Iterator[tuple[Verbatim, Verbatim]]:
    """Yield the arguments of the data of a catalog that differ from their defaults."""
    found: dict[str, Verbatim | None] = {
        "repeat": literal_or_none(resolved["codes"]["repeat"]),
        "types": literal_or_none(tuple(type_["id"] for type_ in resolved["types"])),
    }
    if level != NONE:
        shape = envelope.shape_of(resolved["envelope"]["body"])
        as_members = envelope.params_as_members(shape)
        headers = {key: shape_code(envelope.shape_of(text)) for key, text in resolved["envelope"]["headers"].items()}
        request_id = api_of(resolved)["request_id"]
        found |= {
            "media_type": python_literal(resolved["envelope"]["media_type"]),
            "envelope": shape_code(shape),
            "headers": dict_of(headers) if headers else None,
            "request_id_header": literal_or_none(request_id["header"] if request_id else None),
            "examples": literal_or_none(envelope.example_names(shape)),
            "open_paths": literal_or_none(tuple(dict.fromkeys(envelope.open_paths(shape)))),
            "members": literal_or_none(dict(envelope.member_markers(shape))),
            "member_names": frozenset_code(as_members.taken) if as_members else None,
            "sends_details": literal_or_none(envelope.sends_details(shape)),
            "classes": _lines({str(one.member): one.data for one in classes}),
            "details_types": literal_or_none({str(one.details): str(one.member) for one in classes if one.details}),
            "shared_classes": literal_or_none(shared_class_of(resolved, names)),
            "language": literal_or_none(values["language"] if values["language"] != "en" else None),
            "warns": literal_or_none(values["deprecation_warnings"]),
        }
    yield from ((Verbatim(key), value) for key, value in found.items() if value is not None)


def _lines(items: Mapping[str, Verbatim]) -> Verbatim | None:
    """Return a dict with an item on each line."""
    lines = "".join(f"            {python_literal(key)}: {value},\n" for key, value in items.items())
    return Verbatim(f"{{\n{lines}        }}") if lines else None


def _date(name: str) -> dict[str, Verbatim]:
    """Return the import of a type of times by a name that no param hides."""
    return {"kind": Verbatim(name.lower()), "name": Verbatim(name)}


def _extension_names(needed: Collection[str], level: str, imported: Collection[str]) -> Verbatim:
    """Return what only type checkers import from `typing_extensions`, besides what the machinery of a file imports."""
    names = [
        name
        for name in ("NotRequired", "TypedDict", "Unpack", "deprecated")
        if name in needed or (name == "Unpack" and level != NONE)
    ]
    return Verbatim(", ".join(name for name in names if name not in imported))


def _public_names(level: str, base: str, shared: Iterable[Any], classes: Iterable[CodeClass]) -> Verbatim:
    """Return the list of the names that a module offers, some on each line."""
    names = {"API", "Category", "DOCS_URL", "ErrorCode", "ErrorInfo", "GROUPS", "GroupId", "MEDIA_TYPE", "TypeId"}
    names |= {"VERSION", *_RECORDS}
    if level != NONE:
        names |= {base, "UnknownCode", "best_locale", *(str(one.name) for one in shared)}
        names |= {str(name) for one in classes for name in (one.name, one.details) if name}
    lines, line = [], ""
    for name in sorted(names):
        part = f'"{name}",'
        if line and len(line) + len(part) > 110:
            lines.append(line)
            line = ""
        line = f"{line} {part}" if line else part
    return Verbatim("[\n" + "".join(f"    {part}\n" for part in [*lines, line]) + "]")
