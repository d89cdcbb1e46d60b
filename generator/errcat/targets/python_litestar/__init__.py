"""The `python-litestar` target: a Python module that connects the errors to Litestar."""

from errcat.targets.python_frameworks.settings import FRAMEWORK_SETTINGS
from errcat.targets.target import Target

TARGET = Target(
    id="python-litestar",
    about="a Python module for Litestar: its plugin makes a service send the errors",
    module="python_litestar",
    example="src/acme/errors_litestar.py",
    settings=FRAMEWORK_SETTINGS,
    imports_errors=True,
)
