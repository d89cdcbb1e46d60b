"""What was found → the data of a catalog, in the order in which people read it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from errcat.importing.found.drafts import Collected, Draft, DraftGuide
from errcat.importing.guess.categories import category_of
from errcat.importing.guess.texts import slug
from errcat.text.code_names import derive_name
from errcat.text.placeholders import mistakes
from errcat.text.placeholders import names as placeholder_names

_ORDER = (
    "code", "name", "number", "title", "status", "transports", "message", "messages", "params", "details", "fields",
    "category", "retry", "action", "user_message", "group", "type", "tags", "owner", "severity", "visibility",
    "stability", "since", "deprecated", "operations", "description", "causes", "solutions", "examples", "links",
    "see_also", "translations",
)  # fmt: skip
_PARTS = (
    "errcat", "api", "codes", "categories", "groups", "types", "statuses", "envelope", "guides", "retired", "reserved",
    "errors",
)  # fmt: skip
"""The parts of a catalog in the order in which people read them. Extensions follow."""
_BUILT_IN = {"retry", "fix", "escalate", "success"}
_CLIENT_ERROR = 400
_MAX_LINE = 500
_MAX_NAME = 60
_MOST_TWINS = 20
"""How many errors with the same code errcat compares."""


def catalog_of(collected: Collected) -> dict[str, object]:
    """Return the data of the catalog. Drafts get the values that follow from all of them: codes, names, categories."""
    _merge_repeated(collected)
    statuses = _errors_from_statuses(collected)
    for draft in collected.drafts:
        _settle(collected, draft)
    groups = _groups(collected)
    _give_names(collected)
    catalog: dict[str, object] = {"errcat": 1}
    if collected.api:
        catalog["api"] = collected.api
    unique = _uniqueness(collected)
    if unique:
        catalog["codes"] = {"unique": unique}
    if collected.categories and (
        set(collected.categories) - _BUILT_IN or any(len(it) > 1 for it in collected.categories.values())
    ):
        catalog["categories"] = _categories(collected)
    if groups:
        catalog["groups"] = groups
    if collected.types:
        catalog["types"] = collected.types
    if statuses:
        catalog["statuses"] = statuses
    if collected.envelope:
        catalog["envelope"] = collected.envelope
    guides = list(_guides(list(collected.guides.values())))
    if guides:
        catalog["guides"] = guides
    catalog["errors"] = [_entry(draft) for draft in collected.drafts]
    return _with_exact_parts(catalog, collected) if collected.exact or collected.parts else catalog


def _with_exact_parts(catalog: dict[str, object], collected: Collected) -> dict[str, object]:
    """Add what files say that errcat wrote. It comes first, and unchanged."""
    guessed = catalog.pop("errors")
    exact = [_entry(draft) for draft in collected.exact]
    for name, value in collected.parts.items():
        there = catalog.get(name)
        if name == "codes":  # a file that says how far codes are unique knows it better than a count
            catalog[name] = value
        elif isinstance(value, dict) and isinstance(there, dict):
            catalog[name] = {**there, **value}
        elif isinstance(value, list) and isinstance(there, list):
            catalog[name] = [*value, *there]
        else:
            catalog[name] = value
    if isinstance(guessed, list):
        catalog["errors"] = [*exact, *guessed]
    if not catalog.get("codes"):
        catalog.pop("codes", None)
    places = {name: place for place, name in enumerate(_PARTS)}
    return dict(sorted(catalog.items(), key=lambda item: places.get(item[0], len(places))))


# --- errors ----------------------------------------------------------------------------------------------------------


def _entry(draft: Draft) -> dict[str, object]:
    fields = draft.fields
    ordered = {name: fields[name] for name in _ORDER if name in fields}
    return {**ordered, **{name: value for name, value in fields.items() if name.startswith("x-")}}


def _settle(collected: Collected, draft: Draft) -> None:
    """Fill in what follows from the fields of a draft."""
    fields = draft.fields
    if "code" not in fields:
        words = slug(str(fields.get("title") or fields.get("message") or "")).replace("-", "_")
        statuses = fields.get("status")
        number = str(statuses[0] if isinstance(statuses, list) and statuses else statuses or "unnamed")
        collected.put(draft, "code", words or number, draft.lines, "title" if words else "status")
    if "messages" in fields:
        fields.pop("message", None)
    if "category" not in fields and "retry" not in fields:
        texts = [str(fields.get(name, "")) for name in ("action", "solutions", "description", "message")]
        category = category_of(" ".join(texts), fields.get("status"))
        if category:
            collected.put(draft, "category", category, draft.lines, "words")
    names: tuple[str, ...] = ()
    if isinstance(message := fields.get("message"), str):
        fields["message"] = _with_literal_braces(message)
        names = placeholder_names(str(fields["message"]))
    if names:
        fields["params"] = {name: {} for name in names}
    title = fields.get("title")
    if isinstance(title, str) and len(title) > _MAX_LINE:
        del fields["title"]
        before = fields.get("description")
        fields["description"] = f"{title}\n\n{before}" if before else title
    if title == fields.get("code") or title == "":
        fields.pop("title", None)
    if fields.get("description") == title and title:
        del fields["description"]


def _with_literal_braces(message: str) -> str:
    """Double the braces of a message that belong to no placeholder, so that they stay text."""
    literal = [mistake for mistake in mistakes(message) if not mistake.is_placeholder]
    for mistake in reversed(literal):
        doubled = mistake.text.replace("{", "{{").replace("}", "}}")
        message = message[: mistake.start] + doubled + message[mistake.start + len(mistake.text) :]
    return message


def _merge_repeated(collected: Collected) -> None:
    """Merge an error that appears in a table and again in a section of its own."""
    by_code: dict[str, dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    """The drafts by code and form: rows are never merged with rows."""
    kept: list[Draft] = []
    merged: dict[int, Draft] = {}
    """The draft that has the fields of another, by the id of the other."""
    for draft in collected.drafts:
        forms = by_code[draft.code]
        others = (other for form, drafts in forms.items() if form != draft.form for other in drafts[:_MOST_TWINS])
        twin = next((other for other in others if draft.code and _agree(other, draft)), None)
        if twin is None:
            forms[draft.form].append(draft)
            kept.append(draft)
            continue
        for name, value in draft.fields.items():
            if name not in twin.fields:
                twin.fields[name] = value
            elif name == "description" and twin.fields[name] != value:
                twin.fields[name] = f"{twin.fields[name]}\n\n{value}"
        twin.guesses |= {name: guess for name, guess in draft.guesses.items() if name not in twin.fields}
        twin.group = twin.group or draft.group
        merged[id(draft)] = twin
    if merged:
        collected.ledger.uses[:] = [
            replace(use, draft=merged[id(use.draft)]) if id(use.draft) in merged else use
            for use in collected.ledger.uses
        ]
    collected.drafts[:] = kept


def _agree(one: Draft, other: Draft) -> bool:
    return all(
        one.fields[name] == other.fields[name]
        or name in ("description", "title", "causes", "solutions", "examples", "links")
        for name in one.fields.keys() & other.fields.keys()
    )


def _errors_from_statuses(collected: Collected) -> list[dict[str, object]]:
    """Return what statuses mean. If nothing else names an error, the statuses of errors are the errors."""
    notes: list[dict[str, object]] = []
    has_errors = any(draft.fields.get("code") for draft in collected.drafts)
    for draft in collected.statuses:
        is_column = draft.fields.pop("code-column", False)
        status = draft.fields.get("status")
        numbers = status if isinstance(status, list) else [status]
        is_error = any(isinstance(number, int) and number >= _CLIENT_ERROR for number in numbers)
        if is_error and not has_errors:
            if is_column and not isinstance(status, list):
                draft.fields["code"] = str(status)
            collected.drafts.append(draft)
        else:
            notes.append(_status_note(draft))
    return notes


def _status_note(draft: Draft) -> dict[str, object]:
    fields = draft.fields
    note: dict[str, object] = {
        name: fields[name] for name in ("status", "title", "description", "action") if name in fields
    }
    if "message" in fields:
        note.setdefault("title", fields["message"])
    more = [fields[name] for name in ("causes", "solutions") if name in fields]
    texts = [str(note.get("description", "")), *(_listed(item) for item in more)]
    if any(texts):
        note["description"] = "\n\n".join(text for text in texts if text)
    links = fields.get("links")
    if links:
        note["links"] = links
    return note


def _listed(notes: object) -> str:
    items = notes if isinstance(notes, list) else [notes]
    return "\n".join(
        f"- **{item['title']}**: {item['text']}" if isinstance(item, dict) else f"- {item}" for item in items
    )


# --- codes and names -------------------------------------------------------------------------------------------------


def _uniqueness(collected: Collected) -> str:
    codes = Counter(draft.code for draft in collected.errors)
    if all(count == 1 for count in codes.values()):
        return ""
    in_groups = Counter((draft.code, str(draft.fields.get("group", ""))) for draft in collected.errors)
    return "group" if all(count == 1 for count in in_groups.values()) else "none"


def _give_names(collected: Collected) -> None:
    """Name errors whose derived names would clash."""
    derived: dict[str, list[Draft]] = defaultdict(list)
    for draft in collected.drafts:
        name = draft.fields.get("name")
        if isinstance(name, str) and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            better = derive_name(name)
            if better:
                draft.fields["name"] = better
                draft.guesses["name"] = "value"
            else:
                del draft.fields["name"]
        derived[str(draft.fields.get("name") or derive_name(draft.code)).upper()].append(draft)
    numbers: dict[str, int] = {}
    taken = {name for name, drafts in derived.items() if len(drafts) == 1 and name}
    for name, drafts in derived.items():
        if len(drafts) > 1 or not name:
            for draft in drafts:
                _name(collected, draft, name, taken, numbers)


def _name(collected: Collected, draft: Draft, name: str, taken: set[str], numbers: dict[str, int]) -> None:
    """Give a draft a free name: from its title, with its group, or with a number."""
    title = derive_name(str(draft.fields.get("title") or draft.fields.get("message") or "").replace("'", ""))[
        :_MAX_NAME
    ].strip("_")
    group = derive_name(str(draft.fields.get("group", "")))
    choices = [
        title,
        f"{group}_{name}" if group and name else "",
        f"{group}_{title}" if group and title else "",
        f"{name}_{title}" if name and title else "",
    ]
    free = next((choice for choice in choices if choice and choice[0].isalpha() and choice.upper() not in taken), "")
    while not free:
        numbers[name] = numbers.get(name, 1) + 1
        candidate = f"{name or 'ERROR'}_{numbers[name]}"
        free = candidate if candidate.upper() not in taken else ""
    taken.add(free.upper())
    if free.upper() == name and "name" in draft.fields:
        return
    draft.fields["name"] = free
    draft.guesses["name"] = "collision"
    collected.put(draft, "name", free, draft.lines, "collision")


# --- the parts around the errors -------------------------------------------------------------------------------------


def _groups(collected: Collected) -> dict[str, object]:
    """Return the groups that errors are in, and their parents. A single group says nothing: it becomes a guide."""
    used: set[str] = set()
    for draft in collected.drafts:
        if draft.group:
            draft.fields["group"] = draft.group[-1]
            id = draft.group[-1]
            while id:
                used.add(id)
                id = collected.groups[id].parent
    leaves = {draft.fields.get("group") for draft in collected.drafts}
    declared: dict[str, object] = {}
    is_single = len(leaves) == 1
    for id, group in collected.groups.items():
        if id not in used or is_single:
            if group.description:
                collected.guide(group.title).body += group.description
            continue
        entry: dict[str, object] = {"title": group.title}
        if group.parent:
            entry["parent"] = group.parent
        if group.description:
            entry["description"] = "\n\n".join(group.description)
        declared[id] = entry
    if is_single:
        for draft in collected.drafts:
            draft.fields.pop("group", None)
    return declared


def _categories(collected: Collected) -> dict[str, object]:
    declared: dict[str, object] = dict(collected.categories)
    for draft in collected.drafts:
        id = draft.fields.get("category")
        if isinstance(id, str) and id not in declared:
            declared[id] = {"title": id.capitalize()}
    return declared


def _guides(guides: list[DraftGuide]) -> Iterator[dict[str, object]]:
    ids: set[str] = set()
    for guide in guides:
        if not guide.body and not guide.samples:
            continue
        id = slug(guide.title) or "guide"
        base, number = id, 2
        while id in ids:
            id = f"{base}-{number}"
            number += 1
        ids.add(id)
        entry: dict[str, object] = {"id": id, "title": guide.title[:_MAX_LINE]}
        if guide.body:
            entry["body"] = "\n\n".join(guide.body)
        if guide.samples:
            entry["samples"] = guide.samples
        yield entry
