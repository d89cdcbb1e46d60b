"""The schema of the format, as data and as code: for all three steps of reading."""
