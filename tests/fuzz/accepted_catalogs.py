"""Catalogs that `check` accepts: random ones with references that lead somewhere, less what the rules refuse.

Only what is accepted reaches a target. What makes a catalog acceptable is not known here, except for references: what a
rule reports as an error is removed, and the catalog is checked again.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from errcat import checking
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading import load_bytes
from fuzz.catalog_text import Path_, paths_by_line, text_of

MAX_ROUNDS = 12
TODAY = date(2026, 1, 1)


def examined(text: bytes) -> CheckResult:
    """A catalog's text, read and checked."""
    return checking.check(load_bytes([("errors.yaml", text)]), {}, TODAY)


def errors_in(checked: CheckResult) -> list[Any]:
    return [finding for finding in checked.findings if finding.level is Level.ERROR]


def accepted(data: dict[str, Any], dice: Random) -> dict[str, Any] | None:
    """The data without what cannot be accepted; None where nothing is left."""
    connect(data, dice)
    for _round in range(MAX_ROUNDS):
        found = errors_in(examined(text_of(data)))
        if not found:
            return data if data.get("errors") else None
        paths = paths_by_line(data)
        where = {paths[finding.span.start.line - 1] if finding.span else () for finding in found}
        if where == {()}:
            return None
        for path in sorted(where, key=_depth_first, reverse=True):
            remove(data, path)
    return None


def _depth_first(path: Path_) -> tuple[int, list[tuple[bool, str | int]]]:
    return (len(path), [(isinstance(step, str), step) for step in path])


def remove(data: Any, path: Path_) -> None:
    """Remove a value, or the smallest thing around it that may be missing."""
    while path:
        holder = _at(data, path[:-1])
        step = path[-1]
        if holder is None or (step not in holder if isinstance(holder, dict) else int(step) >= len(holder)):
            return
        if path not in {("errcat",), ("errors",)}:
            del holder[step]
        if holder or len(path) < 2 or path[-2:-1] == ("errors",):
            return
        path = path[:-1]  # an empty map or list helps nobody


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def connect(data: dict[str, Any], dice: Random) -> None:
    """Make the references of a catalog lead somewhere, more often than not, and its codes differ."""
    entries = [one for one in data["errors"] if isinstance(one, dict)]
    if dice.random() < 0.3:
        data["codes"] = {**data.get("codes", {}), "unique": "none"}
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        # a name of its own keeps codes that no name can be made of, or the same name
        if "name" in entry or not entry["code"].isascii() or not entry["code"][:1].isalpha() or dice.random() < 0.3:
            entry["name"] = f"{entry.get('name', 'N')[:100]}_{number}"
        if entry["code"] in seen and data.get("codes", {}).get("unique") != "none":
            entry["code"] = f"{entry['code'][:100]}{number}"
        seen.add(entry["code"])
        if "category" in entry and dice.random() < 0.9:
            entry["category"] = dice.choice([*data.get("categories", ("retry", "fix", "escalate", "success"))])
        for key, section in (("group", "groups"), ("type", "types")):
            if key in entry and data.get(section):
                entry[key] = dice.choice([*data[section]])
            elif key in entry:
                data[section] = {entry[key]: {}}
        _declare(entry, dice)
    codes = [entry["code"] for entry in entries]
    for entry in entries:
        others = [code for code in codes if code != entry["code"]]
        if "see_also" in entry:
            entry["see_also"] = sorted(set(dice.sample(others, min(2, len(others)))))
        deprecation = entry.get("deprecated")
        if isinstance(deprecation, dict) and "replaced_by" in deprecation and others:
            deprecation["replaced_by"] = dice.choice(others)
    for one in data.get("retired", []):
        if isinstance(one, dict) and "replaced_by" in one:
            one["replaced_by"] = dice.choice(codes)
    for group in data.get("groups", {}).values():
        if "parent" in group:
            group["parent"] = dice.choice([*data["groups"]])
    if "pattern" in data.get("codes", {}) and dice.random() < 0.8:
        data["codes"]["pattern"] = ".*"


def _declare(entry: dict[str, Any], dice: Random) -> None:
    """Use declared params in the message, and give texts without one a plain message."""
    params = list(entry.get("params", {}))
    if params and "message" in entry and dice.random() < 0.7:
        entry["message"] += "".join(f" {{{name}}}" for name in params)
