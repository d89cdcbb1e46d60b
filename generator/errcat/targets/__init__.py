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
            "what has its own exception class; auto: every code, or what exceptions-limit leaves",
            ("auto", "none", "category", "type", "code"),
        ),
        Setting("exceptions-limit", 0, "with auto: with more codes than this, only types or categories; 0: no limit"),
        Setting(
            "base-class",
            BASE_CLASS,
            "what the base of all exceptions is called",
            # a class of its own: no builtin is hidden by it
            pattern=rf"(?!(?:{'|'.join(sorted(PYTHON_EXCEPTIONS))})$)[A-Z][A-Za-z0-9]*(?:Error|Exception)",
            example="AcmeError",
        ),
        Setting("guides", True, "whether causes, solutions and other texts for people are in the module"),
        Setting("deprecation-warnings", False, "whether raising a deprecated code warns at run time"),
    ),
)

_CONTRACT = (
    Setting("version", "3.1.0", "the version of OpenAPI", ("3.0.3", "3.1.0", "3.2.0")),
    Setting(
        "codes",
        "catalog",
        "whether other codes than these may come; catalog: as it says",
        ("catalog", "closed", "open"),
    ),
    Setting("schemas", "per-status", "how closely a schema tells errors apart", ("single", "per-status", "per-code")),
)
"""What the OpenAPI document and the responses of the helpers have in common."""

_PYTHON_HELPERS = Target(
    id="python-helpers",
    about="a second Python module: responses for frameworks' OpenAPI, assertions for tests",
    module="python_helpers",
    example="src/acme/errors_openapi.py",
    is_folder=_never,
    settings=_CONTRACT,
)

_OPENAPI = Target(
    id="openapi",
    about="reusable responses, schemas and examples for an OpenAPI document; JSON where the file ends in .json",
    module="openapi",
    example="errors.openapi.yaml",
    is_folder=_never,
    settings=(
        *_CONTRACT,
        Setting("server", "/", "the address in `servers`"),
        Setting("license", None, "the name of the API's licence, in `info`"),
        Setting("license-url", None, "where that licence stands"),
    ),
)

_JSON = Target(
    id="json",
    about="the resolved catalog: all that other tools, scripts and templates need",
    module="json_catalog",
    example="errors.json",
    is_folder=_never,
)

_MARKDOWN = Target(
    id="markdown",
    about="Markdown: one page where the path ends in .md, else a folder with an overview and a page per error",
    module="markdown",
    example="docs/errors",
    is_folder=_unless_markdown,
    settings=(
        Setting(
            "style",
            "site",
            "what a folder is for: a site generator (site), reading as it is (plain), a made site (twins)",
            ("site", "plain", "twins"),
        ),
        Setting("twins", False, "whether llms.txt leads to the Markdown beside each page of the site"),
        Setting(
            "relative-links",
            "keep",
            "what becomes of a catalog's links to files beside it: links from the overview (keep), or no links (text)",
            ("keep", "text"),
        ),
        Setting(
            "source-url",
            None,
            "where an error stands in the catalog, with {file} and {line}; or a path from the overview",
            pattern=r"https?://\S*|[\w./-]+(?:#\S*)?",
            example="https://github.com/acme/api/blob/main/{file}#L{line}",
        ),
    ),
)

# One table: every target, in the order in which commands list and build them.
TARGETS: dict[str, Target] = {target.id: target for target in (_PYTHON, _PYTHON_HELPERS, _OPENAPI, _JSON, _MARKDOWN)}
