"""Figures that a row and a column of a table name together, and columns of other periods."""

from __future__ import annotations

from .test_strange_papers import field, found, page

STUB = ((40, 100, "Earnings"), (200, 100, "Current"), (300, 100, "YTD"), (40, 120, "Gross pay"), (200, 120, "2,461.80"),
        (300, 120, "19,694.77"), (40, 140, "Net pay"), (200, 140, "1,671.20"), (300, 140, "13,369.97"))


def test_a_row_and_a_column_name_a_figure_together() -> None:
    assert found(page(*STUB), field("gross_so_far", "Gross pay year to date", "money"),
                 field("ytd_net", "YTD net", "money")) == {"gross_so_far": ["19694.77"], "ytd_net": ["13369.97"]}


def test_what_names_a_row_alone_is_not_of_another_period() -> None:
    assert found(page(*STUB), field("net", "Net pay", "money")) == {"net": ["1671.20"]}


def test_of_two_years_in_a_table_the_later_one_is_told() -> None:
    pages = page((200, 100, "2023"), (300, 100, "2024"), (40, 120, "Total income"), (200, 120, "18,000"),
                 (300, 120, "21,500"), (40, 140, "Total spending"), (200, 140, "17,100"), (300, 140, "20,400"))
    assert found(pages, field("spending", "Total spending", "money")) == {"spending": ["20400"]}


def test_what_a_food_holds_is_told_for_a_portion_and_for_a_weight() -> None:
    pages = page((200, 100, "Per serving (40g)"), (330, 100, "Per 100g"), (40, 120, "Protein (g)"), (200, 120, "2.4"),
                 (330, 120, "6.0"), (40, 140, "Total fat (g)"), (200, 140, "5.2"), (330, 140, "13.1"),
                 (40, 160, "Saturated fat (g)"), (200, 160, "1.6"), (330, 160, "3.9"))
    assert found(pages, field("fat", "Fat per serving"), field("protein", "Protein per 100 g")) == {
        "fat": ["5.2"], "protein": ["6.0"]}
