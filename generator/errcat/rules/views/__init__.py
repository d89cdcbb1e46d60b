"""Views of a catalog that several rules share: its messages, values and details."""
