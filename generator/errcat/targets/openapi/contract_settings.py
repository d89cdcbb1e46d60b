"""The settings that the OpenAPI document and the Python helpers share."""

from errcat.targets.target import Setting

CONTRACT_SETTINGS = (
    Setting("version", "3.1.0", "the version of OpenAPI", ("3.0.3", "3.1.0", "3.2.0")),
    Setting(
        "codes",
        "catalog",
        "whether new codes can come: no (closed), yes (open), or the setting of the catalog",
        ("catalog", "closed", "open"),
    ),
    Setting(
        "schemas",
        "per-status",
        "whether errors share one schema, or have a schema for each status or code; with `single`, the codes of an "
        "operation aren't typed",
        ("single", "per-status", "per-code"),
    ),
)
