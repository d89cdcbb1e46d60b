"""Source text → facts, whatever the language."""

from __future__ import annotations

from errcat.scanning.facts import FileFacts, Interest, ScanSource, SkippedCode


def read_facts(source: ScanSource, interest: Interest) -> FileFacts:
    """Return the facts of a file. Code that nests too deeply for its parser is a mistake in the facts."""
    # a parser is slow to load, and many projects need only one
    try:
        if source.language == "python":
            from errcat.scanning.languages import python_code  # noqa: PLC0415 — as above

            return python_code.read(source, interest)
        from errcat.scanning.languages import grammars  # noqa: PLC0415 — as above

        return grammars.read(source, interest)
    except (RecursionError, MemoryError):
        return FileFacts(mistake=SkippedCode(0, 0, "deep"))
