"""Reading, third step: what does not fit the format, explained for people."""
