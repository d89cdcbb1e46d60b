"""Catalogs as a Git commit has them. It only reads: the work tree, the index and the network stay untouched."""

from errcat.history.baseline import CatalogAtCommit, baseline_commit, catalog_at, vanished_catalogs
from errcat.history.repository import Repository, repository_of
from errcat.history.revision import Revision, parse_revision

__all__ = [
    "CatalogAtCommit",
    "Repository",
    "Revision",
    "baseline_commit",
    "catalog_at",
    "parse_revision",
    "repository_of",
    "vanished_catalogs",
]
