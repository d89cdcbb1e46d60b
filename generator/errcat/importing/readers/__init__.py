"""One reader per kind of source: from its text to pieces with lines."""
