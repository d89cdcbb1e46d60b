"""The exception classes of a module: of each code, with its typed arguments, and of types and categories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.python_reserved_names import CLASS_NAMES
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python.arguments import Argument, arguments
from errcat.targets.python.class_names import ClassNames
from errcat.targets.python.code import dict_of, tuple_of
from errcat.targets.python.details_types import DictType, details_types
from errcat.targets.python.entries import deprecation, summary


@dataclass(frozen=True, slots=True)
class CodeClass:
    """The class of a code."""

    name: Verbatim
    member: Verbatim
    parents: tuple[str, ...]
    doc: str
    deprecated: str | None
    status: Verbatim
    """The type of the attribute."""
    arguments: list[Argument]
    takes: Verbatim
    """The keyword-only parameters of the constructor."""
    details_types: list[DictType]

    @property
    def bases(self) -> Verbatim:
        return Verbatim(", ".join(self.parents))

    @property
    def details(self) -> Verbatim | None:
        """The type of the details."""
        return self.details_types[-1].name if self.details_types else None

    @property
    def data(self) -> Verbatim:
        """What the machinery needs to make the class."""
        renamed = {
            argument.param: python_literal(str(argument.name))
            for argument in self.arguments
            if argument.name != argument.param
        }
        parts = [python_literal(str(self.name)), python_literal(self.parents), python_literal(self.doc)]
        return tuple_of([*parts, dict_of(renamed)] if renamed else parts)


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
        types = details_types(error["details"] or {}, f"{name.removesuffix('Error')}Details")
        type_names = [str(type_.name) for type_ in types]
        if used.intersection(type_names) or CLASS_NAMES.intersection(map(str.casefold, type_names)):
            types = []
        used.update(type_.name for type_ in types)
        keyword_arguments = arguments(error["params"])
        details = (types[-1].name if types else "Any") if has_details else None
        yield CodeClass(
            name=Verbatim(name),
            member=Verbatim(error["names"]["python"]),
            parents=tuple(parent for parent in parents if parent) or (base,),
            doc=summary(error),
            deprecated=deprecation(error),
            status=_status_type(error),
            arguments=keyword_arguments,
            takes=_takes(error, keyword_arguments, details),
            details_types=types,
        )


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
