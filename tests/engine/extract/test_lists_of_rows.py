"""What papers list in rows: counts, names and amounts of a slip, columns of a table by headers that say less than the
field's name."""

from __future__ import annotations

import pytest

from ocr_engine.types import FieldSpec, PageText

from .test_strange_papers import field, found, page

COUNTS = field("counts", "Counts", "number", many=True)
DISHES = field("dishes", "Menu names", many=True)


def slip(*lines: tuple[float, float, str]) -> tuple[PageText, ...]:
    return page((60, 20, "Corner Diner"), *lines, (40, 200, "Subtotal"), (250, 200, "29.50"))


@pytest.mark.parametrize("lines", [
    ((40, 80, "2"), (60, 80, "Tomato soup"), (250, 80, "9.00"), (40, 95, "1"), (60, 95, "Rice"), (250, 95, "2.50")),
    ((40, 80, "2 x Tomato soup"), (250, 80, "9.00"), (40, 95, "1 x Rice"), (250, 95, "2.50")),
    ((40, 80, "Tomato soup"), (190, 80, "x2"), (250, 80, "9.00"), (40, 95, "Rice"), (190, 95, "x1"),
     (250, 95, "2.50")),
    ((40, 80, "Tomato soup"), (50, 95, "2 × @4.50"), (250, 95, "9.00"), (40, 110, "Rice"), (50, 125, "1 x @2.50"),
     (250, 125, "2.50")),
])
def test_how_many_of_each_were_sold_is_told_before_behind_and_under_its_name(
        lines: tuple[tuple[float, float, str], ...]) -> None:
    assert found(slip(*lines), COUNTS, DISHES) == {"counts": ["2", "1"], "dishes": ["Tomato soup", "Rice"]}


def test_how_many_things_were_sold_in_all_is_no_header_of_what_was_sold() -> None:
    pages = slip((40, 80, "Tomato soup"), (250, 80, "9.00"), (40, 95, "Rice"), (250, 95, "2.50"), (60, 150, "2 items"))
    dishes = FieldSpec("dishes", {"en": "Menu name"}, "text", ("Item",), many=True)
    assert found(pages, dishes) == {"dishes": ["Tomato soup", "Rice"]}


def test_how_a_dish_was_wanted_is_not_its_name() -> None:
    pages = slip((40, 65, "Rice"), (40, 80, "1 x 2.50"), (250, 80, "2.50"), (40, 95, "Tomato soup"),
                 (40, 110, "No onions"), (40, 125, "2 x 4.50"), (250, 125, "9.00"))
    assert found(pages, DISHES) == {"dishes": ["Rice", "Tomato soup"]}


ROWS = ((40, 120, "Bolt"), (200, 120, "4"), (300, 120, "10.00"), (40, 140, "Nut"), (200, 140, "4"), (300, 140, "12.00"),
        (40, 160, "Bolt"), (200, 160, "2"), (300, 160, "5.00"))


def test_a_column_has_a_value_for_each_row_though_two_are_the_same() -> None:
    pages = page((40, 100, "Description"), (200, 100, "Quantity"), (300, 100, "Amount"), *ROWS)
    assert found(pages, field("goods", "Description", many=True), field("counts", "Quantity", "number", many=True)) == {
        "goods": ["Bolt", "Nut", "Bolt"], "counts": ["4", "4", "2"]}


def test_names_asked_alone_are_told_once() -> None:
    pages = page((40, 100, "Description"), (200, 100, "Quantity"), (300, 100, "Amount"), *ROWS)
    assert found(pages, field("goods", "Description", many=True)) == {"goods": ["Bolt", "Nut"]}


def test_a_header_leaves_unsaid_what_its_table_lists() -> None:
    pages = page((40, 100, "Program"), (200, 100, "Spots"), (300, 100, "Amount"), *ROWS)
    assert found(pages, field("programs", "Program description", many=True),
                 field("amounts", "Line amount", "money", many=True)) == {
        "programs": ["Bolt", "Nut", "Bolt"], "amounts": ["10.00", "12.00", "5.00"]}


def test_the_column_that_counts_the_lines_is_no_column_of_line_amounts() -> None:
    pages = page((40, 100, "Line"), (150, 100, "Program"), (300, 100, "Total"), (40, 120, "1"), (150, 120, "News"),
                 (300, 120, "10.00"), (40, 140, "2"), (150, 140, "Sports"), (300, 140, "12.00"))
    assert found(pages, field("amounts", "Line amount", "money", many=True)) == {"amounts": ["10.00", "12.00"]}
