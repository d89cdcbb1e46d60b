"""A catalog as frozen data.

Each record knows its place (`at`), so a rule can point at `error.at / "category"`, and keeps its `x-…` keys in
`extensions`. The records are named tuples because those are the fastest to create and import, and catalogs have very
many. Their annotations are evaluated here: `typing` compiles each annotation that is a text, which takes longer.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from errcat.findings.finding import Place
from errcat.model.codes import Codes, NumberBand, ReservedCodes, RetiredCode
from errcat.model.nothing import NOTHING
from errcat.model.texts import Texts


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
    """A piece of code in a language."""

    language: str
    code: str
    title: str | None = None
    description: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Example(NamedTuple):
    """A payload, or a piece of code. `has_request` and `has_response` tell a null body from a missing body."""

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
    """The text in a message if the value is missing; None if the catalog has no default."""
    sensitive: bool = False
    extensions: Mapping[str, Any] = NOTHING


class Variant(NamedTuple):
    """A message that an API sends for a code, and when."""

    message: str
    when: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class Deprecation(NamedTuple):
    """When and why a code will go away, and what replaces it."""

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
    """An error of the catalog."""

    at: Place
    code: str
    name: str
    """The name that programmers type. It is derived from the code if `named` is false, and can be empty then."""
    named: bool
    raw: Mapping[str, Any]
    """The entry as written."""
    broken: frozenset[str] = frozenset()
    """Fields that do not fit the schema. They are already reported and left out here; rules skip them."""
    number: int | None = None
    title: str | None = None
    status: tuple[int, ...] | None = None
    """None if the entry has no status field; () if the error never travels with a status."""
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
    """None for the four categories that exist without being declared."""
    acts: str | None = None
    extensions: Mapping[str, Any] = NOTHING

    @property
    def says_retry(self) -> bool:
        """Whether it defines its retry; otherwise that defaults to `never` without meaning it."""
        return self.retry is not NEVER or self.id in DEFAULT_CATEGORIES


class Group(NamedTuple):
    """A section of the docs."""

    id: str
    title: str
    at: Place
    description: str | None = None
    parent: str | None = None
    numbers: NumberBand | None = None
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
    """A description of a status, or of several with the same meaning."""

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
    """What a response looks like: the name of a ready-made envelope, or a body by example."""

    at: Place
    name: str | None = None
    body: Mapping[str, Any] | None = None
    media_type: str = "application/json"
    headers: Mapping[str, str] = NOTHING
    description: str | None = None
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


NEVER = Retry("never")

# The categories of a catalog that declares none.
DEFAULT_CATEGORIES: Mapping[str, Category] = MappingProxyType(
    {
        "retry": Category("retry", "Retry", Retry("backoff"), "Wait, then send the same request again."),
        "fix": Category("fix", "Fix the request", NEVER, "The request never succeeds as sent: change it first."),
        "escalate": Category("escalate", "Escalate", NEVER, "A person must act before the request can succeed."),
        "success": Category("success", "Treat as success", NEVER, "Nothing to do: what was asked for is already so."),
    }
)


class _Sections(NamedTuple):
    errors: tuple[ErrorEntry, ...] = ()
    api: Api | None = None
    codes: Codes = Codes()
    categories: Mapping[str, Category] = DEFAULT_CATEGORIES
    groups: Mapping[str, Group] = NOTHING
    types: Mapping[str, ErrorType] = NOTHING
    statuses: tuple[StatusNote, ...] = ()
    envelope: Envelope | None = None
    guides: tuple[Guide, ...] = ()
    retired: tuple[RetiredCode, ...] = ()
    reserved: tuple[ReservedCodes, ...] = ()
    extensions: Mapping[str, Any] = NOTHING
    texts: Texts = Texts()
    """All texts for people, for rules about texts."""
    samples: Texts = Texts()
    """All strings that are shown unchanged: code, and strings in payloads and example values."""
    unread_codes: frozenset[str] = frozenset()
    """Codes of entries that could not be read: they exist, although there is no entry for them here."""
    unread_sections: frozenset[str] = frozenset()
    """Sections that do not fit the schema. They are already reported and left out here."""


class Catalog(_Sections):
    """All errors of an API."""

    @cached_property
    def by_code(self) -> Mapping[str, tuple[ErrorEntry, ...]]:
        """The entries of each code, in catalog order."""
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
        """Return the entry that `see_also` or `replaced_by` refers to, by code or else by name."""
        entries = self.by_code.get(reference)
        return entries[0] if entries else self.by_name.get(reference)

    def knows(self, reference: str) -> bool:
        """Whether a reference leads to an entry, even if that could not be read."""
        return self.find(reference) is not None or reference in self.unread_codes

    def retry_of(self, error: ErrorEntry) -> Retry | None:
        """Return the retry policy of an entry, or else of its category."""
        if error.retry is not None:
            return error.retry
        category = self.categories.get(error.category or "")
        return category.retry if category and category.says_retry else None

    def described(self) -> Iterator[ErrorEntry]:
        """Return the entries whose code could be read."""
        return iter(self._described)

    @cached_property
    def _described(self) -> tuple[ErrorEntry, ...]:
        return tuple(error for error in self.errors if "code" not in error.broken)
