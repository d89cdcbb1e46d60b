"""Edits of a catalog that touch only the lines they mean to: rename, deprecate, retire, add, format, split, join."""
