"""Bad input of every kind, each with what it must get: a table, one line a hazard.

Whatever the input: an exit code of 0, 1 or 2, no traceback, no raw control character on the terminal, nothing written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ACCEPT, REJECT = 0, 1


def catalog(*entries: str, head: str = "") -> str:
    """A catalog of entries that are whole but for what a case says: `field: value` lines replace the usual ones."""
    text = f"errcat: 1\n{head}errors:\n"
    for number, entry in enumerate(entries):
        lines = {
            "code": f"PARCEL_{number}_LOST",
            "status": "410",
            "message": f"Parcel {number} is lost",
            "category": "fix",
            "action": "Order it again",
        }
        extra = []
        for line in entry.split("\n"):
            key = line.split(":", 1)[0]
            if key in lines:
                lines[key] = line.split(":", 1)[1].lstrip(" ")
            elif line:
                extra.append(line)
        rows = [*(f"{key}: {value}" for key, value in lines.items()), *extra]
        text += "".join(f"{'  - ' if row is rows[0] else '    '}{row}\n" for row in rows)
    return text


@dataclass(frozen=True)
class Case:
    name: str
    text: str | bytes
    verdict: int
    ids: tuple[str, ...] = ()
    """Findings that there must be, in any order."""
    words: tuple[str, ...] = ()
    """What the terminal must show."""
    absent: tuple[str, ...] = field(default=())


def message(value: str) -> str:
    return catalog(f"message: {value}")


CASES = [
    # --- what YAML allows and a catalog does not
    Case("forgotten dash", catalog("", "").replace("  - code: PARCEL_1", "    code: PARCEL_1"), REJECT, ("missing-dash",), (" 3 |", " 8 |")),
    Case("code twice", catalog("code: LOST", "code: LOST"), REJECT, ("duplicate-code",), ("first used here", "used again here")),
    Case("aliases that multiply", "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n" + catalog(""), REJECT, ("yaml-alias",)),
    Case("an alias that holds itself", catalog("x-self: &self [*self]"), REJECT, ("yaml-alias",)),
    Case("one harmless alias", catalog("message: &lost It is lost", "message: *lost"), REJECT, ("yaml-alias",)),
    Case("merge keys", catalog("x-a: &a {k: 1}\nx-b: {<<: [*a, *a]}"), REJECT, ("yaml-alias",)),
    Case("flow nesting", catalog("action: " + "[" * 4000), REJECT, ("nested-too-deep",)),
    Case("closed flow nesting", catalog("x-deep: " + "[" * 100_000 + "]" * 100_000), REJECT, ("nested-too-deep",)),
    Case("1,000 brackets in a line", "errcat: 1\nerrors: " + "[" * 1_001 + "\n", REJECT, ("nested-too-deep",), ("errors.yaml:2:49",)),
    Case("brackets and braces in a line", catalog("x-deep: " + '[{"a": ' * 2_000), REJECT, ("nested-too-deep",)),
    Case("dashes in a line", "errcat: 1\nerrors:\n" + "- " * 20_000 + "\n", REJECT, ("nested-too-deep",)),
    Case("block nesting", "errcat: 1\nerrors:\n" + "\n".join("  " * depth + "-" for depth in range(1, 300)) + "\n", REJECT, ("nested-too-deep",)),
    Case("a tag that would run code", message('!!python/object/apply:os.system ["touch ran"]'), REJECT, ("yaml-tag",), ("!!python/object/apply:os.system",)),
    Case("bytes", message("!!binary bG9zdA=="), REJECT, ("yaml-tag",), (), ("b'",)),
    Case("a set", catalog("tags: !!set {a, b}"), REJECT, ("yaml-tag",)),
    Case("a text with an exclamation mark", message("!urgent parcel lost"), REJECT, ("text-starts-with-sign",)),
    Case("two documents", catalog("") + "---\n" + catalog("", ""), REJECT, ("second-document",)),
    Case("a directive", "%YAML 1.1\n---\n" + catalog("code: NO"), REJECT, ("yaml-directive", "unquoted-text"), ('"NO"',), ("False",)),
    Case("keys that are no texts", catalog("404: x\ntrue: y\nnull: z"), REJECT, ("key-is-no-text",)),
    Case("a list as a key", catalog("? [a, b]\n: c"), REJECT, ("key-is-no-text",)),
    Case("a list at the top", "- code: LOST\n", REJECT, ("not-a-mapping",)),
    Case("a text at the top", "lost\n", REJECT, ("not-a-mapping",)),
    Case("errors by code", "errcat: 1\nerrors:\n  LOST:\n    status: 410\n", REJECT, ("errors-not-a-list",), ("- code: LOST",)),
    Case("errors without anything", "errcat: 1\nerrors:\n", REJECT, ("empty-value",)),
    Case("an empty file", "", REJECT, ("empty-catalog",)),
    Case("comments only", "# to be written\n", REJECT, ("empty-catalog",)),
    Case("JSON", '{"errcat": 1, "errors": [{"code": "LOST", "status": 410, "message": "Lost", "category": "fix", "action": "Order it again"}]}\n', ACCEPT),
    Case("a schema from elsewhere", catalog('details: {$ref: "http://localhost:1/schema.json"}'), REJECT, ("bad-details",)),
    Case("a pattern that others take ages over", catalog("code: " + "A" * 60 + "B", head='codes: {pattern: "(A+)+"}\n'), REJECT, ("code-against-pattern",), absent=("bad-pattern",)),
    Case("a pattern of a million characters", catalog("code: A", head='codes: {pattern: "((A{1,99}){1,99}){1,99}"}\n'), REJECT, ("bad-pattern",)),
    # --- values that change on their way
    Case("a code that is false", catalog("code: NO"), REJECT, ("unquoted-text",), ('"NO"',), ("False",)),
    Case("messages that are true and false", catalog("message: yes", "message: Off"), REJECT, ("unquoted-text",), ('"yes"', '"Off"')),
    Case("a date", catalog("code: 2026-01-31"), REJECT, ("unquoted-text",), ('"2026-01-31"',)),
    *(
        Case(f"the code {code}", catalog(f"code: {code}"), REJECT, ("unquoted-text",), (f'"{code}"',))
        for code in ("410", "0410", "4_10", "6:50", "1e3", ".5", "0x19A", "-1121", "01000")
    ),
    *(
        Case(f"the status {status}", catalog(f"status: {status}"), REJECT, (), (status.strip('"'),))
        for status in ("0632", "6:50", "4_10", "0x19A", "410.0", '"410"', "9" * 5000, ".inf", ".nan", "true", "[410, true]", "99", "600", "0", "-410", "200")
    ),
    Case("a sign before the number", catalog("status: +410"), REJECT),
    Case("a blank text", message('"  "'), REJECT, ("empty-text",)),
    Case("an invisible text", message('"\u200b\u200b"'), REJECT, ("empty-text",)),
    Case("a code with a line break", catalog(r'code: "LOST\n"'), REJECT, ("space-in-code",)),
    Case("digits of another script", catalog("code: LOST_١٢"), REJECT),
    Case("fullwidth letters", catalog("code: ＬＯＳＴ"), REJECT),
    Case("a Cyrillic letter", catalog("code: L\u041eST"), REJECT, ("look-alike-character",), ("U+041E",)),
    Case("a code that is nothing", catalog("code: null", "code: ~"), REJECT, ("empty-value",)),
    # --- classic mistakes
    *(
        Case(f"a text that starts with {sign}", message(f"{sign}"), REJECT, ("text-starts-with-sign",))
        for sign in ("{parcel} is lost", "%s is lost", "@parcel is lost", "`parcel` is lost", "*Parcel* is lost", "[parcel] is lost", "&parcel is lost", "- is lost", ", is lost")
    ),
    Case("a colon in a text", message("Lost: the parcel"), REJECT, ("colon-in-text",)),
    Case("a # in a text", message("See ticket #7 for more"), REJECT, ("text-cut-by-hash",), ('"See ticket #7 for more"',)),
    Case("an apostrophe in single quotes", message("'It isn't there'"), REJECT, ("apostrophe-in-quotes",)),
    Case("an open quote", catalog('message: "Lost', ""), REJECT, ("unclosed-quote",), ("5 |",)),
    Case("text after a quote", message('"Lost" parcel'), REJECT, ("text-after-quote",)),
    Case("text after a bar", message("| Lost"), REJECT, ("text-after-block-sign",)),
    Case("no space after a colon", catalog("").replace("message: ", "message:"), REJECT, ("no-space-after-colon",), ("5 |",)),
    Case("a no-break space", catalog("").replace("message: ", "message:\u00a0"), REJECT, ("no-break-space",), ("U+00A0",)),
    Case("a tab", catalog("").replace("    message", "\tmessage"), REJECT, ("tab-in-indentation",)),
    Case("a space too few", catalog("").replace("    message", "   message"), REJECT, ("wrong-indentation",), ("5 |",)),
    Case("a space too many", catalog("").replace("    message", "     message"), REJECT, ("wrong-indentation",), ("5 |",)),
    Case("curly quotes", message("“Lost: parcel”"), REJECT, ("curly-quotes",)),
    Case("a key that is unknown", catalog("colour: red"), REJECT, ("unknown-key",)),
    Case("a misspelled category", catalog("category: escalte"), REJECT, ("unknown-category",), ("escalate",)),
    # --- bytes and characters
    Case("Windows line ends", catalog("").replace("\n", "\r\n"), ACCEPT),
    Case("a byte order mark", "\ufeff" + catalog(""), ACCEPT),
    Case("a byte order mark and no version", "\ufeff" + catalog("").removeprefix("errcat: 1\n"), ACCEPT, ("missing-version",)),
    Case("UTF-16", catalog("").encode("utf-16"), REJECT, ("not-utf8",), ("UTF-16",)),
    Case("Latin-1", message("Colis égaré").encode("latin-1"), REJECT, ("not-utf8",)),
    Case("NUL", message("lo\x00st"), REJECT, ("control-character",), ("U+0000",)),
    Case("an escaped bell", message(r'"lo\ast"'), REJECT, ("control-character",), ("U+0007",)),
    Case("terminal commands", message(r'"\e]0;owned\a"'), REJECT, ("control-character",)),
    Case("U+2028", message("lo\u2028st"), REJECT, ("control-character",), ("U+2028",)),
    Case("half a character", message(r'"lo\ud800st"'), REJECT, ("unknown-escape",)),
    Case("a pair of halves", message(r'"lo\ud83d\ude00st"'), REJECT, ("unknown-escape",)),
    Case("an override of direction", message('"access \u202elevel\u202c"'), REJECT, ("bidirectional-character",), ("U+202E",)),
    Case("invisible in a code", catalog('code: "LO\u200bST"'), REJECT, ("invisible-character",), ("U+200B",)),
    Case("an id composed in two ways", catalog("category: café", head='categories: {"café": {}, "cafe\u0301": {}}\n'), REJECT, ("wrong-form",)),
    Case("languages of the world", catalog("message: 荷物がなくなりました", "message: החבילה אבדה", "message: Colis perdu 📦 — réessayez"), ACCEPT),
    # --- texts that do harm where they are shown
    *(
        Case(f"text {number}", message(text), ACCEPT)
        for number, text in enumerate(
            (
                "'<script>alert(1)</script>'",
                "'a | b || c'",
                '"line\\n\\n# heading?"',
                "'[x](javascript:alert(1))'",
                '"x\\n\\n[TOC]\\n"',
                "'{{ 7*7 }} {% raw %} ${7*7}'",
                "'</title><script>alert(9)</script>'",
                '"---\\ntemplate: x\\n---\\n"',
                "'use :smile: ++ctrl+c++ (c) --> 1/2 #12 @user'",
                "'--8<-- \"mkdocs.yml\"'",
                '"x\\"\\"\\"\\nprint(1/0)\\n"',
                "'path C:\\'",
                '"x\\rraise SystemExit(1)"',
                "'coding: utf-7'",
                "'*/ console.log(1) /*'",
                "'${process.exit(1)} `x`'",
                "'100%% done %s %d'",
                "'Expected {{\"id\": 1}} but got {{}}'",
                "'Price is $& and $1 for {item}'",
                '"=HYPERLINK(\\"http://lost.example\\")"',
                "'::add-mask::secret'",
                "'##vso[task.setvariable]x'",
            )
        )
    ),
    Case("a placeholder that reaches into an object", message("'{parcel.__class__}'"), REJECT, ("malformed-placeholder",)),
    Case("names that are words of programs", catalog(*(f"code: {code}" for code in ("mro", "_missing_", "class", '"4XX"', '"__proto__"'))), ACCEPT),
    Case("two codes, one name", catalog("code: A-LOST", "code: A.LOST"), REJECT, ("name-collision",), ("A_LOST",)),
    Case("codes that differ in case", catalog("code: LOST", "code: Lost"), REJECT),
    Case("codes that look alike as anchors", catalog("code: A_B", "code: A__B", "code: AB"), ACCEPT),
    # --- names that become files
    *(
        Case(f"the category {category}", catalog(f'category: "{category}"', head=f'categories: {{"{category}": {{}}}}\n'), REJECT)
        for category in ("../../lost", "/etc/passwd", "..", "a/b", "con", "NUL", "aux.md", "index", "auth ", "a b?c&d", "c" * 300)
    ),
    Case("a very long code", catalog("code: " + "A" * 300), REJECT, ("too-long",), ("128",)),
    Case("a very long message", message('"' + "x" * 100_000 + '"'), REJECT, ("too-long",)),
    Case("a solution of many paragraphs", catalog("solutions:\n      - |\n        1. Wait.\n\n           ```http\n           GET / HTTP/1.1\n           ```\n\n        See [more](https://example.com/)."), ACCEPT),
    # --- references
    Case(
        "replacements in a circle",
        catalog("code: A_1\ndeprecated: {replaced_by: A_2}", "code: A_2\ndeprecated: {replaced_by: A_1}"),
        REJECT,
        ("replacement-cycle",),
        ("A_1", "A_2"),
    ),
    Case("a misspelled replacement", catalog("code: A_LOST\ndeprecated: {replaced_by: B_LOTS}", "code: B_LOST"), REJECT, ("unknown-replacement",), ("B_LOST",)),
    # --- a great many of them
    Case("five thousand mistakes", catalog(*["severity: loud"] * 5000), REJECT, ("unknown-value", "too-many-problems"), ("1901 more",)),
    Case("fifty thousand unknown keys", catalog("\n".join(f"k{number:05}: 1" for number in range(50_000))), REJECT, ("unknown-key", "more-unknown-keys")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name[:40])
def test_verdict(case: Case, errcat, tmp_path: Path):
    data = case.text if isinstance(case.text, bytes) else case.text.encode("utf-8", "surrogatepass")
    (tmp_path / "errors.yaml").write_bytes(data)
    result = errcat("check", "errors.yaml")
    assert (result.code, result.err) == (case.verdict, ""), result.out[:2000]
    for id in case.ids:
        assert f"[{id}]" in result.out
    for words in case.words:
        assert words in result.out or words[:40] in result.out
    for words in case.absent:
        assert words not in result.out
    assert "Traceback" not in result.out
    assert [char for char in result.out if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"] == []
    assert max(map(len, result.out.splitlines())) < 400
    assert [file.name for file in tmp_path.iterdir()] == ["errors.yaml"]
    assert (tmp_path / "errors.yaml").read_bytes() == data


def test_eight_mistakes_are_eight_findings_in_order(errcat, tmp_path: Path):
    text = catalog(
        'code: a_lost\nstatus: 42\ncategory: nope\nmessage: ""\ncolour: red',
        "",
        'code: A_LOST\nstatus: "410"',
        "code: A_LOST",
    ).replace("  - code: PARCEL_1_LOST\n    status", "  - status")
    (tmp_path / "errors.yaml").write_text(text, encoding="utf-8")
    lines = errcat("check", "errors.yaml", "--format", "concise").out.splitlines()
    errors = [line for line in lines if " error[" in line]
    assert len(errors) == 8, errors
    places = [tuple(map(int, line.split(":")[1:3])) for line in errors]
    assert places == sorted(places)
