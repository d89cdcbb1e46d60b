"""Reading, first step: bytes to data, with the place of every key and value."""
