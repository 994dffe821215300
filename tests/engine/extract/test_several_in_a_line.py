"""Lines, rows and headers that say more than one thing."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(lines, *fields: FieldSpec) -> dict[str, list[str]]:
    found = extract_fields([page(*lines)], DocType("paper", {"en": "Paper"}, tuple(fields)))
    return {key: [v.value for v in values] for key, values in found.items()}


def test_each_amount_of_a_line_goes_to_the_caption_before_it() -> None:
    line = ((50, 500, "Netto 223,80 € MwSt. 19 % 42,52 € Endbetrag 266,32 €"),)
    fields = (FieldSpec("vat", {"de": "Mehrwertsteuer"}, "money", ("MwSt.",)),
              FieldSpec("total", {"de": "Gesamtbetrag"}, "money", ("Endbetrag",)))
    assert read(line, *fields) == {"vat": ["42.52"], "total": ["266.32"]}


def test_an_amount_is_not_that_of_the_clause_behind_it() -> None:
    line = ((50, 500, "Total amount due: $ 4,782.40, payable in two equal installments of $ 2,391.20."),)
    total = FieldSpec("total", {"en": "Total amount due"}, "money")
    assert read(line, total) == {"total": ["4782.40"]}


def test_a_column_may_be_headed_by_more_than_the_name_of_its_list() -> None:
    table = ((50, 100, "Visit"), (150, 100, "Proposed treatment"), (450, 100, "Fee"),
             (50, 120, "1"), (150, 120, "Scale and polish"), (450, 120, "74.50"),
             (50, 140, "2"), (150, 140, "Fluoride varnish"), (450, 140, "35.00"))
    treatments = FieldSpec("treatments", {"en": "Treatments"}, many=True)
    assert read(table, treatments) == {"treatments": ["Scale and polish", "Fluoride varnish"]}


def test_ticks_answer_the_nearest_label_and_none_that_has_its_value() -> None:
    fields = (FieldSpec("serial", {"tr": "Seri no"}, "code"), FieldSpec("state", {"tr": "Garanti"}))
    lines = ((50, 100, "Seri No : SN-96667402"), (50, 120, "Garanti : [ ] Var [X] Yok"))
    assert read(lines, *fields)["serial"] == ["SN-96667402"]


def test_numbers_and_days_in_cyrillic() -> None:
    fields = (FieldSpec("number", {"en": "Number"}, "code"), FieldSpec("date", {"en": "Date"}, "date"))
    assert read(((50, 60, "АКТ № ОУ-0000580 від 11 жовтня 2025 р."),), *fields) == {
        "number": ["ОУ-0000580"], "date": ["2025-10-11"]}
