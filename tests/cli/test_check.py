"""`errcat check` from outside: what is typed, what is printed where, what is written, and the exit code."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from errcat import cli, fixing
from errcat.commands import check as check_command
from errcat.commands import check_catalogs
from errcat.reporting import FORMATS
from errcat.writing import replace_file
from processes import PATIENCE

ENTRY = """\
  - code: ORDER_NOT_FOUND
    status: 404
    message: The order does not exist
    category: fix
    action: Check the id of the order, then send the request again
"""
CLEAN = f"errcat: 1\nerrors:\n{ENTRY}"
ERROR = f"errcat: 1\nerrors:\n{ENTRY}{ENTRY}"
NO_SUCH_OPTION = click.NoSuchOption("--fromat", possibilities=["--format"]).format_message()  # Click's words change
WARNING = CLEAN.replace("    status: 404\n", "")
FIXABLE = f"# Orders\nerrors:\n{ENTRY}"
FIXED = f"# Orders\nerrcat: 1\nerrors:\n{ENTRY}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"clean": CLEAN, "error": ERROR, "warning": WARNING, "fixable": FIXABLE}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def real(*arguments: str, cwd: Path, **options) -> subprocess.CompletedProcess:
    """The command as it is installed, in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "NO_COLOR", "COLUMNS")}
    environment |= options.pop("env", {})
    command = [sys.executable, "-m", "errcat", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, check=False, timeout=PATIENCE, **options)


def in_shell(script: str, cwd: Path) -> subprocess.CompletedProcess:
    return subprocess.run(["sh", "-c", script], cwd=cwd, capture_output=True, check=False, timeout=PATIENCE)


# --- exit codes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("clean.yaml", 0),
        ("error.yaml", 1),
        ("warning.yaml", 0),
        ("clean.yaml error.yaml", 1),
        ("warning.yaml --fail-on warning", 1),
        ("warning.yaml --fail-on info", 1),
        ("warning.yaml --fail-on error", 0),
        ("error.yaml --fail-on never", 0),
        ("error.yaml --fail-on never --format json", 0),
        ("none.yaml", 2),
        ("error.yaml none.yaml", 2),
        ("clean.yaml --format pdf", 2),
        ("clean.yaml --fail-on sometimes", 2),
        ("clean.yaml --colour always", 2),
    ],
)
def test_exit_codes(folder: Path, errcat, arguments: str, code: int):
    result = errcat("check", *arguments.split(), cwd=folder)
    assert result.code == code
    assert bool(result.out) == (code != 2), "the report goes to standard output, errors to standard error"
    assert bool(result.err) == (code == 2)


def test_the_house_sets_the_level(folder: Path, errcat):
    (folder / "errcat.toml").write_text('fail-on = "warning"\n', encoding="utf-8")
    assert errcat("check", "warning.yaml", cwd=folder).code == 1
    assert errcat("check", "warning.yaml", "--fail-on", "error", cwd=folder).code == 0


def test_problems_of_the_settings_are_findings(folder: Path, errcat):
    (folder / "errcat.toml").write_text('falil-on = "warning"\n', encoding="utf-8")
    result = errcat("check", "clean.yaml", cwd=folder)
    assert result.code == 1
    assert "errcat.toml:1:1" in result.out
    assert "did you mean `fail-on`?" in result.out
    assert errcat("check", "clean.yaml", "--fail-on", "never", cwd=folder).code == 0


# --- what is checked --------------------------------------------------------------------------------------------------


def test_without_a_path_the_catalogs_of_the_settings_are_checked(folder: Path, errcat):
    (folder / "errcat.toml").write_text('catalogs = ["clean.yaml", "w*.yaml", "[e]rror.yaml"]\n', encoding="utf-8")
    inner = folder / "deep" / "down"
    inner.mkdir(parents=True)
    result = errcat("check", "--format", "concise", cwd=inner)
    assert result.code == 1
    named = {line.split(":")[0] for line in result.out.splitlines()[:-1]}
    assert {Path(name).name for name in named} == {"warning.yaml", "error.yaml"}


def test_a_pattern_takes_catalogs_only(folder: Path, errcat):
    (folder / "errcat.toml").write_text('catalogs = ["*"]\n', encoding="utf-8")
    (folder / "README.md").write_text("# no catalog\n", encoding="utf-8")
    (folder / ".hidden.yaml").write_text("not: a catalog\n", encoding="utf-8")
    result = errcat("check", "--format", "json", cwd=folder)
    names = [one["name"] for one in json.loads(result.out)["summary"]["catalogs"]]
    assert names == ["clean.yaml", "error.yaml", "fixable.yaml", "warning.yaml"]


