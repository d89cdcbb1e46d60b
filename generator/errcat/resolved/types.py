"""The types of the resolved catalog. Generated from schema/resolved.v1.schema.json: do not edit.

To change them, edit the schema and run `python generator/regenerate.py`.
Keys that start with `x-` are the catalog's own: `extensions_of` returns them.
"""

from typing import Literal, NotRequired, TypedDict


class ResolvedSupport(TypedDict):
    """Where a reader gets help."""

    email: str | None
    """A mail address."""
    url: str | None
    """A page."""
    text: str | None
    """What to do to get help, in Markdown."""


class ResolvedRequestId(TypedDict):
    """How a caller finds the id of a request."""

    header: str | None
    """The response header that carries it."""
    path: str | None
    """Where it is in the body."""
    example: str | None
    """What one looks like."""
    advice: str | None
    """What to do with it, in Markdown."""


class ResolvedLink(TypedDict):
    """Further reading."""

    url: str
    """The address, or a path relative to the docs."""
    title: str | None
    """The words of the link."""
    description: str | None
    """What one finds there."""


class ResolvedApi(TypedDict):
    """The API that the errors belong to."""

    name: str
    """Its name."""
    version: str | None
    """Its version."""
    summary: str | None
    """One sentence about it."""
    description: str | None
    """The introduction of the docs, in Markdown."""
    docs_url: str | None
    """The base of all page addresses."""
    support: ResolvedSupport | None
    """Where a reader gets help."""
    request_id: ResolvedRequestId | None
    """How a caller finds the id of a request."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedCatalogCodes(TypedDict):
    """What codes look like."""

    pattern: str | None
    """A regular expression that every code matches as a whole."""
    unique: Literal["catalog", "group", "none"]
    """How far a code is unique."""
    set: Literal["closed", "open"]
    """closed: these are all codes; open: others may come."""
    repeat: bool
    """Whether some code has several errors."""


class ResolvedCategoryNames(TypedDict):
    """What it is called in code."""

    python: str
    """The member of the Python enum."""


class ResolvedRetry(TypedDict):
    """When and how to send the same request again."""

    strategy: Literal["never", "same", "backoff", "after"]
    """never, same (at once), backoff (after growing waits) or after (after a given wait)."""
    after: float | None
    """Seconds to wait."""
    header: str | None
    """The response header that says how long to wait."""
    max_attempts: int | None
    """How often to try at most."""


class ResolvedCategory(TypedDict):
    """What the caller does about an error."""

    id: str
    """Its id."""
    names: ResolvedCategoryNames
    """What it is called in code."""
    title: str
    """Its heading."""
    description: str | None
    """What it means, in Markdown."""
    action: str | None
    """The one line to do, for all its errors."""
    retry: ResolvedRetry
    retryable: bool
    """Whether the same request may succeed later."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedGroup(TypedDict):
    """A section of the docs."""

    id: str
    """Its id."""
    title: str
    """Its heading."""
    description: str | None
    """What its errors have in common, in Markdown."""
    parent: str | None
    """The group that it is part of."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedNote(TypedDict):
    """A cause or a solution."""

    text: str
    """Markdown."""
    title: str | None
    """A heading for it."""
    audience: str | None
    """Whom it is for."""


class ResolvedType(TypedDict):
    """A family of errors that clients catch together."""

    id: str
    """Its id."""
    title: str
    """Its heading."""
    class_name: str | None
    """What the class is called in existing code."""
    description: str | None
    """What these errors mean, in Markdown."""
    causes: list[ResolvedNote]
    """Why they happen."""
    solutions: list[ResolvedNote]
    """What to do."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedStatusNote(TypedDict):
    """Words for one status, or for several that mean the same."""

    status: list[int]
    """The statuses."""
    title: str | None
    """Its name."""
    description: str | None
    """What it means in this API, in Markdown."""
    action: str | None
    """The one line to do now."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedEnvelope(TypedDict):
    """What a response looks like."""

    declared: bool
    """Whether the catalog says so; else it is rfc9457."""
    name: str | None
    """The ready-made envelope that it is."""
    media_type: str
    """The media type."""
    headers: dict[str, str]
    """Response headers, each with an example; markers stand for values."""
    body: dict[str, object]
    """A body by example; markers such as <code> say where things travel, and a key that ends in ? is optional."""
    schema: dict[str, object]
    """The JSON Schema of a body."""
    description: str | None
    """What a reader should know about it, in Markdown."""


class ResolvedSample(TypedDict):
    """A piece of code."""

    language: str
    """The language."""
    code: str
    """The code, letter for letter."""
    title: str | None
    """A heading for it."""
    description: str | None
    """What it shows, in Markdown."""


class ResolvedGuide(TypedDict):
    """A chapter of the docs."""

    id: str
    """Its id."""
    title: str
    """Its heading."""
    body: str | None
    """The chapter, in Markdown."""
    samples: list[ResolvedSample]
    """Code by language."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedErrorNames(TypedDict):
    """What it is called elsewhere: legal there, and unlike all others."""

    python: str
    """The member of the Python enum."""
    openapi: str
    """The key of its components in OpenAPI."""
    page: str
    """The last part of its page's address."""


