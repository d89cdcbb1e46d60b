"""The table of mistakes: one small change of a catalog per mistake, and what its writer meant.

There are two catalogs: `catalog.yaml`, and `parcels/catalog.yaml`, in another style: everything in quotes, codes that
are numbers, params in braces, no envelope. Each other `*.yaml` file next to a catalog lists mistakes of one subject:

    name    the mistake, in words
    text    what the catalog has at the place of the mistake
    typed   what the writer types there instead
    meant   what the writer should have typed; without it, `text`
    rule    the only finding
    in      the code of the error that has `text`; without it, `text` appears once in the catalog
    line    a part of the line that the finding points at; without it, the first line of `typed`
    help    words of the help from which `meant` follows, where the help can't show the lines to type
    every   true if the mistake is made wherever `text` appears
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
CATALOGS = tuple(sorted(file.read_text(encoding="utf-8") for file in HERE.rglob("catalog.yaml")))


@dataclass(frozen=True)
class Mistake:
    """A row of the table."""

    catalog: str
    subject: str
    name: str
    text: str
    typed: str
    meant: str
    rule: str
    code: str
    line: str
    help: str
    every: bool

    @cached_property
    def mistaken(self) -> str:
        """The catalog with the mistake."""
        return self._with(self.typed)

    @cached_property
    def intended(self) -> str:
        """The catalog as its writer means it."""
        return self._with(self.meant)

    @property
    def marked_line(self) -> str:
        return self.line or self.typed.strip("\n").split("\n")[0].strip()

    def _with(self, text: str) -> str:
        count = self.catalog.count(self.text)
        if self.every:
            assert count > 1, f"{self.text!r} appears {count} times"
            return self.catalog.replace(self.text, text)
        entry = re.search(rf'- +"?code"?: "?{self.code}"?\n', self.catalog) if self.code else None
        assert entry or count == 1, f"{self.text!r} appears {count} times"
        start = self.catalog.index(self.text, entry.start() if entry else 0)
        return self.catalog[:start] + text + self.catalog[start + len(self.text) :]


def mistakes() -> Iterator[Mistake]:
    """Read the table."""
    for file in sorted(HERE.rglob("*.yaml")):
        if file.name != "catalog.yaml":
            catalog = (file.parent / "catalog.yaml").read_text(encoding="utf-8")
            for row in yaml.safe_load(file.read_text(encoding="utf-8")):
                yield _mistake(catalog, file.stem, row)


def _mistake(catalog: str, subject: str, row: dict[str, Any]) -> Mistake:
    row = {"meant": row["text"], **row}
    mistake = Mistake(
        catalog=catalog,
        subject=subject,
        name=row.pop("name"),
        text=row.pop("text"),
        typed=row.pop("typed"),
        meant=row.pop("meant"),
        rule=row.pop("rule"),
        code=row.pop("in", ""),
        line=row.pop("line", ""),
        help=row.pop("help", ""),
        every=row.pop("every", False),
    )
    assert not row, f"{mistake.name}: a row has no {list(row)}"
    return mistake
