"""What belongs to a caption: the number of its box, its translation behind a stroke, a word for day or amount."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(lines, *fields: FieldSpec) -> dict[str, str]:
    found = extract_fields([page(*lines)], DocType("form", {"en": "Form"}, fields))
    return {key: values[0].value for key, values in found.items()}


def test_the_number_of_the_next_box_is_no_value():
    lines = ((50, 100, "7 Household members"), (300, 100, "8 Place of birth"), (50, 115, "4"), (300, 115, "Hof"),
             (50, 150, "9 Guardian"), (300, 150, "10 Tutor"), (50, 165, "Nadia Holloway"), (300, 165, "Oswald Penrose"))
    fields = (FieldSpec("members", {"en": "Household members"}, "number"),
              FieldSpec("born_in", {"en": "Place of birth"}, "text"), FieldSpec("guardian", {"en": "Guardian"}, "name"),
              FieldSpec("tutor", {"en": "Tutor"}, "name"))
    assert read(lines, *fields) == {"members": "4", "born_in": "Hof", "guardian": "Nadia Holloway",
                                    "tutor": "Oswald Penrose"}


def test_a_translation_behind_a_stroke_is_no_value():
    lines = ((50, 100, "DESTINO / TO"), (300, 100, "Porto / Harbour"), (50, 115, "Lugo"), (300, 115, "Vigo Norte"))
    fields = (FieldSpec("to", {"es": "Destino"}, "text"), FieldSpec("harbour", {"en": "Harbour"}, "text"))
    assert read(lines, *fields) == {"to": "Lugo", "harbour": "Vigo Norte"}


def test_a_value_behind_a_stroke_stays_one():
    assert read(((50, 100, "Berth / 2B"),), FieldSpec("berth", {"en": "Berth"}, "code"))["berth"] == "2B"


def test_a_caption_goes_on_with_a_word_for_day_or_amount_and_with_its_unit():
    lines = ((50, 100, "Campaign start date"), (300, 100, "Monthly fee in Euro"), (50, 115, "01/08/2025"),
             (300, 115, "581.20"))
    fields = (FieldSpec("starts", {"en": "Campaign start"}, "date"), FieldSpec("fee", {"en": "Monthly fee"}, "money"))
    assert read(lines, *fields) == {"starts": "2025-08-01", "fee": "581.20"}


def test_a_name_may_begin_with_a_small_word():
    lines = ((50, 100, "Guardian"), (300, 100, "von Eichhorn"))
    assert read(lines, FieldSpec("guardian", {"en": "Guardian"}, "name"))["guardian"] == "von Eichhorn"


def test_letters_with_dots_are_one_word():
    lines = ((50, 100, "Nationality"), (300, 100, "T.C."))
    assert read(lines, FieldSpec("nationality", {"en": "Nationality"}, "text"))["nationality"] == "T.C."


def test_the_end_of_a_british_postcode_is_no_legal_form():
    lines = ((50, 40, "ORRIN MEDIA"), (50, 56, "Unit 28, Weir Mill, Stockport SK3 0AB"), (50, 90, "Total"),
             (300, 90, "12.00"))
    assert read(lines, FieldSpec("merchant", {"en": "Merchant"}, "name"))["merchant"] == "ORRIN MEDIA"
