"""The errors that a command names, and why a new code can't be used."""

from __future__ import annotations

from errcat.errors import RunError
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.references import vocabulary
from errcat.text.suggestions import closest


def errors_named(catalog: Catalog, word: str) -> tuple[ErrorEntry, ...]:
    """Return the errors with a code, or else the error with a name."""
    with_code = catalog.by_code.get(word, ())
    if with_code:
        return with_code
    error = catalog.by_name.get(word)
    if error is not None and "code" not in error.broken:
        return (error,)
    retired = next((retired for retired in catalog.retired if word in (retired.code, retired.name)), None)
    if retired is not None:
        raise RunError("no-such-error", help="retired", code=word, similar=retired.replaced_by or "")
    similar = closest(word, list(vocabulary(catalog)))
    raise RunError("no-such-error", help="similar" if similar else "", code=word, similar=similar)


def require_free(catalog: Catalog, code: str) -> None:
    """Refuse a code that is in use, retired or reserved."""
    if code in catalog.by_code and catalog.codes.unique == "catalog":
        raise RunError("code-not-free", code=code)
    if any(code == retired.code for retired in catalog.retired):
        raise RunError("code-not-free", help="retired", code=code)
    if any(code == reserved.code for reserved in catalog.reserved):
        raise RunError("code-not-free", help="reserved", code=code)


def require_replacement(catalog: Catalog, code: str, replacement: str) -> None:
    """Refuse a replacement that does not exist, or that is the error itself."""
    errors = errors_named(catalog, replacement)
    if any(code in (error.code, error.name) for error in errors) and len(errors) == 1:
        raise RunError("replaced-by-itself", code=code)
