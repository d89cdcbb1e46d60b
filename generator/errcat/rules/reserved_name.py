"""reserved-name: an id or a name that cannot name a file, a page, a constant or a class."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.resolved.python_reserved_names import BASE_CLASS, CLASS_NAMES
from errcat.resolved.target_names import class_name_candidates, error_class, raised_categories, unused_name
from errcat.rules.report import Context
from errcat.text.reserved_words import DEVICES, KEYWORDS, OVERVIEWS
from errcat.text.yaml_writer import yaml_word


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for id, at in _ids(catalog):
        if id in DEVICES or id in OVERVIEWS:
            values = {"name": id, "line": yaml_word(f"{id}-errors")}
            yield Problem("reserved-name", at, values, help="" if id in DEVICES else "overview")
    for error in catalog.described():
        lower_name = error.name.lower()
        if error.named and error.name in KEYWORDS:
            kind = "keyword"
        elif error.visibility == "internal":  # it has no page
            continue
        elif lower_name in DEVICES:
            kind = "" if error.named else "derived"
        elif lower_name in OVERVIEWS:
            kind = "overview" if error.named else "derived-overview"
        else:
            continue
        values = {"name": error.name, "line": f"name: {error.name.upper()}_ERROR"}
        yield Problem("reserved-name", error.at / ("name" if error.named else "code"), values, help=kind)
    if any(type_.class_name is not None for type_ in catalog.types.values()):
        yield from _class_names(catalog)


def _class_names(catalog: Catalog) -> Iterator[Problem]:
    """Report class names of types that clash with another class in generated code."""
    taken = {*CLASS_NAMES, BASE_CLASS.casefold()}
    categories = raised_categories(catalog.categories, ((error.category, error.severity) for error in catalog.errors))
    others = {error_class(id).casefold(): f"the category {id}" for id in categories}
    others |= {error_class(error.name).casefold(): f"the error {error.name}" for error in catalog.described()}
    for id, type_ in catalog.types.items():
        class_names = list(class_name_candidates(type_.class_name or ""))
        if type_.at is None or not class_names:
            continue
        class_name = next((name for name in class_names if name.casefold() not in taken), class_names[0])
        if class_name.casefold() in taken or class_name.casefold() in others:
            used = taken | others.keys()
            proposals = (error_class(f"{class_name[:1].upper()}{class_name[1:]}"), error_class(id))
            unused = next((name for name in proposals if name.casefold() not in used), None)
            line = f"class_name: {yaml_word(unused or unused_name(proposals[-1], used))}"
            values = {"name": class_name, "line": line, "other": others.get(class_name.casefold(), "")}
            kind = "class-of-another" if values["other"] else "class"
            yield Problem("reserved-name", type_.at / "class_name", values, help=kind)
        taken.add(class_name.casefold())
        others.setdefault(class_name.casefold(), f"the type {id}")


def _ids(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    """Yield every id that names a page, with its place."""
    for declarations in (catalog.categories, catalog.groups, catalog.types):
        for id, declaration in declarations.items():
            if declaration.at is not None:
                yield id, declaration.at.at_key
    for guide in catalog.guides:
        yield guide.id, guide.at / "id"
