"""The `python-django` target: a Python module that connects the errors to Django and Django REST framework."""

from errcat.targets.python_frameworks.settings import FRAMEWORK_SETTINGS
from errcat.targets.target import Target

TARGET = Target(
    id="python-django",
    about="a Python module for Django: a middleware and an exception handler that make a service send the errors",
    module="python_django",
    example="src/acme/errors_django.py",
    settings=FRAMEWORK_SETTINGS,
    imports_errors=True,
)
