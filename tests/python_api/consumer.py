"""A program that uses errcat as a library. `make lint` checks its types in strict mode."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import assert_type

import errcat


def main(path: Path) -> int:
    """Use every name of the public API."""
    try:
        catalog = errcat.load(path)
    except errcat.CatalogError as error:
        assert_type(error.result, errcat.CheckResult)
        return 1
    except errcat.RunError as error:
        assert_type(error.id, str)
        return 2
    assert_type(catalog, errcat.Catalog)
    for entry in catalog.errors:
        assert_type(entry, errcat.ErrorEntry)
        assert_type(entry.code, str)
    result = errcat.check(str(path), settings=None)
    assert_type(result.worst, errcat.Level)
    for finding in result.findings:
        assert_type(finding, errcat.Finding)
        if finding.span is not None:
            assert_type(finding.span, errcat.Span)
            assert_type(finding.span.start, errcat.Position)
    files = errcat.build(path, {"python": "errors.py"}, options={"python.guides": False}, settings=None)
    assert_type(files, dict[Path, bytes])
    assert_type(errcat.__version__, str)
    return len(files) - 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
