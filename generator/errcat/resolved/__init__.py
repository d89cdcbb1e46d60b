"""The catalog as all targets read it: defaults are filled in, and names are derived for each language."""
