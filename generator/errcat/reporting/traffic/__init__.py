"""Reports about recorded responses: findings in the formats of `errcat check`, and which codes were seen."""

from __future__ import annotations

from errcat.reporting.traffic.json_report import report as json_report
from errcat.reporting.traffic.summary import seen_codes, summary

__all__ = ["json_report", "seen_codes", "summary"]
