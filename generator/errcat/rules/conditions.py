"""When a rule can find anything in a catalog: the questions of the table of rules.

A rule whose question has the answer no isn't imported. So a question must be a necessary condition of every finding
of the rule. It may have the answer yes although the rule then finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from errcat.model.texts import Sign
from errcat.rules import signs
from errcat.rules.overview import Overview
from errcat.text import reserved_words
from errcat.text.placeholders import is_well_formed

Condition = Callable[[Overview], bool]

_SAFE = ("https://", "http://", "mailto:")
_SOFT_HYPHEN = "\xad"
_TYPOGRAPHY = frozenset("–—‘’“”„…•€")


def always(_seen: Overview) -> bool:
    return True


# Fields and sections.


def if_used(*fields: str) -> Condition:
    """The rule is about fields of errors."""
    return lambda seen: any(map(seen.has, fields))


def if_lacking(field: str) -> Condition:
    """The rule is about errors without a field."""
    return lambda seen: None in seen.values(field)


def if_declared(section: str) -> Condition:
    """The rule is about a section of the catalog."""
    return lambda seen: bool(getattr(seen.catalog, section))


def if_undeclared(field: str, section: str) -> Condition:
    """The rule is about ids in a field that a section does not declare."""
    return lambda seen: not seen.values(field) <= {None, *getattr(seen.catalog, section)}


def _repeat(words: Sequence[str]) -> bool:
    return len(set(words)) < len(words)


# Codes, names and numbers.


def codes_repeat(seen: Overview) -> bool:
    return _repeat(seen.codes)


def codes_differ_in_case(seen: Overview) -> bool:
    return _repeat([code.casefold() for code in seen.distinct_codes])


def names_repeat(seen: Overview) -> bool:
    """Whether two errors, categories or types have the same name in code."""
    ids = (seen.catalog.categories, seen.catalog.types)
    names = [name.upper() for name in seen.names if name]
    return _repeat(names) or any(_repeat(list(map(_letters, declared))) for declared in ids)


def _letters(id: str) -> str:
    """Return the letters and digits of an id's name in code: equal names have equal ones."""
    letters = "".join(filter(str.isalnum, id)).encode("ascii", "ignore").decode().upper()
    return f"E{letters}" if letters[:1].isdigit() else letters


def names_may_be_reserved(seen: Overview) -> bool:
    catalog = seen.catalog
    ids = [*catalog.categories, *catalog.groups, *catalog.types, *(guide.id for guide in catalog.guides)]
    return (
        not reserved_words.PAGES.isdisjoint([*ids, *map(str.lower, seen.names)])
        or not reserved_words.KEYWORDS.isdisjoint(seen.names)
        or any(type_.class_name is not None for type_ in catalog.types.values())
    )


def a_name_is_missing(seen: Overview) -> bool:
    return "" in seen.names


def codes_have_pattern(seen: Overview) -> bool:
    return seen.catalog.codes.pattern is not None


def codes_have_no_pattern(seen: Overview) -> bool:
    return seen.catalog.codes.pattern is None


def styles_may_be_mixed(seen: Overview) -> bool:
    return codes_have_no_pattern(seen) and len(seen.distinct_codes) > 1


def codes_are_not_ascii(seen: Overview) -> bool:
    return not seen.joined_codes.isascii()


def codes_have_spaces(seen: Overview) -> bool:
    return any(sign in seen.joined_codes for sign in " \t\r\n")


def numbers_have_bands(seen: Overview) -> bool:
    groups = seen.catalog.groups.values()
    return seen.catalog.codes.numbers is not None or any(group.numbers is not None for group in groups)


# References.


def a_parent_is_undeclared(seen: Overview) -> bool:
    groups = seen.catalog.groups
    return not {group.parent for group in groups.values()} <= {None, *groups}


def a_parent_has_a_parent(seen: Overview) -> bool:
    """Whether groups can be nested in a circle: each of them is a parent, and has one."""
    groups = seen.catalog.groups
    parents = {group.parent for group in groups.values()}
    return any(id in parents for id, group in groups.items() if group.parent is not None)


def see_also_is_no_code(seen: Overview) -> bool:
    return not seen.see_also <= seen.distinct_codes


def replacement_is_no_code(seen: Overview) -> bool:
    return not seen.replacements <= seen.distinct_codes


def replacement_is_outdated(seen: Overview) -> bool:
    return not seen.replacements.isdisjoint(seen.outdated)


def errors_may_refer_to_themselves(seen: Overview) -> bool:
    own = any(error.code in error.see_also or error.name in error.see_also for error in seen.catalog.errors)
    return own or replacement_is_outdated(seen)


# Statuses, categories and deadlines.


def a_status_is_unusual(seen: Overview) -> bool:
    noted = [note.status for note in seen.catalog.statuses]
    return any(not 400 <= status <= 599 for statuses in (*seen.values("status"), *noted) for status in statuses or ())


def waits_are_described(seen: Overview) -> bool:
    """Whether an error or a category says that clients have to wait."""
    retries = [category.retry for category in seen.catalog.categories.values()]
    retries += [error.retry for error in seen.catalog.errors if error.retry is not None]
    return any(retry.strategy == "after" for retry in retries)


def codes_have_a_sunset(seen: Overview) -> bool:
    return any(error.deprecated.sunset is not None for error in seen.catalog.errors if error.deprecated is not None)


# Params and messages.


def params_are_optional(seen: Overview) -> bool:
    return seen.has("params") and any(
        param.optional for error in seen.catalog.errors if error.params for param in error.params.values()
    )


