"""The `csv` target: a sheet with a row for each error."""

from errcat.model.sheet_columns import COLUMNS
from errcat.targets.target import Setting, Target

TARGET = Target(
    id="csv",
    about="a sheet with a row per error, for Excel, LibreOffice and Google Sheets",
    module="csv_sheet",
    example="errors.csv",
    settings=(
        Setting(
            "columns",
            None,
            "the columns and their order; by default all fields that an error has",
            pattern=rf"\s*(?:{'|'.join(COLUMNS)}|x-[\w-]+)(?:\s*,\s*(?:{'|'.join(COLUMNS)}|x-[\w-]+))*\s*",
            example="code, status, message, action",
        ),
        Setting(
            "separator",
            None,
            "what separates the cells; by default tabs if the path ends in .tsv, and commas otherwise",
            ("comma", "semicolon", "tab"),
        ),
        Setting("internal", True, "whether the sheet has internal errors"),
        Setting("bom", False, "whether the file starts with a byte order mark, by which Excel recognizes UTF-8"),
        Setting("line-ends", "lf", "how lines end", ("lf", "crlf")),
    ),
)
