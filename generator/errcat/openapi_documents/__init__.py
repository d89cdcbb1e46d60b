"""OpenAPI documents that refer to a catalog: read with the place of every value, checked, and spliced.

An author lists codes (`x-error-codes`) on operations, on paths, or once for all; what follows from that for the
responses is worked out here. Everything else of a document stays as it is, byte for byte.
"""
