"""The kinds of recordings: each has the same response, and errcat finds its status, headers and body."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import pytest

from errcat.traffic.recordings import KINDS, LogFields, read_recording
from errcat.traffic.recordings.recorded import BodyKind, NoResponse, RecordedResponse

BODY = {"error": {"code": "SEAT_TAKEN", "message": "Seat 14B is taken: ü"}}
TEXT = json.dumps(BODY)
HEADERS = {"content-type": "application/json"}
BASE64 = base64.b64encode(TEXT.encode()).decode()


def har(content: dict[str, object], **response: object) -> str:
    entry = {
        "request": {"method": "GET", "url": "https://x.example/orders/1?key=secret", "headers": []},
        "response": {"status": 409, "headers": [{"name": "Content-Type", "value": "application/json"}]}
        | response
        | {"content": {"size": 1, "mimeType": "application/json", **content}},
    }
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "x"}, "pages": [], "entries": [entry]}})


def call(**response: object) -> str:
    return json.dumps({"request": {"method": "GET", "url": "/orders/1"}, "response": response})


CURL = f"HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\n\r\n{TEXT}"
# what the recording is called, what it has, and which of status, headers, body and path errcat finds in it
RECORDINGS: dict[str, tuple[str, str, str]] = {
    "har": ("a.har", har({"text": TEXT}), "shbp"),
    "har-base64": ("a.har", har({"text": BASE64, "encoding": "base64"}), "shbp"),
    "har-without-name": ("a", har({"text": TEXT}), "shbp"),
    "har-indented": ("a", json.dumps(json.loads(har({"text": TEXT})), indent=2), "shbp"),
    "har-without-body": ("a.har", har({}), "shp"),
    "har-redacted": ("a.har", har({"text": "[REDACTED]"}), "shp"),
    "status-and-body": ("a.jsonl", json.dumps({"status": 409, "body": BODY}), "sb"),
    "body-as-text": ("a.log", json.dumps({"status": "409", "response_body": TEXT}), "sb"),
    "request-and-response": ("a.jsonl", call(status=409, headers=HEADERS, body=BODY), "shbp"),
    "status-code": ("a.jsonl", call(statusCode=409, headers=list(HEADERS.items()), data=BODY), "shbp"),
    "nginx": (
        "access.log",
        json.dumps({"status": "409", "request_uri": "/orders/1?a=1", "request_method": "GET", "resp_body": TEXT}),
        "sbp",
    ),
    "envoy": ("e.log", json.dumps({"response_code": 409, "path": "/orders/1", "method": "GET", "bytes_sent": 12}), "sp"),
    "caddy": (
        "c.log",
        json.dumps(
            {
                "level": "info",
                "msg": "handled request",
                "request": {"method": "GET", "uri": "/orders/1", "headers": {}},
                "status": 409,
                "resp_headers": {"Content-Type": ["application/json"]},
            }
        ),
        "shp",
    ),
    "pino": ("p.log", json.dumps({"req": {"method": "GET", "url": "/orders/1"}, "res": {"statusCode": 409}}), "sp"),
    "docker": ("d.log", json.dumps({"log": json.dumps({"status": 409, "body": BODY}) + "\n", "stream": "stdout"}), "sb"),
    "cri": ("k.log", f"2026-01-01T00:00:00Z stdout F {json.dumps({'status': 409, 'body': BODY})}", "sb"),
    "google": ("g.log", json.dumps({"httpRequest": {"status": 409, "requestUrl": "https://x.example/orders/1"}}), "sp"),
    "common-log": ("access.log", '1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] "GET /orders/1 HTTP/1.1" 409 12', "sp"),
    "newman": (
        "n.json",
        json.dumps(
            {
                "collection": {"info": {}},
                "run": {
                    "executions": [
                        {
                            "request": {"method": "GET", "url": {"path": ["orders", "1"]}},
                            "response": {
                                "code": 409,
                                "status": "Conflict",
                                "header": [{"key": "Content-Type", "value": "application/json"}],
                                "stream": {"type": "Buffer", "data": list(TEXT.encode())},
                            },
                        }
                    ]
                },
            }
        ),
        "shbp",
    ),
    "hurl": (
        "h.json",
        json.dumps(
            {
                "cookies": [],
                "entries": [
                    {
                        "calls": [
                            {
                                "request": {"method": "GET", "url": "https://x.example/orders/1"},
                                "response": {"status": 409, "headers": [{"name": "content-type", "value": "application/json"}]},
                            }
                        ]
                    }
                ],
            }
        ),
        "shp",
    ),
    "k6": (
        "k.json",
        "\n".join(
            json.dumps({"type": "Point", "metric": metric, "data": {"tags": {"status": "409", "url": "/orders/1"}}})
            for metric in ("http_reqs", "http_req_duration")
        ),
        "sp",
    ),
    "vegeta": (
        "v.json",
        json.dumps({"attack": "", "seq": 0, "code": 409, "body": BASE64, "method": "GET", "url": "/orders/1", "headers": {"Content-Type": ["application/json"]}}),
        "shbp",
    ),
    "curl": ("c.txt", CURL, "shb"),
    "curl-verbose": (
        "c.txt",
        ("* Connected\n> GET /orders/1 HTTP/1.1\n> Accept: */*\n> \n< HTTP/1.1 409 Conflict\n"
        f"< Content-Type: application/json\n< \n{{ [21 bytes data]\n{TEXT}\n* Connection left intact\n"),
        "shb",
    ),
    "curl-http2": ("c.txt", f"HTTP/2 409 \r\ncontent-type: application/json\r\n\r\n{TEXT}\n", "shb"),
    "body": ("b.json", json.dumps(BODY, indent=2), "b"),
    "list": ("l.json", json.dumps([{"status": 409, "body": BODY}], indent=1), "sb"),
}  # fmt: skip


def read(folder: Path, name: str, data: bytes, kind: str = "", fields: LogFields = LogFields()) -> list[object]:  # noqa: B008 — it is immutable
    (folder / name).write_bytes(data)
    return list(read_recording(str(folder / name), name, kind, fields))


@pytest.mark.parametrize("encoded", ["plain", "gzip", "utf-16", "crlf", "bom"])
@pytest.mark.parametrize("kind", RECORDINGS)
def test_every_kind_is_read(kind: str, encoded: str, tmp_path: Path):
    name, text, has = RECORDINGS[kind]
    data = {
        "plain": text.encode(),
        "gzip": gzip.compress(text.encode()),
        "utf-16": text.encode("utf-16"),
        "crlf": (text if kind.startswith("curl") else text.replace("\n", "\r\n")).encode(),
        "bom": text.encode("utf-8-sig"),
    }[encoded]
    responses = [found for found in read(tmp_path, name, data) if not isinstance(found, NoResponse)]
    assert len(responses) == 1
    response = responses[0]
    assert isinstance(response, RecordedResponse)
    assert response.status == (409 if "s" in has else None)
    assert dict(response.headers) == (HEADERS if "h" in has else {})
    assert (response.body.kind, response.body.value) == (
        (BodyKind.JSON, BODY) if "b" in has else (BodyKind.UNKNOWN, None)
    )
    assert response.path == ("/orders/1" if "p" in has else "")


def test_several_responses_of_curl_in_a_file(tmp_path: Path):
    """Bodies often have no line end, so the next status line follows them directly."""
    text = f"HTTP/1.1 100 Continue\r\n\r\n{CURL}{CURL}\nHTTP/1.1 502 Bad Gateway\r\n\r\n<html>\r\n"
    found = read(tmp_path, "c.txt", text.encode())
    assert [(one.status, one.body.kind.value, one.spot.line) for one in found] == [
        (100, "empty", 1), (409, "json", 3), (409, "json", 6), (502, "html", 10),
    ]  # fmt: skip


def test_compressed_bodies_of_curl(tmp_path: Path):
    start = b"HTTP/1.1 409 Conflict\r\nContent-Encoding: gzip\r\n\r\n"
    assert [one.body.value for one in read(tmp_path, "c.txt", start + gzip.compress(TEXT.encode()))] == [BODY]


def test_places_of_entries(tmp_path: Path):
    """Each entry of a HAR file has its line and column, whether the file has lines or not."""
    data = json.loads(har({"text": TEXT}))
    data["log"]["entries"] *= 3
    flat, lines = json.dumps(data), json.dumps(data, indent=1)
    found = read(tmp_path, "a.har", flat.encode())
    assert [flat[one.spot.column - 1 :].startswith('{"request"') for one in found] == [True] * 3
    found = read(tmp_path, "a.har", lines.encode())
    assert [lines.split("\n")[one.spot.line - 1][one.spot.column - 1 :] for one in found] == ["{"] * 3


def test_entries_that_are_no_responses(tmp_path: Path):
    failed = json.loads(har({}, status=0))
    assert [type(one) for one in read(tmp_path, "a.har", json.dumps(failed).encode())] == [NoResponse]
    log = b'{"time": "12:00", "msg": "started"}\n{"status": 409, "body": {}}\n'
    assert [type(one) for one in read(tmp_path, "a.log", log)] == [NoResponse, RecordedResponse]


def test_named_fields(tmp_path: Path):
    record = {"http": {"code": "409", "out": TEXT, "a.b": 1}, "status": "done"}
    fields = LogFields({"status": ("http", "code"), "body": ("http", "out")})
    (found,) = read(tmp_path, "a.jsonl", json.dumps(record).encode(), fields=fields)
    assert (found.status, found.body.value) == (409, BODY)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_named(kind: str, tmp_path: Path):
    texts = {"har": har({"text": TEXT}), "json": TEXT, "jsonl": call(status=409, body=BODY), "http": CURL, "body": TEXT}
    (found,) = read(tmp_path, "x", texts[kind].encode(), kind)
    assert found.body.value == BODY
