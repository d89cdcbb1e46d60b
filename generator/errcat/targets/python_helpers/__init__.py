"""The `python-helpers` target: responses for frameworks' OpenAPI documents, and assertions for tests."""

from errcat.targets.openapi.contract_settings import CONTRACT_SETTINGS
from errcat.targets.target import Target

TARGET = Target(
    id="python-helpers",
    about="a second Python module: OpenAPI responses for web frameworks, and assertions for tests",
    module="python_helpers",
    example="src/acme/errors_openapi.py",
    settings=CONTRACT_SETTINGS,
)
