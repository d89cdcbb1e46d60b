"""One file for each command: it turns arguments into calls, prints, and returns the exit code."""
