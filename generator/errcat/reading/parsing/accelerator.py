"""The data of a text, without places, by yaml-rs: four times as fast as the reference, `events`, and optional.

yaml-rs reads YAML 1.2 and does not report what a catalog does not allow. So its data counts only where
`parser_differences` finds no reason why the reference could read the text differently, or report something about it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from errcat.reading.parsing.parser_differences import may_overstrain, may_read_differently

TESTED_VERSION = "0.1.6"
"""The version that tests compare with the reference. errcat uses no other version."""


def certain_data(text: str, typographic: Iterable[str] = ()) -> Any:
    """Return the data of a text if the reference certainly reads the same and has nothing to report; otherwise None.

    `typographic` are the quotes and bullets in the text that may be meant to be those of YAML.
    """
    loads = parser()
    if loads is None or may_overstrain(text):
        return None
    try:
        data = loads(text.replace("\r\n", "\n"))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 — a panic of Rust is no Exception; the reference explains what is wrong
        return None
    return None if type(data) is not dict or may_read_differently(text, data, typographic) else data


@cache
def parser() -> Callable[[str], object] | None:
    """Return the parser, or None if it is missing, broken, or a version that nobody has compared with the reference."""
    # When it is loaded, its allocator reads this: it keeps no freed memory, a quarter of the memory of a check.
    os.environ.setdefault("MIMALLOC_PURGE_DELAY", "0")
    try:
        import yaml_rs  # noqa: PLC0415 — optional

        if yaml_rs.__version__ != TESTED_VERSION:
            return None
        yaml_rs_loads = yaml_rs.loads
    except Exception:  # noqa: BLE001 — whatever is wrong with it, the reference reads the same
        return None
    return lambda text: yaml_rs_loads(text, parse_datetime=False)
