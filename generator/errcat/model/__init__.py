"""The catalog as frozen data, its texts, and what its parts refer to."""
