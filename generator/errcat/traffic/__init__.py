"""Recorded responses compared with catalogs: read, judged one by one, and counted."""
