"""How many responses were read, and which codes were seen, for people."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.text.counts import counted
from errcat.text.suggestions import repr_of
from errcat.text.visible import visible
from errcat.traffic.tally import Tally


def summary(tally: Tally) -> str:
    """Return how many responses are errors, and how many codes were seen."""
    counts = tally.counts
    text = f"Read {counted(counts.responses, 'response')}: {counted(counts.errors, 'error')}"
    if counts.errors:
        text += f", {counts.known:,} with a known code"
    parts = [f"{text}."]
    seen = sum(map(len, tally.seen()))
    total = sum(len(known.catalog.by_code) for known in tally.catalogs)
    parts.append(f"Seen: {seen:,} of {counted(total, 'code')}.")
    if counts.skipped:
        parts.append(f"{counted(counts.skipped, 'entry').replace('entrys', 'entries')} without a response.")
    return " ".join(parts)


def seen_codes(tally: Tally) -> str:
    """Return each code of the catalogs with how often it was seen, most often first, and those never seen."""
    return "\n".join(line for number in range(len(tally.catalogs)) for line in _of_catalog(tally, number))


def _of_catalog(tally: Tally, number: int) -> Iterator[str]:
    known, seen = tally.catalogs[number], tally.seen()[number]
    yield f"{visible(known.name)}: {len(seen):,} of {counted(len(known.catalog.by_code), 'code')} seen"
    width = max((len(f"{code.count:,}") for code in seen.values()), default=1)
    for code, count in sorted(seen.items(), key=lambda item: (-item[1].count, item[0])):
        statuses = ", ".join(map(str, sorted(count.statuses)))
        shown = visible(repr_of(code))
        yield f"  {count.count:>{width},}  {shown}{f'  ({statuses})' if statuses else ''}"
    never = [code for code in known.catalog.by_code if code not in seen]
    if never:
        yield "Never seen:"
        yield from (f"  {visible(repr_of(code))}" for code in never)
