"""A page whose front matter names an error: the page is about this error alone."""

from __future__ import annotations

from errcat.importing.found.drafts import Collected, Draft, DraftGroup
from errcat.importing.found.field_words import fields_named
from errcat.importing.found.ledger import FIELD, Use
from errcat.importing.found.pieces import FrontMatter, LineRange
from errcat.importing.guess.error_section import ErrorSection
from errcat.importing.guess.headings import NamedError, is_token, named_error
from errcat.importing.guess.sections import PageSection, is_strong
from errcat.importing.guess.texts import slug
from errcat.importing.guess.values import NoValue, value_of


def name_draft(
    collected: Collected, draft: Draft, named: NamedError, lines: LineRange, *, replaces: bool = True
) -> None:
    """Give a draft the code, the statuses and the title of a heading."""
    if named.code and replaces:
        collected.put(draft, "code", named.code, lines)
    if named.statuses:
        statuses = named.statuses[0] if len(named.statuses) == 1 else list(named.statuses)
        collected.put(draft, "status", statuses, lines)
    if named.name:
        collected.put(draft, "name", named.name, lines)
    if named.number is not None:
        collected.put(draft, "number", named.number, lines)
    if named.title:
        collected.put(draft, "title", named.title, lines)


class OneErrorPage:
    """Reads the front matter of a page, and then its sections."""

    def __init__(self, collected: Collected, source: int, metadata: FrontMatter) -> None:
        self._collected = collected
        self._draft = Draft(source, metadata.lines, "section")
        self._lines = metadata.lines
        self._fields: dict[str, tuple[str, object]] = {}
        """The key and the value of each field."""
        for key, value in metadata.values.items():
            field = next(iter(fields_named(key)), "")
            if field:
                self._fields.setdefault(field, (key, value))
        title = str(metadata.values.get("title", ""))
        self._named = named_error(title) if title else None
        self._has_code = "code" in self._fields and is_token(str(self._fields["code"][1]))

    @property
    def names_an_error(self) -> bool:
        named = self._named
        return self._has_code or (named is not None and (bool(named.statuses) or is_strong(named)))

    def read(self, root: PageSection) -> None:
        named = self._named
        if named is not None:
            name_draft(self._collected, self._draft, named, self._lines, replaces=not self._has_code)
        reader = ErrorSection(self._collected, self._draft)
        for field, (key, value) in self._fields.items():
            if field in ("retryable", "type") and not isinstance(value, (list, dict)):
                reader.read_label(field, key, str(value), self._lines)
            elif field == "group" and slug(str(value)):
                self._group(str(value))
            elif field != "title" or named is None or not (named.code or named.title):
                self._put(field, key, value)
        reader.read(PageSection(None, 0, root.pieces, []))
        for section in root.children:
            is_title = section.level == 1 or (section.named is not None and section.named.code == self._draft.code)
            if not is_title:
                reader.read(PageSection(None, 0, [], [section]))
                continue
            if "title" not in self._draft.fields and section.named is None:
                self._collected.put(self._draft, "title", section.title, section.lines)
            else:
                self._collected.keep(self._draft.source, section.lines, "errors: title")
            reader.read(section)
        self._collected.drafts.append(self._draft)

    def _group(self, title: str) -> None:
        id = slug(title)
        self._collected.groups.setdefault(id, DraftGroup(title)).is_stated = True
        self._draft.group = (id,)
        self._collected.ledger.add(Use(self._draft.source, self._lines, FIELD, self._draft, "group"))

    def _put(self, field: str, key: str, value: object) -> None:
        try:
            found = value_of(field, value, is_markdown=field != "code")
        except NoValue:
            found = None
        if found is None or field in ("retryable", "type", "group", "example"):
            self._collected.ledger.unclear(self._draft.source, self._lines, "type", f"{key}: {value}")
        elif field == "category":
            id = slug(str(found))
            self._collected.categories.setdefault(id, {"title": str(found)})
            self._collected.put(self._draft, field, id, self._lines)
        else:
            self._collected.put(self._draft, field, found, self._lines)
