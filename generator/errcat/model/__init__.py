"""The catalog as frozen data, with its texts and references."""
