"""The table of change rules: the level of each kind of change on each surface.

The words of a rule are in catalog/errcat.yaml, under the same id. Where the values decide, the module that finds the
change gives other levels than those of the table.
"""

from __future__ import annotations

from collections.abc import Mapping

from errcat.changes.level import ChangeLevel, Surfaces

_S, _D, _B = ChangeLevel.SAFE, ChangeLevel.DANGEROUS, ChangeLevel.BREAKING

RULES: Mapping[str, Surfaces] = {
    # wire, code, docs
    # --- which codes exist
    "code-removed": Surfaces(_B, _B, _B),
    "code-removed-deprecated": Surfaces(_D, _D, _D),
    "code-renamed": Surfaces(_B, _B, _B),
    "code-reused": Surfaces(_B, _B, _B),
    "code-added": Surfaces(_D, _D, _S),
    "meaning-removed": Surfaces(_D, _B, _B),
    "meaning-added": Surfaces(_D, _D, _S),
    "tombstone-removed": Surfaces(_D, _S, _B),
    "tombstone-added": Surfaces(_S, _S, _S),
    "code-hidden": Surfaces(_B, _B, _B),
    "code-published": Surfaces(_D, _D, _S),
    "codes-set-changed": Surfaces(_D, _D, _S),
    "codes-repeat-changed": Surfaces(_D, _D, _S),
    # --- how codes travel
    "status-class-changed": Surfaces(_B, _S, _S),
    "status-changed": Surfaces(_B, _S, _S),
    "status-narrowed": Surfaces(_S, _S, _S),
    "status-declared": Surfaces(_D, _S, _S),
    "number-changed": Surfaces(_B, _B, _D),
    "number-reused": Surfaces(_B, _B, _D),
    "retired-number-changed": Surfaces(_D, _S, _S),
    "number-band-changed": Surfaces(_S, _S, _S),
    "transport-changed": Surfaces(_B, _B, _S),
    "transport-added": Surfaces(_S, _S, _S),
    "type-uri-changed": Surfaces(_B, _S, _D),
    # --- what callers do
    "retryable-weakened": Surfaces(_B, _B, _S),
    "retryable-strengthened": Surfaces(_D, _D, _S),
    "retry-declared": Surfaces(_S, _S, _S),
    "retry-hint-removed": Surfaces(_B, _D, _S),
    "retry-hint-changed": Surfaces(_D, _D, _S),
    "retry-hint-added": Surfaces(_S, _S, _S),
    "category-changed": Surfaces(_D, _B, _D),
    "category-removed": Surfaces(_B, _B, _D),
    "category-added": Surfaces(_S, _D, _S),
    "action-changed": Surfaces(_S, _S, _S),
    # --- messages and payloads
    "message-changed": Surfaces(_D, _S, _S),
    "title-changed": Surfaces(_D, _S, _S),
    "param-removed": Surfaces(_B, _B, _S),
    "param-renamed": Surfaces(_B, _B, _S),
    "param-added": Surfaces(_S, _D, _S),
    "param-type-changed": Surfaces(_B, _B, _S),
    "param-values-added": Surfaces(_D, _D, _S),
    "param-values-removed": Surfaces(_S, _D, _S),
    "param-made-optional": Surfaces(_B, _D, _S),
    "param-made-required": Surfaces(_S, _D, _S),
    "param-default-changed": Surfaces(_D, _S, _S),
    "param-sensitive-changed": Surfaces(_S, _D, _S),
    "details-incompatible": Surfaces(_B, _B, _S),
    "details-uncertain": Surfaces(_D, _D, _S),
    "details-compatible": Surfaces(_S, _S, _S),
    "details-removed": Surfaces(_B, _B, _S),
    "details-added": Surfaces(_S, _D, _S),
    "fields-changed": Surfaces(_D, _S, _S),
    # --- the response
    "envelope-field-removed": Surfaces(_B, _B, _S),
    "envelope-field-moved": Surfaces(_B, _B, _S),
    "envelope-field-changed": Surfaces(_B, _B, _S),
    "envelope-field-made-optional": Surfaces(_B, _D, _S),
    "envelope-field-made-required": Surfaces(_S, _S, _S),
    "envelope-field-added": Surfaces(_S, _S, _S),
    "media-type-changed": Surfaces(_B, _D, _S),
    "http-header-removed": Surfaces(_B, _D, _S),
    "http-header-changed": Surfaces(_D, _S, _S),
    "http-header-added": Surfaces(_S, _S, _S),
    "request-id-changed": Surfaces(_D, _S, _S),
    # --- names, classes and pages
    "symbol-changed": Surfaces(_S, _B, _S),
    "doc-url-changed": Surfaces(_S, _S, _D),
    "page-removed": Surfaces(_S, _S, _D),
    "type-changed": Surfaces(_S, _B, _S),
    "type-removed": Surfaces(_S, _B, _S),
    "operations-changed": Surfaces(_D, _D, _S),
    # --- severity and lifecycle
    "severity-changed": Surfaces(_D, _S, _S),
    "stability-decreased": Surfaces(_B, _S, _S),
    "stability-increased": Surfaces(_S, _S, _S),
    "code-deprecated": Surfaces(_S, _S, _S),
    "code-undeprecated": Surfaces(_S, _S, _S),
    "sunset-earlier": Surfaces(_B, _S, _S),
    "sunset-later": Surfaces(_S, _S, _S),
    "deprecation-changed": Surfaces(_S, _S, _S),
    # --- words for people
    "translation-removed": Surfaces(_D, _S, _S),
    "translation-changed": Surfaces(_S, _S, _S),
    "translation-added": Surfaces(_S, _S, _S),
    "guide-changed": Surfaces(_S, _S, _S),
    "section-added": Surfaces(_S, _S, _S),
    "order-changed": Surfaces(_S, _S, _S),
    "extension-changed": Surfaces(_S, _S, _S),
}  # fmt: skip

ALWAYS_BREAKING = frozenset({"code-reused", "number-reused"})
"""The rules whose level no setting changes: clients read the new error as the old error."""

ADDED = frozenset(
    [
        "code-added", "code-published", "meaning-added", "envelope-field-added", "http-header-added", "details-added",
        "param-added", "transport-added", "translation-added", "category-added", "retry-hint-added",
    ]
)  # fmt: skip
"""The rules that add something to the contract: a release with such a change needs a new minor version."""

DEPRECATED = frozenset(
    ["code-deprecated", "code-undeprecated", "sunset-earlier", "sunset-later", "deprecation-changed"]
)
"""The rules about deprecations."""
