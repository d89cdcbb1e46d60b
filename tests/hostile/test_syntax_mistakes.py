"""Syntax mistakes that people really make: each is reported once, at its place, with the line to type instead.

A mistake hides nothing (the entries around it are read) and causes no other finding.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from errcat.checking import check
from errcat.findings.finding import Level
from errcat.findings.source import apply_edits
from errcat.reading import load_bytes

BEFORE = """\
errcat: 1
errors:
  - code: SEAT_TAKEN
    status: 409
"""
SECOND = """\
  - code: SEAT_UNKNOWN
    status: 404
    message: There is no such seat
    category: fix
    action: Look the seat up in the plan
"""
AFTER = "    category: fix\n    action: Choose another seat\n" + SECOND
FIRST = BEFORE + "    message: The seat is taken\n    category: fix\n    action: Choose another seat\n"


@dataclass(frozen=True)
class SyntaxMistake:
    name: str
    text: str
    rule: str
    line: int
    fixed: str | None = None
    """The line as the fix has it; None where there is no fix."""
    codes: tuple[str, ...] = ("SEAT_TAKEN", "SEAT_UNKNOWN")


def value(name: str, text: str, rule: str, fixed: str | None) -> SyntaxMistake:
    """A mistake in the value of `message`, on line 5."""
    line = None if fixed is None else f"    message: {fixed}"
    return SyntaxMistake(name, f"{BEFORE}    message: {text}\n{AFTER}", rule, 5, line)


def lines(name: str, text: str, rule: str, line: int, fixed: str | None) -> SyntaxMistake:
    """A mistake in the lines between the status and the category of the first entry."""
    return SyntaxMistake(name, f"{BEFORE}{text}\n{AFTER}", rule, line, fixed)


def whole(name: str, text: str, rule: str, line: int, fixed: str | None, *codes: str) -> SyntaxMistake:
    return SyntaxMistake(name, text, rule, line, fixed, codes or ("SEAT_TAKEN",))


MISTAKES = [
    # --- texts that need quotes
    value("colon", "Taken: the seat", "colon-in-text", '"Taken: the seat"'),
    value("colon at the end", "Taken:", "colon-in-text", '"Taken:"'),
    value("two colons", "a: b: c", "colon-in-text", '"a: b: c"'),
    value("colon and apostrophe", "Can't sit: taken", "colon-in-text", '"Can\'t sit: taken"'),
    value("colon and quotes", 'Say "no": taken', "colon-in-text", "'Say \"no\": taken'"),
    value("colon and comment", "Taken: by whom  # ask", "colon-in-text", '"Taken: by whom"  # ask'),
    value("{", "{seat} is taken", "text-starts-with-sign", '"{seat} is taken"'),
    value("[", "[A] taken", "text-starts-with-sign", '"[A] taken"'),
    value("[ and a letter", "[A]b", "text-starts-with-sign", '"[A]b"'),
    value("*", "*Taken* seat", "text-starts-with-sign", '"*Taken* seat"'),
    value("* alone", "*taken", "text-starts-with-sign", '"*taken"'),
    value("&", "&booked by others", "text-starts-with-sign", '"&booked by others"'),
    value("& and a blank", "& taken", "text-starts-with-sign", '"& taken"'),
    value("!", "!taken already", "text-starts-with-sign", '"!taken already"'),
    value("! and a blank", "! taken", "text-starts-with-sign", '"! taken"'),
    value("%", "%s is taken", "text-starts-with-sign", '"%s is taken"'),
    value("@", "@seat is taken", "text-starts-with-sign", '"@seat is taken"'),
    value("`", "`seat` is taken", "text-starts-with-sign", '"`seat` is taken"'),
    value(",", ", taken", "text-starts-with-sign", '", taken"'),
    value("]", "] taken", "text-starts-with-sign", '"] taken"'),
    value("}", "}} taken", "text-starts-with-sign", '"}} taken"'),
    value("-", "- taken", "text-starts-with-sign", '"- taken"'),
    value("?", "? taken", "text-starts-with-sign", '"? taken"'),
    value(":", ": taken", "text-starts-with-sign", '": taken"'),
    value("> and a number", "> 4 seats", "text-starts-with-sign", '"> 4 seats"'),
    value("# cuts", "Row #4 is taken", "text-cut-by-hash", '"Row #4 is taken"'),
    value("# cuts all", "#4 is taken", "text-cut-by-hash", '"#4 is taken"'),
    value("bar and text", "| Taken", "text-after-block-sign", "Taken"),
    value("angle and text", "> Taken", "text-after-block-sign", "Taken"),
    value("yes", "yes", "unquoted-text", '"yes"'),
    value("date", "2026-02-03", "unquoted-text", '"2026-02-03"'),
    # --- quotes
    value("text after quotes", '"Seat" is taken', "text-after-quote", "'\"Seat\" is taken'"),
    value("two quoted words", '"Seat" or "row"', "text-after-quote", "'\"Seat\" or \"row\"'"),
    value("quotes in quotes", '"Say "no""', "text-after-quote", "'Say \"no\"'"),
    value("full stop after quotes", '"Taken".', "text-after-quote", '"Taken."'),
    value("comma after quotes", '"Taken",', "text-after-quote", '"Taken"'),
    value("three quotes", '"""Taken"""', "text-after-quote", '"Taken"'),
    value("apostrophe", "'It's taken'", "apostrophe-in-quotes", '"It\'s taken"'),
    value("open double", '"Taken', "unclosed-quote", '"Taken"'),
    value("open single", "'Taken", "unclosed-quote", "'Taken'"),
    value("other quote at the end", "\"Taken'", "unclosed-quote", '"Taken"'),
    value("curly", "“Taken: seat”", "curly-quotes", '"Taken: seat"'),
    value("low and high", "„Belegt: Platz“", "curly-quotes", '"Belegt: Platz"'),
    value("curly and a colon", "“Seat”: taken", "colon-in-text", '"“Seat”: taken"'),
    value("unknown escape", r'"\d seats"', "unknown-escape", r'"\\d seats"'),
    value("path", r'"C:\users\me"', "unknown-escape", r"'C:\users\me'"),
    value("path of known escapes", r'"C:\new"', "backslash-in-quotes", r"'C:\new'"),
    value("pair of halves", r'"Taken \ud83d\ude00"', "unknown-escape", '"Taken 😀"'),
    value("half", r'"Taken \ud83d"', "unknown-escape", None),
    lines("open quote, quote below", '    message: "Taken\n    title: "Seat"', "unclosed-quote", 5, '    message: "Taken"'),
    lines("open quote, text below", '    message: "Taken\n    title: Say "no"', "unclosed-quote", 5, '    message: "Taken"'),
    lines("open quote, swallowed key", '    message: "Taken\n    title: Say no"', "unclosed-quote", 5, '    message: "Taken"'),
    lines("open apostrophe", "    message: 'Taken\n    title: Don't", "unclosed-quote", 5, "    message: 'Taken'"),
    lines("open over two lines", '    message: "Taken\n      by others', "unclosed-quote", 5, '    message: "Taken by others"'),
    # --- colons, dashes and other signs
    lines("no space", "    message:Taken", "no-space-after-colon", 5, "    message: Taken"),
    lines("space before", "    message :Taken", "no-space-after-colon", 5, "    message: Taken"),
    lines("no space, quotes", '    message:"Taken"', "no-space-after-colon", 5, '    message: "Taken"'),
    lines("no space in braces", "    message: Taken\n    retry: {strategy:never}", "no-space-after-colon", 6, "    retry: {strategy: never}"),
    lines("no colon", "    message Taken", "key-without-colon", 5, "    message: Taken"),
    lines("equals", "    message = Taken", "wrong-colon", 5, "    message: Taken"),
    lines("glued equals", "    message=Taken", "wrong-colon", 5, "    message: Taken"),
    lines("arrow", "    message => Taken", "wrong-colon", 5, "    message: Taken"),
    lines("semicolon", "    message; Taken", "wrong-colon", 5, "    message: Taken"),
    lines("wide colon", "    message：Taken", "wrong-colon", 5, "    message: Taken"),
    lines("stray sign", "    *message: Taken", "stray-sign", 5, "    message: Taken"),
    lines("bullets", "    causes:\n      • One\n      • Two", "wrong-dash", 6, "      - One"),
    lines("long dashes", "    causes:\n      – One\n      – Two", "wrong-dash", 6, "      - One"),
    lines("stars", "    causes:\n      * One\n      * Two", "wrong-dash", 6, "      - One"),
    lines("glued dash", "    causes:\n      - One\n      -Two", "no-space-after-dash", 7, "      - Two"),
    lines("glued dashes", "    causes:\n      -One\n      -Two", "no-space-after-dash", 6, "      - One"),
    lines("slashes", "    // ask\n    message: Taken", "wrong-comment", 5, "    # ask"),
    lines("HTML comment", "    <!-- ask -->\n    message: Taken", "wrong-comment", 5, "    # ask"),
    lines("C comment", "    /* ask */\n    message: Taken", "wrong-comment", 5, "    # ask"),
    lines("left-over brace", "    message: Taken\n    }", "stray-bracket", 6, None),
    whole("glued first key", FIRST.replace("code: ", "code:"), "no-space-after-colon", 3, "  - code: SEAT_TAKEN"),
    whole("equals in first key", FIRST.replace("code: ", "code = "), "wrong-colon", 3, "  - code: SEAT_TAKEN"),
    whole("glued version", FIRST.replace("errcat: 1", "errcat:1"), "no-space-after-colon", 1, "errcat: 1"),
    whole("errors without colon", FIRST.replace("errors:", "errors"), "key-without-colon", 2, "errors:"),
    whole("glued dash of an entry", FIRST + SECOND.replace("- code", "-code"), "no-space-after-dash", 8, "  - code: SEAT_UNKNOWN", "SEAT_TAKEN", "SEAT_UNKNOWN"),
    # --- blanks
    lines("tab", "\tmessage: Taken", "tab-in-indentation", 5, "    message: Taken"),
    lines("spaces and tab", "  \tmessage: Taken", "tab-in-indentation", 5, "    message: Taken"),
    lines("no-break space", "    message:\u00a0Taken", "no-break-space", 5, "    message: Taken"),
    lines("no-break indentation", "\u00a0\u00a0\u00a0\u00a0message: Taken", "no-break-space", 5, "    message: Taken"),
    lines("mixed indentation", " \u00a0  message: Taken", "no-break-space", 5, "    message: Taken"),
    lines("wide blank", "    message:\u3000Taken", "no-break-space", 5, "    message: Taken"),
    lines("nothing to see", "    message:\u200bTaken", "no-break-space", 5, "    message: Taken"),
    lines("nothing to see before", "    \u200bmessage: Taken", "no-break-space", 5, "    message: Taken"),
    # --- columns
    lines("one space less", "   message: Taken", "wrong-indentation", 5, "    message: Taken"),
    lines("one space more", "     message: Taken", "wrong-indentation", 5, "    message: Taken"),
    lines("two more", "      message: Taken", "wrong-indentation", 5, "    message: Taken"),
    lines("two less", "  message: Taken", "wrong-indentation", 5, "    message: Taken"),
    lines("no space at all", "message: Taken", "wrong-indentation", 5, "    message: Taken"),
    lines("two lines, one more", "     message: Taken\n     title: Seat", "wrong-indentation", 5, "    message: Taken"),
    lines("two lines, one less", "   message: Taken\n   title: Seat", "wrong-indentation", 5, "    message: Taken"),
    lines("a key below a text", "    message: Taken\n      title: Seat", "wrong-indentation", 6, "    title: Seat"),
    lines("dash more", "    causes:\n      - One\n       - Two", "wrong-indentation", 7, "      - Two"),
    lines("dash less", "    causes:\n      - One\n     - Two", "wrong-indentation", 7, "      - Two"),
    lines("text goes on", "    message: Taken\n    by others", "text-not-indented", 6, "    message: Taken by others"),
    lines("text goes on at the edge", "    message: Taken\nby others", "text-not-indented", 6, "    message: Taken by others"),
    lines("block at the edge", "    message: |\n    Taken\n    by others", "text-not-indented", 6, "      Taken"),
    lines("block goes left", "    message: |\n        Taken\n      by others", "text-not-indented", 7, "        by others"),
    whole("an entry one space more", FIRST + "".join(f" {line}\n" for line in SECOND.splitlines()), "wrong-indentation", 8, "  - code: SEAT_UNKNOWN", "SEAT_TAKEN", "SEAT_UNKNOWN"),
    whole("errors one space more", FIRST.replace("errors:", " errors:"), "wrong-indentation", 2, "errors:"),
    whole("version one space more", " " + FIRST, "wrong-indentation", 1, "errcat: 1"),
    # --- dashes that are missing
    whole("entry", FIRST + SECOND.replace("  - code", "    code"), "missing-dash", 8, "  - code: SEAT_UNKNOWN", "SEAT_TAKEN", "SEAT_UNKNOWN"),
    whole("entry in the column of dashes", FIRST + SECOND.replace("  - code", "  code"), "missing-dash", 8, "  - code: SEAT_UNKNOWN", "SEAT_TAKEN", "SEAT_UNKNOWN"),
    whole("first entry", (FIRST + SECOND).replace("  - code: SEAT_TAKEN", "    code: SEAT_TAKEN"), "missing-dash", 3, "  - code: SEAT_TAKEN", "SEAT_TAKEN", "SEAT_UNKNOWN"),
    lines("item", "    causes:\n      - One\n      Two", "missing-dash", 7, "      - Two"),
    # --- brackets and commas
    lines("open [", "    message: Taken\n    tags: [a, b", "unclosed-bracket", 6, "    tags: [a, b]"),
    lines("open {", "    message: Taken\n    params: {seat: {type: string}", "unclosed-bracket", 6, "    params: {seat: {type: string}}"),
    lines("wrong bracket", "    message: Taken\n    tags: [a, b)", "unclosed-bracket", 6, "    tags: [a, b]"),
    lines("open over lines", "    params: {\n      seat: {type: string}\n    message: Taken", "unclosed-bracket", 5, "      seat: {type: string}}"),
    lines("no comma", "    message: Taken\n    params: {seat: {type: string description: One}}", "missing-comma", 6, "    params: {seat: {type: string, description: One}}"),
    lines("comma in a text", "    message: Taken\n    params: {seat: {description: Row, or seat}}", "text-cut-by-comma", 6, '    params: {seat: {description: "Row, or seat"}}'),
    lines("colon in braces", "    message: Taken\n    params: {seat: {description: Row: seat}}", "colon-in-text", 6, '    params: {seat: {description: "Row: seat"}}'),
    whole("JSON without a comma", '{"errcat": 1, "errors": [\n {"code": "A_ONE" "status": 400},\n {"code": "B_TWO"}\n]}\n', "missing-comma", 2, ' {"code": "A_ONE", "status": 400},', "A_ONE", "B_TWO"),
    whole("JSON lines without a comma", '{"errcat": 1, "errors": [\n {"code": "A_ONE"}\n {"code": "B_TWO"}\n]}\n', "missing-comma", 3, ' {"code": "A_ONE"},', "A_ONE", "B_TWO"),
    whole("JSON with an open brace", '{"errcat": 1, "errors": [\n {"code": "A_ONE",\n {"code": "B_TWO"}\n]}\n', "unclosed-bracket", 2, ' {"code": "A_ONE"},', "A_ONE", "B_TWO"),
    whole("JSON with an open end", '{"errcat": 1, "errors": [\n {"code": "A_ONE"},\n {"code": "B_TWO"}\n]\n', "unclosed-bracket", 1, "]}", "A_ONE", "B_TWO"),
    whole("JSON with an open quote", '{"errcat": 1, "errors": [\n {"code": "A_ONE,\n  "status": 400},\n {"code": "B_TWO"}\n]}\n', "unclosed-quote", 2, ' {"code": "A_ONE",', "A_ONE", "B_TWO"),
    whole("an empty list and entries", FIRST.replace("errors:", "errors: []"), "value-before-block", 2, "errors:"),
    # --- what does not belong into the file
    whole("code fence", f"```yaml\n{FIRST}```\n", "code-fence", 1, None),
    whole("a line between entries", FIRST + "---\n" + SECOND, "second-document", 8, None, "SEAT_TAKEN", "SEAT_UNKNOWN"),
    whole("merge", "errcat: 1\nerrors:\n<<<<<<< HEAD\n" + FIRST[18:] + "=======\n" + SECOND + ">>>>>>> other\n", "merge-conflict", 3, None),
    whole("no end of line", FIRST.rstrip("\n") + ": now", "colon-in-text", 7, '    action: "Choose another seat: now"'),
    whole("Windows line ends", FIRST.replace("taken", "taken: now").replace("\n", "\r\n"), "colon-in-text", 5, '    message: "The seat is taken: now"'),
    whole("byte order mark", "\ufeff" + FIRST.replace("errcat: 1", "errcat:1"), "no-space-after-colon", 1, "errcat: 1"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_syntax_mistake(mistake: SyntaxMistake):
    loaded = load_bytes([("errors.yaml", mistake.text.encode())])
    findings = check(loaded, {}).findings
    serious = [finding for finding in findings if finding.level is Level.ERROR]
    assert [(finding.rule, finding.span.start.line) for finding in serious if finding.span] == [
        (mistake.rule, mistake.line)
    ]
    assert tuple(error.code for error in loaded.catalog.errors) == mistake.codes
    fix = serious[0].fix
    assert fix is not None or mistake.fixed is None
    if fix is not None:
        source = loaded.documents[0].source
        fixed_text, applied = apply_edits(source.text, list(fix.edits))
        assert len(applied) == len(fix.edits), "no edit may be in the way of another one"
        if mistake.fixed is not None:
            assert mistake.fixed in fixed_text.splitlines()
        again = check(load_bytes([("errors.yaml", fixed_text.encode())]), {})
        assert mistake.rule not in {finding.rule for finding in again.findings}
        assert tuple(error.code for error in again.catalog.errors) == mistake.codes


def test_a_pair_without_a_value_is_reported():
    loaded = load_bytes([("errors.yaml", (FIRST + "    retry: strategy:  , after: 3\n").encode())])
    assert [problem.rule for problem in loaded.problems] == ["colon-in-text"]


def test_every_mistake_of_a_file_is_reported(errcat, tmp_path):
    """Thirty mistakes, one per entry, and a finding for each."""
    values = [
        mistake.text.splitlines()[4]
        for mistake in MISTAKES
        if mistake.text.endswith(AFTER) and mistake.text.count("\n") == 12
    ][:30]
    head = "errcat: 1\nerrors:\n"
    entries = [
        f"  - code: SEAT_{number}\n    status: 400\n{line}\n    category: fix\n    action: Choose another\n"
        for number, line in enumerate(values)
    ]
    (tmp_path / "errors.yaml").write_text(head + "".join(entries), encoding="utf-8")
    result = errcat("check", "errors.yaml", "--format", "concise")
    places = [line.split(":")[1] for line in result.out.splitlines() if " error[" in line]
    assert places == [str(5 + 5 * number) for number in range(len(values))]


def test_a_file_with_very_many_mistakes_is_still_read():
    entries = [f"  - code: SEAT_{number}\n    message: Taken: {number}\n" for number in range(200)]
    loaded = load_bytes([("errors.yaml", ("errcat: 1\nerrors:\n" + "".join(entries)).encode())])
    rules = [problem.rule for problem in loaded.problems]
    assert rules.count("unread-rest") == 1
    assert rules.count("colon-in-text") == 30
    assert not loaded.complete
    assert {error.code for error in loaded.catalog.errors} | loaded.catalog.unread_codes == {
        f"SEAT_{number}" for number in range(200)
    }
