"""One file a command: it turns arguments into calls, prints, and returns the exit code."""
