"""Build the model from checked data: the fourth step of reading.

Values that do not fit the schema are already reported and left out here, field by field. So a bad value hides nothing
else in its entry, and a bad entry hides no other entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Place
from errcat.model.catalog import DEFAULT_CATEGORIES, NEVER, NOTHING, Catalog, Category, Codes, ErrorEntry
from errcat.model.field import EXTENSION
from errcat.model.generated_fields import FIELDS
from errcat.reading.catalog_texts import texts_and_samples
from errcat.reading.records import converted, converters_of, maker
from errcat.reading.schema.validation_result import ValidationResult
from errcat.text.code_names import derive_name, title_of_id

Data = Mapping[str, Any]
Numbered = Sequence[tuple[int, Data]]
"""The number of each document with its data."""

_SECTIONS = FIELDS["catalog"]
_ERROR = converters_of("error")


def build(
    documents: Sequence[Document], validation_results: Sequence[ValidationResult], unread_codes: frozenset[str]
) -> Catalog:
    """Build a catalog from all that could be read in the documents."""
    heads = [validation_result.head for validation_result in validation_results]
    numbered = list(zip((document.number for document in documents), heads, strict=True))
    errors = tuple(
        _error(Place(document, ("errors", number)), entry, validation_result.broken_fields.get(number))
        for (document, head), validation_result in zip(numbered, validation_results, strict=True)
        for number, entry in enumerate(head.get("errors") or ())
    )
    texts, samples = texts_and_samples(numbered, errors)
    return Catalog(
        errors=errors,
        api=_only(numbered, "api"),
        codes=_only(numbered, "codes") or Codes(),
        categories=_categories(numbered) if any("categories" in head for head in heads) else DEFAULT_CATEGORIES,
        groups=_by_id(numbered, "groups"),
        types=_by_id(numbered, "types"),
        statuses=_listed(numbered, "statuses"),
        envelope=_only(numbered, "envelope"),
        guides=_listed(numbered, "guides"),
        retired=_listed(numbered, "retired"),
        reserved=_listed(numbered, "reserved"),
        extensions={key: value for head in heads for key, value in head.items() if key.startswith(EXTENSION)},
        texts=texts,
        samples=samples,
        unread_codes=unread_codes,
        unread_sections=frozenset().union(
            *(validation_result.unread_sections for validation_result in validation_results)
        ),
    )


def _only(numbered: Numbered, section: str) -> Any:
    """Return the record of a section that is a single mapping, from the first file that has it; None if none does."""
    make = maker(_SECTIONS[section].holds)
    values = ((head[section], Place(document, (section,))) for document, head in numbered if section in head)
    return next((make(value, at=at) for value, at in values), None)


def _listed(numbered: Numbered, section: str) -> tuple[Any, ...]:
    """Return the records of a section that is a list."""
    make = maker(_SECTIONS[section].holds)
    return tuple(
        make(value, at=Place(document, (section, number)))
        for document, head in numbered
        for number, value in enumerate(head.get(section, ()))
        if value is not None
    )


def _by_id(numbered: Numbered, section: str) -> dict[str, Any]:
    """Return the records of a section that is a map. Without a title, the words of the id are the title."""
    make = maker(_SECTIONS[section].holds)
    return {id: make(value, id=id, title=title_of_id(id), at=at) for id, value, at in _merged(numbered, section)}


def _categories(numbered: Numbered) -> dict[str, Category]:
    """Return the categories. Without a retry, a category has that of the built-in category with its id."""
    make = maker("category")
    categories = {}
    for id, value, at in _merged(numbered, "categories"):
        built_in = DEFAULT_CATEGORIES.get(id)
        retry = built_in.retry if built_in else NEVER
        categories[id] = make(value, id=id, title=title_of_id(id), retry=retry, at=at)
    return categories


def _merged(numbered: Numbered, section: str) -> Iterator[tuple[str, Data, Place]]:
    """Yield the entries of a map that several files can add to. The first entry of an id counts."""
    seen: set[str] = set()
    for document, head in numbered:
        for id, value in head.get(section, NOTHING).items():
            if id not in seen:
                seen.add(id)
                yield id, value, Place(document, (section, id))


def _error(at: Place, entry: object, broken_fields: set[str] | None) -> ErrorEntry:
    if not isinstance(entry, dict):
        return ErrorEntry(at, "", "", False, NOTHING, broken=frozenset({"code"}))
    broken = frozenset(broken_fields or ())
    if "code" not in entry:
        broken |= {"code"}
    valid = {key: value for key, value in entry.items() if key not in broken} if broken_fields else entry
    values = converted(valid, _ERROR)
    code, name = values.pop("code", ""), values.pop("name", None)
    return ErrorEntry(at, code, name or derive_name(code), name is not None, entry, broken, **values)
