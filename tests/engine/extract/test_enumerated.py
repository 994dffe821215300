"""Lists that count their lines: the number is the list's, not the value's."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.settle.enumerated import without_ordinals
from ocr_engine.types import DocType, FieldResult, FieldSpec

from .drawing import page


def _left(*values: str) -> list[str]:
    return [v.value for v in without_ordinals([FieldResult("who", value) for value in values])]


@pytest.mark.parametrize("printed", [
    ("1. Ada Byron", "2. Max Born"), ("1) Ada Byron", "2) Max Born"), ("(1) Ada Byron", "(2) Max Born"),
    ("1: Ada Byron", "2: Max Born"), ("1、Ada Byron", "2、Max Born"),
])
def test_a_list_that_counts_its_lines_holds_values_without_the_numbers(printed: tuple[str, ...]) -> None:
    assert _left(*printed) == ["Ada Byron", "Max Born"]


@pytest.mark.parametrize("printed", [
    ("1. Ada Byron",), ("1. Ada Byron", "3. Max Born"), ("1. Ada Byron", "Max Born"), ("2. FC Erfurt", "3. FC Mainz"),
    ("1.5 kg", "2.5 kg"), ("1: 0", "2: 1"), ("",) * 2, (),
])
def test_numbers_that_do_not_count_from_one_belong_to_their_values(printed: tuple[str, ...]) -> None:
    assert _left(*printed) == list(printed)


def test_counted_witnesses_under_their_heading_are_answered_by_their_names() -> None:
    deed = DocType("deed", {"en": "Deed"}, (FieldSpec("witnesses", {"en": "Witnesses"}, "name", many=True),))
    sheet = page((60, 80, "Witnesses:"), (60, 100, "1. Farhan Pillai"), (60, 116, "2. Prakash Siddiqui"))
    found = extract_fields([sheet], deed)["witnesses"]
    assert [v.value for v in found] == ["Farhan Pillai", "Prakash Siddiqui"]
    assert found[0].raw == "1. Farhan Pillai"
