"""Pointing at the page gives the value there, read as the field's kind."""

from __future__ import annotations

import pytest

from docmgr.review.pick import Picked, at_point, under_box
from tests.review.makers import line

TOTAL = line("价税合计（大写） 壹万壹仟叁佰圆整 （小写）¥11,300.00", 0.40, 0.1, 0.9)
DATE = line("开票日期：2024年03月11日", 0.10, 0.1, 0.5)
BUYER = line("名称：上海测试有限公司", 0.20, 0.1, 0.5)
ENGLISH = line("Invoice no. INV-0311   Due 3 May 2024", 0.60, 0.1, 0.9)
LINES = [DATE, BUYER, TOTAL, ENGLISH]


def test_a_box_around_a_label_and_its_amount_gives_the_amount_and_its_own_place() -> None:
    picked = under_box(LINES, [0.55, 0.39, 0.95, 0.44], kind="money")
    assert picked.value == "11300.00"
    assert "大写" not in picked.raw
    assert picked.box is not None
    assert picked.box[0] > 0.6


def test_a_box_over_two_lines_gives_both() -> None:
    assert under_box(LINES, [0.05, 0.09, 0.6, 0.24], kind="text").raw == f"{DATE['text']} {BUYER['text']}"


def test_a_box_that_cuts_through_a_number_takes_all_or_nothing_of_it() -> None:
    picked = under_box(LINES, [0.80, 0.39, 0.95, 0.44], kind="code")
    assert picked.raw == "¥11,300.00"


def test_a_box_on_empty_paper_gives_nothing() -> None:
    assert under_box(LINES, [0.1, 0.8, 0.5, 0.9], kind="text") == Picked()
    assert at_point(LINES, 0.5, 0.95, kind="text") == Picked()


@pytest.mark.parametrize(("x", "y", "kind", "value"), [
    (0.40, 0.11, "date", "2024-03-11"),
    (0.15, 0.11, "date", "2024-03-11"),
    (0.35, 0.21, "name", "上海测试有限公司"),
    (0.85, 0.41, "money", "11300.00"),
    (0.40, 0.61, "code", "INV-0311"),
    (0.85, 0.61, "date", "2024-05-03"),
])
def test_a_click_takes_the_whole_value_around_the_word(x: float, y: float, kind: str, value: str) -> None:
    picked = at_point(LINES, x, y, kind=kind)
    assert picked.value == value


def test_a_click_on_a_value_leaves_the_label_out() -> None:
    picked = at_point(LINES, 0.40, 0.11, kind="date")
    assert picked.raw == "2024年03月11日"
