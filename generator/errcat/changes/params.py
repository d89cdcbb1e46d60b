"""Changes of the params of an error: what a message and a payload have for each occurrence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.changes.change import Change
from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.pairs import Pair
from errcat.json_schema import without_duplicates
from errcat.resolved.generated_types import ResolvedParam

_TEXTS = ("description", "example")
SAFE, DANGEROUS = ChangeLevel.SAFE, ChangeLevel.DANGEROUS


def param_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of the params."""
    old = {param["name"]: param for param in pair.old["params"]}
    new = {param["name"]: param for param in pair.new["params"]}
    if list(old.items()) == list(new.items()):
        return
    gone, come = [name for name in old if name not in new], [name for name in new if name not in old]
    for old_name, new_name in _renamed(gone, come, old, new):
        gone.remove(old_name)
        come.remove(new_name)
        yield pair.change("param-renamed", ("params", old_name), old_name, new_name, new_steps=("params", new_name))
    for name in gone:
        yield pair.change("param-removed", ("params", name), name, None)
    for name in come:
        is_optional = new[name]["optional"]
        yield pair.change(
            "param-added",
            ("params", name),
            None,
            name,
            surfaces=Surfaces(SAFE, SAFE, SAFE) if is_optional else None,
            help="optional" if is_optional else "",
        )
    for name, before in old.items():
        if name in new:
            yield from _changes_of(pair, name, before, new[name])
    shared_old, shared_new = [name for name in old if name in new], [name for name in new if name in old]
    if shared_old != shared_new:
        yield pair.change("order-changed", ("params",), shared_old, shared_new)


def _renamed(
    gone: list[str], come: list[str], old: dict[str, ResolvedParam], new: dict[str, ResolvedParam]
) -> list[tuple[str, str]]:
    """Return the params that only have another name: one of each, of the same kind."""
    if len(gone) != 1 or len(come) != 1:
        return []
    before, after = old[gone[0]], new[come[0]]
    return [(gone[0], come[0])] if {**before, "name": ""} == {**after, "name": ""} else []


def _changes_of(pair: Pair, name: str, old: ResolvedParam, new: ResolvedParam) -> Iterator[Change]:
    before: Any = old
    after: Any = new
    for key in dict.fromkeys([*old, *new]):
        was, now = before.get(key), after.get(key)
        if was == now and type(was) is type(now) and (key in before) == (key in after):
            continue
        steps = ("params", name, key)
        match key:
            case "name" | "in_message":
                continue  # the message shows it
            case "type" | "format":
                is_narrower = (key, was, now) == ("type", "number", "integer") or (key == "format" and was is None)
                surfaces = Surfaces(SAFE, DANGEROUS, SAFE) if is_narrower else None
                help_ = "narrower" if is_narrower else ""
                yield pair.change("param-type-changed", steps, was, now, surfaces=surfaces, help=help_)
            case "enum":
                yield from _values_changes(pair, steps, was, now)
            case "optional":
                yield pair.change("param-made-optional" if now else "param-made-required", steps, was, now)
            case "default":
                yield pair.change("param-default-changed", steps, was, now)
            case "sensitive":
                yield pair.change("param-sensitive-changed", steps, was, now)
            case _ if key in _TEXTS:
                yield pair.change("guide-changed", steps, was, now)
            case _:
                yield pair.change("extension-changed", steps, was, now)


def _values_changes(pair: Pair, steps: tuple[str, ...], old: list[Any], new: list[Any]) -> Iterator[Change]:
    """Yield the changes of the possible values. An empty list allows every value."""
    union = without_duplicates([*old, *new])
    has_more = not new or (bool(old) and len(union) > len(without_duplicates(old)))
    has_less = not old or (bool(new) and len(union) > len(without_duplicates(new)))
    if has_more:
        yield pair.change("param-values-added", steps, old, new)
    elif has_less:
        yield pair.change("param-values-removed", steps, old, new)
    else:
        yield pair.change("order-changed", steps, old, new)
