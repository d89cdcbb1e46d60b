"""Changes between catalogs as reports: one format per module, and a table of them."""

from errcat.reporting.changes.formats import CHANGE_FORMATS, ChangeReporter, change_reporter

__all__ = ["CHANGE_FORMATS", "ChangeReporter", "change_reporter"]
