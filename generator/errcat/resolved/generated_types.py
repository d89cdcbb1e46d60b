"""The types of the resolved catalog. Generated from schema/resolved.v1.schema.json: do not edit.

To change them, edit the schema and run `python generator/regenerate.py`.
Keys that start with `x-` are the catalog's own: `extensions_of` returns them.
"""

from typing import Literal, NotRequired, TypedDict


class ResolvedSupport(TypedDict):
    """Where readers get help."""

    email: str | None
    """A mail address."""
    url: str | None
    """A page."""
    text: str | None
    """What to do to get help, in Markdown."""


class ResolvedRequestId(TypedDict):
    """Where the id of a request is."""

    header: str | None
    """The response header with the id."""
    path: str | None
    """The path of the id in the body."""
    example: str | None
    """An example of an id."""
    advice: str | None
    """What to do with the id, in Markdown."""


class ResolvedLink(TypedDict):
    """Further reading."""

    url: str
    """The address, or a path relative to the docs."""
    title: str | None
    """The words of the link."""
    description: str | None
    """What the link is about."""


class ResolvedApi(TypedDict):
    """The API that the errors belong to."""

    name: str
    """Its name."""
    version: str | None
    """Its version."""
    summary: str | None
    """One sentence about the API."""
    description: str | None
    """The introduction of the docs, in Markdown."""
    docs_url: str | None
    """The address of the pages. All page addresses start with it."""
    support: ResolvedSupport | None
    """Where readers get help."""
    request_id: ResolvedRequestId | None
    """Where the id of a request is."""
    links: list[ResolvedLink]
    """Further reading."""


ResolvedNumberBand = TypedDict(
    "ResolvedNumberBand",
    {
        "from": int,
        "to": int,
        "gaps": Literal["allowed", "never"],
    },
)
"""A band of numbers."""


class ResolvedCatalogCodes(TypedDict):
    """What codes look like."""

    pattern: str | None
    """A regular expression. It must match every code completely."""
    unique: Literal["catalog", "group", "none"]
    """How far a code is unique."""
    set: Literal["closed", "open"]
    """closed: the catalog has every code. open: new codes can come."""
    numbers: ResolvedNumberBand | None
    """The numbers that all errors have."""
    repeat: bool
    """Whether some code has several errors."""


class ResolvedCategoryNames(TypedDict):
    """The names in code."""

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
    """The maximum number of tries."""


class ResolvedCategory(TypedDict):
    """What the caller does about an error."""

    id: str
    """Its id."""
    names: ResolvedCategoryNames
    """The names in code."""
    title: str
    """The heading."""
    description: str | None
    """What the category means, in Markdown."""
    action: str | None
    """The one line to do now, for all errors of the category."""
    retry: ResolvedRetry
    retry_declared: bool
    """Whether the retry is declared, or that of a built-in category. If not, it is never, and errors have no retry from it."""
    retryable: bool
    """Whether the same request may succeed later."""
    acts: Literal["caller", "service", "person", "nobody"] | None
    """Who must act, or null if the catalog doesn't say."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedGroup(TypedDict):
    """A section of the docs."""

    id: str
    """Its id."""
    title: str
    """The heading."""
    description: str | None
    """What these errors have in common, in Markdown."""
    parent: str | None
    """The parent group."""
    numbers: ResolvedNumberBand | None
    """The numbers that its errors have."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedNote(TypedDict):
    """A cause or a solution."""

    text: str
    """Markdown."""
    title: str | None
    """The heading."""
    audience: str | None
    """The audience."""


