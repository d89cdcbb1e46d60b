"""The settings of the modules for web frameworks."""

from errcat.resolved.python_reserved_names import PYTHON_WORDS
from errcat.targets.openapi.contract_settings import CONTRACT_SETTINGS
from errcat.targets.target import Setting

_NAME = rf"(?!(?:{'|'.join(sorted(PYTHON_WORDS))})(?![A-Za-z0-9_]))[A-Za-z_][A-Za-z0-9_]*"

FRAMEWORK_SETTINGS = (
    Setting(
        "validation",
        None,
        "the code of the error for requests that aren't valid; without it, the framework answers",
        example="validation_failed",
        code_statuses=range(400, 500),
    ),
    Setting(
        "unhandled",
        None,
        "the code of the error for exceptions that nothing handles; without it, the framework answers",
        example="internal_error",
        code_statuses=range(500, 600),
    ),
    Setting(
        "statuses",
        None,
        "the codes of the errors that replace the framework's own HTTP errors, by status",
        example="route_not_found",
        keys="[45][0-9]{2}",
        key_example="404",
        code_statuses=range(400, 600),
    ),
    Setting(
        "errors",
        None,
        "the module of the errors; by default, the python output of the same catalog, imported by its plain name, or "
        "relatively inside a package",
        pattern=rf"\.+|\.*{_NAME}(?:\.{_NAME})*",
        example="acme.errors",
    ),
    Setting(
        "base-class",
        None,
        "the base class in the module of the errors; by default, that of the python output, or else ApiError",
        pattern=_NAME,
        example="AcmeError",
    ),
    *CONTRACT_SETTINGS,
)