@pytest.mark.parametrize("pattern", ["none.yaml", "none/*.yaml", "**x", "/nowhere/*.yaml"])
def test_a_catalog_of_the_settings_that_is_not_there_is_said(folder: Path, errcat, pattern: str):
    (folder / "errcat.toml").write_text(f'catalogs = ["{pattern}"]\n', encoding="utf-8")
    result = errcat("check", cwd=folder)
    assert (result.code, result.out) == (2, "")
    assert f'"{pattern}" doesn\'t exist' in result.err


def test_a_folder_is_one_catalog_and_a_path_is_checked_once(tmp_path: Path, errcat):
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "a.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "api" / "b.yaml").write_text(f"errors:\n{ENTRY}", encoding="utf-8")
    result = errcat("check", "api", "api")
    assert result.code == 1
    assert result.out.count("error[duplicate-code]") == 1
    assert errcat("check", "api/a.yaml", "api/b.yaml", "--fail-on", "error").code == 0


def test_other_settings_can_be_named(folder: Path, errcat):
    (folder / "errcat.toml").write_text("[rules\n", encoding="utf-8")
    (folder / "strict.toml").write_text('fail-on = "warning"\n', encoding="utf-8")
    assert errcat("check", "warning.yaml", "--config", "strict.toml", cwd=folder).code == 1
    assert errcat("check", "warning.yaml", cwd=folder).code == 2
    assert errcat("check", "warning.yaml", "--config", "none.toml", cwd=folder).code == 2


# --- run errors: said whole -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (
            ["check"],
            None,
            (
                "errcat: no catalog specified\n"
                "  this folder contains clean.yaml; to use it, type: errcat check clean.yaml\n"
                '  or create a file errcat.toml with this line: catalogs = ["clean.yaml"]\n'
            ),
        ),
        (
            ["check"],
            'fail-on = "info"\n',
            (
                "errcat: no catalog specified\n"
                "  name the file or folder of a catalog: errcat check errors.yaml\n"
                '  or add this line at the top of errcat.toml: catalogs = ["errors.yaml"]\n'
            ),
        ),
        (
            ["check", "claen.yaml"],
            None,
            'errcat: "claen.yaml" doesn\'t exist\n  did you mean "clean.yaml"?\n',
        ),
        (
            ["chekc", "clean.yaml"],
            None,
            'errcat: "chekc" isn\'t a known command\n  did you mean `errcat check`?\n',
        ),
        (
            ["clean.yaml"],
            None,
            'errcat: "clean.yaml" isn\'t a known command\n  to check this catalog, type: errcat check clean.yaml\n',
        ),
        (
            ["check", "clean.yaml"],
            "catalogs = [clean.yaml]\n",
            (
                "errcat: can't read \"errcat.toml\": line 1 isn't valid TOML\n"
                "  catalogs = [clean.yaml]\n"
                "              ^\n"
                "  a setting is a name, = and a value; put text in double quotes and lists in brackets: "
                'catalogs = ["errors.yaml"]\n'
            ),
        ),
        (
            ["check", "clean.yaml"],
            'catalogs = ["日本.yaml" "b"]\n',
            (
                "errcat: can't read \"errcat.toml\": line 1 isn't valid TOML\n"
                '  catalogs = ["日本.yaml" "b"]\n'
                # each of 日 and 本 takes two cells of a terminal
                "                          ^\n"
                "  a setting is a name, = and a value; put text in double quotes and lists in brackets: "
                'catalogs = ["errors.yaml"]\n'
            ),
        ),
        (
            ["check", "clean.yaml"],
            'fail-on = "info"\nfail-on = "error"\n',
            (
                "errcat: can't read \"errcat.toml\": line 2 isn't valid TOML\n"
                '  fail-on = "error"\n'
                "                   ^\n"
                "  this name appears twice; delete one of the lines\n"
            ),
        ),
        (
            ["check", "clean.yaml"],
            "catalogs = [",
            (
                "errcat: can't read \"errcat.toml\": line 1 isn't valid TOML\n"
                "  catalogs = [\n"
                "              ^\n"
                "  a setting is a name, = and a value; put text in double quotes and lists in brackets: "
                'catalogs = ["errors.yaml"]\n'
            ),
        ),
        (
            ["check", "--fromat", "json"],
            None,
            (f"errcat: {NO_SUCH_OPTION}\n  Run errcat check --help for usage\n"),
        ),
    ],
)
def test_what_could_not_be_run_is_said(folder: Path, errcat, arguments: list[str], settings: str | None, said: str):
    if settings is not None:
        (folder / "errcat.toml").write_text(settings, encoding="utf-8")
    result = errcat(*arguments, cwd=folder)
    assert (result.code, result.out, result.err) == (2, "", said)


