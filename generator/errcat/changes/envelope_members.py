"""Changes of what all responses share: the members of the body, the headers and the media type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat import envelope as envelopes
from errcat.changes.change import Change, Path, change_of
from errcat.changes.snapshot import Snapshot
from errcat.findings.value_paths import path_text

_BODY: Path = ("envelope", "body")


class Member(NamedTuple):
    """A member of a body by example, without the members in it."""

    path: Path
    """As the body has it: with the ? of optional keys."""
    value: str
    """What distinguishes its value: a marker, a constant, or the type of an example."""
    is_optional: bool


def envelope_changes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the changes of the responses."""
    before: Any = old.resolved["envelope"]
    after: Any = new.resolved["envelope"]
    if before == after:
        return
    if before["media_type"] != after["media_type"]:
        yield _change("media-type-changed", ("envelope", "media_type"), before["media_type"], after["media_type"])
    yield from _header_changes(before["headers"], after["headers"])
    members_changed = list(_member_changes(_members(before["body"]), _members(after["body"])))
    yield from members_changed
    if before["body"] != after["body"] and not members_changed:
        yield _change("guide-changed", _BODY, before["body"], after["body"])  # only examples differ
    if before["description"] != after["description"]:
        yield _change("guide-changed", ("envelope", "description"), before["description"], after["description"])
    for key in dict.fromkeys([*before, *after]):
        if key.startswith("x-") and before.get(key) != after.get(key):
            yield _change("extension-changed", ("envelope", key), before.get(key), after.get(key))


def _change(
    rule: str, path: Path, old: object, new: object, *, new_path: Path | None = None, other: str = ""
) -> Change:
    return change_of(rule, path, old, new, old_path=path, new_path=new_path or path, other=other)


def _header_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changes of the headers. Their names don't depend on upper and lower case."""
    before, after = {name.lower(): name for name in old}, {name.lower(): name for name in new}
    for key, name in before.items():
        path = ("envelope", "headers", name)
        if key not in after:
            yield change_of("http-header-removed", path, old[name], None, old_path=path, other=name)
        elif old[name] != new[after[key]]:
            yield _change("http-header-changed", path, old[name], new[after[key]], other=name)
    for key, name in after.items():
        if key not in before:
            path = ("envelope", "headers", name)
            yield change_of("http-header-added", path, None, new[name], new_path=path, other=name)


def _members(body: object) -> dict[str, Member]:
    """Return the members of a body, by the paths that a reader of the response knows."""
    return {_name_of(member.path): member for member in _walk(body, (), is_optional=False)}


def _name_of(path: Path) -> str:
    """Spell a path as a reader of the response knows it: without the ? of optional keys, and with <params> as it is."""
    name = ""
    for step in path:
        key = step.removesuffix("?") if isinstance(step, str) else step
        is_marker = isinstance(key, str) and key.startswith("<") and key.endswith(">")
        name = _joint(name, str(key) if is_marker else path_text((key,)))
    return name


def _joint(name: str, step: str) -> str:
    return f"{name}{step}" if not name or step.startswith("[") else f"{name}.{step}"


def _walk(node: object, path: Path, *, is_optional: bool) -> Iterator[Member]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            optional = key.endswith("?")
            inside = (*path, key)
            is_container = isinstance(value, (Mapping, list)) and bool(value)
            yield Member(inside, _kind(value, is_example=optional), optional)
            if is_container:
                yield from _walk(value, inside, is_optional=optional)
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield Member((*path, number), _kind(item, is_example=is_optional), is_optional)
            yield from _walk(item, (*path, number), is_optional=is_optional)


def _kind(value: object, *, is_example: bool) -> str:
    """Return what distinguishes a value for a reader: its type, and the value itself if it is sent as it is."""
    if isinstance(value, (Mapping, list)):
        return envelopes.json_type(value)
    if is_example and not envelopes.has_markers(envelopes.shape_of(value)):
        return envelopes.json_type(value)
    return f"{envelopes.json_type(value)} {value}"


def _member_changes(old: Mapping[str, Member], new: Mapping[str, Member]) -> Iterator[Change]:
    gone = [name for name in old if name not in new and not _is_inside_gone(name, old, new)]
    come = [name for name in new if name not in old]
    for name in gone:
        member = old[name]
        moved = next((other for other in come if _is_marker(member) and new[other].value == member.value), None)
        path = (*_BODY, *member.path)
        if moved is not None:
            come.remove(moved)
            new_path = (*_BODY, *new[moved].path)
            yield _change("envelope-field-moved", path, name, moved, new_path=new_path)
        else:
            yield change_of("envelope-field-removed", path, name, None, old_path=path)
    for name in come:
        if not _is_inside_gone(name, new, old):
            path = (*_BODY, *new[name].path)
            yield change_of("envelope-field-added", path, None, name, new_path=path)
    for name, before in old.items():
        after = new.get(name)
        if after is None:
            continue
        path, new_path = (*_BODY, *before.path), (*_BODY, *after.path)
        if before.value != after.value:
            values = (before.value, after.value)
            yield _change("envelope-field-changed", path, *values, new_path=new_path, other=name)
        if before.is_optional != after.is_optional and isinstance(before.path[-1], str):
            rule = "envelope-field-made-optional" if after.is_optional else "envelope-field-made-required"
            yield _change(rule, path, name, name, new_path=new_path)


def _is_marker(member: Member) -> bool:
    return member.value.startswith("string <")


def _is_inside_gone(name: str, here: Mapping[str, Member], there: Mapping[str, Member]) -> bool:
    """Whether the object around a member is missing in the other body, too: then only the object is reported.

    A member with a marker is reported itself, because its value may have moved.
    """
    path = here[name].path
    parents = [other for other, member in here.items() if len(member.path) < len(path)
               and path[: len(member.path)] == member.path]  # fmt: skip
    return any(parent not in there for parent in parents) and not _is_marker(here[name])
