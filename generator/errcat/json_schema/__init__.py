"""What a JSON Schema is made of: its keywords, the schemas in it, and where its references lead. A noun.

The one place that knows which keyword holds a schema and which holds data. Whatever walks a schema uses it.
"""

from __future__ import annotations

from errcat.json_schema.dialects import is_legacy, is_readable
from errcat.json_schema.equality import distinct
from errcat.json_schema.keywords import KEYWORDS, Holds, Path, has_kind, json_kinds, property_names, schemas_in
from errcat.json_schema.locations import Locations, Miss, Reference, Subschema, locate

__all__ = [
    "KEYWORDS",
    "Holds",
    "Locations",
    "Miss",
    "Path",
    "Reference",
    "Subschema",
    "distinct",
    "has_kind",
    "is_legacy",
    "is_readable",
    "json_kinds",
    "locate",
    "property_names",
    "schemas_in",
]
