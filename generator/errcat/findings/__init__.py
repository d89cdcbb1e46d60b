"""What is wrong with a user's files: places, documents, findings, and the words for them."""
