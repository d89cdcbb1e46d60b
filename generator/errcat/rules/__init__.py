"""The house rules: one a file, and one explicit table of them."""

from errcat.rules import duplicate_code, missing_status, unknown_category
from errcat.rules.report import Check, Context

RULES: dict[str, Check] = {
    "duplicate-code": duplicate_code.check,
    "unknown-category": unknown_category.check,
    "missing-status": missing_status.check,
}

__all__ = ["RULES", "Check", "Context"]
