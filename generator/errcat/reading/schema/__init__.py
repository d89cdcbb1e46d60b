"""The schema of the format, as data and as code."""
