"""The words that people use for the fields of an error, in column headers, labels, headings and keys.

It is the only such table. `fields_named` returns the fields that a word can mean, the most likely first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_FIELDS: Mapping[tuple[str, ...], str] = {
    ("code",): (
        "code, codes, fault code, result code, return code, reason code, "
        "error code, error codes, err code, errcode, api code, api error code, "
        "error identifier, error code name, error code id, "
        "code name, status_code_name, código, code erreur, code d erreur, fehlercode, fehler code, "
        "codice, foutcode, kod, kod błędu, код, код ошибки, コード, エラーコード, 错误码, 错误代码, 代码, "
        "錯誤碼, 錯誤代碼, 에러 코드, 오류 코드, 코드, رمز الخطأ"
    ),
    ("code", "name", "title"): (
        "error, error name, exception, constant, symbol, identifier, key, id, slug, enum, variant, error id, "
        "error key, fehler, erreur, エラー, errore, ошибка"
    ),
    ("name", "title"): (
        "name, symbolic name, condition name, constant name, enum name, "
        "variable, const, nombre, nom, nome, имя, 名称, 名前"
    ),
    ("number",): ("number, numeric code, error number, errno, no, num, #, nummer, numéro, número, номер"),
    ("status",): (
        "status, http status, http, http code, http status code, status code, statuscode, "
        "http response code, response code, response status, response, httpstatus, http statuses, "
        "http error, http error code, http response, estado, estado http, statut, statut http, http статус, "
        "статус, ステータス, http ステータス, httpステータス, 状态码, 狀態碼, http 状态码, http状态码, "
        "상태 코드, http 상태, stato"
    ),
    ("message",): (
        "message, fault string, result message, "
        "error message, msg, error msg, text, error text, error string, api message, "
        "default message, mensaje, mensagem, messaggio, meldung, fehlermeldung, nachricht, komunikat, "
        "сообщение, メッセージ, エラーメッセージ, 消息, 错误信息, 错误消息, 訊息, 메시지, 오류 메시지, "
        "bericht, foutmelding, message d erreur"
    ),
    ("title", "message"): (
        "title, short description, summary, label, phrase, reason phrase, error title, headline, "
        "status text, titel, titre, título, titolo, заголовок, タイトル, 标题, 標題"
    ),
    ("description", "title"): (
        "description, meaning, desc, error description, definition, what it means, what this means, "
        "beschreibung, bedeutung, descripción, descrição, descrizione, significado, signification, "
        "omschrijving, opis, описание, значение, 説明, 意味, 描述, 说明, 含义, 說明, 설명, 의미, comment, "
        "doc, docs, documentation, overview"
    ),
    ("description",): (
        "explanation, details, detail, long description, more info, notes, note, comments, "
        "erklärung, explicación, explication, when, when it happens, context, background, what happened, "
        "what you ll see"
    ),
    ("causes", "description"): (
        "cause, causes, reason, reasons, possible cause, possible causes, possible reason, why, "
        "why it happens, why this happens, why this error occurred, common cause, common causes, "
        "probable cause, root cause, trigger, triggers, ursache, ursachen, grund, causa, causas, raison, "
        "motivo, motivos, oorzaak, причина, причины, 原因, 원인"
    ),
    ("solutions", "action"): (
        "solution, solutions, resolution, resolutions, fix, fixes, how to fix, how to fix it, "
        "how to resolve, workaround, workarounds, remedy, possible solution, possible solutions, "
        "suggested solution, troubleshooting, recommended solution, possible ways to fix it, lösung, "
        "lösungen, solución, soluciones, solução, soluções, soluzione, oplossing, rozwiązanie, решение, "
        "решения, 解決策, 解決方法, 解决方案, 解决方法, 해결 방법"
    ),
    ("action", "solutions"): (
        "action, actions, what to do, what you should do, what you can do, recommended action, "
        "suggested action, recommendation, next step, next steps, client action, your action, recovery, "
        "handling, how to handle, suggestion, hint, help, advice, remediation, maßnahme, was tun, aktion, "
        "acción, qué hacer, ação, o que fazer, action à prendre, que faire, azione, cosa fare, действие, "
        "что делать, 対処, 対処方法, 対処法, 处理, 处理方法, 建议, 조치"
    ),
    ("category",): (
        "category, error category, class, classification, kategorie, categoría, catégorie, categoria, "
        "категория, カテゴリ, 类别, 分类, 카테고리"
    ),
    ("type",): (
        "type, error type, error class, exception class, kind, fehlertyp, tipo, tipo de error, type d erreur, тип, 类型"
    ),
    ("group",): (
        "group, section, module, product, domain, namespace, area, service, component, gruppe, grupo, "
        "groupe, bereich, группа"
    ),
    ("severity",): ("severity, level, log level, schweregrad, severidad, gravité, gravidade, уровень"),
    ("retryable",): (
        "retryable, retry, can retry, retriable, is retryable, retry safe, should retry, transient, retry?, "
        "retryable?, can be retried, safe to retry, wiederholbar, reintentable, réessayable, 再試行, "
        "リトライ, 可重试"
    ),
    ("fields",): (
        "field, fields, parameter, parameters, param, attribute, property, request field, feld, campo, "
        "champ, parâmetro, parámetro, поле, フィールド, 字段"
    ),
    ("user_message",): (
        "user message, display message, end user message, message for users, shown to users, benutzermeldung"
    ),
    ("operations",): (
        "operation, operations, endpoint, endpoints, operation id, methods, method, returned by, endpunkt, api"
    ),
    ("since",): ("since, added, added in, introduced, version added, seit, desde, depuis"),
    ("deprecated",): ("deprecated, obsolete"),
    ("tags",): ("tags, tag, labels"),
    ("owner",): ("owner, team, owned by"),
    ("links",): (
        "link, links, url, see, docs url, documentation url, doc url, help url, more, reference, references, "
        "further reading"
    ),
    ("see_also",): ("see also, related, related errors, related codes, siehe auch"),
    ("grpc",): ("grpc, grpc code, grpc status, rpc code, grpc status code"),
    ("websocket",): ("close code, websocket close code"),
    ("sqlstate",): ("sqlstate, sql state"),
    ("exit",): ("exit code, exit status"),
    ("jsonrpc",): ("json rpc, json rpc code, jsonrpc code"),
    ("example",): (
        "example, examples, sample, example response, response example, sample response, response body, "
        "body, error response, beispiel, ejemplo, exemple, exemplo, 例, 示例"
    ),
}
_WORDS = {word.strip(): fields for fields, words in _FIELDS.items() for word in words.replace("_", " ").split(",")}
TRANSPORTS = ("grpc", "websocket", "sqlstate", "exit", "jsonrpc")
_FILLERS = frozenset(("the", "a", "an", "our", "your", "returned", "possible", "suggested", "typical", "likely", "api"))
"""Words around the name of a field that don't change what it means."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_A_WORD = re.compile(r"[^\w#?]+|_")
_JOINED = re.compile(r"\s*[/&,]\s*|\s+(?:and|or|und|y|et)\s+|\s*\(")
_DECORATION = re.compile(r"^[^\w#]+|[^\w#?)]+$")

