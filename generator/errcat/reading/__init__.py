"""Files → YAML text with positions → schema → model. It reports every problem: a bad entry never hides another."""

from errcat.reading.load import Loaded, contents_of, load, load_bytes, load_places, load_without_places

__all__ = ["Loaded", "contents_of", "load", "load_bytes", "load_places", "load_without_places"]
