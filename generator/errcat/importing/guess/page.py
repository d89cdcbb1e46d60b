"""The sections of a page → errors, groups, guides and an envelope."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from errcat.importing.found.drafts import Collected, Draft, DraftGroup
from errcat.importing.found.field_words import is_about_errors
from errcat.importing.found.pieces import (
    ApiInfo,
    Bullets,
    CodeBlock,
    Definition,
    FrontMatter,
    LineRange,
    PageHeading,
    PageTable,
    Paragraph,
    Piece,
    QuotedText,
    Skipped,
    StatusText,
    Unclear,
)
from errcat.importing.guess import columns, samples
from errcat.importing.guess.again import markdown_again
from errcat.importing.guess.error_section import ErrorSection
from errcat.importing.guess.headings import NamedError, is_code, is_token, named_error
from errcat.importing.guess.implied import with_implied_lists
from errcat.importing.guess.lists import errors_in, is_navigation
from errcat.importing.guess.one_error_page import OneErrorPage, name_draft
from errcat.importing.guess.sections import (
    TELLING,
    PageSection,
    has_code_label,
    heading_label,
    is_strong,
    labels_of,
    sample_code,
    starts_with_quote,
    tree_of,
)
from errcat.importing.guess.tables import TableReader
from errcat.importing.guess.texts import markdown_of, plain, slug

_MIN_SIBLINGS = 2
_LONGEST_TITLE = 80


class PageReader:
    """Reads the pieces of one source."""

    def __init__(
        self, collected: Collected, source: int, name: str, forced: Mapping[str, str], *, is_one_of_many: bool
    ) -> None:
        self._collected = collected
        self._source = source
        self._name = name
        self._tables = TableReader(collected, source, forced)
        self._is_one_of_many = is_one_of_many
        self._guide_title = ""
        self._memo: dict[int, bool] = {}
        self._lists: dict[int, bool] = {}

    def read(self, pieces: list[Piece]) -> None:
        root = tree_of(with_implied_lists(pieces))
        self._note_skipped(root)
        metadata = next((piece for piece in root.pieces if isinstance(piece, FrontMatter)), None)
        if metadata is not None:
            self._collected.ledger.ignore(self._source, metadata.lines, "metadata")
            page = OneErrorPage(self._collected, self._source, metadata)
            if page.names_an_error and self._is_about_one_error(root):
                page.read(root)
                return
        top = root.children[0].title if root.children else PurePosixPath(self._name).stem
        self._guide_title = str(metadata.values.get("title", "")) if metadata else ""
        self._guide_title = self._guide_title or top or "Introduction"
        self._visit(root, (), (), is_top=True)

    def _note_skipped(self, section: PageSection) -> None:
        ledger = self._collected.ledger
        for piece in section.pieces:
            match piece:
                case Skipped():
                    ledger.ignore(self._source, piece.lines, piece.reason)
                case Unclear():
                    ledger.unclear(self._source, piece.lines, piece.reason)
                case _:
                    pass
        for child in section.children:
            self._note_skipped(child)

    def _is_about_one_error(self, root: PageSection) -> bool:
        return not self._has_tables(root) and not any(self._has_errors(child) for child in root.children)

    # --- what a section is

    def _has_tables(self, section: PageSection) -> bool:
        return any(
            isinstance(piece, PageTable) and self._tables.plan(piece, section.title).role != columns.OTHER
            for piece in section.pieces
        )

    def _has_errors(self, section: PageSection) -> bool:
        """Whether a section or a section below it has errors."""
        key = id(section)
        if key not in self._memo:
            self._memo[key] = False
            self._memo[key] = (
                self._has_tables(section)
                or self._has_lists(section)
                or any(isinstance(piece, Definition) and self._term_error(piece) for piece in section.pieces)
                or any(self._has_errors(child) or self._is_error(child, section) for child in section.children)
            )
        return self._memo[key]

    @staticmethod
    def _has_lists(section: PageSection) -> bool:
        """Whether a section has a list of errors, and isn't about a single error itself."""
        lists = [piece for piece in section.pieces if isinstance(piece, Bullets)]
        if not lists or any(label in TELLING for label in labels_of(section)):
            return False
        return any(errors_in(bullets) is not None for bullets in lists)

    def _is_error(self, section: PageSection, parent: PageSection | None) -> bool:
        if section.heading is None or self._has_errors(section) or heading_label(section):
            return False
        named = section.named
        if (
            named is not None
            and not section.pieces
            and not section.children
            and not named.statuses
            and not is_strong(named)
        ):
            return False
        if named is not None and (named.statuses or is_strong(named)):
            return True
        if any(label in ("causes", "solutions") for label in labels_of(section)) or has_code_label(section):
            return True
        if starts_with_quote(section) and is_token(section.title):
            return True
        if parent is not None and sample_code(section) and sum(map(sample_code, parent.children)) >= _MIN_SIBLINGS:
            return True
        return named is not None and parent is not None and named.code != "" and self._lists_errors(parent)

    def _lists_errors(self, parent: PageSection) -> bool:
        """Whether the sections below a heading are errors: all of their headings may be codes."""
        key = id(parent)
        if key not in self._lists:
            codes = [child for child in parent.children if child.named is not None and child.named.code]
            is_list = len(codes) > _MIN_SIBLINGS and len(codes) >= len(parent.children) - 1
            self._lists[key] = is_list and is_about_errors(parent.title) is not False
        return self._lists[key]

    @staticmethod
    def _term_error(definition: Definition) -> NamedError | None:
        named = named_error(definition.term)
        if named is None and is_code(plain(definition.term)):
            return NamedError(plain(definition.term))
        return named

    # --- the walk

    def _visit(
        self, section: PageSection, group: tuple[str, ...], statuses: tuple[int, ...], *, is_top: bool = False
    ) -> None:
        named = section.named
        if named is not None and named.statuses and section.heading is not None:
            statuses = named.statuses
            if self._has_errors(section):
                self._collected.keep(self._source, section.lines, "errors: the status of those below")
        has_errors = self._has_errors(section)
        is_group = has_errors and section.heading is not None and section.level > 1
        if is_group:
            group = (*group, self._open_group(section, group))
        elif section.heading is not None:
            self._open_guide(section, is_top=is_top)
        for number, piece in enumerate(section.pieces):
            before = section.pieces[number - 1] if number else None
            if not self._errors_of(piece, section, group, statuses):
                self._prose(piece, section, group if is_group else (), before)
        for child in section.children:
            if self._is_error(child, section):
                self._error(child, group, statuses)
            else:
                self._visit(
                    child,
                    group,
                    statuses,
                    is_top=(is_top and section.level <= 1 and section.heading is not None) or section.heading is None,
                )

    def _open_group(self, section: PageSection, group: tuple[str, ...]) -> str:
        id = slug(section.title) or f"group-{len(self._collected.groups) + 1}"
        full = id
        number = 2
        parent = group[-1] if group else ""
        while full in self._collected.groups and (
            self._collected.groups[full].title != section.title or self._collected.groups[full].parent != parent
        ):
            full = f"{id}-{number}"
            number += 1
        self._collected.groups.setdefault(full, DraftGroup(section.title, parent))
        self._collected.keep(self._source, section.lines, f"groups.{full}.title")
        return full

    def _open_guide(self, section: PageSection, *, is_top: bool) -> None:
        assert section.heading is not None
        if is_top or section.level <= _MIN_SIBLINGS or not self._guide_title:
            self._guide_title = section.title or self._guide_title
            self._collected.keep(self._source, section.lines, f"guides: {self._guide_title}")
        else:
            only_code = bool(section.pieces) and all(isinstance(piece, CodeBlock | Skipped) for piece in section.pieces)
            if not only_code:
                self._collected.guide(self._guide_title).body.append(markdown_again(section.heading))
            self._collected.keep(self._source, section.lines, f"guides: {self._guide_title}")

    def _errors_of(self, piece: Piece, section: PageSection, group: tuple[str, ...], statuses: tuple[int, ...]) -> bool:
        """Read a piece that holds errors. Return whether it does."""
        match piece:
            case Skipped() | Unclear() | FrontMatter():
                return True
            case PageTable():
                plan = self._tables.plan(piece, section.title or piece.title)
                if plan.role == columns.OTHER:
                    return False
                self._tables.read(piece, plan, group, statuses)
                return True
            case ApiInfo():
                self._api(piece)
                return True
            case StatusText():
                self._status_text(piece)
                return True
            case Bullets():
                return self._list(piece, group, statuses)
            case Definition():
                named = self._term_error(piece)
                if named is None:
                    return False
                draft = Draft(self._source, piece.lines, "definition", group)
                name_draft(self._collected, draft, named, piece.lines)
                self._collected.put(draft, "description", markdown_of(piece.text), piece.lines)
                self._inherit(draft, statuses, piece.lines)
                self._collected.drafts.append(draft)
                return True
        return False

    def _api(self, piece: ApiInfo) -> None:
        if piece.name:
            self._collected.api = {"name": piece.name}
            if piece.version:
                self._collected.api["version"] = piece.version
            self._collected.keep(self._source, piece.lines, "api")

    def _status_text(self, piece: StatusText) -> None:
        draft = Draft(self._source, piece.lines, "row")
        self._collected.put(draft, "status", piece.status, piece.lines)
        text = piece.text.strip()
        field = "title" if len(text) <= _LONGEST_TITLE and "\n" not in text else "description"
        self._collected.put(draft, field, text.rstrip(".") if field == "title" else markdown_of(text), piece.lines)
        self._collected.statuses.append(draft)

    def _list(self, bullets: Bullets, group: tuple[str, ...], statuses: tuple[int, ...]) -> bool:
        if is_navigation(bullets):
            self._collected.ledger.ignore(self._source, bullets.lines, "navigation")
            return True
        found = errors_in(bullets)
        if found is None:
            return False
        for item, error in found:
            if error is None:
                self._collected.ledger.unclear(self._source, item.lines, "item", item.text)
                continue
            named, rest = error
            draft = Draft(self._source, item.lines, "item", group)
            name_draft(self._collected, draft, named, item.lines)
            if rest:
                ErrorSection(self._collected, draft).read(PageSection(None, 0, self._item_pieces(rest, item.lines), []))
            if named.code:
                self._inherit(draft, statuses, item.lines)
                self._collected.drafts.append(draft)
            else:
                self._collected.statuses.append(draft)
        return True

    @staticmethod
    def _item_pieces(text: str, lines: LineRange) -> list[Piece]:
        """Return the text of an item as pieces: labels may be in a list inside it."""
        head, found, tail = text.partition("\n- ")
        if not found or not re.match(r"(?:\*\*|__|[A-Z])", tail):
            return [Paragraph(text, lines)]
        return (
            [Paragraph(head, lines), Paragraph(re.sub(r"(?m)^- ", "", tail), lines)]
            if head.strip()
            else [Paragraph(tail, lines)]
        )

    def _error(self, section: PageSection, group: tuple[str, ...], statuses: tuple[int, ...]) -> None:
        draft = Draft(self._source, section.lines, "section", group)
        named = section.named or (
            NamedError(section.title) if starts_with_quote(section) else NamedError(title=section.title)
        )
        name_draft(self._collected, draft, named, section.lines)
        self._collected.keep(self._source, section.lines, "errors: heading")
        ErrorSection(self._collected, draft).read(section)
        self._inherit(draft, statuses, section.lines)
        stem = PurePosixPath(self._name).stem
        if (
            "code" not in draft.fields
            and self._is_one_of_many
            and section.level == 1
            and stem not in ("index", "README")
        ):
            self._collected.put(draft, "code", stem, section.lines, "file-name")
        self._collected.drafts.append(draft)

    def _inherit(self, draft: Draft, statuses: tuple[int, ...], lines: LineRange) -> None:
        if statuses and "status" not in draft.fields:
            self._collected.put(
                draft, "status", statuses[0] if len(statuses) == 1 else list(statuses), lines, "heading"
            )

    # --- prose

    def _prose(self, piece: Piece, section: PageSection, group: tuple[str, ...], before: Piece | None) -> None:
        if isinstance(piece, CodeBlock):
            self._sample(piece, section, group, before)
        elif isinstance(piece, (Paragraph, Bullets, QuotedText, PageTable, Definition, PageHeading)):
            self._keep_text(markdown_again(piece), piece.lines, group)

    def _keep_text(self, text: str, lines: LineRange, group: tuple[str, ...]) -> None:
        if not text.strip():
            self._collected.ledger.ignore(self._source, lines, "markup")
        elif group:
            self._collected.groups[group[-1]].description.append(text)
            self._collected.keep(self._source, lines, f"groups.{group[-1]}.description")
        else:
            self._collected.guide(self._guide_title).body.append(text)
            self._collected.keep(self._source, lines, f"guides: {self._guide_title}")

    def _sample(self, code: CodeBlock, section: PageSection, group: tuple[str, ...], before: Piece | None) -> None:
        data = samples.parsed(code.text) if code.language in ("", "json", "json5", "jsonc") else None
        text_before = before.text if isinstance(before, Paragraph) else ""
        if (
            isinstance(data, dict)
            and not self._collected.envelope
            and samples.is_about_format(section.title, text_before)
        ):
            envelope = samples.envelope_of(data)
            if envelope:
                self._collected.envelope = {"body": envelope}
                body = self._collected.guide(self._guide_title).body
                if before is not None and body and body[-1] == markdown_again(before):
                    self._collected.envelope["description"] = body.pop()
                    self._collected.keep(self._source, before.lines, "envelope.description")
                self._collected.keep(self._source, code.lines, "envelope.body")
                return
        language = re.sub(r"[^a-z0-9_-]", "", code.language)
        if group or not language:
            self._keep_text(markdown_again(code), code.lines, group)
            return
        sample: dict[str, object] = {"language": language}
        if section.title and section.title != self._guide_title:
            sample["title"] = section.title
        text = "\n".join(line if line.strip() else "" for line in code.text.split("\n"))
        self._collected.guide(self._guide_title).samples.append({**sample, "code": text})
        self._collected.keep(self._source, code.lines, f"guides: {self._guide_title} samples")
