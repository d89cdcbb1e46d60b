"""From pieces to errors. What a source doesn't state is marked as a guess."""
