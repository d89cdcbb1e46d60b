"""The `python-flask` target: a Python module that connects the errors to Flask."""

from errcat.targets.python_frameworks.settings import FRAMEWORK_SETTINGS
from errcat.targets.target import Target

TARGET = Target(
    id="python-flask",
    about="a Python module for Flask: install(app) makes a service send the errors",
    module="python_flask",
    example="src/acme/errors_flask.py",
    settings=FRAMEWORK_SETTINGS,
    imports_errors=True,
)
