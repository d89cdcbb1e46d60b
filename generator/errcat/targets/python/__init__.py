"""The `python` target: an enum of the codes, and exceptions, as a single file or as a package."""

from errcat.resolved.python_reserved_names import BASE_CLASS, PYTHON_EXCEPTIONS
from errcat.targets.target import Setting, Target

TARGET = Target(
    id="python",
    about="a Python module or package: an enum of the codes, and exceptions",
    module="python",
    example="src/acme/errors.py",
    settings=(
        Setting(
            "exceptions",
            "auto",
            "what has its own exception class; auto: every code, up to exceptions-limit",
            ("auto", "none", "category", "type", "code"),
        ),
        Setting(
            "exceptions-limit",
            0,
            "with auto and more codes than this, only types or categories have a class; 0: no limit",
        ),
        Setting(
            "base-class",
            BASE_CLASS,
            "the name of the base class of all exceptions",
            # a class that hides no builtin
            pattern=rf"(?!(?:{'|'.join(sorted(PYTHON_EXCEPTIONS))})$)[A-Z][A-Za-z0-9]*(?:Error|Exception)",
            example="AcmeError",
        ),
        Setting("guides", True, "whether the module has causes, solutions and other texts for people"),
        Setting("deprecation-warnings", False, "whether Python warns when code raises a deprecated error"),
        Setting("language", "en", "the language of the catalog's own texts, for best_locale and Content-Language"),
        Setting(
            "runtime",
            None,
            "the module of python-runtime to import, which several modules can share; by default, each has its own",
            pattern=r"\.*[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*",
            example="acme.errcat_runtime",
        ),
    ),
    is_folder=lambda name: "." not in name,
)
