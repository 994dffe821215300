"""Values of several columns are lined up by where they stand on the page, whatever its geometry."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.tables.rows import line_up
from ocr_engine.types import BBox, PageText

LEFT = (0.1, 0.5, 0.65, 0.8)


def cell(column: int, y: float, *, height: float = 0.012, page: int = 1, width: float = 0.08):
    return page, BBox(LEFT[column], y, LEFT[column] + width, y + height)


def test_a_plain_table_is_lined_up_and_an_empty_cell_stays_empty():
    names = [cell(0, 0.40), cell(0, 0.43), cell(0, 0.46)]
    amounts = [cell(3, 0.40), cell(3, 0.46)]
    assert line_up([names, amounts], {}) == [[0, 1, 2], [0, 2]]


def test_a_name_over_several_lines_holds_the_amount_beside_any_of_them():
    names = [cell(0, 0.40, height=0.03), cell(0, 0.44, height=0.03), cell(0, 0.48, height=0.03)]
    amounts = [cell(3, 0.400), cell(3, 0.449), cell(3, 0.498)]
    assert line_up([names, amounts], {}) == [[0, 1, 2], [0, 1, 2]]


def test_rows_that_only_other_columns_have_stand_at_their_place():
    names = [cell(0, 0.40), cell(0, 0.43), cell(0, 0.49)]
    amounts = [cell(3, 0.46), cell(3, 0.37)]
    assert line_up([names, amounts], {}) == [[1, 2, 4], [3, 0]]


def test_a_table_goes_on_over_the_page():
    names = [cell(0, 0.9), cell(0, 0.1, page=2)]
    amounts = [cell(3, 0.9), cell(3, 0.1, page=2)]
    assert line_up([amounts, names], {}) == [[0, 1], [0, 1]]


def test_values_without_a_place_fill_the_rows_between_their_neighbours_where_these_are_as_many():
    names = [cell(0, 0.40), cell(0, 0.43), cell(0, 0.46), cell(0, 0.49)]
    known = cell(3, 0.40), cell(3, 0.49)
    assert line_up([names, [known[0], None, None, known[1]]], {}) == [[0, 1, 2, 3], [0, 1, 2, 3]]
    assert line_up([names, [known[0], None, known[1]]], {})[1] == [0, 4, 3]
    assert line_up([names, [None] * 4], {})[1] == [0, 1, 2, 3]


def test_lists_without_any_place_are_rows_in_their_order():
    assert line_up([[None, None, None], [None, None, None]], {}) == [[0, 1, 2], [0, 1, 2]]
    assert line_up([[], []], {}) == [[], []]
    assert line_up([], {}) == []


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(turn):
    page = PageText(1, 1000, 1400, rotation=turn)
    lying = [[(1, cell(c, y)[1].turned(360 - turn)) for y in (0.4, 0.43, 0.46)] for c in range(4)]
    assert line_up(lying, {1: page}) == [[0, 1, 2]] * 4


@pytest.mark.parametrize("degrees", [-8, -3, 3, 8])
def test_rows_that_slant_with_their_page_stay_together(degrees):
    page = PageText(1, 1000, 1400, skew=degrees)
    rise = math.tan(math.radians(degrees)) * 1000 / 1400
    columns = []
    for c in range(4):
        ys = [0.3 + 0.02 * row + rise * LEFT[c] for row in range(6)]
        columns.append([(1, BBox(LEFT[c], min(y, y + rise * 0.08), LEFT[c] + 0.08, max(y, y + rise * 0.08) + 0.012))
                        for y in ys])
    assert line_up(columns, {1: page}) == [list(range(6))] * 4


@given(st.integers(0, 10_000))
def test_whatever_is_missing_every_other_value_finds_its_row(seed):
    rng = random.Random(seed)
    rows, pitch = rng.randint(1, 30), rng.uniform(0.016, 0.03)
    columns: list = []
    wanted: list = []
    for c in range(rng.randint(1, 4)):
        there = [r for r in range(rows) if rng.random() < 0.8]
        wanted.append(there)
        columns.append([cell(c, 0.05 + r * pitch + rng.uniform(-0.002, 0.002), height=rng.uniform(0.010, 0.014))
                        for r in there])
    known = sorted({r for there in wanted for r in there})
    assert line_up(columns, {}) == [[known.index(r) for r in there] for there in wanted]


_EDGE = st.floats(0, 1, allow_nan=False)
_PLACE = st.one_of(st.none(), st.tuples(st.integers(1, 3), st.builds(
    lambda a, b, c, d: BBox(min(a, b), min(c, d), max(a, b), max(c, d)), _EDGE, _EDGE, _EDGE, _EDGE)))


@given(st.lists(st.lists(_PLACE, max_size=8), max_size=5), st.floats(-20, 20), st.sampled_from([0, 90, 180, 270]))
def test_of_any_boxes_every_value_gets_one_row_and_no_row_two_values_of_a_column(columns, skew, turn):
    pages = {1: PageText(1, 800, 1100, skew=skew, rotation=turn), 2: PageText(2, 0, 0)}
    found = line_up(columns, pages)
    assert [len(rows) for rows in found] == [len(column) for column in columns]
    assert all(len(set(rows)) == len(rows) and min(rows, default=0) >= 0 for rows in found)
    used = {row for rows in found for row in rows}
    assert used == set(range(len(used))) or any(None in column for column in columns)
    assert found == line_up(columns, pages)
