"""Sources → the YAML of a catalog, and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from errcat.errors import RunError
from errcat.importing.catalog_data import catalog_of
from errcat.importing.exports.recognition import read_export
from errcat.importing.found.drafts import Collected
from errcat.importing.found.ledger import GUIDE, IGNORED, UNCLEAR, Ledger, Use
from errcat.importing.found.nodes import DataNode
from errcat.importing.found.pieces import ApiInfo, Bullets, LineRange, PageTable, Piece
from errcat.importing.found.sources import DATA, ImportSource
from errcat.importing.guess.page import PageReader
from errcat.importing.readers import (
    delimited,
    go_code,
    html_page,
    java_code,
    json_data,
    markdown,
    openapi,
    protobuf,
    python_code,
    records,
    toml_data,
    typescript_code,
    workbook,
    yaml_data,
)
from errcat.text.yaml_writer import YamlStyle, yaml_lines

READERS: Mapping[str, Callable[[ImportSource], list[Piece]]] = {
    "markdown": markdown.read,
    "html": html_page.read,
    "csv": delimited.read,
    "tsv": delimited.read,
    "json": lambda source: _data([json_data.read(source.text, source.name)]),
    "jsonl": lambda source: records.pieces_of(json_data.read_lines(source.text, source.name)),
    "yaml": lambda source: _data(yaml_data.read(source.text, source.name)),
    "openapi": lambda source: _data(_json_or_yaml(source)),
    "toml": lambda source: records.pieces_of([toml_data.read(source.text, source.name)]),
    "python": python_code.read,
    "typescript": typescript_code.read,
    "go": go_code.read,
    "java": java_code.read,
    "protobuf": protobuf.read,
    "xlsx": workbook.read,
}
"""The reader of each kind of source."""
COMMENTS = {"yaml": "#", "toml": "#"}
MAX_ENTRIES = 50_000
"""The largest number of rows, list items and other parts of a source."""
CODE = ("python", "typescript", "go", "java", "protobuf")
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


def _data(nodes: list[DataNode]) -> list[Piece]:
    """Return the pieces of a data file, which may be an OpenAPI document."""
    if len(nodes) == 1 and openapi.is_openapi(nodes[0]):
        return openapi.pieces_of(nodes[0])
    return records.pieces_of(nodes)


def _json_or_yaml(source: ImportSource) -> list[DataNode]:
    if source.text.lstrip().startswith("{"):
        return [json_data.read(source.text, source.name)]
    return yaml_data.read(source.text, source.name)


def import_sources(sources: Sequence[ImportSource], columns: Mapping[str, str]) -> Imported:
    """Read sources into one catalog. `columns` has the fields of columns that the user says."""
    collected = Collected()
    for number, source in enumerate(sources):
        if read_export(source, number, collected):
            continue
        pieces = READERS[source.kind](source)
        _require_bounds(source.name, pieces)
        PageReader(collected, number, source.name, columns, is_one_of_many=len(sources) > 1).read(pieces)
        has_errors = any(draft.source == number for draft in (*collected.drafts, *collected.statuses))
        has_findings = any(use.source == number and use.kind == UNCLEAR for use in collected.ledger.uses)
        if source.kind in (*CODE, *DATA) and not (has_errors or has_findings):
            collected.ledger.unclear(number, LineRange(1, 1), "no-errors", source.name)
        is_api = any(isinstance(piece, ApiInfo) for piece in pieces)
        _rest(collected, number, source, is_api=is_api)
    catalog = catalog_of(collected)
    groups, guides = _keys(catalog.get("groups")), _titles(catalog.get("guides"))
    collected.ledger.uses[:] = [_settled(use, collected, groups, guides) for use in collected.ledger.uses]
    ends = [max(source.line_count, 1) for source in sources]
    collected.ledger.uses[:] = [
        use
        if use.lines.last <= ends[use.source]
        else replace(use, lines=LineRange(min(use.lines.first, ends[use.source]), ends[use.source]))
        for use in collected.ledger.uses
    ]  # YAML's parser can be a line ahead
    for number, source in enumerate(sources):
        collected.ledger.close(number, source.text.split("\n")[: source.line_count])
    return Imported(sources, catalog, collected)


def _require_bounds(name: str, pieces: Sequence[Piece]) -> None:
    count = len(pieces)
    for piece in pieces:
        match piece:
            case PageTable():
                count += len(piece.rows)
            case Bullets():
                count += len(piece.items)
            case _:
                pass
    if count > MAX_ENTRIES:
        raise RunError("too-much-to-import", path=name, what=f"a list with more than {MAX_ENTRIES:,} entries")


def _settled(use: Use, collected: Collected, groups: Collection[str], guides: Collection[str]) -> Use:
    """Correct the entry of a line whose guide or group is not in the catalog after all."""
    kind, _, rest = use.target.partition(": ")
    target = use.target
    if use.kind == GUIDE and target.startswith("groups."):
        id = target.split(".")[1]
        if id in groups:
            return use
        kind, rest = "guides", collected.groups[id].title
        target = f"guides: {rest}"
    if use.kind == GUIDE and kind == "guides" and rest not in guides:
        return replace(use, kind=IGNORED, target="", reason="heading")
    return replace(use, target=target)


def _keys(value: object) -> Collection[str]:
    return value if isinstance(value, dict) else ()


def _titles(guides: object) -> Collection[str]:
    return {guide["title"] for guide in guides} if isinstance(guides, list) else ()


def _rest(collected: Collected, number: int, source: ImportSource, *, is_api: bool) -> None:
    """Account for the lines of data and code that no piece is from: comments, other code, other parts of an API."""
    lines = source.text.split("\n")
    if source.kind in COMMENTS:
        for line, text in enumerate(lines, 1):
            if text.lstrip().startswith(COMMENTS[source.kind]):
                collected.ledger.ignore(number, LineRange(line, line), "comment")
    if is_api or source.kind in CODE:
        free = collected.ledger.free_lines(number, len(lines))
        for line in free:
            if lines[line - 1].strip():
                collected.ledger.ignore(number, LineRange(line, line), "api" if is_api else "code")


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
