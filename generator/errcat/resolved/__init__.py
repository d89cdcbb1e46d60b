"""The catalog as every target reads it: defaults filled in, names made for each language."""
