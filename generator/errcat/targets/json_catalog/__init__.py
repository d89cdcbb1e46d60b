"""The `json` target: the resolved catalog for other tools, scripts and templates."""

from errcat.targets.target import Target

TARGET = Target(
    id="json",
    about="the resolved catalog as JSON, for other tools, scripts and templates",
    module="json_catalog",
    example="errors.json",
)
