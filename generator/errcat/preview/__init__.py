"""`errcat serve`: a catalog as a website while someone edits it. A page is rendered when it is opened."""
