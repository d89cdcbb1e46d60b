"""From bytes to data, with the position of every key and value."""
