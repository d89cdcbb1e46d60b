"""What errcat itself wrote → the catalog that it came from: JSON, sheets, pages. Nothing here is a guess."""
