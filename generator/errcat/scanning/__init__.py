"""Source code and catalogs: the codes that code raises, and the codes that catalogs have."""

from errcat.scanning.catalog_codes import CatalogCodes, codes_of
from errcat.scanning.ignoring import ConfiguredIgnore, configured_problems, remaining_in_catalog
from errcat.scanning.learned import ScanNames
from errcat.scanning.pipeline import ScanReport, scan
from errcat.scanning.source_files import ScanFiles, files_to_scan

__all__ = [
    "CatalogCodes",
    "ConfiguredIgnore",
    "ScanFiles",
    "ScanNames",
    "ScanReport",
    "codes_of",
    "configured_problems",
    "files_to_scan",
    "remaining_in_catalog",
    "scan",
]
