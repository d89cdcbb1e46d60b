"""What is known about texts, whatever catalog they are in: names, placeholders, characters, Markdown. All nouns."""
