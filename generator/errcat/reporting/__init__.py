"""Findings as reports: one format per module, and a table of them."""

from errcat.reporting.formats import FORMATS, reporter
from errcat.reporting.options import Reporter, ReportOptions

__all__ = ["FORMATS", "ReportOptions", "Reporter", "reporter"]
