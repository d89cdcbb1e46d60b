"""How a generated module imports the module of the errors: by its plain name, or relatively inside a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.targets.python_imports import import_name


@pytest.mark.parametrize(
    ("module", "importer", "packages", "name"),
    [
        ("errors.py", "glue.py", [], "errors"),
        ("src/acme/errors.py", "src/acme/glue.py", [], "errors"),
        ("src/acme/errors.py", "src/acme/glue.py", ["src/acme"], ".errors"),
        ("src/acme/errors.py", "src/acme/api/glue.py", ["src/acme", "src/acme/api"], "..errors"),
        ("src/acme/errors.py", "src/acme/api/v1/glue.py", ["src/acme", "src/acme/api", "src/acme/api/v1"], "...errors"),
        ("src/acme/api/errors.py", "src/acme/glue.py", ["src/acme", "src/acme/api"], ".api.errors"),
        ("src/acme/a/errors.py", "src/acme/b/glue.py", ["src/acme", "src/acme/a", "src/acme/b"], "..a.errors"),
        ("src/acme/errors.py", "src/web/glue.py", ["src/acme"], "acme.errors"),
        ("src/acme/errors.py", "src/web/glue.py", ["src/acme", "src/web"], "acme.errors"),
        ("src/acme/errors.py", "glue.py", ["src/acme"], "acme.errors"),
        # the module is a package itself
        ("src/acme/errors", "src/acme/glue.py", ["src/acme", "src/acme/errors"], ".errors"),
        ("src/errors", "src/glue.py", ["src/errors"], "errors"),
        ("src/errors", "src/errors/glue.py", ["src/errors"], "."),
        ("src/acme/errors", "src/acme/errors/glue.py", ["src/acme", "src/acme/errors"], "."),
        ("src/acme/errors/__init__.py", "src/acme/glue.py", ["src/acme", "src/acme/errors"], ".errors"),
        ("src/acme/__init__.py", "src/acme/glue.py", ["src/acme"], "."),
        # what Python can't import
        ("errors-v1.py", "glue.py", [], None),
        ("1errors.py", "glue.py", [], None),
        ("class.py", "glue.py", [], None),
        ("src/my-app/errors.py", "src/my-app/glue.py", [], "errors"),
        ("src/my-app/errors.py", "src/web/glue.py", ["src/my-app"], None),
    ],
)
def test_the_name_by_which_a_module_is_imported(
    tmp_path: Path, module: str, importer: str, packages: list[str], name: str | None
):
    folders = {tmp_path / folder for folder in packages}
    assert import_name(tmp_path / module, tmp_path / importer, lambda folder: folder in folders) == name
