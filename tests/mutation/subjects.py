"""The modules whose tests are tested, the tests of each, and why each mutant that survives is harmless."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Subject:
    """A module and its tests."""

    module: str
    """Below the package, without `.py`."""
    tests: tuple[str, ...]
    """What pytest is given: fast tests alone."""
    explained: Mapping[str, str] = field(default_factory=dict)
    """For each survivor, as `run.py` prints it, one line on why no test can find it."""


_NOTHING_HIDDEN = "a short cut; a text without hidden characters stays as it is"

SUBJECTS = (
    Subject(
        "targets/literals",
        ("tests/properties/test_literals.py",),
        {
            "json_literal: if value is None: → if False:": "a short cut for what is most frequent; the encoder writes null too",
            "_escape_hidden: if text.isascii() and '\\x7f' not in text or text.isprintable(): → if False:": _NOTHING_HIDDEN,
            "_escape_hidden: text.isascii() and '\\x7f' not in text or text.isprintable() "
            "→ (text.isascii() and '\\x7f' not in text) and text.isprintable()": _NOTHING_HIDDEN,
            "_escape_hidden: '\\x7f' → ''": _NOTHING_HIDDEN,
        },
    ),
    Subject(
        "reading/parsing/events",
        ("tests/properties/test_events.py",),
        {
            "parse: parser.dispose() → ": "frees memory earlier",
            "stop_of: parser.dispose() → ": "frees memory earlier",
            "_stopped: 0 → 1": "every error of PyYAML has a mark or a position",
            "_Pass.__init__: ':\\\\' → ''": "a short cut: without it each text is looked at",
            (
                "_Pass._scalar: self.may_have_paths and event.style == '\"' and (not value.isprintable())"
                " → event.style == '\"' and (not value.isprintable())"
            ): "a short cut, as above",
            "_Pass._scalar: ': ' → ''": "a short cut: without it each quoted text is looked at",
            "_Pass._scalar: if ' -' in value and event.start_mark.line != event.end_mark.line: → if True:": (
                "a short cut: what is looked for has both"
            ),
            (
                "_Pass._scalar: ' -' in value and event.start_mark.line != event.end_mark.line"
                " → ' -' in value or event.start_mark.line != event.end_mark.line"
            ): "a short cut, as above",
            "_Pass._scalar: ' -' → ''": "a short cut, as above",
            (
                "_Pass._mapping: self._scalar(after) if type(after) is ScalarEvent else self._value(after, depth)"
                " → self._scalar(after) if False else self._value(after, depth)"
            ): "a short cut: _value makes the same choice",
            "_Pass._look_into_quotes: if event.start_mark.line == event.end_mark.line: → if False:": (
                "a short cut: a key on a line of its own needs a second line"
            ),
            (
                "_Pass._duplicate: first == start.start_mark.index and len(data) > 1 and self._is_item(first)"
                " → len(data) > 1 and self._is_item(first)"
            ): "a key that is not the first of its mapping has no dash before it",
            (
                "_Pass._look_into_braces: value is None and key and self.text.startswith(key, start)"
                " → key and self.text.startswith(key, start)"
            ): "a key with a value has its colon, and is passed over for that",
            "_Pass._is_item: 0 → 1": "tells apart texts that start with an empty line, which strip() removes",
            "_Pass._look_into_item: 0 → 1": "as above",
            "_Pass._is_item: 2000 → 2001": "how far it looks back for the name of the section",
            "_Pass._is_item: 2000 → 1999": "as above",
        },
    ),
    Subject(
        "writing/planning",
        ("tests/writing/test_plans.py", "tests/writing/test_refusals.py", "tests/writing/test_hostile_state.py"),
        {
            "ManifestPaths._folder: if folder not in self._folders: → if True:": "a cache: each folder is resolved again",
            "plan: if manifest.is_confined(key): → if True:": "reading the manifest drops such an entry again",
            "plan: True → False": "`strict`, where both lists have an item for each output",
            "plan: True → False (2)": "as above",
            (
                "ManifestPaths.output: self.file(output.path) if is_file else self._folder(output.path)"
                " → self.file(output.path) if False else self._folder(output.path)"
            ): "the output of a file is never a link: both give the same name",
        },
    ),
    Subject(
        "writing/apply",
        (
            "tests/writing/test_apply.py",
            "tests/writing/test_plans.py",
            "tests/writing/test_refusals.py",
            "tests/writing/test_hostile_state.py",
        ),
        {
            (
                "_remove_staged: planning.file_paths(state, manifest_before.files) if manifest_before.is_dirty else []"
                " → planning.file_paths(state, manifest_before.files) if True else []"
            ): "after a clean build there is nothing to remove: looking for it takes time only",
            "_remove: break → continue": "the folders above one that stays are not empty, and stay too",
            "_remove: break → continue (2)": "as above",
            "module: os.chmod in os.supports_fd → os.chmod not in os.supports_fd": "by its number or its name, it is one file",
            "_stage: file if _CAN_CHMOD_HANDLES else path → file if False else path": "as above",
            "_stage: file if _CAN_CHMOD_HANDLES else path → file if True else path": "as above",
            "_make_state_folder: if not plain_files.require_folder(folder): → if True:": (
                "to make a folder that is there changes nothing"
            ),
            (
                "_stage: plain_files.status_of(change.path) if change.before is not None else None"
                " → plain_files.status_of(change.path) if True else None"
            ): "where nothing was before, nothing is there to look at",
            "_apply: True → False": "what is not there to remove is an OSError, and those are suppressed",
        },
    ),
)
