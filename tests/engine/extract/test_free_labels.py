"""Labels in other words than the definition's: shortened, inflected, turned round, lengthened."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.words.wordings import likeness
from ocr_engine.types import BBox, DocType, FieldSpec, PageText, TextLine


def page(*rows: tuple[str, ...]) -> tuple[PageText, ...]:
    lines = tuple(TextLine(text, BBox(0.1 + 0.3 * x, 0.1 + 0.04 * y, 0.1 + 0.3 * x + 0.009 * len(text),
                                      0.115 + 0.04 * y))
                  for y, row in enumerate(rows) for x, text in enumerate(row))
    return (PageText(1, 595, 842, lines, "text_layer"),)


def asked(*fields: tuple[str, str, str]) -> DocType:
    return DocType("slip", {"en": "Slip"}, tuple(FieldSpec(key, {"en": label}, kind) for key, label, kind in fields))


@pytest.mark.parametrize(("printed", "name"), [
    ("Följesedelsnr", "Följesedelsnummer"), ("Stav počáteční", "Počáteční stav"),
    ("Cond. pagamento", "Condições de pagamento"),
    ("Situation familiale", "Situation de famille"), ("Charity Registration No.", "Registered charity number"),
    ("Auftrag", "Auftragsnummer"), ("Matr.", "Matricola"), ("Totalvikt", "Vikt"), ("Nº de póliza", "Número de póliza")])
def test_the_same_thing_in_other_words_is_alike(printed: str, name: str) -> None:
    assert likeness(printed, name).share >= 0.6


@pytest.mark.parametrize(("printed", "name"), [
    ("Delivery date", "Birth date"), ("Current", "Rent"), ("Steuersatz", "Steuernummer"), ("Nettopreis", "Net total"),
    ("Company number", "Charity number"), ("Dateiname", "Date")])
def test_another_thing_is_not_alike(printed: str, name: str) -> None:
    assert likeness(printed, name).share < 0.6


def test_a_value_is_found_behind_a_label_that_is_worded_differently() -> None:
    found = extract_fields(page(("Följesedelsnr", "F932250"), ("Ankomstdag", "2024-02-03")),
                           asked(("note_number", "Följesedelsnummer", "code"),))
    assert [v.value for v in found["note_number"]] == ["F932250"]


def test_a_number_is_not_taken_for_the_party_that_it_belongs_to() -> None:
    found = extract_fields(page(("Kundennummer:", "K 4711"), ("Ware", "Holz")), asked(("customer", "Kunde", "name")))
    assert "customer" not in found


def test_a_print_that_two_fields_are_as_near_to_is_nobodys_label() -> None:
    found = extract_fields(page(("Order ref:", "A-100"),),
                           asked(("one", "Order number sent", "code"), ("two", "Order number got", "code")))
    assert not found


def test_a_word_for_number_ends_a_label_without_a_colon() -> None:
    found = extract_fields(page(("Charity Registration No. 1977224",)),
                           asked(("charity_number", "Registered charity number", "code")))
    assert [v.value for v in found["charity_number"]] == ["1977224"]


def test_what_belongs_to_somebody_is_no_label_of_theirs() -> None:
    found = extract_fields(page(("TRUSTEES' ANNUAL REPORT",), ("Trustees:", "Ann Pargeter")),
                           asked(("trustee", "Trustees", "name")))
    assert [v.value for v in found["trustee"]] == ["Ann Pargeter"]


@pytest.mark.parametrize(("printed", "name"), [
    ("Versicherungsbeginn", "Insurance start"), ("Wartungskosten", "Maintenance cost"),
    ("Leveransvillkor", "Delivery terms"), ("Mietzeitraum", "Mietzeitraum")])
def test_a_word_of_two_known_ones_says_what_both_say(printed: str, name: str) -> None:
    assert likeness(printed, name).share >= 0.6


def test_a_caption_of_one_compound_may_leave_it_to_its_value_that_it_is_a_day() -> None:
    found = extract_fields(page(("Wartungsbeginn:", "2031-04-05"), ("Gerät", "Pumpe 7")),
                           asked(("start_date", "Start date", "date")))
    assert [v.value for v in found["start_date"]] == ["2031-04-05"]