def test_settings_in_another_encoding_are_said(folder: Path, errcat):
    (folder / "errcat.toml").write_bytes("# Fehler für alle\n[rules]\n# ä\n".encode("latin-1"))
    result = errcat("check", "clean.yaml", cwd=folder)
    assert result.code == 2
    assert "line 1 isn't valid TOML" in result.err
    assert "UTF-8" in result.err


def test_settings_from_a_windows_editor_are_read(folder: Path, errcat):
    (folder / "errcat.toml").write_bytes(b'\xef\xbb\xbffail-on = "warning"\r\ncatalogs = ["warning.yaml"]\r\n')
    assert errcat("check", cwd=folder).code == 1


def test_an_empty_folder_is_said(tmp_path: Path, errcat):
    (tmp_path / "empty").mkdir()
    result = errcat("check", "empty")
    assert result.code == 2
    assert 'the folder "empty" contains no catalog files' in result.err


def test_a_name_that_no_system_takes_is_said(errcat):
    for name in ("x" * 5000, "a\0b", "\udcff.yaml"):
        result = errcat("check", name)
        assert result.code == 2
        assert "Traceback" not in result.err


def test_names_are_shown_and_obeyed_by_nobody(tmp_path: Path, errcat):
    name = "::error::\x1b[31m\u202eoops\n##[group]x.yaml"
    (tmp_path / name).write_text(ERROR, encoding="utf-8")
    for one in FORMATS:
        result = errcat("check", name, "--format", one)
        for line in result.out.split("\n"):
            assert not set(line) & set("\x1b\u202e\r"), one
            assert "##[" not in line
            assert not line.lstrip().startswith("::error::\x1b")
    missing = errcat("check", f"{name}2")
    assert not set(missing.err) & set("\x1b\u202e")
    assert not any(line.lstrip().startswith(("::", "##[")) for line in missing.err.splitlines())


# --- help -------------------------------------------------------------------------------------------------------------


def test_help_shows_every_option_and_examples(errcat):
    result = errcat("check", "--help")
    assert result.code == 0
    for option in check_command.command.params:
        assert option.opts[0] in result.out or option.name == "paths"
    assert all(f"\n    {name} " in result.out for name in FORMATS)
    assert result.out.rstrip().endswith("cat errors.yaml | errcat check -")


def test_errcat_alone_says_how_to_start(errcat):
    result = errcat()
    assert (result.code, result.out) == (2, "")
    assert "errcat check errors.yaml" in result.err


# --- standard input ---------------------------------------------------------------------------------------------------


def test_a_catalog_from_standard_input(errcat):
    result = errcat("check", "-", "--format", "concise", stdin=ERROR.encode())
    assert result.code == 1
    assert result.out.startswith("standard input:8:11: error[duplicate-code]")
    named = errcat("check", "-", "--stdin-filename", "api.yaml", "--format", "concise", stdin=ERROR.encode())
    assert named.out.startswith("api.yaml:8:11: error[duplicate-code]")


def test_what_came_from_standard_input_goes_out_mended(errcat):
    result = errcat("check", "-", "--fix", stdin=FIXABLE.replace("\n", "\r\n").encode())
    assert result.code == 0
    assert result.out == FIXED.replace("\n", "\r\n")
    assert "Fixed 1 problem in standard input" in result.err
    assert "standard input: no problems (1 code)" in result.err


def test_what_cannot_be_mended_goes_out_as_it_came(errcat):
    result = errcat("check", "-", "--fix", stdin=ERROR.encode())
    assert (result.code, result.out) == (1, ERROR)
    assert "error[duplicate-code]" in result.err


# --- fixes ------------------------------------------------------------------------------------------------------------


