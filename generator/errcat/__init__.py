"""errcat: one YAML catalog of an API's errors, checked and turned into docs, code and contracts."""

__version__ = "0.1.0"
