"""JSON as RFC 8259 defines it: no NaN, no Infinity, and no text that would stop the run."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from errcat.traffic.recordings.unreadable import UnreadableError


def parse(text: str) -> Any:
    """Return the data of a JSON text. Raise UnreadableError for anything else."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise UnreadableError("deep") from None
    except ValueError:  # also for a number with too many digits
        raise UnreadableError("json") from None


def _refuse(_constant: str) -> NoReturn:
    raise UnreadableError("nan")


_DECODER = json.JSONDecoder(parse_constant=_refuse)
