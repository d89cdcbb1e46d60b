"""The languages of a module's texts: the translations of the catalog, and which one a request asks for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from built import module_of, resolved_from

RESOLVED = resolved_from((Path(__file__).parent / "shipping.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def errors():
    return module_of(RESOLVED)


@pytest.mark.parametrize(
    ("locale", "message", "title", "language"),
    [
        ("de", "Keine Sendung s1", "Keine Sendung", "de"),
        ("de-CH", "Keine Sendung s1", "Keine Sendung", "de"),
        ("de_CH", "Keine Sendung s1", "Keine Sendung", "de"),
        ("DE-ch-1996", "Keine Sendung s1", "Keine Sendung", "de"),
        ("de-AT", "Leider keine Sendung s1", "Keine Sendung", "de-AT"),  # which has no title: that of `de`
        ("pt-BR", "Sem s1", "No shipment", "pt-BR"),
        ("pt-PT", "No shipment s1", "No shipment", "en"),
        ("fr", "No shipment s1", "No shipment", "en"),
        ("en", "No shipment s1", "No shipment", "en"),
        ("", "No shipment s1", "No shipment", "en"),
        ("*", "No shipment s1", "No shipment", "en"),
        ("-" * 10_000, "No shipment s1", "No shipment", "en"),
    ],
)
def test_texts_in_a_language(errors, locale: str, message: str, title: str, language: str):
    error = errors.ShipmentNotFoundError(shipment_id="s1")
    status, headers, body = error.to_response(locale=locale)
    sent = json.loads(body)
    assert (status, sent["message"], sent["title"]) == (404, message, title)
    assert error.message_in(locale) == message
    assert headers["Content-Language"] == language
    assert error.to_body(locale) == sent
    assert error.message == "No shipment s1"


def test_without_a_language_nothing_changes(errors):
    error = errors.ShipmentNotFoundError(shipment_id="s1")
    assert "Content-Language" not in error.to_response()[1]
    assert error.to_body()["message"] == "No shipment s1"


def test_all_texts_of_a_response_are_translated(errors):
    body = errors.ShipmentNotFoundError(shipment_id="s1").to_body("de-AT")
    assert (body["action"], body["hint"]) == ("Nochmal", "s1 fehlt")


def test_a_message_that_somebody_wrote_stays(errors):
    error = errors.ShipmentNotFoundError("Mine", shipment_id="s1")
    assert error.message_in("de") == error.to_body("de")["message"] == "Mine"
    error = errors.ShipmentNotFoundError(shipment_id="s1")
    error.message = "Changed"
    assert error.message_in("de") == error.to_body("de")["message"] == "Changed"


def test_each_message_has_its_translation_and_sensitive_values_are_masked(errors):
    error = errors.BadCardError(card="4711")
    assert error.message_in("de") == "Karte *** abgelehnt"
    assert error.to_body("de")["message"] == "Karte 4711 abgelehnt"
    assert errors.BadCardError().message_in("de") == "Karte abgelehnt"
    assert errors.BadCardError(card="4711", variant=1).message_in("de") == "Karte abgelehnt"


@pytest.mark.parametrize("locale", ["de", "de-AT", "pt-BR"])
def test_a_translated_response_is_read(errors, locale: str):
    sent = errors.ShipmentNotFoundError(shipment_id="s1")
    status, headers, body = sent.to_response(locale=locale)
    stripped = {name: value for name, value in json.loads(body).items() if name in ("code", "message")}
    for one in (body, stripped):
        read = errors.ApiError.from_response(status, one, headers)
        assert (read.code, read.shipment_id) == (errors.ErrorCode.SHIPMENT_NOT_FOUND, "s1")
        assert read.message == sent.message_in(locale)
    status, headers, body = errors.BadCardError(card="4711").to_response(locale="de")
    read = errors.ApiError.from_response(status, body, headers)
    assert read.message == "Karte *** abgelehnt"
    assert "4711" not in repr(vars(read))


@pytest.mark.parametrize(
    ("header", "best"),
    [
        (None, None),
        ("", None),
        ("de", "de"),
        ("DE", "de"),
        ("de-CH, fr;q=0.9", "de"),
        ("fr, de;q=0.5", "de"),
        ("en, de;q=0.5", "en"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("de;q=0.5, en", "en"),
        ("de-AT;q=0.2, de;q=0.3", "de"),
        ("de-AT, de;q=0.3", "de-AT"),
        ("pt, en;q=0.1", "pt-BR"),
        ("pt-PT, en;q=0.1", "en"),
        ("*", "en"),
        ("fr, *;q=0.1", "en"),
        ("fr", None),
        ("de;q=0", None),
        ("*;q=0", None),
        ("de;q=abc, pt-BR;q=0.1", "pt-BR"),
        ("de;q=2", None),
        ("de;q=nan", None),
        ("de ; q = 0.5", "de"),
        ("garbage;;;,,,;q=", None),
        ("," * 100_000, None),
        ("\x00, é;q=1", None),
    ],
)
def test_the_best_language_for_a_request(errors, header: str | None, best: str | None):
    assert errors.best_locale(header) == best


def test_the_language_of_the_catalog_is_a_setting():
    errors = module_of(RESOLVED, language="fr")
    assert errors.best_locale("fr-CA, de;q=0.5") == "fr"
    assert errors.best_locale("en") is None
    assert errors.ShipmentNotFoundError(shipment_id="s1").to_response(locale="fr")[1]["Content-Language"] == "fr"