def tree(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("arguments", [[], ["--diff"], ["--format", "json"], ["--diff", "--fix"]])
def test_nothing_is_written_without_fix(folder: Path, errcat, arguments: list[str]):
    before = tree(folder)
    errcat("check", *[path.name for path in sorted(folder.glob("*.yaml"))], *arguments, cwd=folder)
    assert tree(folder) == before


def test_fix_mends_the_file_and_says_what_it_did(folder: Path, errcat):
    result = errcat("check", "fixable.yaml", "clean.yaml", "--fix", cwd=folder)
    assert (result.code, result.err) == (0, "")
    assert (folder / "fixable.yaml").read_text(encoding="utf-8") == FIXED
    assert result.out == (
        "Fixed 1 problem in fixable.yaml\n"
        "  line 2  missing-version  the catalog doesn't say which version of the format it uses\n"
        "    + errcat: 1\n"
        "\n"
        "fixable.yaml: no problems (1 code)\n"
        "clean.yaml: no problems (1 code)\n"
    )


def test_fix_touches_no_file_that_has_nothing_to_mend(folder: Path, errcat):
    before = tree(folder)
    assert errcat("check", "clean.yaml", "error.yaml", "--fix", cwd=folder).code == 1
    assert tree(folder) == before


def test_what_was_fixed_does_not_spoil_what_a_machine_reads(folder: Path, errcat):
    result = errcat("check", "fixable.yaml", "--fix", "--format", "json", cwd=folder)
    assert json.loads(result.out)["findings"] == []
    assert "Fixed 1 problem in fixable.yaml" in result.err


def test_permissions_and_links_stay(folder: Path, errcat):
    target = folder / "fixable.yaml"
    target.chmod(0o640)
    link = folder / "link.yaml"
    link.symlink_to("fixable.yaml")
    assert errcat("check", "link.yaml", "--fix", cwd=folder).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == FIXED
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_from_elsewhere_stays_a_link(folder: Path, errcat):
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    link = folder / "link.yaml"
    link.symlink_to("fixable.yaml")
    assert errcat("check", "../link.yaml", "--fix", cwd=elsewhere).code == 0
    assert link.is_symlink()
    assert (folder / "fixable.yaml").read_text(encoding="utf-8") == FIXED


def test_fix_does_not_write_through_a_link_out_of_the_folder(folder: Path, errcat):
    """Somebody named the folder; nobody named what a link in it leads to."""
    (folder / "cat").mkdir()
    (folder / "cat" / "link.yaml").symlink_to(folder / "fixable.yaml")
    result = errcat("check", "cat", "--fix", cwd=folder)
    assert result.code == 2
    assert "a link in cat leads out of the folder" in result.err
    assert (folder / "fixable.yaml").read_text(encoding="utf-8") == FIXABLE
    (folder / "cat" / "inside.yaml").write_text(FIXABLE, encoding="utf-8")
    (folder / "cat" / "link.yaml").unlink()
    (folder / "cat" / ".twin").mkdir()
    (folder / "cat" / "inside.yaml").rename(folder / "cat" / ".twin" / "real.yaml")
    (folder / "cat" / "link.yaml").symlink_to(folder / "cat" / ".twin" / "real.yaml")
    assert errcat("check", "cat", "--fix", cwd=folder).code == 0
    assert (folder / "cat" / ".twin" / "real.yaml").read_text(encoding="utf-8") == FIXED


def test_a_pipe_with_the_name_of_a_catalog_is_not_waited_for(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / "errors.yaml")
    for arguments in (["check"], ["check", "errors.yaml"], ["check", "."], ["build", ".", "--json", "x.json"]):
        result = real(*arguments, cwd=tmp_path, capture_output=True)
        assert result.returncode == 2, arguments
        assert b"Traceback" not in result.stderr


def test_diff_shows_what_fix_would_do(folder: Path, errcat):
    result = errcat("check", "fixable.yaml", "warning.yaml", "--diff", cwd=folder)
    assert result.code == 1
    assert result.out == (
        "--- fixable.yaml\n"
        "+++ fixable.yaml (fixed)\n"
        "@@ -1,4 +1,5 @@\n"
        " # Orders\n"
        "+errcat: 1\n"
        " errors:\n"
        "   - code: ORDER_NOT_FOUND\n"
        "     status: 404\n"
    )
    assert result.err == "--fix would fix 1 problem in 1 file; 1 warning would remain\n"
    assert errcat("check", "warning.yaml", "--diff", cwd=folder).code == 0
    assert errcat("check", "error.yaml", "--diff", cwd=folder).code == 1


def test_a_protected_file_is_not_replaced(folder: Path, errcat):
    other = folder / "a-fixable.yaml"
    other.write_text(FIXABLE, encoding="utf-8")
    (folder / "fixable.yaml").chmod(0o444)
    before = tree(folder)
    result = errcat("check", "a-fixable.yaml", "fixable.yaml", "--fix", cwd=folder)
    assert (result.code, result.out) == (2, "")
    assert 'can\'t write "fixable.yaml": it is write-protected' in result.err
    assert tree(folder) == before, "none is written where one cannot be"


def test_a_read_only_folder_is_said_and_nothing_is_left_behind(folder: Path, errcat, monkeypatch):
    def refuse(**_arguments):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(replace_file.tempfile, "mkstemp", refuse)
    before = tree(folder)
    result = errcat("check", "fixable.yaml", "--fix", cwd=folder)
    assert result.code == 2
    assert 'can\'t write "fixable.yaml": Permission denied' in result.err
    assert tree(folder) == before


def test_a_full_disk_leaves_the_old_file(folder: Path, errcat, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replace_file.os, "fsync", full)
    before = tree(folder)
    result = errcat("check", "fixable.yaml", "--fix", cwd=folder)
    assert result.code == 2
    assert "No space left on device" in result.err
    assert tree(folder) == before


def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path, errcat, monkeypatch):
    file = folder / "fixable.yaml"
    fix = fixing.fix

    def slow(*arguments):
        fixed = fix(*arguments)
        file.write_text("errors: []  # somebody else was here\n", encoding="utf-8")
        return fixed

    monkeypatch.setattr(fixing, "fix", slow)
    result = errcat("check", "fixable.yaml", "--fix", cwd=folder)
    assert result.code == 2
    assert '"fixable.yaml" changed while errcat was running' in result.err
    assert file.read_text(encoding="utf-8") == "errors: []  # somebody else was here\n"


