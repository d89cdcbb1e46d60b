"""What a first-time user or a script gets wrong, and must not pay for."""

from __future__ import annotations

from pathlib import Path

BAD = "errors:\n  - code: PARCEL_LOST\n    status: 410\n"


def test_an_unset_variable_of_a_script_is_no_folder(errcat, tmp_path: Path):
    (tmp_path / "errors.yaml").write_text(BAD, encoding="utf-8")
    assert errcat("check", "", "--fix").code == 2
    assert (tmp_path / "errors.yaml").read_text(encoding="utf-8") == BAD


def test_a_typing_mistake_in_the_settings_is_told_though_no_catalog_is_named(errcat, tmp_path: Path):
    (tmp_path / "errcat.toml").write_text('catalog = ["errors.yaml"]\n', encoding="utf-8")
    result = errcat("check")
    assert result.code == 1
    assert "[unknown-setting]" in result.out
    assert "`catalogs`" in result.out


def test_another_kind_of_file_is_left_alone(errcat, tmp_path: Path):
    text = "openapi: 3.0.0\ninfo: {title: Shop}\npaths: {}\n"
    (tmp_path / "api.yaml").write_text(text, encoding="utf-8")
    result = errcat("check", "api.yaml", "--fix")
    assert result.code == 1
    assert result.out.count("error[") == 1
    assert (tmp_path / "api.yaml").read_text(encoding="utf-8") == text


def test_no_safe_fix_for_a_text_with_a_hash_behind_it(errcat, tmp_path: Path):
    """What is behind the # may be the rest of the text: nobody but the writer knows."""
    text = "errcat: 1\nerrors:\n  - code: PARCEL_LOST\n    status: 410\n    message: Lost: 'it' # is gone\n    category: fix\n    action: Order it again\n"
    (tmp_path / "errors.yaml").write_text(text, encoding="utf-8")
    errcat("check", "errors.yaml", "--fix")
    assert (tmp_path / "errors.yaml").read_text(encoding="utf-8") == text


def test_openapi_without_a_command_or_with_none_that_there_is(errcat):
    result = errcat("openapi")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Usage: errcat openapi")
    assert "did you mean `errcat openapi apply`?" in errcat("openapi", "aply").err