class ResolvedVariant(TypedDict):
    """One of several messages of a code."""

    message: str
    """What the API says then; {name} is a placeholder."""
    when: str | None
    """When it says that."""


class ResolvedParam(TypedDict):
    """A placeholder of the message, or a key of the details. `example` and `default` are there only if the catalog has one."""

    name: str
    """Its name."""
    type: Literal["string", "integer", "number", "boolean", "array", "object"]
    """The JSON type of its value."""
    format: str | None
    """What kind of string."""
    description: str | None
    """What it holds, in Markdown."""
    enum: list[object]
    """All the values that it may have; empty where they are not named."""
    optional: bool
    """Whether the value may be missing."""
    sensitive: bool
    """Whether the value must not be logged."""
    in_message: bool
    """Whether a message has it as a placeholder."""
    example: NotRequired[object]
    """A value that it may have."""
    default: NotRequired[str | float]
    """What a message shows if the value is missing; only there if the catalog has one."""


class ResolvedDeprecation(TypedDict):
    """A code on its way out."""

    since: str | None
    """Since when."""
    sunset: str | None
    """When it goes."""
    replaced_by: str | None
    """The code that takes its place."""
    reason: str | None
    """Why."""


class ResolvedExample(TypedDict):
    """A payload, or a piece of code. `request` and `response` are there only where the catalog has them; null is a body, too."""

    title: str | None
    """A heading for it."""
    description: str | None
    """What it shows, in Markdown."""
    status: int | None
    """The status of the response."""
    language: str | None
    """The language of the code."""
    code: str | None
    """The code, letter for letter."""
    request: NotRequired[object]
    """A request body."""
    response: NotRequired[object]
    """A response body."""


class ResolvedErrorSeeAlso(TypedDict):
    """A related error."""

    code: str
    """Its code."""
    name: str | None
    """Its name; null where the catalog has no such error."""


class ResolvedTranslation(TypedDict):
    """The texts of an error in another language."""

    title: str | None
    """Its heading."""
    message: str | None
    """What the API says."""
    messages: list[ResolvedVariant]
    """What it says, where one code says different things."""
    action: str | None
    """The one line to do now."""
    user_message: str | None
    """What an app may show to its end user."""
    description: str | None
    """The long story, in Markdown."""
    causes: list[ResolvedNote]
    """Why it happens."""
    solutions: list[ResolvedNote]
    """What to do."""


class ResolvedErrorResponse(TypedDict):
    """A response."""

    status: int | None
    """Its status."""
    body: object
    """Its body."""


