"""Facts of files → uses of codes: what is raised, what is handled, and what only a run of the code could know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from errcat.scanning.catalog_codes import CatalogCodes
from errcat.scanning.facts import Expression, Kind, Literal, Mention, Name, PassedParam, Sighting
from errcat.scanning.learned import LearnedArguments, ScanNames
from errcat.scanning.names import Meaning, NameTable, ScannedFile, is_forwarded
from errcat.scanning.positions import CODE_KEYS, SURE_KEYS, Certainty, certainty

_NOT_IN_CODES = re.compile(r"[\s<>{}()$%`'\"]|^[^\w]*$")
"""What only prose, templates and markers have."""
_MAX_LENGTH = 100
"""The longest text that can be a code."""
_NOTHING = ("None", "null", "nil", "undefined")


class Role(IntEnum):
    """What code does with a code."""

    DECLARED = 1
    """It has a constant or a class with the code."""
    HANDLED = 2
    """It compares with the code, or catches it."""
    RAISED = 3


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A code in a file."""

    file: int
    code: str
    role: Role
    start: int
    end: int
    is_known: bool
    status: int | None = None


@dataclass
class CodeUses:
    """All uses of a scan, in the order of the files."""

    uses: list[CodeUse] = field(default_factory=list)
    computed: list[tuple[int, int, int]] = field(default_factory=list)
    """Where a code is computed: the number of the file, and the offsets."""


class UseFinder:
    """Finds the uses of codes in some files."""

    def __init__(self, files: Sequence[ScannedFile], known: CatalogCodes, settings: ScanNames) -> None:
        self._files = files
        self._known = known
        self._names = NameTable(files, known, settings.modules)
        self._learned = LearnedArguments(files, known, self._names, settings)
        self._forwarded = CODE_KEYS | SURE_KEYS | settings.keys | {path[-1] for path in known.paths}
        self._enums = _CodeEnums(files, known)

    def find(self) -> CodeUses:
        """Return every use, each place once."""
        found = CodeUses()
        for number, file in enumerate(self._files):
            if file.is_generated:
                continue
            uses: dict[tuple[int, str], CodeUse] = {}
            for use in (*self._sighted(number, file, found), *self._mentioned(number, file)):
                before = uses.get((use.start, use.code))
                if before is None or (use.role, use.status is not None) > (before.role, before.status is not None):
                    uses[use.start, use.code] = use
            found.uses.extend(sorted(uses.values(), key=lambda use: (use.start, use.code)))
        found.computed = _outermost(found.computed)
        return found

    def _sighted(self, number: int, file: ScannedFile, found: CodeUses) -> Iterator[CodeUse]:
        for sighting in file.facts.sightings:
            how = self._certainty(file, sighting)
            role = _role(sighting)
            for value in sighting.values:
                if isinstance(value, PassedParam):
                    continue
                for item in self._names.values(file, value):
                    if item is None:
                        if how is Certainty.CERTAIN and role is Role.RAISED and self._is_computed(value):
                            found.computed.append((number, value.start, value.end))
                        continue
                    code = item.code if isinstance(item, Meaning) else self._code(item, sighting, how)
                    is_known = self._known.knows(code)
                    if code and (is_known or how is Certainty.CERTAIN or self._is_nearly(code, how)):
                        status = sighting.status if how is Certainty.CERTAIN else None
                        yield CodeUse(number, code, role, value.start, value.end, is_known, status)

    def _certainty(self, file: ScannedFile, sighting: Sighting) -> Certainty:
        if sighting.kind is Kind.MEMBER:
            return Certainty.CERTAIN if (file.name, sighting.owner) in self._enums.sure else Certainty.WEAK
        return self._learned.certainty(file, sighting)

    def _code(self, literal: Literal, sighting: Sighting, how: Certainty) -> str:
        """Return the code that a literal can be; empty if it is none."""
        if isinstance(literal.value, int):
            text = str(literal.value)
            can_be = self._known.has_numbers and (how is Certainty.CERTAIN or text in self._known.errors)
            return text if can_be else ""
        text = literal.value
        if self._known.knows(text):
            return text
        is_prose = _NOT_IN_CODES.search(text) is not None or not text or len(text) > _MAX_LENGTH
        # a text in the place of a code that is written in another way is a code of something else
        return "" if is_prose or (sighting.kind is Kind.POSITIONAL and not self._known.has_code_style(text)) else text

    def _is_nearly(self, code: str, how: Certainty) -> bool:
        return how is Certainty.LIKELY and self._known.is_nearly(code)

    def _is_computed(self, value: Expression) -> bool:
        if isinstance(value, Name):
            return not is_forwarded(value, self._forwarded) and value.parts[-1] not in _NOTHING
        return not isinstance(value, (Literal, PassedParam))

    def _mentioned(self, number: int, file: ScannedFile) -> Iterator[CodeUse]:
        for mention in file.facts.mentions:
            for code in self._codes_of(file, mention):
                role = Role.HANDLED if mention.is_handled else Role.RAISED
                yield CodeUse(number, code, role, mention.start, mention.end, self._known.knows(code))

    def _codes_of(self, file: ScannedFile, mention: Mention) -> Iterator[str]:
        meaning = self._names.generated(file, mention.parts)
        if meaning is not None:
            yield meaning.code
            return
        for key in (mention.parts, *((*mention.parts, name) for name in self._enums.class_keys)):
            found = self._names.definition(file, key)
            if found is None:
                continue
            owner, values = found
            if (owner.name, key[-1]) in self._enums.members or len(key) > len(mention.parts):
                yield from (
                    str(value.value)
                    for value in values
                    if isinstance(value, Literal) and self._known.knows(str(value.value))
                )
            return


