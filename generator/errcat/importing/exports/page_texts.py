"""Messages and translations on a page that errcat wrote."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.importing.exports.page_lines import (
    PageBlock,
    code_of,
    items_of,
    lines_of_text,
    markdown_text,
    note_of,
    title_of,
)

WHAT_TO_DO = "**What to do:** "
_FOR_USERS = "**For users:** "
_ONE, _SEVERAL, _SOLUTIONS, _CAUSES, _DESCRIPTION = (
    "Message:",
    "Messages:",
    "Solutions:",
    "Why it happens:",
    "Description:",
)
MESSAGES = (_ONE, _SEVERAL)
"""The lines above messages."""


def messages_of(
    blocks: Sequence[PageBlock], *, has_one: bool
) -> tuple[str | None, list[dict[str, object]], list[PageBlock]]:
    """Return the message, the messages for certain cases, and blocks that belong to none."""
    message: str | None = None
    variants: list[dict[str, object]] = []
    when: list[PageBlock] = []
    for block in blocks:
        code = code_of(block)
        if code is None:
            when.append(block)
        elif has_one and message is None and not variants and not when:
            message = code
        else:
            case: dict[str, object] = {"when": lines_of_text(when).removesuffix(":")} if when else {}
            variants.append({**case, "message": code})
            when = []
    return message, variants, when


def labelled(blocks: Sequence[PageBlock], label: str) -> str:
    """Return the text of blocks after the label that the first starts with."""
    first = PageBlock([blocks[0].lines[0][len(label) :], *blocks[0].lines[1:]], blocks[0].first)
    return lines_of_text([first, *blocks[1:]])


def translation_of(blocks: Sequence[PageBlock], shift: int) -> dict[str, object]:
    """Return the texts of an error in a language. `shift` is how much deeper headings in its texts are."""
    found: dict[str, object] = {}
    rest = list(blocks)
    if rest and (title := title_of(rest[0])) is not None:
        found["title"] = title
        rest = rest[1:]
    for part in _parts(rest):
        start, after = part[0].lines[0], part[1:]
        if start in MESSAGES:
            message, variants, _ = messages_of(after, has_one=start == _ONE)
            found |= {"message": message} if message is not None else {}
            found |= {"messages": variants} if variants else {}
        elif start.startswith(WHAT_TO_DO):
            found["action"] = labelled(part, WHAT_TO_DO)
        elif start.startswith(_FOR_USERS):
            found["user_message"] = labelled(part, _FOR_USERS)
        elif start in (_SOLUTIONS, _CAUSES) and after:
            field = "solutions" if start == _SOLUTIONS else "causes"
            found[field] = [note_of(lines, shift) for lines, _ in items_of(after[0])]
        elif start == _DESCRIPTION:
            found["description"] = markdown_of(after, shift)
    return found


def markdown_of(blocks: Sequence[PageBlock], shift: int = 0) -> str:
    """Return blocks as a Markdown text, with the empty lines between them."""
    lines: list[str] = []
    for block in blocks:
        lines.extend([""] * (block.first - blocks[0].first - len(lines)))
        lines.extend(block.lines)
    return markdown_text(lines, shift)


def _parts(blocks: Sequence[PageBlock]) -> list[list[PageBlock]]:
    """Return the blocks in parts that each start with a label. The description is the last part."""
    parts: list[list[PageBlock]] = []
    for block in blocks:
        start = block.lines[0]
        is_label = block.text in (*MESSAGES, _SOLUTIONS, _CAUSES, _DESCRIPTION)
        is_described = bool(parts) and parts[-1][0].text == _DESCRIPTION
        if not parts or ((is_label or start.startswith((WHAT_TO_DO, _FOR_USERS))) and not is_described):
            parts.append([])
        parts[-1].append(block)
    return parts
