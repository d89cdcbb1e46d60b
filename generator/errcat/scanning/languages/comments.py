"""The comments of a file by their lines, for ignores."""

from __future__ import annotations

from collections.abc import Mapping

_MARK = "errcat:"


def python_comments(text: str) -> Mapping[int, tuple[int, str]]:
    """Return the comments with an ignore in them: by line, the offset and the text."""
    if _MARK not in text:
        return {}
    # slow to load, and few files have ignores
    import io  # noqa: PLC0415 — as above
    import tokenize  # noqa: PLC0415 — as above

    found: dict[int, tuple[int, str]] = {}
    starts = [0]
    for content in text.split("\n"):
        starts.append(starts[-1] + len(content) + 1)
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and _MARK in token.string:
                line, column = token.start
                found[line] = (starts[line - 1] + column, token.string)
    except (tokenize.TokenError, SyntaxError):
        return found
    return found
