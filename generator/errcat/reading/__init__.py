"""Files → YAML text with positions → schema → model. Every problem is told; one bad entry never hides another."""

from errcat.reading.load import Loaded, contents_of, load, load_bytes

__all__ = ["Loaded", "contents_of", "load", "load_bytes"]