NOT_ERRORS = frozenset(
    (
        "opcode", "opcodes", "parameter", "parameters", "header", "headers", "scope", "scopes", "event",
        "events", "endpoint", "endpoints", "field", "fields", "plan", "plans", "permission",
        "permissions", "limits", "changelog", "version", "versions", "pricing", "glossary",
    )
)  # fmt: skip
"""Words of a heading whose table is not about errors, unless `ERRORS` has another word of it."""
ERRORS = frozenset(
    (
        "error", "errors", "exception", "exceptions", "failure", "failures", "code", "codes", "status",
        "statuses", "close", "fault", "faults", "rejection", "problem", "problems", "warning",
        "warnings", "fehler", "fehlercodes", "erreur", "erreurs", "errore", "errori", "ошибки",
        "ошибка", "エラー", "错误", "錯誤", "오류", "에러",
    )
)  # fmt: skip


def words_of_header(text: str) -> str:
    """Return a header, a label or a key in lower case, with single spaces: `errorCode` → error code."""
    parted = _HUMP.sub(" ", _DECORATION.sub("", text.strip()))
    return " ".join(_NOT_A_WORD.sub(" ", parted).lower().split())


def fields_named(text: str) -> tuple[str, ...]:
    """Return the fields that a header can mean, the most likely first; empty for an unknown word."""
    words = words_of_header(text)
    found = _WORDS.get(words) or _WORDS.get(words.rstrip("?").strip()) or _WORDS.get(words.replace(" ", ""))
    if found is None and (parts := _JOINED.split(text)) and len(parts) > 1:  # Cause / Solution
        found = next((fields for part in parts if (fields := _WORDS.get(words_of_header(part)))), None)
    if found is None:
        fewer = " ".join(word for word in words.split() if word not in _FILLERS)
        found = _WORDS.get(fewer)
    return found or ()


def is_about_errors(heading: str) -> bool | None:
    """Whether a heading announces errors; False if it announces something else, None if it doesn't say."""
    words = set(words_of_header(heading).split())
    if words & (ERRORS - {"code", "codes"}):
        return True
    return False if words & NOT_ERRORS else True if words & ERRORS else None
