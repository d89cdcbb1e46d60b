"""The table of report formats."""

from __future__ import annotations

from importlib import import_module

from errcat.reporting.options import Reporter

# Each format with its module, which has a function `report`, and its purpose. Only the requested module is imported.
FORMATS = {
    "text": ("text", "for people: the line, a mark under it, what to type instead"),
    "concise": ("concise", "one line per finding, for editors and grep"),
    "json": ("json_report", "for programs; `errcat schema findings` prints its schema"),
    "github": ("github", "annotations in a pull request, for GitHub Actions"),
    "gitlab": ("gitlab", "GitLab's code quality report"),
    "sarif": ("sarif", "SARIF 2.1.0, for code scanning and viewers"),
    "junit": ("junit", "JUnit XML, for most CI servers"),
}


def reporter(name: str) -> Reporter:
    """Return the function that writes a format."""
    report: Reporter = import_module(f"errcat.reporting.{FORMATS[name][0]}").report
    return report
