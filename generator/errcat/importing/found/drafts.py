"""What was found so far: errors, statuses, types, categories, groups, guides, and an envelope, each with its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from errcat.importing.found.ledger import FIELD, GUIDE, Ledger, Use
from errcat.importing.found.pieces import LineRange

JOINED = ("description",)
"""Fields whose further texts are appended."""
LISTS = ("causes", "solutions", "links", "examples", "fields", "operations", "tags", "see_also")
"""Fields that are lists: further values are appended."""


@dataclass(eq=False)
class Draft:
    """An error, as far as it is known."""

    source: int
    lines: LineRange
    form: str
    """How it was written: row, section, item, definition, record, sample."""
    group: tuple[str, ...] = ()
    """The ids of the sections around it."""
    fields: dict[str, object] = field(default_factory=dict)
    guesses: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return str(self.fields.get("code", ""))


@dataclass
class DraftGuide:
    """Prose and code that is about no single error."""

    title: str
    body: list[str] = field(default_factory=list)
    samples: list[dict[str, object]] = field(default_factory=list)


@dataclass
class DraftGroup:
    """A section of the docs."""

    title: str
    parent: str = ""
    description: list[str] = field(default_factory=list)
    is_used: bool = False


@dataclass
class Collected:
    """Everything that was found in all sources."""

    ledger: Ledger = field(default_factory=Ledger)
    drafts: list[Draft] = field(default_factory=list)
    statuses: list[Draft] = field(default_factory=list)
    """What statuses mean, apart from errors."""
    types: dict[str, dict[str, object]] = field(default_factory=dict)
    categories: dict[str, dict[str, object]] = field(default_factory=dict)
    groups: dict[str, DraftGroup] = field(default_factory=dict)
    guides: dict[str, DraftGuide] = field(default_factory=dict)
    """The guides by their titles."""
    envelope: dict[str, object] = field(default_factory=dict)
    api: dict[str, object] = field(default_factory=dict)
    exact: list[Draft] = field(default_factory=list)
    """Errors of files that errcat wrote: nothing about them is guessed, and nothing is added."""
    parts: dict[str, object] = field(default_factory=dict)
    """The other parts of the catalog, from the same files."""

    @property
    def errors(self) -> list[Draft]:
        """All errors, in the order of the catalog."""
        return [*self.exact, *self.drafts]

    def put_exact(self, draft: Draft, name: str, value: object, lines: LineRange) -> None:
        """Give a field of an exact error its value."""
        draft.fields[name] = value
        self.ledger.add(Use(draft.source, lines, FIELD, draft, name))

    def put_part(self, name: str, value: object) -> None:
        """Add a part of the catalog. What another file said before stays."""
        before = self.parts.get(name)
        if isinstance(before, dict) and isinstance(value, dict):
            self.parts[name] = {**before, **{key: item for key, item in value.items() if key not in before}}
        elif isinstance(before, list) and isinstance(value, list):
            self.parts[name] = [*before, *value]
        else:
            self.parts.setdefault(name, value)

    def put(self, draft: Draft, name: str, value: object, lines: LineRange, guess: str = "") -> None:
        """Give a field a value, and enter the lines of it in the ledger."""
        if value in ("", [], {}, None):
            return
        before = draft.fields.get(name)
        if before is None or (name in draft.guesses and not guess):
            draft.fields[name] = value
            draft.guesses.pop(name, None)
            if guess:
                draft.guesses[name] = guess
        elif before == value:
            pass
        elif name in JOINED:
            draft.fields[name] = f"{before}\n\n{value}"
        elif name in LISTS and isinstance(before, list) and isinstance(value, list):
            draft.fields[name] = [*before, *(item for item in value if item not in before)]
        elif guess:
            return
        else:
            self.ledger.unclear(draft.source, lines, "second", f"{name}: {value}")
            return
        self.ledger.add(Use(draft.source, lines, FIELD, draft, name, guess=guess))

    def guide(self, title: str) -> DraftGuide:
        """Return the guide of a title, which may be new."""
        return self.guides.setdefault(title, DraftGuide(title))

    def keep(self, source: int, lines: LineRange, target: str) -> None:
        """Enter lines in the ledger that became text of a guide, a group or another part of the catalog."""
        self.ledger.add(Use(source, lines, GUIDE, target=target))
