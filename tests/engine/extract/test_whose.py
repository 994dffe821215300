"""Whose a name or an address is: an owner's, the issuer's in the head; the value of another label is neither's."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.words.wordings import akin
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

HOUSE = FieldSpec("organiser", {"en": "Organiser"}, "name")
GUEST = FieldSpec("guest", {"en": "Guest"}, "name")
ADDRESS = FieldSpec("guest_address", {"en": "Guest address"}, "address")
HEAD = ((50, 30, "Seaview House Ltd"), (50, 46, "3 Promenade, Whitby YO21 3JX"))


def read(*lines, fields) -> dict[str, str]:
    found = extract_fields([page(*lines)], DocType("stay", {"en": "Stay"}, tuple(fields)))
    return {key: values[0].value for key, values in found.items()}


def test_the_address_of_a_guest_stands_under_the_guest_and_not_in_the_head():
    lines = (*HEAD, (50, 120, "Guest: Rosalind Ellery"), (50, 135, "14 Tanyard Street"), (50, 150, "Hexham NE46 3QP"))
    assert read(*lines, fields=(GUEST, ADDRESS))["guest_address"] == "14 Tanyard Street Hexham NE46 3QP"


def test_a_guest_without_an_address_does_not_get_the_one_of_the_house():
    assert "guest_address" not in read(*HEAD, (50, 120, "Guest: Rosalind Ellery"), fields=(GUEST, ADDRESS))


def test_the_address_of_the_house_is_taken_whole_with_its_street():
    lines = ((50, 30, "Boekhandel Zuid B.V."), (50, 46, "Nieuwe Gracht 70"), (50, 62, "2011 NP Haarlem"),
             (50, 120, "Totaal: 12,00"))
    shop = (FieldSpec("winkel", {"nl": "Winkel"}, "name"), FieldSpec("adres", {"nl": "Adres"}, "address"))
    assert read(*lines, fields=shop)["adres"] == "Nieuwe Gracht 70 2011 NP Haarlem"


def test_the_value_of_a_label_that_nobody_asked_for_is_not_the_issuer():
    lines = ((50, 30, "Order"), (50, 60, "Billed through:"), (160, 60, "Target Buying LLC"), (50, 90, "Spots: 12"))
    assert "organiser" not in read(*lines, fields=(HOUSE,))


def test_a_sentence_is_not_the_issuer():
    line = (50, 60, "Dear Rosalind Ellery, thank you for choosing Northern Rail.")
    assert "organiser" not in read((50, 30, "Confirmation"), line, fields=(HOUSE,))


def test_the_two_sides_of_a_bargain_are_not_the_same_word():
    assert not akin("arrendador", "arrendatario")
    assert not akin("lessor", "lessee")
    assert akin("arrendador", "arrendadora")


def test_a_remittance_advice_is_written_by_who_pays():
    lines = ((50, 30, "Tri-County Millwork Corp."), (50, 44, "4 Mill Road"), (50, 58, "Bend, OR 97702"),
             (350, 30, "REMITTANCE ADVICE"), (350, 44, "Check Number: 00412233"), (90, 120, "Redwood Packaging Inc."),
             (90, 134, "12 Elm Street"), (90, 148, "Macon, GA 31204"), (50, 220, "Invoice"), (200, 220, "Amount"))
    fields = (FieldSpec("payer", {"en": "Payer"}, "name"), FieldSpec("payee", {"en": "Payee"}, "name"))
    assert read(*lines, fields=fields) == {"payer": "Tri-County Millwork Corp.", "payee": "Redwood Packaging Inc."}