def if_messages_have(*signs: Sign) -> Condition:
    """The rule is about messages in which placeholders are filled in."""
    return lambda seen: any(_has(seen.templates, sign) for sign in signs)


def braces_are_malformed(seen: Overview) -> bool:
    """Whether a message has a brace that belongs neither to a placeholder nor to a pair."""
    return not all(map(is_well_formed, seen.templates.split("\0")))


# Texts.


def if_texts_have(*signs: Sign) -> Condition:
    return lambda seen: any(texts.have(*signs) for texts in seen.texts)


def if_plain_texts_have(*signs: Sign) -> Condition:
    return lambda seen: seen.catalog.texts.plain.have(*signs)


def if_markdown_has(*signs: Sign) -> Condition:
    return lambda seen: seen.catalog.texts.markdown.have(*signs)


def texts_may_be_empty(seen: Overview) -> bool:
    """Whether a text starts with a character that may be invisible."""
    first = frozenset().union(*(texts.first_characters for texts in seen.texts))
    return any(not ("!" <= char <= "~" or is_harmless(char)) for char in first)


def texts_may_be_untrimmed(seen: Overview) -> bool:
    plain = seen.catalog.texts.plain
    return any(map(str.isspace, plain.first_characters | plain.last_characters))


def texts_may_have_stray_punctuation(seen: Overview) -> bool:
    if codes_have_no_pattern(seen) and not seen.joined_codes.replace("_", "").isalnum():
        return True
    return seen.catalog.texts.plain.have(signs.COMMA_AT_END, *signs.LEFT_AT_ENDS)


def texts_may_deceive(seen: Overview) -> bool:
    """Whether a text has characters that may look like others, or like none."""
    return not all(map(is_harmless, seen.unusual_characters))


def identifiers_may_deceive(seen: Overview) -> bool:
    return not (seen.identifiers.isascii() and seen.identifiers.isprintable())


def characters_may_deceive(seen: Overview) -> bool:
    return texts_may_deceive(seen) or identifiers_may_deceive(seen)


def is_harmless(char: str) -> bool:
    """Whether a character is a Latin letter with its accent, or a sign of ordinary typography."""
    return ("\xa1" <= char <= "\u017f" and char != _SOFT_HYPHEN) or char in _TYPOGRAPHY


# Addresses and secrets.


def addresses_may_be_bad(seen: Overview) -> bool:
    api = seen.catalog.api
    addresses = "".join([*seen.addresses, api.docs_url or "" if api else ""])
    in_addresses = "[" in addresses or "]" in addresses or not addresses.isascii()
    return in_addresses or _markdown_has(seen, ("//",), *signs.BAD_ADDRESSES)


def links_may_be_unsafe(seen: Overview) -> bool:
    are_safe = all(
        address.startswith(_SAFE) and not address.partition("://")[2].startswith(("/", "\\"))
        for address in seen.addresses
    )
    return not are_safe or _markdown_has(seen, ("]", "<"), *signs.UNSAFE_LINKS)


def links_may_be_broken(seen: Overview) -> bool:
    return _markdown_has(seen, ("[",), *signs.BROKEN_LINKS)


def _markdown_has(seen: Overview, first: tuple[str, ...], *others: Sign) -> bool:
    """Whether a Markdown text has any of the first signs, and then whether one has any of the others."""
    return seen.catalog.texts.markdown.have(*first) and seen.catalog.texts.markdown.have(*others)


def strings_have_secrets(seen: Overview) -> bool:
    """Whether a text, a sample, an address or a note of the team has the sign of a secret."""
    addresses = "\n".join(seen.addresses)
    in_addresses = addresses and any(_has(addresses, sign) for sign in signs.SECRETS)
    return bool(in_addresses) or seen.has("extensions") or _shown(seen, *signs.SECRETS)


def strings_have_private_hosts(seen: Overview) -> bool:
    return _shown(seen, *signs.PRIVATE_ADDRESSES, *signs.PRIVATE_NAMES, *signs.PRIVATE_PATHS)


def _shown(seen: Overview, *signs: Sign) -> bool:
    return any(texts.have(*signs) for texts in (*seen.texts, seen.catalog.samples))


def _has(text: str, sign: Sign) -> bool:
    return sign in text if isinstance(sign, str) else sign.search(text) is not None


# Responses.


def headers_are_named(seen: Overview) -> bool:
    """Whether the envelope, the API, a category or an error names a header."""
    catalog = seen.catalog
    retries = [
        *(category.retry for category in catalog.categories.values()),
        *(error.retry for error in catalog.errors),
    ]
    return (
        (catalog.envelope is not None and bool(catalog.envelope.headers))
        or (catalog.api is not None and catalog.api.request_id is not None)
        or any(retry is not None and retry.header is not None for retry in retries)
    )


def examples_have_responses(seen: Overview) -> bool:
    return any(example.has_response for error in seen.catalog.errors if error.examples for example in error.examples)


def envelope_is_by_example(seen: Overview) -> bool:
    """Whether the catalog writes the body or headers of its responses, instead of the name of a ready-made envelope."""
    envelope = seen.catalog.envelope
    return envelope is not None and (envelope.body is not None or bool(envelope.headers))


def params_are_members(seen: Overview) -> bool:
    """Whether the members of a response may be params."""
    envelope = seen.catalog.envelope
    return envelope is not None and (envelope.body is None or "<params>" in str(envelope.body))
