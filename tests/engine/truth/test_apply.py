"""Data fills the fields, the page is held against it, and a page that says otherwise is flagged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr_engine.config import Config
from ocr_engine.doctypes.load import builtin_types, load_type
from ocr_engine.engine import extract
from ocr_engine.request import Request, Result
from ocr_engine.types import DocType
from tests.fixtures import einvoices as made

TYPES = {t.key: t for t in builtin_types()}


@pytest.fixture
def read(tmp_path: Path) -> Iterator[object]:
    def reading(data: bytes, doc_type: DocType | None = TYPES["invoice"], *, embedded: bool = True) -> Result:
        path = tmp_path / "file"
        path.write_bytes(data)
        request = Request(path, doc_type=doc_type, types=builtin_types(), pages_dir=tmp_path / "pages")
        return extract(request, config=Config(embedded=embedded))
    yield reading


def values(result: Result) -> dict[str, str]:
    return {key: found[0].value for key, found in result.fields.items()}


def flagged(result: Result) -> set[str | None]:
    return {i.field for i in result.issues if i.code == "truth_mismatch"}


def test_an_honest_invoice_is_filled_from_its_data_with_the_places_on_the_page(read) -> None:
    result = read(made.invoice_pdf())
    wanted = {"invoice_number": made.NUMBER, "invoice_date": made.DATE, "due_date": made.DUE, "gross_total": made.GROSS,
              "net_total": made.NET, "tax_total": made.TAX, "seller_name": made.SELLER, "iban": made.IBAN}
    assert {k: v for k, v in values(result).items() if k in wanted} == wanted
    for key in wanted:
        value = result.fields[key][0]
        assert (value.source, value.page) == ("xml", 1) and value.how.startswith("xml:B") and value.confidence >= 0.97
        assert value.box is not None
    assert not flagged(result)


@pytest.mark.parametrize(("printed", "field"), [
    ({"119,00": "919,00"}, "gross_total"), ({made.NUMBER: "RE-2024-0816"}, "invoice_number"),
    ({made.IBAN: "DE21500105175407324931"}, "iban"), ({"15.12.2024": "15.11.2025"}, "due_date"),
])
def test_a_forged_page_is_flagged_and_shows_both_values(read, printed: dict[str, str], field: str) -> None:
    result = read(made.invoice_pdf(printed=printed))
    assert field in flagged(result)
    value = result.fields[field][0]
    assert [c.ok for c in value.checks if c.name == "truth_mismatch"] == [False]
    assert value.confidence <= 0.4
    assert value.candidates and value.candidates[0].value != value.value and value.candidates[0].box is not None
    assert result.status == "review"


def test_only_the_forged_field_is_flagged(read) -> None:
    assert flagged(read(made.invoice_pdf(printed={made.IBAN: "DE21500105175407324931"}))) == {"iban"}


def test_a_value_that_is_not_printed_stays_below_what_passes_without_a_person(read) -> None:
    value = read(made.invoice_pdf(printed={"15.12.2024": "", "Zahlbar bis": ""})).fields["due_date"][0]
    assert (value.value, value.box) == (made.DUE, None) and value.confidence < 0.7


def test_data_of_another_invoice_is_told(read) -> None:
    other = made.CII.replace(made.NUMBER.encode(), b"X-77-1234").replace(b"20241115", b"20190304")
    for before, after in ((b"119.00", b"5812.77"), (b"100.00", b"4884.68"), (b"19.00", b"928.09"),
                          (b"20241215", b"20190401"), (made.VAT.encode(), b"DE812526315")):
        other = other.replace(before, after)
    assert "truth_unseen" in {i.code for i in read(made.invoice_pdf(xml=other)).issues}


def test_the_switch_leaves_the_page_alone(read) -> None:
    result = read(made.invoice_pdf(printed={"119,00": "919,00"}), embedded=False)
    assert not flagged(result) and {v.source for found in result.fields.values() for v in found} == {"text_layer"}


def test_a_broken_attachment_never_costs_the_document(read) -> None:
    result = read(made.invoice_pdf(xml=made.CII[:400]))
    assert "embedded_unreadable" in {i.code for i in result.issues}
    assert values(result)["invoice_number"] == made.NUMBER


def test_an_attachment_with_entities_is_not_read(read) -> None:
    bomb = made.CII.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    result = read(made.invoice_pdf(xml=bomb))
    assert "embedded_unreadable" in {i.code for i in result.issues}
    assert {v.source for found in result.fields.values() for v in found} == {"text_layer"}


def test_an_administrators_own_type_profits_by_its_names(read) -> None:
    own = load_type({"key": "bill", "label": {"de": "Beleg"}, "fields": [
        {"key": "nummer", "label": {"de": "Rechnungsnummer"}, "kind": "code"},
        {"key": "summe", "label": {"de": "Rechnungsbetrag"}, "kind": "money"},
        {"key": "ware", "label": {"de": "Artikel"}, "kind": "text", "many": True},
        {"key": "menge", "label": {"de": "Menge"}, "kind": "number", "many": True}]})
    result = read(made.invoice_pdf(), own)
    assert values(result)["nummer"] == made.NUMBER and values(result)["summe"] == made.GROSS
    assert [v.value for v in result.fields["ware"]] == ["Zange", "Hammer"]
    assert [v.value for v in result.fields["menge"]] == ["2.00", "3.00"]


def test_an_xml_upload_becomes_a_page_and_fields(read, tmp_path: Path) -> None:
    result = read(made.UBL, None)
    assert result.doc_type == "invoice" and values(result)["gross_total"] == made.GROSS
    assert result.fields["gross_total"][0].box is not None and not flagged(result)
    assert (tmp_path / "pages" / "0001.jpg").exists()


def test_an_ofd_upload_becomes_a_page_and_fields(read, tmp_path: Path) -> None:
    result = read(made.ofd(), None)
    assert result.doc_type == "vat_invoice"
    found = values(result)
    assert (found["发票号码"], found["价税合计"], found["项目名称"]) == (made.CN_NUMBER, "106.00", "*餐饮服务*餐费")
    assert result.fields["发票号码"][0].source == "ofd" and result.fields["发票号码"][0].box is not None
    assert (tmp_path / "pages" / "0001.jpg").exists() and not flagged(result)


def test_a_forged_ofd_is_flagged(read) -> None:
    assert "价税合计" in flagged(read(made.ofd(printed={"¥106.00": "¥906.00"}), TYPES["vat_invoice"]))
