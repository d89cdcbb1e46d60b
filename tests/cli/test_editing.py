"""The editing commands from outside: what they write, what they refuse, and what they say."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

CATALOG = """\
errcat: 1
# The errors of the shop
errors:
  # found by the search
  - code: order_lost   # since the first version
    status: 404
    message: The order is lost
    category: fix
    action: Check the id of the order, then send the request again

  - code: seat_taken
    status: 409
    message: The seat is taken
    category: fix
    action: Choose another seat, then send the request again
    see_also: [order_lost]

guides:
  - id: retries
    title: When to retry
    body: |
      Never retry [[order_lost]].
"""
RETIRED = "\nretired:\n  - code: order_lost\n    replaced_by: order_gone\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "undo").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "undo"))
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    return tmp_path


def text(folder: Path, name: str = "errors.yaml") -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_rename_updates_references_and_retires_the_old_code(folder: Path, errcat):
    result = errcat("rename", "order_lost", "order_gone", "errors.yaml")
    assert (result.code, result.err) == (0, "")
    assert text(folder) == CATALOG.replace("order_lost", "order_gone") + RETIRED
    assert "Renamed order_lost to order_gone in errors.yaml" in result.out
    assert "errcat build errors.yaml" in result.out
    assert "no problems" in errcat("check", "errors.yaml").out


def test_the_command_that_undoes_an_edit_works(folder: Path, errcat):
    result = errcat("rename", "order_lost", "order_gone", "errors.yaml")
    undo = next(line for line in result.out.splitlines() if line.startswith("To undo it: "))
    subprocess.run(shlex.split(undo.removeprefix("To undo it: ")), cwd=folder, check=True)
    assert text(folder) == CATALOG


@pytest.mark.skipif(shutil.which("git") is None, reason="needs Git")
def test_git_undoes_an_edit_of_a_committed_file_only(folder: Path, errcat):
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b.example commit -qm a"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)
    assert "To undo it: git restore --source HEAD errors.yaml" in errcat("deprecate", "order_lost", "errors.yaml").out
    # now the file has a change that Git does not know
    assert "To undo it: cp " in errcat("deprecate", "seat_taken", "errors.yaml").out


def test_deprecate(folder: Path, errcat):
    result = errcat("deprecate", "order_lost", "--replaced-by", "seat_taken", "--sunset", "2031-01-31", "errors.yaml")
    assert result.code == 0
    new = '    deprecated:\n      sunset: "2031-01-31"\n      replaced_by: seat_taken\n'
    action = "    action: Check the id of the order, then send the request again\n"
    assert text(folder) == CATALOG.replace(action, action + new)


def test_retire_deletes_references_and_the_comment_of_the_error(folder: Path, errcat):
    assert errcat("retire", "order_lost", "errors.yaml").code == 0
    entry = CATALOG[CATALOG.index("  # found") : CATALOG.index("  - code: seat_taken")]
    after = (
        CATALOG.replace(entry, "").replace("    see_also: [order_lost]\n", "").replace("[[order_lost]]", "`order_lost`")
    )
    assert text(folder) == after + "\nretired:\n  - order_lost\n"
    assert "no problems" in errcat("check", "errors.yaml").out


def test_retire_redirects_references(folder: Path, errcat):
    errcat("add", "seat_unknown", "--status", "404", "errors.yaml")
    assert errcat("retire", "order_lost", "--replaced-by", "seat_unknown", "errors.yaml").code == 0
    assert "see_also: [seat_unknown]" in text(folder)
    assert "Never retry [[seat_unknown]]." in text(folder)
    assert "  - code: order_lost\n    replaced_by: seat_unknown\n" in text(folder)


def test_add_lists_what_is_missing(folder: Path, errcat):
    result = errcat("add", "order_late", "--message", "Late: very", "errors.yaml")
    assert result.code == 0
    new = '\n  - code: order_late\n    message: "Late: very"\n'
    assert text(folder) == CATALOG.replace("    see_also: [order_lost]\n", "    see_also: [order_lost]\n" + new)
    assert 'still missing: the error "order_late" has no status' in result.out


@pytest.mark.parametrize(
    ("codes", "arguments", "code"),
    [
        (["4001", "4002", "4107"], ["40xx"], "4003"),
        (["4001", "4002", "4107"], ["41xx"], "4108"),
        (["4001", "4098", "4099"], ["40xx"], "4002"),
        (["E0308", "E0310"], ["E03xx"], "E0311"),
        (["-1121", "-1122"], ["-11xx"], "-1123"),
        (["order_lost"], ["maxx"], "maxx"),
    ],
)
def test_add_takes_the_next_free_code_of_a_band(
    folder: Path, errcat, codes: list[str], arguments: list[str], code: str
):
    entries = "".join(f'  - code: "{each}"\n    name: N{number}\n' for number, each in enumerate(codes))
    (folder / "errors.yaml").write_text(f"errcat: 1\nerrors:\n{entries}", encoding="utf-8")
    arguments = ["add", "--name", "NEW", "--", *arguments, "errors.yaml"]
    assert f"Added {code} in" in errcat(*arguments).out


def test_numbers_continue_the_band_of_a_group(folder: Path, errcat):
    (folder / "errors.yaml").write_text(
        "errcat: 1\ngroups:\n  a: {title: A}\n  b: {title: B}\nerrors:\n"
        "  - {code: a_one, group: a, number: 4001}\n  - {code: a_two, group: a, number: 4002}\n"
        '  - {code: b_one, group: b, number: 4101}\nretired:\n  - "4003"\nreserved:\n  - {from: 4004, to: 4010}\n',
        encoding="utf-8",
    )
    assert "Added a_new with the number 4011 in" in errcat("add", "a_new", "--group", "a", "errors.yaml").out
    assert "  - {code: a_new, number: 4011, group: a}\n  - {code: b_one" in text(folder)
    assert "Added b_new with the number 4102 in" in errcat("add", "b_new", "--group", "b", "errors.yaml").out


BANDS = """errcat: 1
codes: {numbers: {from: 1000, to: 9999}}
groups:
  orders: {numbers: {from: 4000, to: 4006, gaps: never}}
  refunds: {parent: orders, numbers: {from: 4003, to: 4004}}
  cards: {numbers: {from: 5000, to: 5999}}
  carts: {numbers: {from: 6009, to: 6000}}
  misc: {title: Misc}
