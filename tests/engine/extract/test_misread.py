"""Letters that no word can have where they were read."""

from __future__ import annotations

import pytest

from ocr_engine.extract.words.misread import readable


@pytest.mark.parametrize(("seen", "meant"), [
    ("Se1angor", "Selangor"), ("Leve1 3", "Level 3"), ("F0ODICIOUS", "FOODICIOUS"), ("T0WER", "TOWER"),
    ("No. 29O, Jalan", "No. 290, Jalan"), ("4O150", "40150"), ("WorId", "World"), ("BIk G", "Blk G"),
    ("FIoor", "Floor"),
])
def test_a_digit_inside_of_a_word_and_a_letter_in_a_number_are_read_as_meant(seen: str, meant: str) -> None:
    assert readable(seen) == meant


@pytest.mark.parametrize("text", [
    "B2B", "H2O", "Unit A1", "Cie", "CIe", "PIN", "Lot 7B", "3M", "G0", "7-Eleven", "No. 29A", "MacIntyre", "U1/48",
])
def test_names_and_numbers_that_are_right_stay_as_they_are(text: str) -> None:
    assert readable(text) == text