# --- colours and the terminal -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": ""}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "auto"], {"FORCE_COLOR": "1"}, True),
    ],
)
def test_colours(folder: Path, errcat, arguments: list[str], environment: dict[str, str], colored: bool):
    result = errcat("check", "error.yaml", *arguments, cwd=folder, **environment)
    assert ("\x1b[" in result.out) is colored


def on_a_terminal(cwd: Path, **environment: str) -> str:
    """What a terminal of 60 columns gets to see."""
    ours, theirs = pty.openpty()
    try:
        done = real(
            "check", "error.yaml", cwd=cwd, stdout=theirs, stderr=subprocess.PIPE, env={"COLUMNS": "60", **environment}
        )
        assert done.returncode == 1, done.stderr
        return os.read(ours, 100_000).decode()
    finally:
        os.close(theirs)
        os.close(ours)


def test_a_terminal_has_colours_unless_it_says_otherwise(folder: Path):
    assert "\x1b[" in on_a_terminal(folder, TERM="xterm")
    assert "\x1b[" not in on_a_terminal(folder, TERM="dumb")
    assert "\x1b[" not in on_a_terminal(folder, TERM="xterm", NO_COLOR="1")


def test_long_lines_are_cut_to_the_terminal(tmp_path: Path, errcat):
    text = CLEAN.replace("category: fix", f"category: {'x' * 5000}")
    (tmp_path / "long.yaml").write_text(text, encoding="utf-8")
    for columns in ("60", "100"):
        result = errcat("check", "long.yaml", COLUMNS=columns)
        lines = [line for line in result.out.splitlines() if line.lstrip().startswith("6 |")]
        assert lines
        assert int(columns) - 1 <= max(map(len, lines)) <= int(columns)


# --- pipes, full disks, stops -----------------------------------------------------------------------------------------


def test_a_reader_that_stops_reading_changes_nothing(tmp_path: Path):
    (tmp_path / "many.yaml").write_text("errcat: 1\nerrors:\n" + ENTRY * 3000, encoding="utf-8")
    (tmp_path / "few.yaml").write_text(ERROR, encoding="utf-8")
    for arguments, code in (
        (["check", "many.yaml", "--format", "json"], 1),
        (["check", "few.yaml"], 1),
        (["check", "--help"], 0),
    ):
        ours, theirs = os.pipe()
        os.close(ours)
        done = real(*arguments, cwd=tmp_path, stdout=theirs, stderr=subprocess.PIPE)
        os.close(theirs)
        assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