errors:
  - {code: order_lost, group: orders, number: 4000}
  - {code: order_gone, group: orders, number: 4002}
  - {code: card_lost, group: cards, number: 5007}
  - {code: cart_lost, group: carts, number: 6009}
retired:
  - {code: order_cold, number: 4001}
reserved:
  - {from: 5008, to: 5010}
"""


@pytest.mark.parametrize(
    ("group", "numbers"),
    [("orders", [4005, 4006]), ("refunds", [4003, 4004]), ("cards", [5011]), ("carts", [6008]), ("misc", [1000])],
)
def test_add_takes_the_next_number_of_a_declared_band(folder: Path, errcat, group: str, numbers: list[int]):
    (folder / "errors.yaml").write_text(BANDS, encoding="utf-8")
    for number in numbers:
        assert (
            f"Added new_{number} with the number {number} in"
            in errcat("add", f"new_{number}", "--group", group, "errors.yaml").out
        )


def test_add_says_that_a_declared_band_is_full(folder: Path, errcat):
    (folder / "errors.yaml").write_text(BANDS.replace("to: 4006", "to: 4004"), encoding="utf-8")
    result = errcat("add", "new", "--group", "orders", "errors.yaml")
    assert (result.code, result.out) == (2, "")
    assert "there is no free number in the band 4000 to 4004" in result.err
    assert "make the band larger under `numbers`" in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("40xx --group orders", "Added 4002 in"),
        ("xxxx --group orders", "Added 4002 in"),
        ("5xxx --group cards", "Added 5008 in"),
        ("7xxx", "Added 7000 in"),
        ("40xx", "these numbers belong to a group: add --group orders"),
        ("50xx --group orders", "errors of this group have numbers from 4000 to 4099"),
        ("4050 --group orders", "number-gap: the numbers of the group"),
        ("5001 --group orders", "number-outside-band: the number 5001 is outside of 4000 to 4099"),
    ],
)
def test_numeric_codes_are_in_the_band_of_their_group(folder: Path, errcat, arguments: str, message: str):
    (folder / "errors.yaml").write_text(
        "errcat: 1\ngroups:\n  orders: {numbers: {from: 4000, to: 4099, gaps: never}}\n"
        "  cards: {numbers: {from: 5000, to: 5999}}\nerrors:\n"
        '  - {code: "4000", name: A, group: orders}\n  - {code: "5007", name: B, group: cards}\nretired: ["4001"]\n',
        encoding="utf-8",
    )
    result = errcat("add", "--name", "NEW", *arguments.split(), "errors.yaml")
    assert message in result.out + result.err


def test_retire_keeps_the_number(folder: Path, errcat):
    missing = "".join(f'missing-{field} = "off"\n' for field in ("status", "message", "category", "action"))
    (folder / "errcat.toml").write_text(f"[rules]\n{missing}", encoding="utf-8")
    (folder / "errors.yaml").write_text(
        "errcat: 1\ncodes: {unique: none}\nerrors:\n  - {code: lost, number: 7}\n  - {code: gone, number: 8}\n"
        "  - {code: twice, name: ONE, number: 9}\n  - {code: twice, name: TWO, number: 10}\n"
        "  - {code: thrice, name: A, number: 11}\n  - {code: thrice, name: B, number: 12}\n"
        "  - {code: same_a, number: 13}\n  - {code: same_b, number: 13}\n",
        encoding="utf-8",
    )
    for word in ("lost", "TWO", "thrice", "same_a"):
        assert errcat("retire", word, "--since", "2.0", "errors.yaml").code == 0
    reason = "reason: Numbers of retired errors of"
    assert text(folder).split("errors:")[1] == (
        "\n  - {code: gone, number: 8}\n  - {code: twice, name: ONE, number: 9}\n  - {code: same_b, number: 13}\n"
        'retired:\n  - code: lost\n    number: 7\n    since: "2.0"\n'
        '  - code: thrice\n    number: 11\n    since: "2.0"\n  - code: same_a\n    since: "2.0"\n'
        f"reserved:\n  - from: 10\n    to: 10\n    {reason} twice\n"
        f"  - from: 12\n    to: 12\n    {reason} thrice\n"
    )
    assert "with the number 14 in" in errcat("add", "new", "errors.yaml").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("rename order_lots x", "did you mean order_lost?"),
        ("rename order_lost seat_taken", 'the code "seat_taken" can\'t be used'),
        ("rename order_lost order_lost", "already has the code"),
        ("deprecate order_lost --sunset 31.1.2031", '"31.1.2031" isn\'t a day'),
        ("deprecate order_lost --replaced-by order_lost", "can't replace itself"),
        ("deprecate order_lost --sunset 2001-01-01", "sunset-in-past"),
        ("add order_late --category nope", "unknown-category"),
        ("add seat_taken", 'the code "seat_taken" can\'t be used'),
    ],
)
def test_a_refused_edit_writes_nothing(folder: Path, errcat, arguments: str, message: str):
    result = errcat(*arguments.split(), "errors.yaml")
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert text(folder) == CATALOG


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("api: &a {name: A}\nx-b: *a\n", "an anchor (&name) and an alias (*name)"),
        ("api: {name: A\n", "errcat can't edit this file"),
        ("errors: []\n", "errcat can't edit this file"),
    ],
)
def test_files_that_an_edit_could_harm_are_refused(folder: Path, errcat, new: str, message: str):
    (folder / "errors.yaml").write_text(CATALOG + new, encoding="utf-8")
    result = errcat("rename", "order_lost", "order_gone", "errors.yaml")
    assert result.code == 2
    assert message in result.err
    assert text(folder) == CATALOG + new


def test_diff_writes_nothing(folder: Path, errcat):
    for arguments in (
        ["rename", "order_lost", "x_gone"],
        ["deprecate", "order_lost"],
        ["retire", "order_lost"],
        ["add", "new_one"],
    ):
        result = errcat(*arguments, "errors.yaml", "--diff")
        assert result.code == 0
        assert "+++ b/errors.yaml" in result.out
    assert text(folder) == CATALOG


def test_the_only_catalog_of_the_settings_is_edited(folder: Path, errcat):
    (folder / "errcat.toml").write_text('catalogs = ["errors.yaml"]\n# "order_lost"\n', encoding="utf-8")
    result = errcat("rename", "order_lost", "order_gone")
    assert result.code == 0
    assert "errcat.toml names order_lost in line 2" in result.out
    (folder / "other.yaml").write_text(CATALOG, encoding="utf-8")
    (folder / "errcat.toml").write_text('catalogs = ["errors.yaml", "other.yaml"]\n', encoding="utf-8")
    assert "the catalogs are: errors.yaml, other.yaml" in errcat("deprecate", "order_gone").err


def test_folder_catalogs(folder: Path, errcat):
    (folder / "all").mkdir()
    (folder / "all" / "a.yaml").write_text(CATALOG, encoding="utf-8")
    other = "errors:\n  - code: cart_lost\n    status: 404\n    message: The cart is lost\n    category: fix\n"
    other += "    action: Create a new cart, then send the request again\n    see_also:\n      - order_lost"
    (folder / "all" / "b.yaml").write_text(other, encoding="utf-8")
    assert errcat("rename", "order_lost", "order_gone", "all").code == 0
    assert text(folder, "all/b.yaml") == other.replace("order_lost", "order_gone")
    assert text(folder, "all/a.yaml") == CATALOG.replace("order_lost", "order_gone") + RETIRED
    assert errcat("retire", "cart_lost", "all").code == 0
    assert "no problems" in errcat("check", "all").out


# --- fmt, split and join ---------------------------------------------------------------------------------------------


def test_fmt(folder: Path, errcat):
    assert errcat("fmt", "errors.yaml", "--check").code == 1
    result = errcat("fmt", "errors.yaml")
    assert (result.code, result.err) == (0, "")
    formatted = text(folder)
    assert formatted.index("guides:") < formatted.index("errors:")
    assert "# found by the search\n  - code: order_lost   # since" in formatted
    assert errcat("fmt", "errors.yaml", "--check").code == 0
    assert errcat("fmt", "errors.yaml").out == "All files are formatted\n"


def test_fmt_shows_what_would_change(folder: Path, errcat):
    result = errcat("fmt", "errors.yaml", "--diff")
    assert result.code == 1
    assert "+++ b/errors.yaml" in result.out
    assert text(folder) == CATALOG


GROUPED = CATALOG.replace("errcat: 1\n", "errcat: 1\ngroups: {orders: {title: Orders}}\n").replace(
    "    status: 404\n", "    status: 404\n    group: orders\n"
)


def test_split_and_join(folder: Path, errcat):
    (folder / "errors.yaml").write_text(GROUPED, encoding="utf-8")
    result = errcat("split", "parts", "errors.yaml")
    assert (result.code, result.err) == (0, "")
    assert sorted(file.name for file in (folder / "parts").iterdir()) == ["_catalog.yaml", "orders.yaml"]
    assert text(folder) == GROUPED
    assert text(folder, "parts/orders.yaml").startswith(
        "errors:\n  # found by the search\n  - code: order_lost   # since"
    )
    assert "no problems" in errcat("check", "parts").out
    assert errcat("join", "parts").code == 0
    assert "no problems" in errcat("check", "parts.yaml").out
    assert "# The errors of the shop" in text(folder, "parts.yaml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("split parts", "it exists already"),
        ("split other", "errors.txt.yaml is in this folder"),
        ("split new/x --config none.toml", "none.toml"),
        ("join", "is a single file"),
    ],
)
def test_new_files_never_replace_others(folder: Path, errcat, arguments: str, message: str):
    (folder / "errors.yaml").write_text(GROUPED, encoding="utf-8")
    errcat("split", "parts", "errors.yaml")
    (folder / "other").mkdir()
    (folder / "other" / "errors.txt.yaml").touch()
    before = sorted(folder.rglob("*"))
    words = arguments.split()
    result = errcat(*words, "errors.yaml")
    assert result.code == 2
    assert message in result.err
    assert sorted(folder.rglob("*")) == before


def test_what_two_files_declare_is_not_joined(folder: Path, errcat):
    files = folder / "errors"
    files.mkdir()
    for name, title in (("a.yaml", "A"), ("b.yaml", "B")):
        version = "errcat: 1\n" if name == "a.yaml" else ""
        text = f"{version}groups:\n  orders: {{title: {title}}}\nerrors:\n  - {{code: {title}1, status: 400}}\n"
        (files / name).write_text(text, encoding="utf-8")
    result = errcat("join", str(files), "-o", str(folder / "joined.yaml"))
    assert result.code == 2
    assert "b.yaml:2: errcat can't edit this file\n  fix what `errcat check` reports about this line" in result.err
    assert not (folder / "joined.yaml").exists()


def test_a_catalog_without_groups_is_not_split(folder: Path, errcat):
    result = errcat("split", "parts", "errors.yaml")
    assert result.code == 2
    assert "no error of this catalog has a group" in result.err
    assert not (folder / "parts").exists()


def test_a_catalog_is_not_split_into_itself(folder: Path, errcat):
    (folder / "errors.yaml").write_text(GROUPED, encoding="utf-8")
    errcat("split", "parts", "errors.yaml")
    result = errcat("split", "parts/inner", "parts")
    assert result.code == 2
    assert "the catalog parts would read it" in result.err


# --- what counts as a reference --------------------------------------------------------------------------------------


def test_rename_knows_references_in_every_kind_of_text(folder: Path, errcat):
    texts = """\
    examples:
      - response: {error: {code: order_lost, also: [order_lost]}}
      - language: python
        code: |
          if error.code == "order_lost" or code is ErrorCode.ORDER_LOST: order_lost_again()
    description: >-
      `order_lost` comes from https://docs.example/order_lost, see [[order_lost]] and
      [this](#order-lost). {order_lost} is a param, order_lost-2 is another code.
    x-own: order_lost
"""
    before = CATALOG.replace("    see_also: [order_lost]\n", texts)
    (folder / "errors.yaml").write_text(before, encoding="utf-8")
    result = errcat("rename", "order_lost", "order_gone", "errors.yaml", "--diff")
    added = "\n".join(line[1:] for line in result.out.splitlines() if line.startswith("+"))
    assert result.err == ""
    assert "response: {error: {code: order_gone, also: [order_gone]}}" in added
    assert 'if error.code == "order_gone" or code is ErrorCode.ORDER_GONE: order_lost_again()' in added
    assert "`order_gone` comes from https://docs.example/order_lost, see [[order_gone]] and" in added
    assert "[this](#order-gone). {order_lost} is a param, order_lost-2 is another code." in added
    assert "x-own" not in added
    result = errcat("rename", "order_lost", "order_gone", "errors.yaml")
    lines = [
        number for number, line in enumerate(text(folder).splitlines(), 1) if "docs.example" in line or "x-own" in line
    ]
    assert all(f"errors.yaml:{number}" in result.out for number in lines)


def test_words_of_the_language_are_no_references(folder: Path, errcat):
    before = CATALOG.replace("order_lost", "timeout").replace("[[timeout]]", "[[timeout]] after a timeout")
    (folder / "errors.yaml").write_text(before, encoding="utf-8")
    errcat("rename", "timeout", "gateway_timeout", "errors.yaml")
    assert "Never retry [[gateway_timeout]] after a timeout." in text(folder)


def test_of_several_errors_with_a_code_a_name_chooses_one(folder: Path, errcat):
    entry = "  - code: invalid\n    name: {}\n    status: 400\n    message: {}\n    category: fix\n    action: Correct it, then send it again\n"
    before = "errcat: 1\ncodes: {unique: none}\nerrors:\n" + entry.format("A_A", "One") + entry.format("B_B", "Two")
    (folder / "errors.yaml").write_text(before, encoding="utf-8")
    assert errcat("rename", "A_A", "invalid_a", "errors.yaml").code == 0
    assert text(folder) == before.replace("code: invalid\n    name: A_A", "code: invalid_a\n    name: A_A")
    assert errcat("retire", "A_A", "errors.yaml").code == 0
    assert text(folder).endswith("\nretired:\n  - code: invalid_a\n    name: A_A\n")


def test_what_an_error_replaced_gets_its_replacement(folder: Path, errcat):
    before = CATALOG.replace("    status: 409\n", "    status: 409\n    deprecated: {replaced_by: order_lost} # once\n")
    before = before.replace("    see_also: [order_lost]\n", "")
    (folder / "errors.yaml").write_text(before, encoding="utf-8")
    result = errcat("deprecate", "order_lost", "errors.yaml")
    assert result.code == 2
    assert "add --replaced-by CODE" in result.err
    errcat("add", "order_gone", "errors.yaml")
    assert errcat("deprecate", "order_lost", "--replaced-by", "order_gone", "errors.yaml").code == 0
    assert "deprecated: {replaced_by: order_gone} # once" in text(folder)


def test_line_ends_and_the_byte_order_mark_stay(folder: Path, errcat):
    (folder / "errors.yaml").write_bytes(b"\xef\xbb\xbf" + CATALOG.replace("\n", "\r\n").encode())
    for arguments in (
        "rename order_lost order_gone",
        "add order_late",
        "deprecate order_late",
        "retire order_gone",
        "fmt",
    ):
        assert errcat(*arguments.split(), "errors.yaml").code == 0
        after = (folder / "errors.yaml").read_bytes()
        assert after.startswith(b"\xef\xbb\xbf")
        assert after.count(b"\n") == after.count(b"\r\n")
