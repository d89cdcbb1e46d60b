"""The `openapi` target: reusable responses, schemas and examples for an OpenAPI document."""

from errcat.targets.openapi.contract_settings import CONTRACT_SETTINGS
from errcat.targets.target import Setting, Target

TARGET = Target(
    id="openapi",
    about="reusable responses, schemas and examples for an OpenAPI document; JSON where the file ends in .json",
    module="openapi",
    example="errors.openapi.yaml",
    settings=(
        *CONTRACT_SETTINGS,
        Setting("server", "/", "the address in `servers`"),
        Setting("license", None, "the name of the API's licence, in `info`"),
        Setting("license-url", None, "where that licence stands"),
    ),
)
