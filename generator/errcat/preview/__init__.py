"""A catalog as a website while it is written: only what somebody looks at is made, so it is there at once."""