class _CodeEnums:
    """The enums, unions and constants of the project that list codes."""

    def __init__(self, files: Sequence[ScannedFile], known: CatalogCodes) -> None:
        self.sure: set[tuple[str, str]] = set()
        """The enums that have codes of the catalog: the file, and the name."""
        self.members: set[tuple[str, str]] = set()
        """Their members: the file, and the name."""
        self.class_keys: list[str] = []
        """The attributes of exception classes that have codes."""
        by_enum: dict[tuple[str, str], list[Sighting]] = {}
        keys: set[str] = set()
        for file in files:
            if file.is_generated:
                continue
            for sighting in file.facts.sightings:
                if sighting.kind is Kind.MEMBER:
                    by_enum.setdefault((file.name, sighting.owner), []).append(sighting)
                elif sighting.kind is Kind.ATTRIBUTE:
                    keys.add(sighting.name)
        self.class_keys = sorted(keys)
        for enum, members in by_enum.items():
            if _lists_codes(members, known):
                self.sure.add(enum)
                self.members.update((enum[0], member.name) for member in members if member.name)


def _lists_codes(members: Sequence[Sighting], known: CatalogCodes) -> bool:
    """Whether an enum lists codes of the catalog: its name says so, or it is about errors and has a known code."""
    how = certainty(members[0], known, frozenset())
    texts = [str(value.value) for member in members for value in member.values if isinstance(value, Literal)]
    return how is Certainty.CERTAIN or (how is Certainty.LIKELY and any(map(known.knows, texts)))


def _outermost(places: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return each place once, without the places inside another one."""
    kept: list[tuple[int, int, int]] = []
    for file, start, end in sorted(set(places), key=lambda place: (place[0], place[1], -place[2])):
        if not kept or kept[-1][0] != file or kept[-1][2] < end:
            kept.append((file, start, end))
    return kept


def _role(sighting: Sighting) -> Role:
    if sighting.is_handled:
        return Role.HANDLED
    return Role.DECLARED if sighting.kind in (Kind.MEMBER, Kind.ATTRIBUTE) else Role.RAISED