class ResolvedError(TypedDict):
    """One error, with all that follows from what the catalog says about it."""

    code: str
    """What travels on the wire, letter for letter."""
    name: str
    """What programmers call it, and what its page's address is made of."""
    names: ResolvedErrorNames
    """What it is called elsewhere: legal there, and unlike all others."""
    number: int | None
    """Its numeric twin."""
    title: str
    """Its heading; made of the name where the catalog has none."""
    status: list[int] | None
    """The HTTP statuses; null where the catalog does not say, [] where it never travels with one."""
    transports: dict[str, str | int]
    """What the same error is elsewhere: gRPC, JSON-RPC, an exit code."""
    message: str | None
    """What the API says; {name} is a placeholder, {{ and }} are braces."""
    messages: list[ResolvedVariant]
    """What it says, where one code says different things."""
    params: list[ResolvedParam]
    """Those that are declared, then those that a message uses all the same."""
    details: dict[str, object] | None
    """The JSON Schema of the payload beside the message."""
    fields: list[str]
    """The request fields that it is about."""
    category: str | None
    """The id of its category."""
    retry: ResolvedRetry | None
    """As it says itself, else as its category does."""
    retryable: bool | None
    """Whether the same request may succeed later; null where nothing says."""
    action: str | None
    """The one line to do now; the category's where it has none."""
    causes: list[ResolvedNote]
    """Why it happens."""
    solutions: list[ResolvedNote]
    """What to do."""
    description: str | None
    """The long story, in Markdown."""
    user_message: str | None
    """What an app may show to its end user."""
    group: str | None
    """The id of its group."""
    type: str | None
    """The id of its error type."""
    tags: list[str]
    """Free labels."""
    owner: str | None
    """Who answers for it."""
    severity: Literal["error", "warning", "info", "success"]
    """How bad it is."""
    visibility: Literal["public", "internal"]
    """internal: in code, never in docs or contracts."""
    stability: Literal["experimental", "beta", "stable"]
    """How settled it is."""
    since: str | None
    """The version or date of its first appearance."""
    deprecated: ResolvedDeprecation | None
    """Where it is on its way out."""
    operations: list[str]
    """The operations that return it."""
    examples: list[ResolvedExample]
    """Payloads and code samples."""
    links: list[ResolvedLink]
    """Further reading."""
    see_also: list[ResolvedErrorSeeAlso]
    """Related errors."""
    translations: dict[str, ResolvedTranslation]
    """The texts in other languages, by locale."""
    docs_url: str | None
    """The address of its page."""
    response: ResolvedErrorResponse | None
    """An example of the response, made by the envelope; null where it never travels with a status."""


class ResolvedRetired(TypedDict):
    """A code that must never come back."""

    code: str
    """The code."""
    name: str | None
    """Its name."""
    since: str | None
    """Since when it is gone."""
    replaced_by: str | None
    """The code to use instead."""
    reason: str | None
    """Why it went."""


ResolvedReserved = TypedDict(
    "ResolvedReserved",
    {
        "code": str | None,
        "from": int | None,
        "to": int | None,
        "reason": str | None,
    },
)
"""A code, or a range of numeric codes, that nobody may use yet."""


class ResolvedCatalog(TypedDict):
    """All that a catalog says, and all that follows from it. Every key is always there; keys that start with x- are the catalog's own."""

    generated_by: NotRequired[str]
    """Who wrote the file, and a checksum of it."""
    version: Literal[1]
    """The version of this shape. New keys may come; those that are there keep their meaning."""
    source: str
    """The name of the catalog's file or folder."""
    api: ResolvedApi | None
    """The API; null where the catalog does not name it."""
    codes: ResolvedCatalogCodes
    """What codes look like."""
    categories: list[ResolvedCategory]
    """What callers do about errors; the built-in four where the catalog declares none."""
    groups: list[ResolvedGroup]
    """The sections of the docs."""
    types: list[ResolvedType]
    """The error types."""
    statuses: list[ResolvedStatusNote]
    """Words for statuses."""
    envelope: ResolvedEnvelope
    guides: list[ResolvedGuide]
    """The chapters of the docs."""
    errors: list[ResolvedError]
    """The errors, in catalog order."""
    retired: list[ResolvedRetired]
    """Codes that must never come back."""
    reserved: list[ResolvedReserved]
    """Codes that nobody may use yet."""
