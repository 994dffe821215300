"""Days told in sentences, pages in several styles, empty fields, choices with a lead-in."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields, open_document
from ocr_engine.extract.fields.plan import plan_fields
from ocr_engine.extract.finders.sentences.saiddays import by_said_day
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(*lines, fields, **drawn) -> dict[str, str]:
    found = extract_fields([page(*lines, **drawn)], DocType("paper", {"en": "Paper"}, tuple(fields)))
    return {key: values[0].value for key, values in found.items()}


def test_a_term_told_in_a_sentence_is_the_day_that_something_is_due():
    line = (50, 100, "Bitte überweisen Sie den Betrag bis spätestens 8. Mai 2023 auf unser Konto.")
    deadline = FieldSpec("deadline", {"de": "Zahlungsfrist"}, "date", ("Zahlbar bis",))
    bill = (50, 60, "Unsere Rechnung vom 17. Februar 2023")
    assert read(bill, line, fields=(deadline,)) == {"deadline": "2023-05-08"}


def test_the_line_with_place_and_day_dates_a_contract():
    lines = ((50, 60, "En Zaragoza, a 21 de marzo de 2025."), (50, 80, "El plazo vence el 3 de mayo de 2026 o antes."))
    signed = FieldSpec("contract_date", {"es": "Fecha del contrato"}, "date")
    assert read(*lines, fields=(signed,)) == {"contract_date": "2025-03-21"}


def test_a_word_before_a_day_is_no_place():
    issued = FieldSpec("signed", {"en": "Signature"}, "date")
    assert read((50, 60, "EXP 07/01/2018"), (50, 90, "DOB 03/04/1990"), fields=(issued,)) == {}


def test_a_sum_under_a_form_of_captions_stands_beside_its_label():
    pairs = (("Pupil", "Oswald Penrose"), ("Tutor", "Nadia Holloway"), ("Level reached", "Merit"), ("Hall", "North"))
    lines = [line for i, (label, value) in enumerate(pairs) for line in
             ((50, 100 + 60 * i, label), (50, 113 + 60 * i, value))]
    sums = ((300, 400, "Gross amount"), (450, 400, "$5,688.12"), (300, 413, "Commission"), (450, 413, "$120.00"))
    fields = (FieldSpec("pupil", {"en": "Pupil"}, "name"), FieldSpec("tutor", {"en": "Tutor"}, "name"),
              FieldSpec("level", {"en": "Level reached"}, "text"), FieldSpec("hall", {"en": "Hall"}, "text"),
              FieldSpec("gross", {"en": "Gross amount"}, "money"))
    found = read(*lines, *sums, fields=fields)
    assert (found["pupil"], found["gross"]) == ("Oswald Penrose", "5688.12")


def test_the_pair_under_an_empty_field_is_not_its_value():
    lines = ((50, 100, "Terms of delivery:"), (50, 115, "Accepted on: 28.02.2022"))
    assert "terms" not in read(*lines, fields=(FieldSpec("terms", {"en": "Terms of delivery"}, "text"),))


def test_choices_under_a_heading_may_have_a_lead_in():
    lines = ((50, 100, "2. Tenure"), (50, 115, "I am a"), (120, 115, "☐ tenant"), (220, 115, "☒ owner"))
    assert read(*lines, fields=(FieldSpec("tenure", {"en": "Tenure"}, "text"),)) == {"tenure": "owner"}


def test_a_balance_that_is_not_printed_is_not_the_total():
    lines = ((50, 100, "Total:"), (150, 100, "£1,430.23"))
    fields = (FieldSpec("total", {"en": "Total"}, "money"), FieldSpec("balance", {"en": "Balance"}, "money"))
    assert read(*lines, fields=fields) == {"total": "1430.23"}


def test_the_kind_of_a_house_belongs_to_its_name():
    lines = ((50, 30, "HOTEL MERIDIAN"), (50, 90, "Room: 12"), (50, 105, "Breakfast from 7 to 10"))
    hotel = FieldSpec("hotel", {"en": "Hotel"}, "name")
    assert read(*lines, fields=(hotel,), sizes={"HOTEL MERIDIAN": 16}) == {"hotel": "HOTEL MERIDIAN"}


def test_the_day_of_a_single_page_is_no_rival_of_itself():
    signed = FieldSpec("contract_date", {"es": "Fecha del contrato"}, "date")
    document = open_document([page((50, 60, "En Zaragoza, a 21 de marzo de 2025."))],
                             plan_fields(DocType("paper", {"en": "Paper"}, (signed,))))
    found = list(by_said_day(document, plan_fields(DocType("paper", {"en": "Paper"}, (signed,)))))
    assert [c.value for c in found] == ["2025-03-21"]
