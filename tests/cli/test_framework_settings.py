"""The settings of modules for web frameworks: tables, codes of the catalog, and the module of the errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CATALOG = """\
errcat: 1
errors:
  - {code: route_not_found, status: 404, message: Not there, category: fix, action: Check the path}
  - {code: validation_failed, status: [400, 422], message: Not valid, category: fix, action: Fix the fields}
  - {code: internal_error, status: 500, message: Our mistake, category: escalate, action: Tell us, visibility: internal}
  - {code: anything, message: Any status, category: fix, action: Fix it}
"""
BOTH = ["build", "errors.yaml", "--python", "errors.py", "--python-fastapi", "web.py"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    return tmp_path


def sets(*options: str) -> list[str]:
    return [part for option in options for part in ("--set", f"python-fastapi.{option}")]


def test_options_and_errcat_toml_say_the_same(folder: Path, errcat):
    options = sets("validation=validation_failed", "unhandled=internal_error", "statuses.404=route_not_found")
    assert errcat(*BOTH, *options, *sets("statuses.405=anything")).code == 0
    text = (folder / "web.py").read_text(encoding="utf-8")
    assert "_VALIDATION: ErrorCode | None = ErrorCode.VALIDATION_FAILED" in text
    assert "{404: ErrorCode.ROUTE_NOT_FOUND, 405: ErrorCode.ANYTHING}" in text
    table = 'validation = "validation_failed", unhandled = "internal_error"'
    (folder / "errcat.toml").write_text(
        'catalogs = ["errors.yaml"]\n[[build]]\npython = "a/errors.py"\n'
        f'python-fastapi = {{path = "a/web.py", {table}, statuses = {{404 = "route_not_found", 405 = "anything"}}}}\n',
        encoding="utf-8",
    )
    assert errcat("build").code == 0
    assert (folder / "a" / "web.py").read_text(encoding="utf-8") == text
    values = {line["name"]: line["value"] for line in json.loads(errcat("config", "--format", "json").out)["settings"]}
    assert values["build[0].python-fastapi.statuses"] == {"404": "route_not_found", "405": "anything"}
    (folder / "errcat.toml").write_text(
        'catalogs = ["errors.yaml"]\n[build]\npython = "a/errors.py"\n'
        f'[build.python-fastapi]\npath = "a/web.py"\n{table.replace(", ", chr(10))}\n'
        '[build.python-fastapi.statuses]\n404 = "route_not_found"\n405 = "anything"\n',
        encoding="utf-8",
    )
    assert errcat("build", "--check").out == "2 files: all up to date\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["validation=validation_faled"], "did you mean validation_failed?"),
        (
            ["validation=nothing_like_it"],
            "the codes are route_not_found, validation_failed, internal_error, anything",
        ),
        (["statuses.404=route_not_fond"], 'python-fastapi.statuses.404 names the code "route_not_fond"'),
        (["validation=internal_error"], "which has the status 500, not 400 to 499"),
        (["validation=internal_error"], "codes with a suitable status are route_not_found, validation_failed"),
        (["unhandled=route_not_found"], "which has the status 404, not 500 to 599"),
        (["statuses.404=validation_failed"], "which has the status 400, 422, not 404"),
        (["statuses.410=route_not_found"], "add an error with the status 410 to errors.yaml"),
        (["statuses=route_not_found"], "in --set python-fastapi.statuses.404=route_not_found"),
        (["statuses.200=route_not_found"], "python-fastapi.statuses is a table"),
        (["statuses.x=route_not_found"], "python-fastapi.statuses is a table"),
        (["validation.404=route_not_found"], "did you mean python-fastapi.validation?"),
        (["statusses.404=route_not_found"], "did you mean python-fastapi.statuses?"),
        (["errors=acme errors"], 'must be text such as "acme.errors"'),
        (["errors=acme.class"], 'must be text such as "acme.errors"'),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write(folder: Path, errcat, options: list[str], said: str):
    result = errcat(*BOTH, *sets(*options))
    assert result.code == 2, result.out
    assert said in result.err, result.err
    assert not (folder / "web.py").exists()


@pytest.mark.parametrize(
    "options", [["statuses.422=validation_failed"], ["statuses.418=anything"], ["unhandled=anything"]]
)
def test_a_code_with_a_suitable_status_or_none_is_fine(errcat, options: list[str]):
    assert errcat(*BOTH, *sets(*options)).code == 0


def test_codes_that_repeat_are_named(folder: Path, errcat):
    text = (
        "errcat: 1\ncodes: {unique: none}\nerrors:\n"
        "  - {code: invalid, name: INVALID_BODY, status: 400, message: a, category: fix, action: Fix it}\n"
        "  - {code: invalid, name: INVALID_QUERY, status: 400, message: b, category: fix, action: Fix it}\n"
    )
    (folder / "errors.yaml").write_text(text, encoding="utf-8")
    assert (
        "write the name of one of them, INVALID_BODY, INVALID_QUERY" in errcat(*BOTH, *sets("validation=invalid")).err
    )
    assert errcat(*BOTH, *sets("validation=INVALID_QUERY")).code == 0
    assert "ErrorCode.INVALID_QUERY" in (folder / "web.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("statuses = 404", "3:"), ("statuses = {404 = 7}", "3:"), ('statuses = {200 = "route_not_found"}', "3:"),
        ("validation = 7", "3:"), ('unhandeld = "internal_error"', "unknown-setting"),
    ],
)  # fmt: skip
def test_a_wrong_table_has_its_place(folder: Path, errcat, line: str, found: str):
    (folder / "errcat.toml").write_text(
        f'[[build]]\npython = "errors.py"\npython-fastapi = {{path = "web.py", {line}}}\n', encoding="utf-8"
    )
    result = errcat("check", "errors.yaml", "--format", "concise")
    assert result.code == 1
    assert f"errcat.toml:{found}" in result.out or found in result.out
    assert "setting]" in result.out


# --- the module of the errors ----------------------------------------------------------------------------------------


def test_without_the_module_of_the_errors_nothing_is_built(folder: Path, errcat):
    result = errcat("build", "errors.yaml", "--python-fastapi", "web.py")
    assert result.code == 2
    assert "python-fastapi can't import the Python module of the errors" in result.err
    assert "--set python-fastapi.errors=acme.errors" in result.err
    assert errcat("build", "errors.yaml", "--python-fastapi", "web.py", *sets("errors=acme.errors")).code == 0
    assert "\nfrom acme.errors import ApiError, ErrorCode, best_locale\n" in (folder / "web.py").read_text(
        encoding="utf-8"
    )


def test_a_module_without_exceptions_is_of_no_use(errcat):
    result = errcat(*BOTH, "--set", "python.exceptions=none")
    assert result.code == 2
    assert 'delete the setting exceptions = "none" of the python target' in result.err


def test_a_path_that_is_no_name_is_refused(errcat):
    result = errcat("build", "errors.yaml", "--python", "errors-v1.py", "--python-fastapi", "web.py")
    assert result.code == 2
    assert "Python can't import a module with the path errors-v1.py" in result.err


def test_a_package_is_imported_relatively_and_its_base_class_by_its_name(folder: Path, errcat):
    (folder / "acme").mkdir()
    options = ["--python", "acme/errors.py", "--python-fastapi", "acme/web.py", "--set", "python.base-class=AcmeError"]
    assert errcat("build", "errors.yaml", *options).code == 0
    text = (folder / "acme" / "web.py").read_text(encoding="utf-8")
    assert "\nfrom errors import AcmeError, ErrorCode, best_locale\n" in text
    (folder / "acme" / "__init__.py").touch()
    assert errcat("build", "errors.yaml", *options, "--check").code == 1
    assert errcat("build", "errors.yaml", *options).code == 0
    text = (folder / "acme" / "web.py").read_text(encoding="utf-8")
    assert "\nfrom .errors import AcmeError, ErrorCode, best_locale\n" in text


def test_one_output_alone_knows_the_module_of_its_table(folder: Path, errcat):
    (folder / "errcat.toml").write_text(
        'catalogs = ["errors.yaml"]\n[[build]]\npython = "other/wrong.py"\n'
        '[[build]]\npython = {path = "src/errors.py", base-class = "AcmeError"}\npython-fastapi = "src/web.py"\n'
        '[[build]]\npython-fastapi = "alone/web.py"\n',
        encoding="utf-8",
    )
    assert errcat("build", "src/web.py").code == 0
    assert "\nfrom errors import AcmeError, ErrorCode, best_locale\n" in (folder / "src" / "web.py").read_text(
        encoding="utf-8"
    )
    assert errcat("build", "alone/web.py").code == 0
    assert "\nfrom wrong import ApiError, ErrorCode, best_locale\n" in (folder / "alone" / "web.py").read_text(
        encoding="utf-8"
    )
