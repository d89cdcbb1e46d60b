"""Every message that errcat can emit. Generated from catalog/errcat.yaml: do not edit.

To change a message, edit the catalog and run `python generator/regenerate.py`.
"""

from __future__ import annotations

from typing import NamedTuple


class Diagnostic(NamedTuple):
    """The words of one finding or run error."""

    id: str
    title: str
    kind: str
    level: str
    message: str
    helps: dict[str, str]
    labels: dict[str, str]
    related: str
    tags: tuple[str, ...]
    description: str
    causes: tuple[str, ...]
    solutions: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


DIAGNOSTICS: dict[str, Diagnostic] = {
    'duplicate-code': Diagnostic(
        'duplicate-code',
        'Two errors share a code',
        'finding',
        'error',
        'the code "{code}" is used twice',
        {'default': 'give one of them another code; if "{code}" really has several meanings, write '
                    '`codes: {{unique: none}}` and give each entry a `name`',
         'group': 'give one of them another code, or another group'},
        {'default': 'used again here'},
        'first used here',
        (),
        'A client that gets this code cannot tell which of the two errors it means.\n',
        ('An entry was copied, and its code was not changed.',),
        ('Give the newer of the two a code of its own.',),
        (('Found', 'errors:\n  - code: NOT_FOUND\n  - code: NOT_FOUND\n'),
         ('Mended', 'errors:\n  - code: ORDER_NOT_FOUND\n  - code: CART_NOT_FOUND\n')),
    ),
}
