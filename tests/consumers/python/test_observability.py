"""What a module gives to logs, traces and error reports, with the real libraries."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sentry_sdk
import structlog
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.transport import Transport

from built import module_of, package_of, resolved_from

RESOLVED = resolved_from((Path(__file__).parent / "shipping.yaml").read_text(encoding="utf-8"))
SECRET = "4711-geheim"  # noqa: S105 — no password of anybody


@pytest.fixture(scope="module")
def errors():
    return module_of(RESOLVED)


def charge(errors, take) -> None:
    """A service that raises an error. None of its own variables has the secret."""
    raise errors.BadCardError(card=take(), details={"reason": "stolen", "card": take()}, request_id="r1")


def caught(errors) -> Exception:
    try:
        charge(errors, lambda: SECRET)
    except errors.ApiError as error:
        return error
    raise AssertionError


def unknown(errors) -> Exception:
    return errors.ApiError.from_response(503, {"code": "of_tomorrow"})


def test_a_span_has_the_attributes(errors):
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with provider.get_tracer("test").start_as_current_span("charge") as span:
        error = caught(errors)
        span.set_attributes(error.otel_attributes())
        span.record_exception(error)
    (finished,) = exporter.get_finished_spans()
    attributes = dict(finished.attributes or {})
    assert attributes == {"error.type": "bad_card", "http.response.status_code": 402, "error.category": "fix"}
    (event,) = finished.events
    recorded = dict(event.attributes or {})
    assert recorded["exception.type"] == f"{errors.__name__}.BadCardError"
    assert recorded["exception.message"] == "bad_card: Card *** declined"
    assert SECRET not in finished.to_json()


def test_attributes_have_few_values(errors):
    """Whatever a server sends as a code, a metric doesn't get a new value."""
    assert unknown(errors).otel_attributes() == {"error.type": "HTTP_503", "http.response.status_code": 503}
    assert errors.ApiError.from_response(0, None).otel_attributes()["error.type"] == "_OTHER"
    assert errors.EmptyCodeError().otel_attributes()["error.type"] == "EMPTY_CODE"
    assert errors.ShipmentNotFoundError(shipment_id="1").otel_attributes()["error.severity"] == "warning"


class Kept(Transport):
    """A transport that keeps what the client would send."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []
        self.texts: list[str] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.texts.append(envelope.serialize().decode())
        self.events += [item.payload.json for item in envelope.items if item.type == "event"]


def reported(errors, make) -> tuple[dict[str, Any], str]:
    """The event that Sentry gets for an error."""

    def by_code(event: Any, hint: Any) -> Any:
        error = hint["exc_info"][1]
        event["fingerprint"] = error.sentry_fingerprint()
        event.setdefault("extra", {}).update(error.log_fields())
        return event

    transport = Kept()
    client = sentry_sdk.Client(
        "https://key@sentry.example/1", transport=transport, before_send=by_code, default_integrations=False,
        include_local_variables=True,
    )  # fmt: skip
    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(client)
        try:
            make()
        except errors.ApiError as error:
            scope.set_extra("params", error.params)
            scope.set_extra("details", error.details)
            scope.set_context("error", {"params": error.params, "error": error})
            scope.capture_exception(error)
    client.close()
    (event,) = transport.events
    return event, "\n".join(transport.texts)


def test_sentry_groups_by_code_and_sees_no_secret(errors):
    event, text = reported(errors, lambda: charge(errors, lambda: SECRET))
    assert event["fingerprint"] == [errors.__name__, "bad_card"]
    assert event["extra"]["error.params"] == {"card": "***"}
    assert event["exception"]["values"][-1]["value"] == "Card *** declined"
    assert any(frame.get("vars") for frame in event["exception"]["values"][-1]["stacktrace"]["frames"])
    assert "***" in str(event["extra"]["params"])
    assert SECRET not in text


def test_sentry_has_a_group_for_each_code(errors):
    """Not one for each message, nor for each place that raises the error."""

    def elsewhere() -> None:
        raise errors.ErrorCode.BAD_CARD.error("Another text")

    def other() -> None:
        raise errors.PlainError

    first, second, third = (
        reported(errors, make)[0]["fingerprint"] for make in (lambda: charge(errors, lambda: "1"), elsewhere, other)
    )
    assert first == second != third
    assert unknown(errors).sentry_fingerprint() == [errors.__name__, "HTTP_503"]


def test_fields_of_a_log_record(errors):
    """`extra` of logging refuses names such as `message` and `name`: the prefix keeps the fields apart."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        logging.Formatter("%(message)s %(error.code)s %(error.status)d %(error.params)s %(error.details)s")
    )
    logger = logging.getLogger("errcat-observability")
    logger.addHandler(handler)
    logger.propagate = False
    error = caught(errors)
    logger.error("failed", extra=error.log_fields())
    logger.removeHandler(handler)
    assert stream.getvalue() == "failed bad_card 402 {'card': '***'} {'reason': 'stolen', 'card': '***'}\n"


def test_fields_of_structlog(errors):
    entries: list[str] = []
    log = structlog.wrap_logger(
        structlog.PrintLogger(io.StringIO()),
        processors=[structlog.processors.JSONRenderer(), lambda _logger, _name, text: entries.append(text) or text],
    )
    log.error("failed", **caught(errors).log_fields())
    (entry,) = map(json.loads, entries)
    assert entry == {
        "event": "failed", "error.code": "bad_card", "error.name": "BAD_CARD", "error.type": "bad_card",
        "error.message": "Card *** declined", "error.status": 402, "error.catalog_type": "card-error",
        "error.category": "fix", "error.severity": "error", "error.retryable": False, "error.request_id": "r1",
        "error.params": {"card": "***"}, "error.details": {"reason": "stolen", "card": "***"},
    }  # fmt: skip


def test_logs_and_traces_agree(errors):
    """A field of both has the same value, so that people can go from one to the other."""
    for error in (caught(errors), unknown(errors), *(code.error() for code in errors.ErrorCode)):
        fields, attributes = error.log_fields(), error.otel_attributes()
        assert fields["error.type"] == attributes["error.type"]
        assert fields.get("error.status") == attributes.get("http.response.status_code")
        assert {name: fields[name] for name in fields if name in attributes} == {
            name: attributes[name] for name in attributes if name in fields
        }
        json.dumps([fields, attributes])
    assert unknown(errors).log_fields()["error.code"] == "of_tomorrow"


def test_a_module_imports_none_of_the_libraries(tmp_path: Path):
    package = package_of(RESOLVED, tmp_path)
    script = (
        f"import sys, {package.__name__} as m; e = m.BadCardError(card='1')\n"
        "e.log_fields(), e.otel_attributes(), e.sentry_fingerprint(), e.to_response('de')\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'sentry_sdk', 'opentelemetry', 'structlog'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
