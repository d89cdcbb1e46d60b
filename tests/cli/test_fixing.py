"""`--fix` in memory: what is applied, what is refused, and that nothing else changes.

The rules of these tests are made up, so that they can be as wrong as a rule must never be: `old → new` is a safe
fix of every `old` in a file.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.checking import Contents, Examine, Examined, examine_with
from errcat.findings.finding import Finding, Fix, Level, Span
from errcat.findings.source import Edit
from errcat.fixing import fix
from errcat.model.check_result import CheckResult
from errcat.reading import load_bytes

CATALOG = "errcat: 1\nerrors:\n  - code: A\n    message: old one\n  - code: B\n    message: old two\n"


def examine(*fixes: tuple[str, str], errors: str = "", safe: bool = True) -> Examine:
    """Finds every text of `fixes`, with its fix; and everything that fits `errors`, without one."""

    def look(contents: Contents) -> Examined:
        loaded = load_bytes(contents)
        found = []
        for document in loaded.documents:
            source = document.source
            for old, new in fixes:
                for match in re.finditer(old, source.text):
                    span = Span(source.name, source.position(match.start()), source.position(match.end()))
                    mend = Fix(document.number, (Edit(match.start(), match.end(), match.expand(new)),), safe)
                    found.append(Finding("mends", Level.ERROR, match.group(), span, fix=mend))
            for match in re.finditer(errors, source.text) if errors else ():
                span = Span(source.name, source.position(match.start()), source.position(match.end()))
                found.append(Finding("harm", Level.ERROR, match.group(), span))
        findings = tuple(sorted(found, key=lambda one: one.sort_key))
        return Examined(CheckResult(loaded.catalog, loaded.documents, findings), loaded.complete)

    return look


def files(*texts: str) -> Contents:
    return tuple((f"{number}.yaml", text.encode()) for number, text in enumerate(texts))


def test_every_safe_fix_is_applied_and_told():
    fixed = fix(files(CATALOG, CATALOG), examine(("old", "new")))
    assert fixed.after == files(CATALOG.replace("old", "new"), CATALOG.replace("old", "new"))
    assert [(one.file, one.lines[0].number, one.lines[0].before, one.lines[0].after) for one in fixed.applied] == [
        ("0.yaml", 4, ("    message: old one",), ("    message: new one",)),
        ("0.yaml", 6, ("    message: old two",), ("    message: new two",)),
        ("1.yaml", 4, ("    message: old one",), ("    message: new one",)),
        ("1.yaml", 6, ("    message: old two",), ("    message: new two",)),
    ]
    assert fixed.checked.findings == ()
    assert [name for name, _old, _new in fixed.changed] == ["0.yaml", "1.yaml"]


def test_what_is_not_safe_is_left():
    assert fix(files(CATALOG), examine(("old", "new"), safe=False)).changed == ()


def test_a_fix_that_brings_another_to_light_is_followed():
    fixed = fix(files(CATALOG), examine(("old one", "older one"), ("older one", "oldest one")))
    assert b"oldest one" in fixed.after[0][1]
    assert len(fixed.applied) == 2


def test_two_fixes_that_chase_each_other_come_to_an_end():
    fixed = fix(files(CATALOG), examine(("old one", "odd one"), ("odd one", "old one")))
    assert len(fixed.applied) == 1


@pytest.mark.parametrize("new", ["[[", "[" * 500, '"', "- x"])
def test_a_fix_with_which_the_file_could_be_read_no_more_is_refused(new: str):
    assert fix(files(CATALOG), examine(("old one", new))).changed == ()


def test_a_fix_that_makes_new_errors_elsewhere_is_refused():
    look = examine(("old one", "new one"), errors=r"old two(?=\n)(?<=new one\n  - code: B\n    message: old two)")
    assert fix(files(CATALOG), look).changed == ()


def test_a_fix_may_bring_an_error_to_light_on_its_own_line():
    fixed = fix(files(CATALOG), examine(("old one", "new one"), errors="new one"))
    assert b"new one" in fixed.after[0][1]
    assert [one.rule for one in fixed.checked.findings] == ["harm"]


def test_a_fix_that_makes_more_errors_than_it_mends_is_refused():
    assert fix(files(CATALOG), examine(("old one", "new new"), errors="new")).changed == ()


def test_a_fix_that_changes_what_it_is_not_about_is_refused():
    # the quote opens in the first entry and closes in the second one, which is then part of the text
    text = CATALOG.replace("old two", 'two"')
    assert fix(files(text), examine(("old one", '"one'))).changed == ()


def test_a_fix_after_which_another_entry_reads_otherwise_is_refused():
    replacements = examine(("old one", "new one"))

    def look(contents: Contents) -> Examined:
        text = contents[0][1].decode()
        return replacements(files(text.replace("old two", "another") if "new one" in text else text))

    assert fix(files(CATALOG), look).changed == ()


def test_a_fix_after_which_not_everything_can_be_read_is_refused():
    replacements = examine(("old one", "new one"))

    def look(contents: Contents) -> Examined:
        return Examined(replacements(contents).checked, complete=b"new one" not in contents[0][1])

    assert fix(files(CATALOG), look).changed == ()


def test_of_several_fixes_only_the_harmful_one_is_refused():
    text = CATALOG + "".join(f"  - code: C{number}\n    message: old {number}\n" for number in range(9))
    fixed = fix(files(text), examine(("old (two)", r"[[ \1"), (r"old (one|\d)", r"new \1")))
    assert fixed.after[0][1].decode() == re.sub(r"old (one|\d)", r"new \1", text)
    assert len(fixed.applied) == 10


def test_of_two_fixes_that_overlap_one_is_applied():
    fixed = fix(files(CATALOG), examine(("old one", "new one"), ("one", "1")))
    assert fixed.after[0][1].decode() == CATALOG.replace("old one", "new 1")
    assert len(fixed.applied) == 2


def test_line_ends_and_byte_order_mark_stay():
    text = "\ufeff" + CATALOG.replace("\n", "\r\n")
    fixed = fix(files(text), examine(("old one", "|\n      new one\n      and more")))
    expected = text.replace("old one", "|\r\n      new one\r\n      and more")
    assert fixed.after[0][1].decode() == expected


def test_json_stays_json():
    text = '{"errcat": 1, "errors": [{"code": "A", "message": "old"}]}'
    single = examine(('"old"', "'new'"))
    assert fix((("errors.json", text.encode()),), single).changed == ()
    assert fix((("errors.yaml", text.encode()),), single).changed


def test_a_file_that_is_not_all_utf8_is_left_alone():
    data = CATALOG.encode().replace(b"two", b"\xe9")
    assert fix((("errors.yaml", data),), examine(("old one", "new one"))).changed == ()


def test_a_line_that_goes_is_told():
    fixed = fix(files(CATALOG), examine((r"    message: old one\n", "")))
    lines = fixed.applied[0].lines[0]
    assert (lines.number, lines.before, lines.after) == (4, ("    message: old one",), ())


PIECES = ["old", "new", " ", "\n", "  ", "- ", "code: A", "x: ", '"', "'", "[", "]", "日", "#"]


@given(st.lists(st.sampled_from(PIECES)))
@pytest.mark.slow("fixes a hundred damaged catalogs")
def test_what_comes_out_has_no_more_errors_than_what_went_in(pieces: list[str]):
    contents = files(CATALOG, "".join(pieces))
    look = examine(("old", '"new'), errors='"new$|日')
    fixed = fix(contents, look)
    assert len(fixed.checked.findings) <= len(look(contents).checked.findings)
    assert fixed.checked.findings == look(fixed.after).checked.findings


def test_the_real_rules_can_be_asked():
    examined = examine_with({})(files(CATALOG))
    assert examined.complete
    assert examined.checked.documents[0].source.name == "0.yaml"
