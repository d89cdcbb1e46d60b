"""Whether data fits schema/catalog.v1.schema.json, yes or no. Generated from it: do not edit.

To change what a catalog may say, edit the schema and run `python generator/regenerate.py`.
`validation.py` explains failures, through jsonschema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from errcat.text.lazy_pattern import lazy_pattern

Check = Callable[[Any], bool]


def _object(value: Any, fields: Mapping[str, Check], other: Check | None, keys: Check | None) -> bool:
    if type(value) is not dict:
        return False
    for key, item in value.items():
        check = fields.get(key)
        if check is not None:
            if not check(item):
                return False
        elif not (other is None and key.startswith("x-")):
            if other is None or not other(item):
                return False
            if keys is not None and not keys(key):
                return False
    return True


def _anything(value: Any) -> bool:
    return True


ID = lazy_pattern('^[a-z0-9][a-z0-9_-]*\\Z')
NAME = lazy_pattern('^[A-Za-z][A-Za-z0-9_]*\\Z')
PARAM_NAME = lazy_pattern('^[a-z][a-z0-9_]*\\Z')
HEADER_NAME = lazy_pattern("^[A-Za-z0-9!#$%&'+*.^_`|~-]+\\Z")
HEADER_VALUE = lazy_pattern('^[!-~]([ -~]*[!-~])?\\Z')
DEPRECATED_OR_1_SUNSET = lazy_pattern('^[0-9]{4}-[0-9]{2}-[0-9]{2}\\Z')
ERROR_TRANSLATIONS_KEY = lazy_pattern('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z')
API_DOCS_URL = lazy_pattern('^https?://[^\\s?#]+\\Z')
API_SUPPORT_EMAIL = lazy_pattern('^[^@\\s]+@[^@\\s]+\\Z')
ENVELOPE_OR_1_MEDIA_TYPE = lazy_pattern('^[a-z]+/[A-Za-z0-9.+-]+\\Z')


def _id(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 100
        and ID.search(value) is not None
    )


def _name(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 128
        and NAME.search(value) is not None
    )


def _param_name(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 64
        and PARAM_NAME.search(value) is not None
    )


def _header_name(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 100
        and HEADER_NAME.search(value) is not None
    )


def _header_value(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 500
        and HEADER_VALUE.search(value) is not None
    )


def _code(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 128
    )


def _line(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 500
    )


def _text(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 10000
    )


def _markdown(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 50000
    )


def _url(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 2000
    )


def _status_number(value: Any) -> bool:
    return (
        type(value) is int
    )


def _status_or_1(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_status_number, value))
        and len(set(value)) == len(value)
    )


def _status(value: Any) -> bool:
    return (
        (_status_number(value) or _status_or_1(value))
    )


def _severity(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('error', 'warning', 'info', 'success')
    )


def _retry_strategy(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('never', 'same', 'backoff', 'after')
    )


def _retry_after(value: Any) -> bool:
    return (
        type(value) in (int, float)
        and value >= 0
    )


def _retry_max_attempts(value: Any) -> bool:
    return (
        type(value) is int
        and value >= 1
    )


def _retry(value: Any) -> bool:
    return (
        _object(value, RETRY_FIELDS, None, None)
        and 'strategy' in value
    )


def _link(value: Any) -> bool:
    return (
        _object(value, LINK_FIELDS, None, None)
        and 'url' in value
    )


def _links(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_link, value))
    )


def _note_or_1(value: Any) -> bool:
    return (
        _object(value, NOTE_OR_1_FIELDS, None, None)
        and 'text' in value
    )


def _note(value: Any) -> bool:
    return (
        (_markdown(value) or _note_or_1(value))
    )


def _notes(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_note, value))
    )


def _sample_code(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 50000
    )


def _sample(value: Any) -> bool:
    return (
        _object(value, SAMPLE_FIELDS, None, None)
        and 'language' in value
        and 'code' in value
    )


def _example_code(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 50000
    )


def _example_or_0(value: Any) -> bool:
    return (
        type(value) is dict
        and 'response' in value
    )


def _example_or_1(value: Any) -> bool:
    return (
        type(value) is dict
        and 'request' in value
    )


def _example_or_2(value: Any) -> bool:
    return (
        type(value) is dict
        and 'code' in value
    )


def _example(value: Any) -> bool:
    return (
        _object(value, EXAMPLE_FIELDS, None, None)
        and (_example_or_0(value) or _example_or_1(value) or _example_or_2(value))
    )


def _param_type(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('string', 'integer', 'number', 'boolean', 'array', 'object')
    )


def _param_enum(value: Any) -> bool:
    return (
        type(value) is list
        and len(value) >= 1
    )


def _param_optional(value: Any) -> bool:
    return (
        type(value) is bool
    )


def _param_default_or_0(value: Any) -> bool:
    return (
        type(value) in (int, float)
    )


def _param_default_or_1(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 500
    )


def _param_default(value: Any) -> bool:
    return (
        (_param_default_or_0(value) or _param_default_or_1(value))
    )


def _param_sensitive(value: Any) -> bool:
    return (
        type(value) is bool
    )


def _param(value: Any) -> bool:
    return (
        _object(value, PARAM_FIELDS, None, None)
    )


def _params(value: Any) -> bool:
    return (
        _object(value, PARAMS_FIELDS, _param, _param_name)
    )


def _variant(value: Any) -> bool:
    return (
        _object(value, VARIANT_FIELDS, None, None)
        and 'message' in value
    )


def _variants(value: Any) -> bool:
    return (
        type(value) is list
        and len(value) >= 1
        and all(map(_variant, value))
    )


def _deprecated_or_0(value: Any) -> bool:
    return (
        type(value) is bool
    )


def _deprecated_or_1_sunset(value: Any) -> bool:
    return (
        isinstance(value, str)
        and DEPRECATED_OR_1_SUNSET.search(value) is not None
    )


def _deprecated_or_1(value: Any) -> bool:
    return (
        _object(value, DEPRECATED_OR_1_FIELDS, None, None)
    )


def _deprecated(value: Any) -> bool:
    return (
        (_deprecated_or_0(value) or _deprecated_or_1(value))
    )


def _translation(value: Any) -> bool:
    return (
        _object(value, TRANSLATION_FIELDS, None, None)
    )


def _error_number(value: Any) -> bool:
    return (
        type(value) is int
    )


def _error_transports_value_or_0(value: Any) -> bool:
    return (
        type(value) is int
    )


def _error_transports_value_or_1(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 200
    )


def _error_transports_value(value: Any) -> bool:
    return (
        (_error_transports_value_or_0(value) or _error_transports_value_or_1(value))
    )


def _error_transports(value: Any) -> bool:
    return (
        _object(value, ERROR_TRANSPORTS_FIELDS, _error_transports_value, _id)
    )


def _error_details(value: Any) -> bool:
    return (
        _object(value, ERROR_DETAILS_FIELDS, _anything, None)
    )


def _error_fields(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_line, value))
        and len(set(value)) == len(value)
    )


def _error_tags(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_line, value))
        and len(set(value)) == len(value)
    )


def _error_visibility(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('public', 'internal')
    )


def _error_stability(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('experimental', 'beta', 'stable')
    )


def _error_operations(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_line, value))
        and len(set(value)) == len(value)
    )


def _error_examples(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_example, value))
    )


def _error_see_also(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_code, value))
        and len(set(value)) == len(value)
    )


def _error_translations_key(value: Any) -> bool:
    return (
        isinstance(value, str)
        and ERROR_TRANSLATIONS_KEY.search(value) is not None
    )


def _error_translations(value: Any) -> bool:
    return (
        _object(value, ERROR_TRANSLATIONS_FIELDS, _translation, _error_translations_key)
    )


def _error(value: Any) -> bool:
    return (
        _object(value, ERROR_FIELDS, None, None)
        and 'code' in value
    )


def _category_acts(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('caller', 'service', 'person', 'nobody')
    )


def _category(value: Any) -> bool:
    return (
        _object(value, CATEGORY_FIELDS, None, None)
    )


def _group(value: Any) -> bool:
    return (
        _object(value, GROUP_FIELDS, None, None)
    )


def _error_type(value: Any) -> bool:
    return (
        _object(value, ERROR_TYPE_FIELDS, None, None)
    )


def _status_note(value: Any) -> bool:
    return (
        _object(value, STATUS_NOTE_FIELDS, None, None)
        and 'status' in value
    )


def _guide_samples(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_sample, value))
    )


def _guide(value: Any) -> bool:
    return (
        _object(value, GUIDE_FIELDS, None, None)
        and 'id' in value
        and 'title' in value
    )


def _api_docs_url(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 2000
        and API_DOCS_URL.search(value) is not None
    )


def _api_support_email(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 320
        and API_SUPPORT_EMAIL.search(value) is not None
    )


def _api_support(value: Any) -> bool:
    return (
        _object(value, API_SUPPORT_FIELDS, None, None)
    )


def _api_request_id(value: Any) -> bool:
    return (
        _object(value, API_REQUEST_ID_FIELDS, None, None)
    )


def _api(value: Any) -> bool:
    return (
        _object(value, API_FIELDS, None, None)
        and 'name' in value
    )


def _codes_pattern(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= 1
        and len(value) <= 500
    )


def _codes_unique(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('catalog', 'group', 'none')
    )


def _codes_set(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('closed', 'open')
    )


def _codes(value: Any) -> bool:
    return (
        _object(value, CODES_FIELDS, None, None)
    )


def _envelope_or_0(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value in ('rfc9457', 'google', 'jsonapi', 'stripe')
    )


def _envelope_or_1_body(value: Any) -> bool:
    return (
        _object(value, ENVELOPE_OR_1_BODY_FIELDS, _anything, None)
    )


def _envelope_or_1_media_type(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= 200
        and ENVELOPE_OR_1_MEDIA_TYPE.search(value) is not None
    )


def _envelope_or_1_headers(value: Any) -> bool:
    return (
        _object(value, ENVELOPE_OR_1_HEADERS_FIELDS, _header_value, _header_name)
    )


def _envelope_or_1(value: Any) -> bool:
    return (
        _object(value, ENVELOPE_OR_1_FIELDS, None, None)
        and 'body' in value
    )


def _envelope(value: Any) -> bool:
    return (
        (_envelope_or_0(value) or _envelope_or_1(value))
    )


def _retired_code(value: Any) -> bool:
    return (
        _object(value, RETIRED_CODE_FIELDS, None, None)
        and 'code' in value
    )


def _reserved_codes_from(value: Any) -> bool:
    return (
        type(value) is int
    )


def _reserved_codes_to(value: Any) -> bool:
    return (
        type(value) is int
    )


def _reserved_codes_or_0(value: Any) -> bool:
    return (
        type(value) is dict
        and 'code' in value
    )


def _reserved_codes_or_1(value: Any) -> bool:
    return (
        type(value) is dict
        and 'from' in value
        and 'to' in value
    )


def _reserved_codes(value: Any) -> bool:
    return (
        _object(value, RESERVED_CODES_FIELDS, None, None)
        and (_reserved_codes_or_0(value) or _reserved_codes_or_1(value))
    )


def _head_errcat(value: Any) -> bool:
    return (
        type(value) is int
        and value == 1
    )


def _head_categories(value: Any) -> bool:
    return (
        _object(value, HEAD_CATEGORIES_FIELDS, _category, _id)
    )


def _head_groups(value: Any) -> bool:
    return (
        _object(value, HEAD_GROUPS_FIELDS, _group, _id)
    )


def _head_types(value: Any) -> bool:
    return (
        _object(value, HEAD_TYPES_FIELDS, _error_type, _id)
    )


def _head_statuses(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_status_note, value))
    )


def _head_guides(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_guide, value))
    )


def _head_retired_item(value: Any) -> bool:
    return (
        (_code(value) or _retired_code(value))
    )


def _head_retired(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_head_retired_item, value))
    )


def _head_reserved_item(value: Any) -> bool:
    return (
        (_code(value) or _reserved_codes(value))
    )


def _head_reserved(value: Any) -> bool:
    return (
        type(value) is list
        and all(map(_head_reserved_item, value))
    )


def _head(value: Any) -> bool:
    return (
        _object(value, HEAD_FIELDS, None, None)
    )


RETRY_FIELDS: dict[str, Check] = {
    'strategy': _retry_strategy,
    'after': _retry_after,
    'header': _header_name,
    'max_attempts': _retry_max_attempts,
}
LINK_FIELDS: dict[str, Check] = {
    'title': _line,
    'url': _url,
    'description': _text,
}
NOTE_OR_1_FIELDS: dict[str, Check] = {
    'title': _line,
    'text': _markdown,
    'audience': _id,
}
SAMPLE_FIELDS: dict[str, Check] = {
    'language': _id,
    'title': _line,
    'description': _markdown,
    'code': _sample_code,
}
EXAMPLE_FIELDS: dict[str, Check] = {
    'title': _line,
    'description': _markdown,
    'status': _status_number,
    'request': _anything,
    'response': _anything,
    'language': _id,
    'code': _example_code,
}
PARAM_FIELDS: dict[str, Check] = {
    'type': _param_type,
    'format': _line,
    'description': _markdown,
    'example': _anything,
    'enum': _param_enum,
    'optional': _param_optional,
    'default': _param_default,
    'sensitive': _param_sensitive,
}
PARAMS_FIELDS: dict[str, Check] = {}
VARIANT_FIELDS: dict[str, Check] = {
    'when': _text,
    'message': _text,
}
DEPRECATED_OR_1_FIELDS: dict[str, Check] = {
    'since': _line,
    'sunset': _deprecated_or_1_sunset,
    'replaced_by': _code,
    'reason': _text,
}
TRANSLATION_FIELDS: dict[str, Check] = {
    'title': _line,
    'message': _text,
    'messages': _variants,
    'action': _text,
    'user_message': _text,
    'description': _markdown,
    'causes': _notes,
    'solutions': _notes,
}
ERROR_TRANSPORTS_FIELDS: dict[str, Check] = {}
ERROR_DETAILS_FIELDS: dict[str, Check] = {}
ERROR_TRANSLATIONS_FIELDS: dict[str, Check] = {}
ERROR_FIELDS: dict[str, Check] = {
    'code': _code,
    'name': _name,
    'number': _error_number,
    'title': _line,
    'status': _status,
    'transports': _error_transports,
    'message': _text,
    'messages': _variants,
    'params': _params,
    'details': _error_details,
    'fields': _error_fields,
    'category': _id,
    'retry': _retry,
    'action': _text,
    'causes': _notes,
    'solutions': _notes,
    'description': _markdown,
    'user_message': _text,
    'group': _id,
    'type': _id,
    'tags': _error_tags,
    'owner': _line,
    'severity': _severity,
    'visibility': _error_visibility,
    'stability': _error_stability,
    'since': _line,
    'deprecated': _deprecated,
    'operations': _error_operations,
    'examples': _error_examples,
    'links': _links,
    'see_also': _error_see_also,
    'translations': _error_translations,
}
CATEGORY_FIELDS: dict[str, Check] = {
    'title': _line,
    'description': _markdown,
    'action': _text,
    'retry': _retry,
    'acts': _category_acts,
    'links': _links,
}
GROUP_FIELDS: dict[str, Check] = {
    'title': _line,
    'description': _markdown,
    'parent': _id,
    'links': _links,
}
ERROR_TYPE_FIELDS: dict[str, Check] = {
    'title': _line,
    'class_name': _line,
    'description': _markdown,
    'causes': _notes,
    'solutions': _notes,
    'links': _links,
}
STATUS_NOTE_FIELDS: dict[str, Check] = {
    'status': _status,
    'title': _line,
    'description': _markdown,
    'action': _text,
    'links': _links,
}
GUIDE_FIELDS: dict[str, Check] = {
    'id': _id,
    'title': _line,
    'body': _markdown,
    'samples': _guide_samples,
    'links': _links,
}
API_SUPPORT_FIELDS: dict[str, Check] = {
    'email': _api_support_email,
    'url': _url,
    'text': _markdown,
}
API_REQUEST_ID_FIELDS: dict[str, Check] = {
    'header': _header_name,
    'path': _line,
    'example': _line,
    'advice': _markdown,
}
API_FIELDS: dict[str, Check] = {
    'name': _line,
    'version': _line,
    'summary': _text,
    'description': _markdown,
    'docs_url': _api_docs_url,
    'support': _api_support,
    'request_id': _api_request_id,
    'links': _links,
}
CODES_FIELDS: dict[str, Check] = {
    'pattern': _codes_pattern,
    'unique': _codes_unique,
    'set': _codes_set,
}
ENVELOPE_OR_1_BODY_FIELDS: dict[str, Check] = {}
ENVELOPE_OR_1_HEADERS_FIELDS: dict[str, Check] = {}
ENVELOPE_OR_1_FIELDS: dict[str, Check] = {
    'body': _envelope_or_1_body,
    'media_type': _envelope_or_1_media_type,
    'headers': _envelope_or_1_headers,
    'description': _markdown,
}
RETIRED_CODE_FIELDS: dict[str, Check] = {
    'code': _code,
    'name': _name,
    'since': _line,
    'replaced_by': _code,
    'reason': _text,
}
RESERVED_CODES_FIELDS: dict[str, Check] = {
    'code': _code,
    'from': _reserved_codes_from,
    'to': _reserved_codes_to,
    'reason': _text,
}
HEAD_CATEGORIES_FIELDS: dict[str, Check] = {}
HEAD_GROUPS_FIELDS: dict[str, Check] = {}
HEAD_TYPES_FIELDS: dict[str, Check] = {}
HEAD_FIELDS: dict[str, Check] = {
    'errcat': _head_errcat,
    'api': _api,
    'codes': _codes,
    'categories': _head_categories,
    'groups': _head_groups,
    'types': _head_types,
    'statuses': _head_statuses,
    'envelope': _envelope,
    'guides': _head_guides,
    'errors': _anything,
    'retired': _head_retired,
    'reserved': _head_reserved,
}


def is_error(value: Any) -> bool:
    """Whether one entry of `errors` fits."""
    return _error(value)


def is_head(value: Any) -> bool:
    """Whether a file fits, whatever its `errors` are."""
    return _head(value)
