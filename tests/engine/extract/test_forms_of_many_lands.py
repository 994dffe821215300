"""Forms and cards in many languages, asked in English or by bare keys."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

PERSON = tuple(FieldSpec(key, {"en": label}, kind) for key, label, kind in (
    ("surname", "Surname", "name"), ("given_names", "Given names", "name"), ("birth_date", "Date of birth", "date"),
    ("expires", "Date of expiry", "date")))


def read(*lines, fields=PERSON) -> dict[str, list[str]]:
    found = extract_fields([page(*lines)], DocType("card", {"en": "Card"}, tuple(fields)))
    return {key: [v.value for v in values] for key, values in found.items()}


@pytest.mark.parametrize("captions", [
    ("Mbiemri", "Emri", "Datëlindja", "Data e skadimit"), ("Perekonnanimi", "Eesnimi", "Sünniaeg", "Kehtiv kuni"),
    ("Pavardė", "Vardas", "Gimimo data", "Galioja iki"), ("Soyadı", "Adı", "Doğum tarihi", "Son geçerlilik"),
    ("Презиме", "Име", "Датум рођења", "Важи до"), ("Επώνυμο", "Όνομα", "Ημερομηνία γέννησης", "Ημερομηνία λήξης"),
    ("Příjmení", "Jméno", "Datum narození", "Platnost do"), ("Efternamn", "Förnamn", "Födelsedatum", "Giltig till")])
def test_a_card_whose_captions_are_in_one_language_answers_labels_in_another(captions):
    values = ("Kesti", "Aila", "14.02.1981", "30.06.2031")
    lines = [(60, 80 + 50 * row + down, text) for row, pair in enumerate(zip(captions, values, strict=True))
             for down, text in zip((0, 16), pair, strict=True)]
    assert read(*lines) == {"surname": ["Kesti"], "given_names": ["Aila"], "birth_date": ["1981-02-14"],
                            "expires": ["2031-06-30"]}


def test_a_korean_slip_answers_bare_keys():
    fields = (FieldSpec("approval_number", {"en": "approval_number"}, "code"),
              FieldSpec("total", {"en": "total"}, "money"))
    assert read((60, 80, "합 계"), (200, 80, "18,400"), (60, 110, "승인번호 : 30417755"), fields=fields) == {
        "approval_number": ["30417755"], "total": ["18400"]}
