"""Recordings that are broken or made to do harm end in a clear finding or run error, and within bounds."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import pytest

from errcat.traffic.recordings import json_stream, streams

CATALOG = Path(__file__).parent / "errors.yaml"
GOOD = '{"status": 404, "body": {"error": {"code": "ORDER_EATEN"}}}'


@pytest.fixture
def rules_of(errcat, tmp_path: Path):
    """Verify a recording, and return the rules of its findings, and how many responses it has."""

    def run(name: str, data: bytes, *options: str) -> tuple[list[str], int]:
        (tmp_path / name).write_bytes(data)
        result = errcat("verify", name, "--catalog", str(CATALOG), "--format", "json", *options)
        assert result.code in (0, 1), result.err
        assert "Traceback" not in result.err
        report = json.loads(result.out)
        return [found["rule"] for found in report["findings"]], report["summary"]["responses"]["total"]

    return run


DEEP = "[" * 50_000
LINES: dict[str, bytes] = {
    "deep": f'{{"status": 404, "body": {DEEP}'.encode(),
    "deep-objects": b'{"a":' * 50_000,
    "nan": b'{"status": 404, "body": {"error": NaN}}',
    "infinity": b'{"status": 404, "body": -Infinity}',
    "digits": b'{"status": 404, "body": {"error": ' + b"9" * 5000 + b"}}",
    "not-utf8": b'{"status": 404, "body": "\xff\xfe"}',
    "cut": b'{"status": 404, "body": {"err',
    "control": b'{"status": 404, "body": "\x00\x01"}',
    "two-values": b'{"status": 404} {"status": 404}',
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_bad_line_does_not_hide_the_next(line: bytes, rules_of):
    found, responses = rules_of("a.jsonl", line + b"\n" + GOOD.encode() + b"\n")
    assert found.count("unread-line") == 1
    assert "retired-code-sent" in found
    assert responses == 1


def test_a_long_line_does_not_hide_the_next(rules_of, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(streams, "MAX_LINE", 1000)
    line = b'{"status": 404, "body": "' + b"x" * 10_000 + b'"}\n'
    found, responses = rules_of("a.jsonl", line * 3 + GOOD.encode() + b"\n" + line[:-1])
    assert found.count("unread-line") == 1
    assert "retired-code-sent" in found
    assert responses == 1


@pytest.mark.parametrize("size", [200, 100_000])
def test_a_long_entry_does_not_hide_the_next(size: int, rules_of, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_stream, "MAX_ENTRY", 150)
    monkeypatch.setattr(json_stream, "_PIECE", 64)
    long = {"request": {}, "response": {"status": 404, "content": {"text": '\\"' * size}}}
    har = json.dumps({"log": {"entries": [long, json.loads(GOOD), long]}})
    found, responses = rules_of("a.har", har.encode())
    assert found.count("unread-line") == 1
    assert "retired-code-sent" in found
    assert responses == 1


DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "cut": (b'{"log": {"entries": [{"request": {}, "response": {"sta', "unread-recording"),
    "no-list-end": (b'{"log": {"entries": [' + GOOD.encode(), "unread-recording"),
    "not-json": (b'{"log": {"entries": [' + GOOD.encode() + b" oops", "unread-recording"),
    "no-key": (b'{"log": {entries: []}}', "unread-recording"),
    "no-entries": (b'{"log": {"entries": []}}', "no-responses"),
    "entries-are-text": (b'{"log": {"entries": "x"}}', "no-responses"),
    "entries-are-numbers": (b'{"log": {"entries": [1, null, [], "x"]}}', "body-against-envelope"),
    "deep": (b'{"log": {"entries": [' + DEEP.encode(), "unread-recording"),
    "deep-entry": (b'{"log": {"entries": [' + b"[" * 20_000 + b"]" * 20_000 + b"]}}", "unread-line"),
    "deep-log": (b'{"log": ' * 5000, "unread-recording"),
    "empty": (b"", "no-responses"),
    "blank": (b"\n\n  \n", "no-responses"),
    "nulls": (b"\x00" * 5000, "no-responses"),
    "image": (bytes(range(256)) * 20, "no-responses"),
    "not-utf8": (b'{"log": {"entries": [{"a": "\xff"}]}}', "unread-recording"),
    "gzip-cut": (gzip.compress(GOOD.encode() * 100)[:-20], "unread-recording"),
    "gzip-damaged": (gzip.compress(GOOD.encode())[:12] + b"\xff" * 50, "unread-recording"),
}


@pytest.mark.parametrize(("data", "rule"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_broken_recording_is_a_finding(data: bytes, rule: str, rules_of):
    for name in ("a.har", "a") if data[:1] == b"{" else ("a",):
        found, _responses = rules_of(name, data)
        assert rule in found, name


def test_a_zip_bomb_is_not_unpacked(rules_of, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(streams, "_FREE", 1 << 16)
    packer = zlib.compressobj(level=9, wbits=31)
    bomb = packer.compress(b" " * (8 << 20)) + packer.flush()
    found, _responses = rules_of("a.jsonl.gz", bomb)
    assert found == ["unread-recording"]


def test_hostile_values_do_not_stop_the_run(rules_of):
    bodies = [
        None, 1, "x", [], {}, [[]], {"error": None}, {"error": []}, {"error": {"code": []}}, {"error": {"code": True}},
        {"error": {"code": 1e308}}, {"error": {"code": "\ud800"}}, {"error": {"code": "x" * 100_000}},
        {"error": {"code": "\x1b[31m\n"}}, {"error": {"code": "TOO_MANY", "params": []}},
        {"error": {"code": "OUT_OF_STOCK", "details": "x"}}, {"error": {"code": "OUT_OF_STOCK", "details": {"left": {}}}},
        {"error": {"code": "BUSY", "message": "{}" * 5000}}, {"error": {"": {"\u202e": 1}, "code": "BUSY"}},
    ]  # fmt: skip
    statuses = [404, "404", 404.0, "502, 404", True, None, -1, 10**30, [], {}, "***", ""]
    headers = [
        None,
        [],
        {},
        "x",
        [1],
        [[1, 2]],
        {"content-type": None},
        {"Content-Type": ["a/b", 1]},
        {"content-type": "é;x"},
    ]
    records = [
        {"status": status, "headers": headers[n % len(headers)], "body": body}
        for n, body in enumerate(bodies)
        for status in statuses
    ]
    records += [
        {"response": one, "request": one} for one in (*bodies, {"status": 404, "content": {"text": 1, "encoding": 2}})
    ]
    _found, responses = rules_of("a.jsonl", "\n".join(map(json.dumps, records)).encode())
    assert responses > len(bodies)


def test_memory_does_not_grow_with_what_differs(rules_of):
    lines = [
        json.dumps({"status": 400 + n % 100, "body": {"error": {"code": f"E{n}", f"k_{'abcdefghij'[n % 10]}": n}}})
        for n in range(3000)
    ]
    found, responses = rules_of("a.jsonl", "\n".join(lines).encode())
    assert responses == 3000
    assert found.count("unknown-response-code") == 200
    assert found.count("more-response-findings") >= 1
    assert len(found) < 1000


@pytest.mark.parametrize(
    ("arguments", "id"),
    [
        (["missing.har"], "doesn't exist"),
        (["."], "isn't a file"),
        (["a.jsonl", "--openapi", "missing.yaml"], "missing.yaml"),
        (["a.jsonl", "--openapi", "a.jsonl"], "a.jsonl"),
        ([str(CATALOG)], "is a catalog, not a recording"),
        (["a.jsonl", "--map", "status"], "as in --map status=http.code"),
        (["a.jsonl", "--map", "http.code=status"], "write the field first: --map status=http.code"),
        (["a.jsonl", "--map", "stauts=code"], "did you mean status?"),
        (["a.jsonl", "--map", "=code"], "can't use --map"),
        (["a.jsonl", "--form", "har"], "--from"),
    ],
)
def test_a_wrong_call_suggests_the_right_one(arguments: list[str], id: str, errcat, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(GOOD, encoding="utf-8")
    result = errcat("verify", *arguments, "--catalog", str(CATALOG))
    assert (result.code, result.out) == (2, "")
    assert id in result.err


def test_a_catalog_among_the_recordings(errcat):
    result = errcat("verify", "errors.yaml", "a.jsonl")
    assert (result.code, result.out) == (2, "")
    assert "errcat verify RECORDING --catalog errors.yaml" in result.err


def test_without_a_catalog(errcat, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(GOOD, encoding="utf-8")
    result = errcat("verify", "a.jsonl")
    assert result.code == 2
    assert "--catalog errors.yaml" in result.err


def test_standard_input(errcat):
    result = errcat("verify", "-", "--catalog", str(CATALOG), stdin=GOOD.encode())
    assert result.code == 1
    assert "standard input:1:1" in result.out
