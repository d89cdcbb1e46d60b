"""The `python` target: a module with an enum of the codes, the data of each code, and exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from errcat import envelope
from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedCategory, ResolvedError
from errcat.targets.jinja import environment
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python.arguments import Argument, arguments
from errcat.targets.python.class_names import ClassNames, class_names
from errcat.targets.python.code import literal_or_none, shape_code
from errcat.targets.python.entries import deprecation, info_fields, summary
from errcat.targets.python.info_class import info_class
from errcat.targets.target import RenderRequest, Values

NONE, CATEGORY, TYPE, CODE = "none", "category", "type", "code"


def render(request: RenderRequest) -> Iterator[Artifact]:
    resolved, values = request.resolved, request.values
    class_level = exception_level(resolved, values)
    base = str(values["base_class"])
    names = class_names(resolved, base, types=class_level in (TYPE, CODE), codes=class_level == CODE)
    categories = {category["id"]: category["names"]["python"] for category in resolved["categories"]}
    shape = envelope.shape_of(resolved["envelope"]["body"])
    headers = {key: envelope.shape_of(text) for key, text in resolved["envelope"]["headers"].items()}
    markers = envelope.marker_names(shape).union(*map(envelope.marker_names, headers.values()))
    as_members = envelope.params_as_members(shape)
    occurrence = [name for name in envelope.OCCURRENCE if name in markers]
    api = api_of(resolved)
    errors = [_error(error, categories, guides=bool(values["guides"])) for error in resolved["errors"]]
    template = environment("python", {"python_literal": python_literal}).get_template("errors.py.j2")
    text = template.render(
        seal=Verbatim(BLANK_SEAL),
        api=api["name"] or resolved["source"],
        version=api["version"],
        docs_url=api["docs_url"],
        repeat=resolved["codes"]["repeat"],
        groups={group["id"]: group["title"] for group in resolved["groups"]},
        categories=[_category(category) for category in resolved["categories"]],
        errors=errors,
        info_fields=list(info_class()),
        level=class_level,
        base=Verbatim(base),
        shared_classes=_shared_classes(resolved, names),
        classes=_classes(resolved, names, base, occurrence) if class_level == CODE else [],
        class_of=_class_of(resolved, names, base),
        has_deprecated=class_level == CODE and any(error["deprecated"] for error in resolved["errors"]),
        has_literal=any(param["enum"] for error in resolved["errors"] for param in error["params"]),
        warns=values["deprecation_warnings"],
        envelope=shape_code(shape),
        examples=envelope.example_names(shape),
        open_paths=tuple(dict.fromkeys(envelope.open_paths(shape))),
        taken=_frozenset(as_members.taken) if as_members else python_literal(None),
        sends_details=as_members is not None and as_members.sends_details,
        members=dict(envelope.member_markers(shape)),
        fallback_values=dict(envelope.FALLBACK_VALUES),
        grpc=dict(envelope.GRPC_BY_HTTP_STATUS),
        occurrence=list(map(Verbatim, occurrence)),
        media_type=resolved["envelope"]["media_type"],
        headers=[(key, shape_code(header)) for key, header in headers.items()],
        request_id_header=api["request_id"]["header"] if api["request_id"] else None,
    )
    yield Artifact("", sealed(text))


def _frozenset(names: Iterable[str]) -> Verbatim:
    return Verbatim(f"frozenset({python_literal(sorted(names))})")


def exception_level(resolved: ResolvedCatalog, values: Values) -> str:
    """Return what has its own class: each code, unless a setting asks for fewer classes."""
    choice = str(values["exceptions"])
    if choice != "auto":
        return choice
    limit = values["exceptions_limit"]
    if not limit or (isinstance(limit, int) and len(resolved["errors"]) <= limit):
        return CODE
    return TYPE if resolved["types"] else CATEGORY


def _error(error: ResolvedError, categories: dict[str, str], *, guides: bool) -> dict[str, Any]:
    return {
        "member": Verbatim(error["names"]["python"]),
        "code": error["code"],
        "name": error["name"],
        "summary": summary(error),
        "fields": list(info_fields(error, categories.get(error["category"] or ""), guides=guides)),
    }


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


def _shared_classes(resolved: ResolvedCatalog, names: ClassNames) -> list[dict[str, Any]]:
    """Return the classes of types and categories."""
    result = []
    for records, class_by_id in ((resolved["types"], names.types), (resolved["categories"], names.categories)):
        for record in records:
            if record["id"] in class_by_id:
                doc = record["title"] + (f". {record['description'].strip()}" if record["description"] else "")
                result.append({"name": Verbatim(class_by_id[record["id"]]), "doc": doc})
    return result


def _classes(
    resolved: ResolvedCatalog, names: ClassNames, base: str, occurrence: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the classes of codes. `occurrence` has the arguments that all classes take for markers of the envelope."""
    taken = frozenset(occurrence)
    result = []
    for error in resolved["errors"]:
        bases = [names.types.get(error["type"] or ""), names.categories.get(error["category"] or "")]
        keyword_arguments = arguments(error["params"], taken)
        result.append(
            {
                "name": Verbatim(names.codes[error["name"]]),
                "bases": Verbatim(", ".join(parent for parent in bases if parent) or base),
                "member": Verbatim(error["names"]["python"]),
                "doc": summary(error),
                "deprecated": deprecation(error),
                "required": [argument for argument in keyword_arguments if not argument.optional],
                "optional": [argument for argument in keyword_arguments if argument.optional],
                "sensitive": Verbatim(", ".join(argument.name for argument in keyword_arguments if argument.sensitive)),
                "takes": Verbatim(
                    "".join(
                        f", {keyword}" for keyword in _keywords(keyword_arguments, has_variants=bool(error["messages"]))
                    )
                ),
                "has_variants": bool(error["messages"]),
            }
        )
    return result


def _keywords(keyword_arguments: list[Argument], *, has_variants: bool) -> list[str]:
    """Return the parameters of a constructor after the message."""
    keywords = [
        f"{argument.name}: {argument.annotation}{' = None' if argument.optional else ''}"
        for argument in keyword_arguments
    ]
    if has_variants:
        keywords.append("variant: int | None = None")
    return ["*", *keywords] if keywords else []


def _class_of(resolved: ResolvedCatalog, names: ClassNames, base: str) -> list[tuple[Verbatim, Verbatim]]:
    """Return the class of each code's errors, unless it is the base class."""
    result = []
    for error in resolved["errors"]:
        name = (
            names.codes.get(error["name"])
            or names.types.get(error["type"] or "")
            or names.categories.get(error["category"] or "")
            or base
        )
        if name != base:
            result.append((python_literal(error["names"]["python"]), python_literal(name)))
    return result
