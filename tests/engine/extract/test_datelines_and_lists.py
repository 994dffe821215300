"""The town of a dateline, lists whose rows other fields ask for by name, amounts with a plus, long captions."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(*lines, fields) -> dict[str, list[str]]:
    found = extract_fields([page(*lines)], DocType("form", {"en": "Form"}, tuple(fields)))
    return {key: [v.value for v in values] for key, values in found.items()}


def column(x: int, *texts: str) -> list[tuple[int, int, str]]:
    return [(x, 80 + 20 * row, text) for row, text in enumerate(texts)]


@pytest.mark.parametrize(("label", "line", "town"), [
    ("Place of issue", "Ravensburg, 12.04.2023", "Ravensburg"), ("Ort", "Bad Aibling, den 3. Mai 2025", "Bad Aibling"),
    ("Lieu de signature", "Fait à Limoges, le 03/05/2025", "Limoges"),
    ("Miejsce wystawienia", "Krosno, dnia 12.04.2023 r.", "Krosno")])
def test_the_place_of_issue_is_the_town_of_the_dateline(label, line, town):
    fields = [FieldSpec("place", {"en": label}, "text")]
    assert read((40, 80, "Certificate"), (40, 300, line), fields=fields) == {"place": [town]}


def test_a_place_of_something_else_is_not_the_town_of_the_dateline():
    fields = [FieldSpec("delivery", {"en": "Place of delivery"}, "text")]
    assert read((40, 80, "Certificate"), (40, 300, "Ravensburg, 12.04.2023"), fields=fields) == {}


def test_a_list_holds_the_rows_that_other_fields_ask_for_by_name():
    fields = [FieldSpec("tests", {"it": "Esame"}, "text", many=True),
              *(FieldSpec(label, {"it": label}, "number") for label in ("Sodio", "Potassio", "Cloro"))]
    found = read(*column(40, "Esame", "Sodio", "Potassio", "Cloro", "Calcio"),
                 *column(240, "Risultato", "141", "4,2", "103", "9,4"),
                 *column(340, "Unità", "mmol/L", "mmol/L", "mmol/L", "mg/dL"), fields=fields)
    assert found == {"tests": ["Sodio", "Potassio", "Cloro", "Calcio"], "Sodio": ["141"], "Potassio": ["4.2"],
                     "Cloro": ["103"]}


def test_what_comes_in_bears_a_plus():
    fields = [FieldSpec("amounts", {"zh": "金额"}, "money", many=True)]
    assert read(*column(40, "日期", "2024-02-02", "2024-02-05"), *column(200, "摘要", "工资", "转账"),
                *column(360, "金额", "+657.43", "-583.40"), fields=fields) == {"amounts": ["657.43", "-583.40"]}


def test_a_line_of_the_head_that_ends_with_the_fields_own_word_is_the_house_that_it_asks_for():
    fields = [FieldSpec("office", {"zh": "營業處"}, "name"), FieldSpec("number", {"zh": "電號"}, "code")]
    head, number = (200, 80, "臺南區營業處"), [(40, 140, "電號"), (140, 140, "07-31-5520-4")]
    assert read((200, 60, "電費通知單"), head, *number, fields=fields) == {
        "office": ["臺南區營業處"], "number": ["07-31-5520-4"]}
    assert read((200, 60, "電費通知單"), *number, fields=fields) == {"number": ["07-31-5520-4"]}
