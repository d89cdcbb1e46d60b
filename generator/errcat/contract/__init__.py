"""The contract of catalogs as data to review: errcat.lock.json, with a line for each code."""

from errcat.contract.lock_file import LOCK_FILE, LockedCatalog, lock_text, locked_catalogs
from errcat.contract.reduced import contract_of

__all__ = ["LOCK_FILE", "LockedCatalog", "contract_of", "lock_text", "locked_catalogs"]
