"""Words that people use for the fields of a catalog, and the fields that they mean.

A target is a path below the mapping that has the word: `status`, `deprecated.replaced_by`; `[]` is a list with one
item: `links[].url`. A target can include a value: `category=retry`.
"""

from __future__ import annotations

from collections.abc import Mapping

_REPLACED_BY = "replacement replaced_with replacedby use use_instead instead successor superseded_by new_code"
_REASON = "why message description note comment"
_TITLE = "name label heading"
_URL = "href link address uri website"


def _table(targets: Mapping[str, str]) -> dict[str, str]:
    return {word: target for target, words in targets.items() for word in words.split()}


# Synonyms by the schema's kind of mapping. Words are in snake_case: `httpStatus` is `http_status`.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "catalog": _table(
        {
            "errcat": "version format schema_version errcat_version",
            "api.name": "title service product api_name",
            "api.docs_url": "docs documentation base_url url",
            "api.support": "contact help",
            "errors": "error error_codes error_list errs problems entries items",
            "categories": "actions recovery category",
            "groups": "sections domains group section",
            "types": "kinds classes error_types type",
            "statuses": "status_codes http_statuses http",
            "envelope": "response body error_response response_format",
            "guides": "chapters pages docs_pages articles guide",
            "retired": "removed deleted tombstones obsolete",
        }
    ),
    "error": _table(
        {
            "code": "id key error_code err_code wire_code slug identifier",
            "name": "const constant symbol",
            "number": "num numeric_code errno error_number no",
            "title": "summary label heading headline short",
            "status": "http_status http_code http http_status_code status_code response_status response_code",
            "message": "msg text error error_message detail content en",
            "messages": "variants",
            "params": "parameters param args arguments placeholders variables vars",
            "details": "schema details_schema payload data metadata",
            "fields": "field properties attributes",
            "category": "recovery handling caller_action",
            "retry.after": "retry_after wait delay",
            "retry.strategy": "retry_strategy retry_policy backoff",
            "action": "help hint fix remedy resolution what_to_do advice recommended_action suggested_action todo"
            " next_step next_steps next what_now how_to_fix how_to_resolve mitigation instructions guidance",
            "causes[]": "cause reason reasons why",
            "solutions[]": "solution steps step troubleshooting workaround workarounds recommendation",
            "description": "desc description_md descr long_description explanation body notes note comment comments md",
            "user_message": "user_facing_message display_message public_message end_user_message friendly_message",
            "group": "section domain module area component service chapter",
            "type": "kind class error_type exception",
            "tags": "tag labels keywords",
            "owner": "team contact maintainer responsible",
            "severity": "level loglevel log_level priority",
            "since": "added added_in introduced version",
            "operations": "operation endpoints endpoint routes route paths apis methods operation_ids",
            "examples[].response": "example sample response example_response",
            "links[].url": f"{_URL} docs doc url documentation more_info read_more docs_url doc_url help_url reference",
            "see_also": "related see seealso related_codes",
            "translations": "i18n locales localized l10n languages",
            "transports.grpc": "grpc grpc_code grpc_status",
            "transports.jsonrpc": "jsonrpc json_rpc rpc_code jsonrpc_code",
            "transports.exit": "exit exit_code exit_status",
            "transports.websocket": "websocket ws_code close_code websocket_code",
            "transports.sqlstate": "sqlstate sql_state",
            "deprecated": "deprecation is_deprecated obsolete",
            "deprecated.replaced_by": f"replaced_by {_REPLACED_BY}",
            "deprecated.sunset": "sunset sunset_date removal removed_in removal_date end_of_life eol",
            "deprecated.since": "deprecated_since deprecated_in",
        }
    ),
    "api": _table(
        {
            "name": "title id",
            "summary": "tagline",
            "description": "desc intro introduction",
            "docs_url": f"docs documentation base_url url {_URL}",
            "support": "contact help",
        }
    ),
    "category": _table({"title": _TITLE, "action": "help hint fix", "description": "desc"}),
    "codes": _table(
        {
            "pattern": "regex regexp format form style",
            "unique": "uniqueness",
            "set": "closed_set kind",
            "numbers": "band range number_band number_range",
        }
    ),
    "deprecated": _table(
        {
            "since": "date from",
            "sunset": "removal removed until end ends eol end_of_life",
            "replaced_by": _REPLACED_BY,
            "reason": _REASON,
        }
    ),
    "envelope": _table({"body": "example response shape json", "media_type": "content_type mime mimetype"}),
    "errorType": _table({"title": _TITLE, "class_name": "class exception", "description": "desc"}),
    "example": _table(
        {
            "title": _TITLE,
            "description": "desc",
            "response": "body payload json example output",
            "request": "input",
            "language": "lang",
            "code": "snippet source sample text",
        }
    ),
    "group": _table(
        {
            "title": _TITLE,
            "description": "desc",
            "parent": "section group",
            "numbers": "band range number_band number_range code_range",
        }
    ),
    "guide": _table(
        {
            "id": "slug key",
            "title": _TITLE,
            "body": "content text description markdown md",
            "samples": "examples snippets",
        }
    ),
    "link": _table({"url": _URL, "title": f"text {_TITLE}", "description": "desc"}),
    "note": _table({"text": "description message body content cause solution step md", "title": _TITLE}),
    "numberBand": _table({"from": "start first min begin", "to": "end last max until", "gaps": "gap holes gap_policy"}),
    "param": _table(
        {
            "description": "desc meaning title summary",
            "example": "examples sample value",
            "enum": "values options choices allowed allowed_values",
            "sensitive": "secret private pii",
        }
    ),
    "request_id": _table({"header": "name", "advice": "description help text", "path": "field"}),
    "reservedCodes": _table({"from": "start first min begin", "to": "end last max until", "reason": _REASON}),
    "retiredCode": _table(
        {
            "number": "num errno numeric_code",
            "since": "date removed retired",
            "replaced_by": _REPLACED_BY,
            "reason": _REASON,
        }
    ),
    "retry": _table(
        {
            "strategy": "type kind policy mode",
            "after": "wait delay seconds retry_after after_seconds interval",
            "max_attempts": "max attempts max_retries retries tries limit",
        }
    ),
    "sample": _table({"title": _TITLE, "description": "desc", "language": "lang", "code": "snippet source text body"}),
    "statusNote": _table(
        {"status": "code http number", "title": _TITLE, "description": "text meaning message desc", "action": "help"}
    ),
    "support": _table({"email": "mail e_mail", "url": _URL, "text": "description message"}),
    "translation": _table({"message": "msg text", "description": "desc"}),
    "variant": _table({"message": "then text msg description", "when": "condition if case context title name"}),
}