class ResolvedType(TypedDict):
    """A group of errors that clients catch together."""

    id: str
    """Its id."""
    title: str
    """The heading."""
    class_name: str | None
    """The name of the class in existing code."""
    description: str | None
    """What these errors mean, in Markdown."""
    causes: list[ResolvedNote]
    """Why they happen."""
    solutions: list[ResolvedNote]
    """What to do."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedStatusNote(TypedDict):
    """What a status means, or several statuses with the same meaning."""

    status: list[int]
    """The statuses."""
    title: str | None
    """Its name."""
    description: str | None
    """What the status means in this API, in Markdown."""
    action: str | None
    """The one line to do now."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedEnvelope(TypedDict):
    """The format of a response."""

    declared: bool
    """Whether the catalog declares the envelope. If not, it is rfc9457."""
    name: str | None
    """The name of the ready-made envelope."""
    media_type: str
    """The media type."""
    headers: dict[str, str]
    """Response headers, each with an example. Markers represent values."""
    body: dict[str, object]
    """An example body. Markers such as <code> represent values. A key that ends in ? is optional."""
    schema: dict[str, object]
    """The JSON Schema of a body."""
    description: str | None
    """Notes for readers, in Markdown."""


class ResolvedSample(TypedDict):
    """A piece of code."""

    language: str
    """The language."""
    code: str
    """The code, letter for letter."""
    title: str | None
    """The heading."""
    description: str | None
    """What the example shows, in Markdown."""


class ResolvedGuide(TypedDict):
    """A chapter of the docs."""

    id: str
    """Its id."""
    title: str
    """The heading."""
    body: str | None
    """The chapter, in Markdown."""
    samples: list[ResolvedSample]
    """Code by language."""
    links: list[ResolvedLink]
    """Further reading."""


class ResolvedErrorNames(TypedDict):
    """The names of the error in other languages and formats. Each is valid there, and unique."""

    python: str
    """The member of the Python enum."""
    openapi: str
    """The key of its components in OpenAPI."""
    page: str
    """The last part of the address of its page."""


class ResolvedVariant(TypedDict):
    """One of several messages of a code."""

    message: str
    """The message in this case. {name} is a placeholder."""
    when: str | None
    """When the API sends this message."""


class ResolvedParam(TypedDict):
    """A placeholder of the message, or a key of the details. `example` and `default` are present only if the catalog has them."""

    name: str
    """Its name."""
    type: Literal["string", "integer", "number", "boolean", "array", "object"]
    """The JSON type of its value."""
    format: str | None
    """What kind of string."""
    description: str | None
    """What the value means, in Markdown."""
    enum: list[object]
    """All possible values, or empty if the catalog doesn't list them."""
    optional: bool
    """Whether the value may be missing."""
    sensitive: bool
    """Whether the value must not be logged."""
    in_message: bool
    """Whether a message has this placeholder."""
    example: NotRequired[object]
    """An example of a value."""
    default: NotRequired[str | float]
    """The text that a message shows if the value is missing. Present only if the catalog has it."""


class ResolvedDeprecation(TypedDict):
    """A deprecated code."""

    since: str | None
    """Since when."""
    sunset: str | None
    """The day after which the code may be removed."""
    replaced_by: str | None
    """The code to use instead."""
    reason: str | None
    """The reason."""


class ResolvedExample(TypedDict):
    """A payload, or code. `request` and `response` are present only if the catalog has them, because null is also a body."""

    title: str | None
    """The heading."""
    description: str | None
    """What the example shows, in Markdown."""
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
    """The name, or null if the catalog has no such error."""


class ResolvedTranslation(TypedDict):
    """The texts of an error in another language."""

    title: str | None
    """The heading."""
    message: str | None
    """What the API says."""
    messages: list[ResolvedVariant]
    """The messages, if a code has several."""
    action: str | None
    """The one line to do now."""
    user_message: str | None
    """A message that an app can show to its user."""
    description: str | None
    """A detailed description, in Markdown."""
    causes: list[ResolvedNote]
    """Why the error happens."""
    solutions: list[ResolvedNote]
    """What to do."""


class ResolvedErrorResponse(TypedDict):
    """A response."""

    status: int | None
    """Its status."""
    body: object
    """Its body."""


