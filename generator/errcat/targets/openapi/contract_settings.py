"""The settings that the OpenAPI document and the Python helpers share."""

from errcat.targets.target import Setting

CONTRACT_SETTINGS = (
    Setting("version", "3.1.0", "the version of OpenAPI", ("3.0.3", "3.1.0", "3.2.0")),
    Setting(
        "codes",
        "catalog",
        "whether other codes than these may come; catalog: as it says",
        ("catalog", "closed", "open"),
    ),
    Setting("schemas", "per-status", "how closely a schema tells errors apart", ("single", "per-status", "per-code")),
)
