"""Recordings of responses: HAR, JSON Lines, logs with JSON, the output of `curl -i`, and single bodies."""

from __future__ import annotations

from errcat.traffic.recordings.reading import KINDS, read_recording
from errcat.traffic.recordings.records import FIELDS, LogFields

__all__ = ["FIELDS", "KINDS", "LogFields", "read_recording"]
