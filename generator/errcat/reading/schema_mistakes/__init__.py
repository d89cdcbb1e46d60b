"""Explanations of what does not fit the schema of the format."""
