"""The exception classes of a module: of each code, with its typed arguments, and of types and categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.python_reserved_names import CLASS_NAMES
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python.arguments import Argument, arguments
from errcat.targets.python.class_names import ClassNames
from errcat.targets.python.code import dict_of, docstring, tuple_of
from errcat.targets.python.details_types import DictType, details_types
from errcat.targets.python.entries import deprecation, summary

_TIME = re.compile(r"\b(?:Date|DateTime)\b")


@dataclass(frozen=True, slots=True)
class CodeClass:
    """The class of a code."""

    name: Verbatim
    member: Verbatim
    details: Verbatim | None
    """The type of the details."""
    text: Verbatim
    """What type checkers, editors and people read."""
    data: Verbatim
    """What the machinery needs to make the class."""
    imported: frozenset[str]
    """What the text needs from elsewhere: Date, NotRequired, deprecated …"""


@dataclass(frozen=True, slots=True)
class SharedClass:
    """The class of a type or a category."""

    name: Verbatim
    doc: str


def shared_classes(resolved: ResolvedCatalog, names: ClassNames) -> Iterator[SharedClass]:
    """Yield the classes of types and categories."""
    kinds = (("type", resolved["types"], names.types), ("category", resolved["categories"], names.categories))
    for kind, records, class_by_id in kinds:
        for record in records:
            if record["id"] in class_by_id:
                about = f". {record['description'].strip()}" if record["description"] else ""
                doc = f"Errors of the {kind} {record['id']}: {record['title']}{about}"
                yield SharedClass(Verbatim(class_by_id[record["id"]]), doc)


def code_classes(resolved: ResolvedCatalog, names: ClassNames, base: str, *, has_details: bool) -> Iterator[CodeClass]:
    """Yield the class of each code. `has_details` says whether a body has a place for the details."""
    used = {*names.types.values(), *names.categories.values(), *names.codes.values(), base}
    for error in resolved["errors"]:
        name = names.codes[error["name"]]
        parents = [names.types.get(error["type"] or ""), names.categories.get(error["category"] or "")]
        types = details_types(error["details"], f"{name.removesuffix('Error')}Details") if error["details"] else []
        type_names = [str(type_.name) for type_ in types]
        if used.intersection(type_names) or CLASS_NAMES.intersection(map(str.casefold, type_names)):
            types = []
        used.update(type_.name for type_ in types)
        named_parents = tuple(parent for parent in parents if parent) or (base,)
        yield _code_class(error, name, named_parents, types, has_details=has_details)


def _code_class(
    error: ResolvedError, name: str, parents: tuple[str, ...], types: list[DictType], *, has_details: bool
) -> CodeClass:
    keyword_arguments = arguments(error["params"])
    details = (types[-1].name if types else "Any") if has_details else None
    doc, warning, member = summary(error), deprecation(error), error["names"]["python"]
    lines = [line for type_ in types for line in _type_lines(type_)]
    lines.append("")
    if warning is not None:
        lines.append(f"    @deprecated({python_literal(warning)})")
    lines += (
        f"    class {name}({', '.join(parents)}):",
        f"        {docstring(doc)}",
        f"        code: Literal[ErrorCode.{member}]",
        f"        status: {_status_type(error)}",
    )
    lines += [f"        {argument.name}: {argument.attribute}" for argument in keyword_arguments]
    if types:
        lines.append(f"        details: {types[-1].name} | None")
    takes = _takes(error, keyword_arguments, details)
    lines += (
        f"        def __init__(self, message: str | None = None{takes}, **more: Unpack[Occurrence]) -> None: ...",
        "",
    )
    return CodeClass(
        name=Verbatim(name),
        member=Verbatim(member),
        details=types[-1].name if types else None,
        text=Verbatim("\n".join(lines)),
        data=_class_data(name, parents, doc, keyword_arguments),
        imported=_imported(keyword_arguments, types, is_deprecated=warning is not None),
    )


def _type_lines(type_: DictType) -> list[str]:
    """Return the lines of a typed dict."""
    if type_.is_class:
        keys = [f"        {key.name}: {key.annotation}" for key in type_.keys]
        return ["", f"    class {type_.name}(TypedDict):", *keys]
    keys = [f"        {key.name}: {key.annotation}," for key in type_.keys]
    return ["", f"    {type_.name} = TypedDict({python_literal(type_.name)}, {{", *keys, "    })"]


def _class_data(name: str, parents: tuple[str, ...], doc: str, keyword_arguments: Iterable[Argument]) -> Verbatim:
    renamed = {
        argument.param: python_literal(str(argument.name))
        for argument in keyword_arguments
        if argument.name != argument.param
    }
    parts = [python_literal(name), python_literal(parents), python_literal(doc)]
    return tuple_of([*parts, dict_of(renamed)] if renamed else parts)


def _imported(
    keyword_arguments: Iterable[Argument], types: Sequence[DictType], *, is_deprecated: bool
) -> frozenset[str]:
    names = {word for argument in keyword_arguments for word in _TIME.findall(argument.annotation)}
    if types:
        names.add("TypedDict")
    if any("NotRequired[" in key.annotation for type_ in types for key in type_.keys):
        names.add("NotRequired")
    if is_deprecated:
        names.add("deprecated")
    return frozenset(names)


def _status_type(error: ResolvedError) -> Verbatim:
    statuses = error["status"]
    return Verbatim(f"Literal[{', '.join(map(str, statuses))}]") if statuses else Verbatim("int | None")


def _takes(error: ResolvedError, keyword_arguments: Iterable[Argument], details: str | None) -> Verbatim:
    """Return the keyword-only parameters of a constructor, after its first parameter."""
    keywords = ", ".join(_keywords(error, keyword_arguments, details))
    return Verbatim(f", *, {keywords}" if keywords else "")


def _keywords(error: ResolvedError, keyword_arguments: Iterable[Argument], details: str | None) -> Iterator[str]:
    for argument in keyword_arguments:
        yield f"{argument.name}: {argument.annotation}{' = None' if argument.optional else ''}"
    if error["messages"]:
        yield "variant: int | None = None"
    if len(error["status"] or ()) != 1:
        yield f"status: {_status_type(error)}{' | None' if error['status'] else ''} = None"
    if details:
        yield f"details: {details}{' | None' if details != 'Any' else ''} = None"


def shared_class_of(resolved: ResolvedCatalog, names: ClassNames) -> Mapping[str, str]:
    """Return the class of each code that has no class of its own, unless it is the base class."""
    found = {}
    for error in resolved["errors"]:
        name = names.types.get(error["type"] or "") or names.categories.get(error["category"] or "")
        if error["name"] not in names.codes and name:
            found[error["names"]["python"]] = name
    return found
