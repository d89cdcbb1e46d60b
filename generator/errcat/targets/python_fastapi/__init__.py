"""The `python-fastapi` target: a Python module that connects the errors to FastAPI or Starlette."""

from errcat.targets.python_frameworks.settings import FRAMEWORK_SETTINGS
from errcat.targets.target import Target

TARGET = Target(
    id="python-fastapi",
    about="a Python module for FastAPI and Starlette: install(app) makes a service send the errors",
    module="python_fastapi",
    example="src/acme/errors_fastapi.py",
    settings=FRAMEWORK_SETTINGS,
    imports_errors=True,
)
