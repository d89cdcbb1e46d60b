"""How certain it is that a position has a code."""

from __future__ import annotations

from enum import IntEnum

from errcat.resolved.python_reserved_names import PYTHON_EXCEPTIONS
from errcat.scanning.catalog_codes import CatalogCodes
from errcat.scanning.facts import Kind, Sighting, is_error_word, words_in

CODE_KEYS = frozenset(["code", "Code", "CODE", "default_code", "defaultCode"])
"""Keys that have a code if something around them is about errors."""
SURE_KEYS = frozenset(
    ["error_code", "errorCode", "ErrorCode", "err_code", "errCode", "ErrCode", "ERROR_CODE", "error-code"]
)
"""Keys that always have a code."""
OTHER_KEYS = frozenset(["error", "Error", "reason", "Reason", "type", "Type", "error_type", "errorType"])
"""Keys that often have something else: only texts that are a known code count."""
STATUS_KEYS = frozenset(
    ["status", "Status", "status_code", "statusCode", "StatusCode", "http_status", "httpStatus", "HTTPStatus",
     "HttpStatus", "http_status_code", "default_status", "defaultStatus"]
)  # fmt: skip
_NEXT_TO_A_CODE = frozenset(
    ["message", "Message", "msg", "Msg", "detail", "Detail", "details", "Details", "error_message", "errorMessage",
     "user_message", "userMessage", "docs_url", "doc_url", "retryable"]
)  # fmt: skip
_BUILTIN = PYTHON_EXCEPTIONS | frozenset(
    ["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "Exception", "ValueError",
     "RuntimeException", "IllegalArgumentException", "IllegalStateException", "NullPointerException",
     "UnsupportedOperationException", "NoSuchElementException", "errors.New", "fmt.Errorf"]
)  # fmt: skip
_GENERIC = frozenset("api app service error errors err code codes".split())  # noqa: SIM905
"""The words in the name of an enum that can only have the codes of this API."""
_ABOUT_OURSELVES = ("this", "self", "cls")
_CAUGHT = ("e", "ex")
"""Names that are usually those of a caught error."""


class Certainty(IntEnum):
    """How certain it is that a text in a position is a code."""

    WEAK = 1
    """Only if it is a known code."""
    LIKELY = 2
    """If it is a known code, or nearly one."""
    CERTAIN = 3


def certainty(sighting: Sighting, known: CatalogCodes, keys: frozenset[str]) -> Certainty:
    """Return how certain it is that a position has a code. `keys` are those of the settings."""
    name = sighting.name
    if name in keys or (name in SURE_KEYS and sighting.kind is not Kind.POSITIONAL):
        return Certainty.CERTAIN
    match sighting.kind:
        case Kind.KEY:
            return _of_key(sighting, known)
        case Kind.COMPARED:
            return _of_comparison(sighting, known)
        case Kind.POSITIONAL:
            last = sighting.owner.rpartition(".")[2]
            is_class = last[:1].isupper() and is_error_word(last)
            is_likely = is_class and sighting.owner not in _BUILTIN and last not in _BUILTIN and sighting.index == 0
            return Certainty.LIKELY if is_likely else Certainty.WEAK
        case Kind.MEMBER:
            words = words_in(sighting.owner)
            if is_error_word(sighting.owner):
                return Certainty.CERTAIN if words <= _GENERIC and words & {"code", "codes"} else Certainty.LIKELY
            return Certainty.WEAK
        case _:
            is_code = name in CODE_KEYS or any(path[-1] == name for path in known.paths)
            return (
                Certainty.CERTAIN
                if is_code and name not in OTHER_KEYS and _is_about_errors(sighting)
                else Certainty.WEAK
            )


def _of_key(sighting: Sighting, known: CatalogCodes) -> Certainty:
    path = (*sighting.path, sighting.name)
    if any(len(code) > 1 and path[-len(code) :] == code for code in known.paths):
        return Certainty.CERTAIN
    is_flat = (sighting.name,) in known.paths
    if is_flat and not sighting.siblings.isdisjoint(known.body_keys - {sighting.name}):
        return Certainty.CERTAIN
    if sighting.name in OTHER_KEYS or not (sighting.name in CODE_KEYS or is_flat):
        return Certainty.WEAK
    is_about_errors = (
        _is_about_errors(sighting)
        or not sighting.siblings.isdisjoint(_NEXT_TO_A_CODE)
        or any(map(is_error_word, sighting.path[-1:]))
        or (sighting.status or 0) >= 400
    )
    return Certainty.CERTAIN if is_about_errors else Certainty.WEAK


def _of_comparison(sighting: Sighting, known: CatalogCodes) -> Certainty:
    path = (*sighting.path, sighting.name)
    # an object must be before the keys: in `error.code`, the error can be one of the system
    if any(1 < len(code) < len(path) and path[-len(code) :] == code for code in known.paths):
        return Certainty.CERTAIN
    is_code = sighting.name in CODE_KEYS and any(is_error_word(part) or part in _CAUGHT for part in sighting.path[-1:])
    return Certainty.LIKELY if is_code else Certainty.WEAK


def _is_about_errors(sighting: Sighting) -> bool:
    """Whether the function, class or object of a position is about errors."""
    around = [sighting.owner.rpartition(".")[2]]
    if sighting.kind is Kind.ATTRIBUTE or (sighting.kind is Kind.ASSIGNED and sighting.owner not in sighting.path):
        around += [base.rpartition(".")[2] for base in sighting.path]
    elif sighting.kind is Kind.ASSIGNED:
        around += [part for part in sighting.path[-1:] if part not in _ABOUT_OURSELVES]
    return any(map(is_error_word, around))
