"""What is wrong with a user's files: places, documents, findings and their wording."""
