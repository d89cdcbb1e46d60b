"""`errcat import --update`: merge a changed source into an edited catalog."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from errcat import checking, plain_files
from errcat.commands import terminal
from errcat.commands.catalog_edit import Project, changed_files, show_diff, write
from errcat.editing.workspace import Contents, Workspace
from errcat.importing.pipeline import Imported
from errcat.model.check_result import CheckResult
from errcat.text.visible import visible
from errcat.updating.findings import problems_of
from errcat.updating.merge import CatalogMerge
from errcat.updating.outcomes import Outcome
from errcat.updating.record import RECORD_FILE, ImportRecord, as_read, records_in, text_of
from errcat.updating.report import lines_of, summary
from errcat.writing.replace_file import replace


@dataclass(frozen=True, slots=True)
class Update:
    """A merge that is not written yet."""

    project: Project
    outcomes: Sequence[Outcome]
    contents: tuple[Contents, Contents]
    """The files before and after."""
    record: ImportRecord
    decisions: Callable[[Contents, Mapping[str, object] | None], CheckResult]
    """Finds what needs a decision in some files, by the base of the merge."""
    base: Mapping[str, object] | None


def record_of(output: str) -> ImportRecord | None:
    """Return the record of a catalog's last import, or None. A single record is also that of a moved catalog."""
    records = _records(output)
    only = next(iter(records.values())) if len(records) == 1 else None
    return records.get(_name(output), only)


def save_record(output: str, record: ImportRecord) -> bool:
    """Write the record of an import next to the catalog. Return whether it changed."""
    place = _place(output)
    before = plain_files.read(place)
    records = _records(output)
    if _name(output) not in records and len(records) == 1 and not _still_exists(place, next(iter(records))):
        records.clear()  # the catalog was moved
    after = text_of({**records, _name(output): record}).encode("utf-8")
    if after == before:
        return False
    if before is None:
        plain_files.create(place, after)
    else:
        replace(str(place), before, after)
    return True


def _still_exists(place: Path, name: str) -> bool:
    return (place.parent / name).exists()


def _place(output: str) -> Path:
    return Path(os.path.abspath(output)).parent / RECORD_FILE  # noqa: PTH100 — a link stays a link


def _name(output: str) -> str:
    return Path(os.path.abspath(output)).name  # noqa: PTH100 — as above


def _records(output: str) -> dict[str, ImportRecord]:
    place = _place(output)
    data = plain_files.read(place)
    return {} if data is None else records_in(str(place), data.decode("utf-8", "replace"))


def merged(
    output: str,
    imported: Imported,
    sources: Sequence[str],
    columns: Mapping[str, str],
    base: Mapping[str, object] | None,
    *,
    accepts: bool,
) -> Update:
    """Merge the sources into a catalog, in memory."""
    project = Project.of(output, None)
    workspace = project.workspace()
    theirs = as_read(imported.catalog)
    guessed = [frozenset(draft.guesses) for draft in imported.collected.drafts]
    merge = CatalogMerge(workspace, base, theirs, guessed, accepts=accepts)
    merge.run()
    after = workspace.after(merge.found.changes)
    return Update(
        project,
        merge.outcomes,
        (workspace.contents, after),
        ImportRecord(sources, columns, merge.new_base),
        lambda contents, base: _decisions(Workspace.of(contents), base, theirs, guessed),
        base,
    )


def _decisions(
    workspace: Workspace,
    base: Mapping[str, object] | None,
    theirs: Mapping[str, object],
    guessed: Sequence[frozenset[str]],
) -> CheckResult:
    """Return the findings about what needs a decision, with their lines in these files."""
    merge = CatalogMerge(workspace, base, theirs, guessed, accepts=False)
    merge.run()
    findings = checking.findings_of(list(problems_of(merge.outcomes)), workspace.documents, {})
    return CheckResult(workspace.catalog, workspace.documents, findings)


def finish(update: Update, output: str, *, is_dry: bool, is_diff: bool, color: str, is_quiet: bool) -> CheckResult:
    """Write a merge, or show it. Return the findings about what needs a decision."""
    before, after = update.contents
    changed = changed_files(before, after)
    if update.base is None and not is_quiet:
        terminal.put(
            f"{RECORD_FILE} is missing, so errcat can't tell your edits from changes of the source, and keeps the "
            "values of the catalog. To compare, name the source as it was imported: --base FILE",
            err=is_diff,
        )
    if is_diff:
        show_diff(before, after, color)
    elif not is_quiet:
        for line in lines_of(update.outcomes):
            terminal.put(line)
    if is_dry:
        if not is_diff and not is_quiet:
            terminal.put(f"{visible(output)} would change" if changed else "Nothing to update")
        return update.decisions(before, update.base)
    undo = write(update.project, changed) if changed else ""
    is_new_record = save_record(output, update.record)
    if not is_quiet:
        _say_what_happened(update, output, undo, is_new_record=is_new_record)
    return update.decisions(after, update.record.catalog)


def _say_what_happened(update: Update, output: str, undo: str, *, is_new_record: bool) -> None:
    if undo:
        terminal.put(f"Updated {visible(output)}: {summary(update.outcomes)}")
        terminal.put(f"To undo it: {undo}")
        terminal.put(f"Next: errcat check {visible(output)}")
    elif is_new_record:
        terminal.put(f"Updated {RECORD_FILE}. Nothing else to update")
    else:
        terminal.put("Nothing to update")
