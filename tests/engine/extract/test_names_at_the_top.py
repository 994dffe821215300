"""The name of who issued a slip, where no label announces it: how far it goes."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import BBox, PageText, TextLine

SLIP = load_type({"key": "slip", "label": {"en": "Receipt"}, "fields": [
    {"key": "company", "label": {"en": "Company"}, "kind": "name", "hint": "who sells"}]})


def shop(*head: str) -> str:
    texts = (*head, "NO. 9, JALAN MELATI 13,", "TAMAN MERPATI, 81100 JOHOR BAHRU", "TAX INVOICE", "Total 60.30")
    lines = tuple(TextLine(text, BBox(0.2, 0.05 + 0.03 * n, 0.2 + 0.011 * len(text), 0.07 + 0.03 * n))
                  for n, text in enumerate(texts))
    return extract_fields((PageText(1, 1000, 1000, lines, "ocr"),), SLIP)["company"][0].value


@pytest.mark.parametrize(("first", "second"), [
    ("MERPATI HARDWARE &", "ELECTRICAL"), ("KEDAI BUNGA DAN", "HADIAH")])
def test_a_name_that_ends_with_an_and_goes_on_in_the_next_line(first: str, second: str) -> None:
    assert shop(first, second) == f"{first} {second}"


def test_a_name_does_not_go_on_with_the_address() -> None:
    assert shop("MERPATI HARDWARE &") == "MERPATI HARDWARE &"


@pytest.mark.parametrize("tail", ["(60118-A)", "E0118-A)", "601187-A)"])
def test_a_registration_number_behind_a_name_is_left_out_also_where_its_bracket_was_not_read(tail: str) -> None:
    assert shop(f"MERPATI (M) SDN BHD {tail}") == "MERPATI (M) SDN BHD"
