"""A catalog as frozen data. A noun: it imports only `finding`, for the place of each thing, and `texts`.

Every record knows where it stands (`at`), so that a rule can point at `error.at / "category"`, and keeps what the
format does not know but lets stand: `extensions` has its `x-…` keys.
They are named tuples because those are made and imported fastest, and catalogs have very many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from errcat.findings.finding import Place
from errcat.model.texts import Texts

NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


class Retry(NamedTuple):
    """When and how to send the same request again."""

    strategy: str
    after: float | None = None
    header: str | None = None
    max_attempts: int | None = None
    extensions: Mapping[str, Any] = NOTHING


class Note(NamedTuple):
    """A cause or a solution."""

    text: str
    title: str | None = None
    audience: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Link(NamedTuple):
    """Further reading."""

    url: str
    title: str | None = None
    description: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Sample(NamedTuple):
    """A piece of code in one language."""

    language: str
    code: str
    title: str | None = None
    description: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Example(NamedTuple):
    """A payload, or a piece of code. `has_request` and `has_response` tell a missing body from a null one."""

    title: str | None = None
    description: str | None = None
    status: int | None = None
    request: object = None
    response: object = None
    has_request: bool = False
    has_response: bool = False
    language: str | None = None
    code: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Param(NamedTuple):
    """A placeholder of a message, or a key of the details."""

    type: str = "string"
    format: str | None = None
    description: str | None = None
    example: object = None
    has_example: bool = False
    enum: tuple[object, ...] = ()
    optional: bool = False
    default: str | float | None = None
    """What a message shows where the value is missing; None where the catalog does not say."""
    sensitive: bool = False
    extensions: Mapping[str, Any] = NOTHING


class Variant(NamedTuple):
    """One of the things that an API says for a code, and when it does."""

    message: str
    when: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Deprecation(NamedTuple):
    """A code on its way out."""

    since: str | None = None
    sunset: str | None = None
    replaced_by: str | None = None
    reason: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Translation(NamedTuple):
    """The texts of an error in another language."""

    title: str | None = None
    message: str | None = None
    messages: tuple[Variant, ...] = ()
    action: str | None = None
    user_message: str | None = None
    description: str | None = None
    causes: tuple[Note, ...] = ()
    solutions: tuple[Note, ...] = ()
    extensions: Mapping[str, Any] = NOTHING


class ErrorEntry(NamedTuple):
    """One error."""

    at: Place
    code: str
    name: str
    """What programmers type; derived from the code where `named` is false. Empty where nothing is left."""
    named: bool
    raw: Mapping[str, Any]
    """The entry as it was written."""
    broken: frozenset[str] = frozenset()
    """Fields that do not fit the schema: already told, and left out here. A rule need not tell them again."""
    number: int | None = None
    title: str | None = None
    status: tuple[int, ...] | None = None
    """None where the entry says nothing; () where it says that it never travels with a status."""
    transports: Mapping[str, str | int] = NOTHING
    message: str | None = None
    messages: tuple[Variant, ...] = ()
    params: Mapping[str, Param] = NOTHING
    details: Mapping[str, Any] | None = None
    fields: tuple[str, ...] = ()
    category: str | None = None
    retry: Retry | None = None
    action: str | None = None
    causes: tuple[Note, ...] = ()
    solutions: tuple[Note, ...] = ()
    description: str | None = None
    user_message: str | None = None
    group: str | None = None
    type: str | None = None
    tags: tuple[str, ...] = ()
    owner: str | None = None
    severity: str = "error"
    visibility: str = "public"
    stability: str = "stable"
    since: str | None = None
    deprecated: Deprecation | None = None
    operations: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    links: tuple[Link, ...] = ()
    see_also: tuple[str, ...] = ()
    translations: Mapping[str, Translation] = NOTHING
    extensions: Mapping[str, Any] = NOTHING


class Category(NamedTuple):
    """What a caller does about an error."""

    id: str
    title: str
    retry: Retry
    description: str | None = None
    action: str | None = None
    links: tuple[Link, ...] = ()
    at: Place | None = None
    """None for the four that exist without being declared."""
    extensions: Mapping[str, Any] = NOTHING


class Group(NamedTuple):
    """A section of the docs."""

    id: str
    title: str
    at: Place
    description: str | None = None
    parent: str | None = None
    links: tuple[Link, ...] = ()
    extensions: Mapping[str, Any] = NOTHING


class ErrorType(NamedTuple):
    """A family of errors that clients catch together."""

    id: str
    title: str
    at: Place
    class_name: str | None = None
    description: str | None = None
    causes: tuple[Note, ...] = ()
    solutions: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    extensions: Mapping[str, Any] = NOTHING


class StatusNote(NamedTuple):
    """Words for one status, or for several that mean the same."""

    status: tuple[int, ...]
    at: Place
    title: str | None = None
    description: str | None = None
    action: str | None = None
    links: tuple[Link, ...] = ()
    extensions: Mapping[str, Any] = NOTHING


class Guide(NamedTuple):
    """A chapter of the docs."""

    id: str
    title: str
    at: Place
    body: str | None = None
    samples: tuple[Sample, ...] = ()
    links: tuple[Link, ...] = ()
    extensions: Mapping[str, Any] = NOTHING


class Envelope(NamedTuple):
    """What a response looks like: the name of a ready-made one, or a body by example."""

    at: Place
    name: str | None = None
    body: Mapping[str, Any] | None = None
    media_type: str = "application/json"
    headers: Mapping[str, str] = NOTHING
    description: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class RetiredCode(NamedTuple):
    """A tombstone: a code that must never come back."""

    code: str
    at: Place
    name: str | None = None
    since: str | None = None
    replaced_by: str | None = None
    reason: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class ReservedCodes(NamedTuple):
    """A code, or a range of numeric ones, that nobody may use yet."""

    at: Place
    code: str | None = None
    first: int | None = None
    last: int | None = None
    reason: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Support(NamedTuple):
    """Where a reader gets help."""

    email: str | None = None
    url: str | None = None
    text: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class RequestId(NamedTuple):
    """How a caller finds the id of a request."""

    header: str | None = None
    path: str | None = None
    example: str | None = None
    advice: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Api(NamedTuple):
    """The API that the errors belong to."""

    name: str
    at: Place
    version: str | None = None
    summary: str | None = None
    description: str | None = None
    docs_url: str | None = None
    support: Support | None = None
    request_id: RequestId | None = None
    links: tuple[Link, ...] = ()
    extensions: Mapping[str, Any] = NOTHING


class Codes(NamedTuple):
    """What codes look like, and how far they are unique."""

    pattern: str | None = None
    unique: str = "catalog"
    set: str = "closed"
    at: Place | None = None
    extensions: Mapping[str, Any] = NOTHING


BACKOFF = Retry("backoff")
NEVER = Retry("never")

# What a catalog has that declares no categories of its own.
DEFAULT_CATEGORIES: Mapping[str, Category] = MappingProxyType(
    {
        category.id: category
        for category in (
            Category("retry", "Retry", BACKOFF, "Wait, then send the same request again."),
            Category("fix", "Fix the request", NEVER, "The request never succeeds as sent: change it first."),
            Category("escalate", "Escalate", NEVER, "A person must act before the request can succeed."),
            Category("success", "Treat as success", NEVER, "Nothing to do: what was asked for is already so."),
        )
    }
)


@dataclass(frozen=True)
class Catalog:
    """Everything that can go wrong in an API."""

    errors: tuple[ErrorEntry, ...] = ()
    api: Api | None = None
    codes: Codes = field(default_factory=Codes)
    categories: Mapping[str, Category] = field(default_factory=lambda: DEFAULT_CATEGORIES)
    groups: Mapping[str, Group] = field(default_factory=_nothing)
    types: Mapping[str, ErrorType] = field(default_factory=_nothing)
    statuses: tuple[StatusNote, ...] = ()
    envelope: Envelope | None = None
    guides: tuple[Guide, ...] = ()
    retired: tuple[RetiredCode, ...] = ()
    reserved: tuple[ReservedCodes, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=_nothing)
    texts: Texts = field(default_factory=Texts)
    """Every text that people read, for the rules that look at texts of any kind."""
    samples: Texts = field(default_factory=Texts)
    """Every string that is shown as it is: code, and what stands in payloads and example values."""
    unread_codes: frozenset[str] = frozenset()
    """Codes of entries that could not be read: they exist, though there is no entry for them here."""
    unread_sections: frozenset[str] = frozenset()
    """Sections that do not fit the schema: already told, and left out here. What is missing may stand in them."""

    @cached_property
    def by_code(self) -> Mapping[str, tuple[ErrorEntry, ...]]:
        """Every entry of a code, in catalog order."""
        result: dict[str, list[ErrorEntry]] = {}
        for error in self._described:
            result.setdefault(error.code, []).append(error)
        return {code: tuple(entries) for code, entries in result.items()}

    @cached_property
    def by_name(self) -> Mapping[str, ErrorEntry]:
        """The first entry of each name."""
        result: dict[str, ErrorEntry] = {}
        for error in self.errors:
            if error.name:
                result.setdefault(error.name, error)
        return result

    def find(self, reference: str) -> ErrorEntry | None:
        """The entry that `see_also` or `replaced_by` means: by its code, else by its name."""
        entries = self.by_code.get(reference)
        return entries[0] if entries else self.by_name.get(reference)

    def knows(self, reference: str) -> bool:
        """Whether a reference leads to an entry, read or not."""
        return self.find(reference) is not None or reference in self.unread_codes

    def retry_of(self, error: ErrorEntry) -> Retry | None:
        """What the entry says about retries, else what its category says."""
        if error.retry is not None:
            return error.retry
        category = self.categories.get(error.category or "")
        return category.retry if category else None

    def described(self) -> Iterator[ErrorEntry]:
        """The entries whose code could be read."""
        return iter(self._described)

    @cached_property
    def _described(self) -> tuple[ErrorEntry, ...]:
        return tuple(error for error in self.errors if "code" not in error.broken)
