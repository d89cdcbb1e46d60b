"""The `python-runtime` target: the machinery that several packages of one project can share."""

from errcat.targets.target import Target

TARGET = Target(
    id="python-runtime",
    about="the Python machinery that several packages share, see the setting python.runtime",
    module="python_runtime",
    example="src/acme/errcat_runtime.py",
)
