"""What an import works with: sources, their pieces, the words for fields, what was found, and the ledger."""
