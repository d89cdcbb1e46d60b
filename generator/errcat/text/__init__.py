"""Knowledge about texts of any catalog: names, placeholders, characters, Markdown, YAML."""
