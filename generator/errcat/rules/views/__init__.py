"""A catalog as several rules look at it: its messages, its written strings, its details. No rule stands here."""
