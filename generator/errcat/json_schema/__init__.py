"""The parts of a JSON Schema: its keywords, the schemas in it, and the targets of its references.

This is the only place that knows which keyword holds a schema and which holds data. Everything that walks a schema uses
it.
"""

from __future__ import annotations

from errcat.json_schema.compatibility import Effect, SchemaDifference, compatibility_of
from errcat.json_schema.dialects import is_legacy, is_readable
from errcat.json_schema.equality import without_duplicates
from errcat.json_schema.keywords import KEYWORDS, KeywordKind, Path, has_kind, json_kinds, property_names, schemas_in
from errcat.json_schema.locations import Locations, Reference, Subschema, Unresolved, locate

__all__ = [
    "KEYWORDS",
    "Effect",
    "KeywordKind",
    "Locations",
    "Path",
    "Reference",
    "SchemaDifference",
    "Subschema",
    "Unresolved",
    "compatibility_of",
    "has_kind",
    "is_legacy",
    "is_readable",
    "json_kinds",
    "locate",
    "property_names",
    "schemas_in",
    "without_duplicates",
]
