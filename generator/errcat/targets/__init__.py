"""Resolved catalog → artifacts, one target a file. TARGETS is the explicit table of all there are."""

from __future__ import annotations

from errcat.resolved.python_names import BASE_CLASS, PYTHON_EXCEPTIONS
from errcat.targets.target import Setting, SourceLine, SourceLines, Target, Value, Values

__all__ = ["TARGETS", "Setting", "SourceLine", "SourceLines", "Target", "Value", "Values"]


def _never(_name: str) -> bool:
    return False


def _unless_markdown(name: str) -> bool:
    """A name that ends in .md is one page, any other a folder of pages."""
    return not name.endswith(".md")


_PYTHON = Target(
    id="python",
    about="a Python module: an enum of the codes, and exceptions",
    module="python",
    example="src/acme/errors.py",
    is_folder=_never,
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
            # a class of its own: no builtin is hidden by it
            pattern=rf"(?!(?:{'|'.join(sorted(PYTHON_EXCEPTIONS))})$)[A-Z][A-Za-z0-9]*(?:Error|Exception)",
            example="AcmeError",
        ),
        Setting("guides", True, "whether the module has causes, solutions and other texts for people"),
        Setting("deprecation-warnings", False, "whether Python warns when code raises a deprecated error"),
    ),
)

_CONTRACT = (
    Setting("version", "3.1.0", "the version of OpenAPI", ("3.0.3", "3.1.0", "3.2.0")),
    Setting(
        "codes",
        "catalog",
        "whether new codes can come: no (closed), yes (open), or the setting of the catalog",
        ("catalog", "closed", "open"),
    ),
    Setting(
        "schemas",
        "per-status",
        "whether errors share one schema, or have a schema for each status or code",
        ("single", "per-status", "per-code"),
    ),
)
"""What the OpenAPI document and the responses of the helpers have in common."""

_PYTHON_HELPERS = Target(
    id="python-helpers",
    about="a second Python module: OpenAPI responses for web frameworks, and assertions for tests",
    module="python_helpers",
    example="src/acme/errors_openapi.py",
    is_folder=_never,
    settings=_CONTRACT,
)

_OPENAPI = Target(
    id="openapi",
    about="an OpenAPI document with reusable responses, schemas and examples; JSON if the name ends in .json",
    module="openapi",
    example="errors.openapi.yaml",
    is_folder=_never,
    settings=(
        *_CONTRACT,
        Setting("server", "/", "the address in `servers`"),
        Setting("license", None, "the license of the API, in `info`"),
        Setting("license-url", None, "the address of the license"),
    ),
)

_JSON = Target(
    id="json",
    about="the resolved catalog as JSON, for other tools, scripts and templates",
    module="json_catalog",
    example="errors.json",
    is_folder=_never,
)

_MARKDOWN = Target(
    id="markdown",
    about="Markdown pages: a folder with an overview and a page per error, or one page if the path ends in .md",
    module="markdown",
    example="docs/errors",
    is_folder=_unless_markdown,
    settings=(
        Setting(
            "style",
            "site",
            "what reads the folder: a site generator (site), people on a code host (plain), or a built site (twins)",
            ("site", "plain", "twins"),
        ),
        Setting("twins", False, "whether llms.txt links to the Markdown version of each page"),
        Setting(
            "relative-links",
            "keep",
            "how to write a catalog's links to files next to it: as links from the overview (keep), or as text (text)",
            ("keep", "text"),
        ),
        Setting(
            "source-url",
            None,
            "the address of an error's source, with {file} and {line}; or a path from the overview",
            pattern=r"https?://\S*|[\w./-]+(?:#\S*)?",
            example="https://github.com/acme/api/blob/main/{file}#L{line}",
        ),
    ),
)

# One table: every target, in the order in which commands list and build them.
TARGETS: dict[str, Target] = {target.id: target for target in (_PYTHON, _PYTHON_HELPERS, _OPENAPI, _JSON, _MARKDOWN)}