def test_a_full_disk_behind_standard_output_is_said(folder: Path):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = real("check", "error.yaml", cwd=folder, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert b'errcat: can\'t write "standard output": No space left on device' in done.stderr
    assert b"Traceback" not in done.stderr


def test_standard_output_may_be_closed(folder: Path):
    done = in_shell(f'"{sys.executable}" -m errcat check error.yaml >&-', folder)
    assert (done.returncode, done.stderr) == (1, b"")


def test_closed_standard_input_is_said(folder: Path):
    done = in_shell(f'"{sys.executable}" -m errcat check - <&-', folder)
    assert done.returncode == 2
    assert b'errcat: can\'t read "standard input": it is closed' in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_utf8_gets_to_see_everything(tmp_path: Path):
    (tmp_path / "wide.yaml").write_text(ERROR.replace("The order", "注文"), encoding="utf-8")
    done = real(
        "check", "wide.yaml", "--format", "text", cwd=tmp_path, capture_output=True, env={"PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_folder_that_is_gone_is_said(tmp_path: Path):
    script = f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m errcat check'
    done = in_shell(script, tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


WITH_AND_WITHOUT_CLICK = pytest.mark.parametrize("options", [(), ("--color", "auto")])
"""errcat runs a check without options without click."""


@WITH_AND_WITHOUT_CLICK
def test_control_c_stops(folder: Path, errcat, monkeypatch, options):
    def stop(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(check_catalogs, "contents_of", stop)
    result = errcat("check", "clean.yaml", *options, cwd=folder)
    assert (result.code, result.out) == (130, "")
    assert result.err.strip() == "errcat: stopped"


@WITH_AND_WITHOUT_CLICK
def test_a_mistake_of_ours_is_no_finding(folder: Path, errcat, monkeypatch, options):
    def fail(*_arguments):
        raise ZeroDivisionError("nobody thought of it")

    monkeypatch.setattr(check_catalogs, "contents_of", fail)
    result = errcat("check", "clean.yaml", *options, cwd=folder)
    assert (result.code, result.out) == (cli.COULD_NOT_RUN, "")
    assert "errcat: internal error: ZeroDivisionError: nobody thought of it" in result.err
    assert "Traceback" in result.err, "whoever reports it can say where"


@WITH_AND_WITHOUT_CLICK
def test_a_stream_in_memory_gets_the_report(folder: Path, monkeypatch, options):
    """Programs that embed errcat replace standard output with such a stream, which has no encoding."""
    monkeypatch.chdir(folder)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert cli.run(["check", "clean.yaml", *options]) == cli.OK
    assert out.getvalue() == "clean.yaml: no problems (1 code)\n"


@pytest.mark.parametrize(
    "paths",
    [
        (), ("clean.yaml",), ("broken.yaml",), ("clean.yaml", "broken.yaml"), ("missing.yaml",), (".",), ("",), ("a\x1bb",),
        ("clean.yaml", "clean.yaml"), ("clean.yaml", "missing.yaml"), ("./clean.yaml",),
    ],
)  # fmt: skip
@pytest.mark.parametrize("settings", ["", "fail-on = 5\n", "catalogs = ['clean.yaml']\n"])
def test_a_check_without_click_prints_the_same_as_one_with_click(folder: Path, errcat, paths, settings: str):
    (folder / "broken.yaml").write_text("errcat: 1\nerrors: [{code: A, status: nope}]\n", encoding="utf-8")
    if settings:
        (folder / "errcat.toml").write_text(settings, encoding="utf-8")
    assert errcat("check", *paths, cwd=folder) == errcat("check", *paths, "--color", "auto", cwd=folder)


# --- names for the servers of repositories ----------------------------------------------------------------------------


def test_files_are_named_from_the_top_of_the_repository(folder: Path, errcat):
    inner = folder / "docs" / "api"
    inner.mkdir(parents=True)
    (inner / "errors.yaml").write_text(ERROR, encoding="utf-8")
    (folder / ".git").mkdir()

    def places(**environment: str) -> list[str]:
        found = []
        for path in ("errors.yaml", "../../error.yaml"):
            result = errcat("check", path, "--format", "gitlab", cwd=inner, **environment)
            found += [one["location"]["path"] for one in json.loads(result.out)]
        return found

    assert places() == ["docs/api/errors.yaml", "error.yaml"]
    assert places(GITHUB_WORKSPACE=str(folder / "docs")) == ["api/errors.yaml", "../error.yaml"]