_Switch = Mapping[bool, tuple[str, str | bool]]
_RETRYABLE: _Switch = {True: ("category", "retry"), False: ("category", "fix")}
_INTERNAL: _Switch = {True: ("visibility", "internal"), False: ("visibility", "public")}

# Words of other languages, without accents, by the field that they are called in each kind of mapping.
FOREIGN: Mapping[str, str] = _table(
    {
        "action": "was_tun que_faire a_faire que_hacer aktion massnahme handlung accion acao azione actie"
        " dzialanie atgard",
        "categories": "kategorien categorias kategorie_liste",
        "category": "kategorie categorie categoria kategoria kategori",
        "causes": "raisons motifs motivos ursache ursachen grunde gruende causa causas oorzaak oorzaken"
        " przyczyna przyczyny orsak orsaker",
        "code": "codigo codice kode kod fehlercode",
        "description": "beschreibung descripcion descricao descrizione beschrijving opis beskrivning beskrivelse popis",
        "errors": "fehler errores erreurs erros errori fouten bledy fel",
        "examples": "beispiele exemples ejemplos esempi voorbeelden exemplos",
        "example": "beispiel exemple ejemplo exemplo esempio voorbeeld przyklad",
        "group": "gruppe groupe grupo gruppo groep grupa",
        "groups": "gruppen groupes grupos gruppi groepen grupy",
        "links": "verweise liens enlaces collegamenti",
        "message": "nachricht meldung fehlermeldung mensaje mensagem messaggio bericht melding wiadomosc komunikat"
        " zprava meddelande besked viesti",
        "params": "platzhalter parametros parametri parametry",
        "reason": "grund motivo raison razon",
        "severity": "schweregrad gravite gravedad",
        "solutions": "losung losungen loesung loesungen soluciones solucion solucao solucoes soluzione soluzioni"
        " oplossing oplossingen rozwiazanie rozwiazania losning",
        "since": "seit desde depuis",
        "status": "statut estado stato",
        "tags": "schlagworte etiquetas etiquettes",
        "title": "titel titre titulo titolo tytul otsikko nadpis uberschrift ueberschrift overskrift rubrik",
        "translations": "ubersetzungen uebersetzungen traductions traducciones traduzioni vertalingen tlumaczenia",
        "type": "typ tipo",
        "url": "adresse direccion indirizzo",
        "when": "wenn quand cuando quando wanneer",
    }
)

# Words whose value, true or false, decides the value of another field.
SWITCHES: Mapping[str, Mapping[str, _Switch]] = {
    "error": {
        "retryable": _RETRYABLE,
        "is_retryable": _RETRYABLE,
        "can_retry": _RETRYABLE,
        "retriable": _RETRYABLE,
        "temporary": _RETRYABLE,
        "transient": _RETRYABLE,
        "internal": _INTERNAL,
        "private": _INTERNAL,
        "hidden": _INTERNAL,
        "public": {True: ("visibility", "public"), False: ("visibility", "internal")},
        "experimental": {True: ("stability", "experimental")},
        "beta": {True: ("stability", "beta")},
        "stable": {True: ("stability", "stable")},
    },
    "param": {
        "required": {True: ("optional", False), False: ("optional", True)},
        "nullable": {True: ("optional", True), False: ("optional", False)},
    },
}

# Synonyms of a field's values.
VALUES: Mapping[str, Mapping[str, str]] = {
    "severity": _table(
        {
            "error": "fehler erreur critical fatal high severe major blocker emergency alert",
            "warning": "warnung avertissement advertencia warn medium minor caution",
            "info": "low notice debug information informational hint",
            "success": "ok none okay",
        }
    ),
    "strategy": _table(
        {
            "never": "none false no_retry not dont no off",
            "same": "immediate immediately now always true retry instant",
            "backoff": "exponential exponential_backoff exponential-backoff linear back-off jitter",
            "after": "wait delay fixed retry-after retry_after constant",
        }
    ),
    "visibility": _table({"internal": "private hidden", "public": "external open visible"}),
    "stability": _table(
        {"experimental": "alpha unstable draft preview", "beta": "rc", "stable": "ga production final"}
    ),
    "type": _table(
        {
            "string": "str text char varchar date datetime date-time uuid url uri email password timestamp id word",
            "integer": "int long int32 int64 bigint uint whole_number whole count",
            "number": "float double decimal real numeric",
            "boolean": "bool flag",
            "array": "list set tuple",
            "object": "dict map json struct hash",
        }
    ),
    "unique": _table(
        {"catalog": "true yes global all always api", "group": "groups section", "none": "false no never"}
    ),
    "set": _table({"open": "extensible", "closed": "fixed final"}),
    "envelope": _table({"rfc9457": "rfc7807 problem problem+json problem-details rfc-9457 problemjson"}),
}
