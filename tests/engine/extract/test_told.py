"""What an administrator's hint says of a place is heeded, as hints are worded in English and in Chinese."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.fields.told import NOTHING, told_by_hint
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(lines, *fields: FieldSpec) -> dict[str, str]:
    found = extract_fields([page(*lines)], DocType("paper", {"en": "Paper"}, tuple(fields)))
    return {key: values[0].value for key, values in found.items()}


BOX = ((50, 60, "Depot list 14"), (50, 90, "12.00"), (300, 90, "15.50"), (50, 400, "Carried over"),
       (380, 700, "310.00"), (480, 700, "44.25"), (380, 720, "97.80"))


@pytest.mark.parametrize("hint", ["the second amount in the box at the bottom right", "右下角方框里的第二个金额"])
def test_an_amount_is_counted_in_the_corner_that_is_told(hint: str) -> None:
    assert read(BOX, FieldSpec("levy", {"en": "Levy"}, "money", hint=hint)) == {"levy": "44.25"}


@pytest.mark.parametrize("hint", ["the largest amount on the page", "最大的金额"])
def test_the_largest_of_several_amounts(hint: str) -> None:
    assert read(BOX, FieldSpec("levy", {"en": "Levy"}, "money", hint=hint)) == {"levy": "310.00"}


SIDES = ((50, 60, "Seller"), (50, 80, "Hill Mutual Ltd"), (50, 100, "Tax ID: GB123456789"),
         (320, 60, "Buyer"), (320, 80, "Weir Mill Ltd"), (320, 100, "Tax ID: GB987654321"))


@pytest.mark.parametrize(("hint", "number"), [
    ("the buyer's, not the seller's", "GB987654321"), ("not the seller", "GB987654321"),
    ("买方的，不是卖方的", "GB987654321"),
    ("the seller's, not the buyer's", "GB123456789"), ("卖方的，而不是买方的", "GB123456789"),
])
def test_a_number_is_that_of_the_party_that_is_meant(hint: str, number: str) -> None:
    assert read(SIDES, FieldSpec("tax", {"en": "Tax ID"}, "tax_id", hint=hint)) == {"tax": number}


TABLE = ((50, 100, "Week"), (200, 100, "Hours"), (350, 100, "Wage"), (50, 120, "1"), (200, 120, "38"),
         (350, 120, "512.00"), (50, 140, "2"), (200, 140, "40"), (350, 140, "540.00"), (50, 160, "3"),
         (200, 160, "31"), (350, 160, "418.50"))


@pytest.mark.parametrize("hint", ["in the table's last row", "in the last row of the table", "表格最后一行"])
def test_a_figure_stands_in_the_last_row_under_its_header(hint: str) -> None:
    assert read(TABLE, FieldSpec("wage", {"en": "Wage"}, "money", hint=hint)) == {"wage": "418.50"}


def test_of_a_list_the_column_that_is_told() -> None:
    wages = FieldSpec("sums", {"en": "Sums"}, "money", hint="the last column of the table", many=True)
    found = extract_fields([page(*TABLE)], DocType("paper", {"en": "Paper"}, (wages,)))
    assert [v.value for v in found["sums"]] == ["512.00", "540.00", "418.50"]


GAPS = ((50, 100, "Trip"), (200, 100, "Miles"), (320, 100, "Toll"), (440, 100, "Fare"), (50, 120, "1"),
        (200, 120, "38"), (320, 120, "3.20"), (440, 120, "51.00"), (50, 140, "2"), (440, 140, "54.00"),
        (50, 160, "3"), (200, 160, "31"), (440, 160, "41.50"), (50, 180, "4"), (320, 180, "2.80"), (440, 180, "63.50"))


@pytest.mark.parametrize(("hint", "values"), [
    ("the third column", ["3.20", "2.80"]), ("第三列", ["3.20", "2.80"]),
    ("the last column", ["51.00", "54.00", "41.50", "63.50"]),
])
def test_a_row_that_has_nothing_in_a_column_lends_it_no_other_ones_value(hint: str, values: list[str]) -> None:
    tolls = FieldSpec("sums", {"en": "Sums"}, "money", hint=hint, many=True)
    found = extract_fields([page(*GAPS)], DocType("paper", {"en": "Paper"}, (tolls,)))
    assert [v.value for v in found["sums"]] == values


def test_a_row_too_short_for_the_column_that_is_told_is_passed_over() -> None:
    wages = FieldSpec("sums", {"en": "Sums"}, "money", hint="the third column", many=True)
    found = extract_fields([page(*TABLE)], DocType("paper", {"en": "Paper"}, (wages,)))
    assert [v.value for v in found["sums"]] == ["512.00", "540.00", "418.50"]
    short = [line for line in TABLE if line[2] != "540.00"]
    found = extract_fields([page(*short)], DocType("paper", {"en": "Paper"}, (wages,)))
    assert [v.value for v in found["sums"]] == ["512.00", "418.50"]


@pytest.mark.parametrize("hint", [
    "Last day of cover", "What had to be paid, tax included", "first name of the holder", "the right to withdraw",
    "合同期限的最后一天", "每月工资的数额", "",
])
def test_what_a_hint_says_of_the_value_itself_is_no_place(hint: str) -> None:
    assert told_by_hint(FieldSpec("x", {"en": "X"}, "date", hint=hint)) == NOTHING


def test_who_is_addressed_with_honour_receives_a_japanese_paper() -> None:
    lines = ((50, 60, "請求書"), (50, 100, "北浜商事株式会社 御中"), (350, 100, "株式会社青葉製作所"))
    customer, issuer = FieldSpec("to", {"ja": "請求先"}, "name"), FieldSpec("by", {"ja": "請求元"}, "name")
    assert read(lines, customer, issuer) .get("to") == "北浜商事株式会社"
    assert read(lines, issuer, customer).get("by") in (None, "株式会社青葉製作所")


def test_remarks_and_numbers_under_headers_are_no_values() -> None:
    lines = ((50, 100, "Goods"), (200, 100, "Count"), (350, 100, "Price"), (50, 114, "(Hàng)"), (200, 114, "(SL)"),
             (350, 114, "(Giá)"), (50, 128, "1"), (200, 128, "2"), (350, 128, "3 = 1 x 2"), (50, 142, "Oak shelf"),
             (200, 142, "4"), (350, 142, "80.00"), (50, 156, "Brass hook"), (200, 156, "9"), (350, 156, "27.00"))
    goods = FieldSpec("goods", {"en": "Goods"}, "text", many=True)
    found = extract_fields([page(*lines)], DocType("paper", {"en": "Paper"}, (goods,)))
    assert [v.value for v in found["goods"]] == ["Oak shelf", "Brass hook"]
