"""Digits set apart on a page of usual print: the value may be a part of a number, and is not claimed to be whole."""

from __future__ import annotations

import pytest

from ocr_engine.engine import settle
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.words.set_apart import is_cut
from ocr_engine.types import BBox, DocType, FieldResult, FieldSpec, PageText, TextLine
from ocr_engine.validate.confidence import FAILED_CAP


@pytest.mark.parametrize(("value", "line", "cut"), [
    ("2", "1 8 2", True), ("1", "1 8 2 . 5 0", True), ("1 8", "1 8 2", True), ("1 8 2", "1 8 2", False),
    ("182", "182", False), ("18", "Total 18 20 22", False), ("2", "2 x 3 = 6", False), ("8", "1 8", False),
    ("", "1 8 2", False), ("Miller", "1 8 2", False)])
def test_a_part_of_a_row_of_digits_is_one_that_may_be_cut(value: str, line: str, cut: bool) -> None:
    assert is_cut(value, line) is cut


def amount_of(printed: str) -> FieldResult:
    """As the engine answers it, after all rules."""
    lines = (TextLine("Amount", BBox(0.1, 0.1, 0.2, 0.12)), TextLine(printed, BBox(0.3, 0.1, 0.4, 0.12)))
    amount = FieldSpec("amount", {"en": "Amount"}, "money")
    page = PageText(1, 1000, 1400, lines, "ocr")
    slip = DocType("slip", {"en": "Slip"}, (amount,))
    fields, _ = settle(slip, [page], extract_fields([page], slip), ())
    (found,) = fields["amount"]
    return found


def test_an_amount_whose_digits_stand_apart_goes_to_a_person() -> None:
    cut, whole = amount_of("1 8 2"), amount_of("182")
    assert cut.confidence <= FAILED_CAP < whole.confidence
    assert [c.name for c in cut.checks if c.ok is False] == ["whole_number"]
    assert all(c.ok is not False for c in whole.checks)
