"""Fields with a model beside the light reader: agreement, contradiction, invention, and a model that is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ocr_engine.backends import registry
from ocr_engine.config import Config
from ocr_engine.doctypes.load import builtin_type
from ocr_engine.engine import extract
from ocr_engine.ingest import shared_parser
from ocr_engine.request import Request, Result
from ocr_engine.vlm.served.breaker import forget_breakers
from tests.engine.vlm import servers

INVOICE = Path(__file__).parents[3] / "docmgr" / "specimens" / "invoice.pdf"
TYPE = builtin_type("invoice")
BASE = Config(vlm_seconds=60)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget_breakers()
    registry.forget()
    yield
    registry.forget()


@pytest.fixture(scope="module")
def alone() -> Result:
    """What the light reader finds without a model."""
    return extract(Request(INVOICE, doc_type=TYPE), config=BASE)


def with_server(url: str) -> Result:
    return extract(Request(INVOICE, doc_type=TYPE), config=replace(BASE, vlm="hunyuan_ocr", vlm_url=url))


def answering(values: dict[str, Any]) -> tuple[Result, servers.Server]:
    with servers.serving(servers.good(json.dumps(values))) as server:
        return with_server(server.url), server


def codes(result: Result) -> list[tuple[str, str | None]]:
    return [(i.code, i.field) for i in result.issues]


def test_values_both_readers_found_gain_and_keep_their_place(alone):
    both, server = answering({"invoice_number": "TQ-2025-00418", "gross_total": "GBP 3,270.00",
                              "due_date": "13 June 2025"})
    for key in ("invoice_number", "gross_total", "due_date"):
        one, two = alone.fields[key][0], both.fields[key][0]
        assert two.value == one.value and two.box == one.box and two.confidence > one.confidence
        assert two.how == f"{one.how}+vlm"
    assert both.status == "ok" and server.bodies[0]["messages"][0]["content"] == ""
    assert "invoice_number" in both.prompt and both.prompt in server.bodies[0]["messages"][1]["content"][1]["text"]


def test_a_value_no_page_shows_is_flagged_and_never_wins(alone):
    both, _ = answering({"invoice_number": "TQ-2025-99999", "seller_name": "Golden Harbour Trading Ltd"})
    for key in ("invoice_number", "seller_name"):
        value = both.fields[key][0]
        assert value.value == alone.fields[key][0].value and value.confidence < alone.fields[key][0].confidence
        assert value.candidates[0].source == "vlm:hunyuan_ocr" and value.candidates[0].confidence <= 0.3
        assert value.candidates[0].box is None and ("readers_disagree", key) in codes(both)
    assert both.status == "review"


def test_an_invention_where_the_light_reader_found_nothing_bears_little_confidence():
    key = next(f.key for f in TYPE.fields if f.key not in ("invoice_number",) and f.kind in ("text", "name", "code")
               and f.key not in answering({})[0].fields)
    both, _ = answering({key: "Zanzibar Nine-Forty-Two"})
    value = both.fields[key][0]
    assert value.confidence <= 0.3 and value.box is None and ("value_without_evidence", key) in codes(both)


def test_a_contradiction_with_evidence_keeps_both_values():
    both, _ = answering({"net_total": "3270.00"})
    value = both.fields["net_total"][0]
    assert ("readers_disagree", "net_total") in codes(both) and value.confidence < 0.6
    assert {value.value, value.candidates[0].value} == {"2725.00", "3270.00"}
    assert value.box is not None and value.candidates[0].box is not None


@pytest.mark.parametrize("mood", [
    servers.refusing(401, 99, servers.good("")), servers.rubbish(b"{"), servers.rubbish(b"", "text/event-stream"),
], ids=["refuses", "rubbish", "empty"])
def test_where_the_server_fails_the_light_readers_fields_stay_as_they_are(alone, mood):
    with servers.serving(mood) as server:
        both = with_server(server.url)
    assert both.fields == alone.fields and codes(both) == [("vlm_fallback", None)] and both.status == "review"


@pytest.mark.parametrize("answer", ["I am sorry.", "", "the total is " * 400])
def test_an_answer_that_says_nothing_changes_no_field(alone, answer):
    with servers.serving(servers.good(answer)) as server:
        both = with_server(server.url)
    assert both.fields == alone.fields and both.status == "review" and both.issues


def test_a_server_that_keeps_failing_is_left_alone_and_documents_go_on(alone):
    with servers.serving(servers.rubbish(b"{")) as server:
        results = [with_server(server.url) for _ in range(5)]
        assert len(server.bodies) == 3
    assert all(r.fields == alone.fields for r in results)
    assert [r.issues[0].params["reason"] for r in results] == ["vlm_rubbish"] * 3 + ["vlm_resting"] * 2


def test_missing_weights_leave_the_light_reader_alone_at_work(alone, tmp_path):
    both = extract(Request(INVOICE, doc_type=TYPE), config=replace(BASE, vlm="glm_ocr", vlm_path=str(tmp_path)))
    assert both.fields == alone.fields and both.issues[0].params == {"reason": "vlm_weights_missing"}


def test_a_model_in_this_process_reads_beside_the_light_reader(tmp_path):
    """Random weights say nothing: the document is finished all the same."""
    from tests.engine.vlm import tiny

    folder = tiny.hunyuan(tmp_path / "hunyuan")
    both = extract(Request(INVOICE, doc_type=TYPE),
                   config=replace(BASE, vlm="hunyuan_ocr", vlm_path=str(folder), vlm_device="cpu", vlm_seconds=3))
    assert both.fields["invoice_number"][0].value == "TQ-2025-00418" and both.ms["model"] > 0
    assert not any(code == "vlm_fallback" for code, _ in codes(both))


def test_without_a_model_nothing_is_asked_and_nothing_changes(alone, monkeypatch):
    monkeypatch.setattr(registry, "load", lambda *a: pytest.fail("no reader is needed for a born-digital page"))
    again = extract(Request(INVOICE, doc_type=TYPE), config=BASE)
    assert replace(again, ms={}) == replace(alone, ms={}) and "model" not in again.ms


@pytest.mark.parametrize("settings", [{"vlm": "nobody"}, {"vlm": "openai"}, {"vlm_seconds": 0},
                                      {"vlm": "openai", "vlm_url": "http://x/v1", "vlm_path": "/x"}])
def test_settings_that_make_no_sense_are_refused(settings):
    with pytest.raises(ValueError):
        Config(**settings)


def test_the_key_of_a_server_is_not_shown():
    environment = {"DOCMGR_OCR_VLM": "openai", "DOCMGR_OCR_VLM_URL": "http://h/v1", "DOCMGR_OCR_VLM_KEY": "s3cret"}
    config = Config.from_env(environment)
    assert config.vlm_key == "s3cret" and "s3cret" not in repr(config)


@pytest.fixture(scope="module", autouse=True)
def _close_parser() -> Iterator[None]:
    yield
    shared_parser().close()
