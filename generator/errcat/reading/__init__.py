"""Files → YAML text with positions → schema → model. Every problem is told; one bad entry never hides another."""

from errcat.reading.load import Loaded, load, load_bytes

__all__ = ["Loaded", "load", "load_bytes"]
