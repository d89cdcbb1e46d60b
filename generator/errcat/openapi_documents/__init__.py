"""OpenAPI documents that use a catalog: read with positions, checked, and edited in place.

An author lists codes (`x-error-codes`) on operations, on paths, or once for all. errcat derives the responses from them
and leaves the rest of the document byte for byte as it is.
"""
