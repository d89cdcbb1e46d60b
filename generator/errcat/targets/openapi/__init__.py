"""The `openapi` target: reusable responses, schemas and examples for an OpenAPI document."""

from errcat.targets.openapi.contract_settings import CONTRACT_SETTINGS
from errcat.targets.target import Setting, Target

TARGET = Target(
    id="openapi",
    about="an OpenAPI document with reusable responses, schemas and examples; JSON if the name ends in .json",
    module="openapi",
    example="errors.openapi.yaml",
    settings=(
        *CONTRACT_SETTINGS,
        Setting("server", "/", "the address in `servers`"),
        Setting("license", None, "the license of the API, in `info`"),
        Setting("license-url", None, "the address of the license"),
    ),
)
