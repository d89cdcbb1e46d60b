"""Sources → the YAML of a catalog, and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from errcat.importing.catalog_data import catalog_of
from errcat.importing.found.drafts import Collected
from errcat.importing.found.ledger import GUIDE, IGNORED, Ledger, Use
from errcat.importing.found.pieces import LineRange, Piece
from errcat.importing.found.sources import ImportSource
from errcat.importing.guess.page import PageReader
from errcat.importing.readers import delimited, html_page, json_data, markdown, records, toml_data, yaml_data
from errcat.text.yaml_writer import YamlStyle, yaml_lines

READERS: Mapping[str, Callable[[ImportSource], list[Piece]]] = {
    "markdown": markdown.read,
    "html": html_page.read,
    "csv": delimited.read,
    "tsv": delimited.read,
    "json": lambda source: records.pieces_of([json_data.read(source.text, source.name)]),
    "jsonl": lambda source: records.pieces_of(json_data.read_lines(source.text, source.name)),
    "yaml": lambda source: records.pieces_of(yaml_data.read(source.text, source.name)),
    "toml": lambda source: records.pieces_of([toml_data.read(source.text, source.name)]),
}
"""The reader of each kind of source."""
_STYLE = YamlStyle(indents_lists=True, quotes_sentences=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    sources: Sequence[ImportSource]
    catalog: Mapping[str, object]
    collected: Collected

    @property
    def ledger(self) -> Ledger:
        return self.collected.ledger


def import_sources(sources: Sequence[ImportSource], columns: Mapping[str, str]) -> Imported:
    """Read sources into one catalog. `columns` has the fields of columns that the user says."""
    collected = Collected()
    for number, source in enumerate(sources):
        pieces = READERS[source.kind](source)
        PageReader(collected, number, source.name, columns, is_one_of_many=len(sources) > 1).read(pieces)
        _comments(collected, number, source)
    catalog = catalog_of(collected)
    collected.ledger.uses[:] = [_settled(use, collected, catalog) for use in collected.ledger.uses]
    for number, source in enumerate(sources):
        collected.ledger.close(number, source.text.split("\n")[: source.line_count])
    return Imported(sources, catalog, collected)


def _settled(use: Use, collected: Collected, catalog: Mapping[str, object]) -> Use:
    """Correct the entry of a line whose guide or group is not in the catalog after all."""
    kind, _, rest = use.target.partition(": ")
    target = use.target
    if use.kind == GUIDE and target.startswith("groups."):
        id = target.split(".")[1]
        if id in _keys(catalog.get("groups")):
            return use
        kind, rest = "guides", collected.groups[id].title
        target = f"guides: {rest}"
    if use.kind == GUIDE and kind == "guides" and rest not in _titles(catalog.get("guides")):
        return replace(use, kind=IGNORED, target="", reason="heading")
    return replace(use, target=target)


def _keys(value: object) -> Collection[str]:
    return value if isinstance(value, dict) else ()


def _titles(guides: object) -> Collection[str]:
    return {guide["title"] for guide in guides} if isinstance(guides, list) else ()


def _comments(collected: Collected, number: int, source: ImportSource) -> None:
    """Account for the comments of data files."""
    if source.kind in ("yaml", "toml"):
        for line, text in enumerate(source.text.split("\n"), 1):
            if text.lstrip().startswith("#"):
                collected.ledger.ignore(number, LineRange(line, line), "comment")


def yaml_of(catalog: Mapping[str, object]) -> str:
    """Return the catalog as YAML, with an empty line between its parts and between errors."""
    lines: list[str] = []
    for key, value in catalog.items():
        if lines and key != "api":
            lines.append("")
        if key in ("errors", "guides") and isinstance(value, list) and value:
            lines.append(f"{key}:")
            for number, entry in enumerate(value):
                if number:
                    lines.append("")
                lines += yaml_lines([entry], _STYLE, 2)
        else:
            lines += yaml_lines({key: value}, _STYLE)
    return "\n".join([*lines, ""])
