"""The `json` target: the resolved catalog for other tools, scripts and templates."""

from errcat.targets.target import Target

TARGET = Target(
    id="json",
    about="the resolved catalog: all that other tools, scripts and templates need",
    module="json_catalog",
    example="errors.json",
)
