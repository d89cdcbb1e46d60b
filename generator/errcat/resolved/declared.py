"""The inverse of `resolve`: what a catalog has to say so that it resolves to this data.

What follows from the rest is left out: defaults, derived names and titles, and what an error inherits from its
category. `resolve(declared(resolve(catalog)))` is `resolve(catalog)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from errcat.model.catalog import DEFAULT_CATEGORIES
from errcat.model.field import EXTENSION, Field
from errcat.model.generated_fields import FIELDS
from errcat.resolved.acting import usual_acts
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedCategory, ResolvedError
from errcat.resolved.records import plain
from errcat.text import placeholders
from errcat.text.code_names import derive_name, title_of_error, title_of_id

_KEYS: Mapping[str, str] = {"categories": "id", "groups": "id", "types": "id", "params": "name"}
"""Maps that are lists in resolved data, and the key of an item that is its key in the map."""
_SHORT_FORMS: Mapping[str, str] = {"note": "text", "reservedCodes": "code", "retiredCode": "code"}
"""Mappings that can be a text if they have nothing else."""
_USUAL_CODES = {"unique": "catalog", "set": "closed"}
_MEDIA_TYPE = "application/json"


def declared(resolved: ResolvedCatalog) -> dict[str, object]:
    """Return the data of a catalog."""
    fields = FIELDS["catalog"]
    catalog: dict[str, object] = {"errcat": 1}
    for name, field in fields.items():
        match name:
            case "errcat":
                continue
            case "codes":
                value: object = _codes(resolved)
            case "categories":
                value = _categories(resolved)
            case "envelope":
                value = _envelope(resolved)
            case "errors":
                value = declared_errors(resolved)
            case _:
                value = _value(field, resolved.get(name))
        if name == "errors" or value not in (None, [], {}):
            catalog[name] = value
    return catalog | _extensions(resolved)


def declared_errors(resolved: ResolvedCatalog) -> list[dict[str, object]]:
    """Return the data of each error."""
    categories = {category["id"]: category for category in resolved["categories"]}
    first: dict[str, str] = {}
    for error in resolved["errors"]:
        first.setdefault(error["code"], error["name"])
    return [_error(error, categories, first) for error in resolved["errors"]]


def _error(
    error: ResolvedError, categories: Mapping[str, ResolvedCategory], first: Mapping[str, str]
) -> dict[str, object]:
    found = _entry(error, "error")
    if error["name"] == derive_name(error["code"]):
        found.pop("name", None)
    if _derives_title(error):
        found.pop("title", None)
    if error["status"] is not None:  # an empty list says that it never travels with a status
        found["status"] = error["status"][0] if len(error["status"]) == 1 else list(error["status"])
    category = categories.get(error["category"] or "")
    if category is not None:
        if category["action"] == error["action"]:
            found.pop("action", None)
        if category["retry_declared"] and category["retry"] == error["retry"]:
            found.pop("retry", None)
    if error["deprecated"] is not None and not found.get("deprecated"):
        found["deprecated"] = True
    params = _params(error)
    if params:
        found["params"] = params
    else:
        found.pop("params", None)
    if error["see_also"]:
        found["see_also"] = [
            it["name"] if it["name"] is not None and first.get(it["code"]) != it["name"] else it["code"]
            for it in error["see_also"]
        ]
    return found


def _derives_title(error: ResolvedError) -> bool:
    """Whether an error without a title gets this title, and responses the same one."""
    title, message = error["title"], error["message"]
    if title != title_of_error(error["name"], error["code"]):
        return False
    if error["response_title"] != title:
        return True
    is_fixed = bool(message) and "\n" not in str(message) and not placeholders.names(str(message))
    if is_fixed:
        return placeholders.render(str(message), {}) == title
    return error["status"] is None or len(error["status"]) != 1


def _params(error: ResolvedError) -> dict[str, object]:
    """Return the params that the catalog has to declare: a message names the others."""
    params: dict[str, object] = {}
    for param in error["params"]:
        entry = _entry(param, "param")
        if param["optional"] != ("default" in param):
            entry["optional"] = param["optional"]
        else:
            entry.pop("optional", None)
        params[param["name"]] = entry
    if all(param["in_message"] and not params[param["name"]] for param in error["params"]):
        return {}
    return params


def _codes(resolved: ResolvedCatalog) -> dict[str, object]:
    found = _entry(resolved["codes"], "codes")
    return {name: value for name, value in found.items() if _USUAL_CODES.get(name) != value}


def _categories(resolved: ResolvedCatalog) -> dict[str, object] | None:
    """Return the declared categories; None if they are the four that exist without being declared."""
    found: dict[str, object] = {category["id"]: _category(category) for category in resolved["categories"]}
    usual = {
        category.id: {"title": category.title, "description": category.description}
        for category in DEFAULT_CATEGORIES.values()
    }
    same = [{"title": title_of_id(category["id"]), **_category(category)} for category in resolved["categories"]]
    return None if list(found) == list(usual) and same == list(usual.values()) else found


def _category(category: ResolvedCategory) -> dict[str, object]:
    id, title = category["id"], category["title"]
    found = _entry(category, "category")
    usual = DEFAULT_CATEGORIES.get(id)
    if not category["retry_declared"] or (usual is not None and _entry(plain(usual.retry), "retry") == found["retry"]):
        found.pop("retry", None)
    if category["acts"] == usual_acts(id, title):
        found.pop("acts", None)
    if title == title_of_id(id):
        found.pop("title", None)
    return found


def _envelope(resolved: ResolvedCatalog) -> object:
    envelope = resolved["envelope"]
    if not envelope["declared"]:
        return None
    if envelope["name"]:
        return envelope["name"]
    found = _entry(envelope, "envelope")
    if found.get("media_type") == _MEDIA_TYPE:
        del found["media_type"]
    return found


# --- by the table of fields ------------------------------------------------------------------------------------------


def _entry(data: object, kind: str) -> dict[str, object]:
    """Return a mapping of a kind without the values that say nothing."""
    values = cast("Mapping[str, Any]", data)
    found: dict[str, object] = {}
    for name, field in FIELDS[kind].items():
        if name not in values:
            continue
        value = _value(field, values[name])
        if field.required or not _says_nothing(field, value):
            found[name] = value
    if kind in ("group", "errorType") and found.get("title") == title_of_id(str(values.get("id"))):
        del found["title"]
    return found | _extensions(values)


def _says_nothing(field: Field, value: object) -> bool:
    """Whether a field with this value means the same as no field."""
    if field.is_data:
        return value is None and bool(field.types)  # without types, the key is there only if there is a value
    if value in ([], {}):
        return field.is_list or field.is_map
    return value is None or value is False or value == field.default


def _value(field: Field, value: Any) -> object:
    if value is None or field.is_data or not isinstance(value, (list, Mapping)):
        return value
    if field.name in _KEYS:
        key = _KEYS[field.name]
        return {item[key]: _short(_entry(item, field.holds), field.holds) for item in value}
    if not field.holds:
        return dict(value) if isinstance(value, Mapping) else _listed(field, value)
    if isinstance(value, Mapping):
        if field.is_map:
            return {key: _entry(item, field.holds) for key, item in value.items()}
        return _entry(value, field.holds)
    return [_short(_entry(item, field.holds), field.holds) for item in value]


def _listed(field: Field, items: Sequence[Any]) -> object:
    is_single = "integer" in field.types and len(items) == 1  # a status
    return items[0] if is_single else list(items)


def _short(entry: dict[str, object], kind: str) -> object:
    short = _SHORT_FORMS.get(kind)
    return entry[short] if short is not None and set(entry) == {short} else entry


def _extensions(values: Mapping[str, Any]) -> dict[str, object]:
    return {key: value for key, value in values.items() if key.startswith(EXTENSION)}