class ResolvedError(TypedDict):
    """An error, with defaults and inherited values filled in."""

    code: str
    """The code in the response, letter for letter."""
    name: str
    """The name of the error in code and in the address of its page."""
    names: ResolvedErrorNames
    """The names of the error in other languages and formats. Each is valid there, and unique."""
    number: int | None
    """The numeric code."""
    title: str
    """The heading. If the catalog has none, it is the words of the code."""
    response_title: str
    """The title in responses, and their message if the catalog has no message: the catalog's title, else a message without placeholders, else the name of the only HTTP status if no other error has the code, else the heading."""
    status: list[int] | None
    """The HTTP statuses. null if the catalog doesn't name any, [] if the error has no HTTP status."""
    transports: dict[str, str | int]
    """The code of this error in other protocols: gRPC, JSON-RPC, exit code."""
    message: str | None
    """The message of the API. {name} is a placeholder. {{ and }} are braces."""
    messages: list[ResolvedVariant]
    """The messages, if a code has several."""
    params: list[ResolvedParam]
    """Declared params first, then params that only a message uses."""
    details: dict[str, object] | None
    """The JSON Schema of the structured data in the response."""
    fields: list[str]
    """The request fields that cause the error."""
    category: str | None
    """The id of its category."""
    retry: ResolvedRetry | None
    """The advice of the error, or else of its category."""
    retryable: bool | None
    """Whether the same request may succeed later, or null if the catalog doesn't say."""
    action: str | None
    """The one line to do now, from the error or its category."""
    causes: list[ResolvedNote]
    """Why the error happens."""
    solutions: list[ResolvedNote]
    """What to do."""
    description: str | None
    """A detailed description, in Markdown."""
    user_message: str | None
    """A message that an app can show to its user."""
    group: str | None
    """The id of its group."""
    type: str | None
    """The id of its error type."""
    tags: list[str]
    """Labels."""
    owner: str | None
    """The person or team that is responsible for the error."""
    severity: Literal["error", "warning", "info", "success"]
    """The severity of the error."""
    visibility: Literal["public", "internal"]
    """internal: the error is in code, but never in docs or OpenAPI."""
    stability: Literal["experimental", "beta", "stable"]
    """How stable the error is."""
    since: str | None
    """The version or date that introduced the error."""
    deprecated: ResolvedDeprecation | None
    """The deprecation, if the code is deprecated."""
    operations: list[str]
    """The operations that return the error."""
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
    """An example of the response, or null if the error has no HTTP status."""


class ResolvedRetired(TypedDict):
    """A code that must never be used again."""

    code: str
    """The code."""
    name: str | None
    """Its name."""
    number: int | None
    """Its number."""
    since: str | None
    """The version or date of the removal."""
    replaced_by: str | None
    """The code to use instead."""
    reason: str | None
    """The reason for the removal."""


ResolvedReserved = TypedDict(
    "ResolvedReserved",
    {
        "code": str | None,
        "from": int | None,
        "to": int | None,
        "reason": str | None,
    },
)
"""A code, or a range of numeric codes, that is reserved for later use."""


class ResolvedCatalog(TypedDict):
    """The whole catalog, with defaults and inherited values filled in. Every key is always present. Keys that start with x- come from the catalog."""

    generated_by: NotRequired[str]
    """The generator of the file, and a checksum."""
    version: Literal[1]
    """The version of this format. New keys can be added. Existing keys keep their meaning."""
    source: str
    """The name of the catalog's file or folder."""
    api: ResolvedApi | None
    """The API, or null if the catalog doesn't describe it."""
    codes: ResolvedCatalogCodes
    """What codes look like."""
    categories: list[ResolvedCategory]
    """What callers do about errors. The four built-in categories, if the catalog declares none."""
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
    """Codes that must never be used again."""
    reserved: list[ResolvedReserved]
    """Codes that are reserved for later use."""
