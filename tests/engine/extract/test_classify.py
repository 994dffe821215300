"""Recognising the type of a document."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import builtin_types
from ocr_engine.extract.classify import classify
from ocr_engine.types import DocType, FieldSpec

from .drawing import page
from .test_absent import BLANK_FORM
from .test_bills import FULLY_DIGITAL, GERMAN, RECEIPT

CARD = page(
    (50, 50, "姓名 张三"),
    (50, 70, "性别 女 民族 汉"),
    (50, 90, "出生 1990年1月1日"),
    (50, 110, "住址 杭州市西湖区"),
    (50, 150, "公民身份号码 110101199001010000"),
)


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (BLANK_FORM, "contract"),
        (FULLY_DIGITAL, "vat_invoice"),
        (GERMAN, "invoice"),
        (RECEIPT, "receipt"),
        (CARD, "id_card"),
    ],
    ids=["contract", "vat_invoice", "invoice", "receipt", "id_card"],
)
def test_each_built_in_type_is_recognised(sheet, expected):
    found, certainty = classify([sheet], builtin_types())
    assert found is not None and found.key == expected and 0 < certainty < 1


def test_a_shopping_list_is_no_known_type():
    assert classify([page((50, 50, "Milk, bread, six eggs"), (50, 70, "call grandmother"))], builtin_types())[0] is None


def test_a_type_with_nothing_but_labels_is_recognised_among_the_built_in_ones():
    permit = DocType(
        "permit",
        {"en": "Fishing permit", "zh": "捕捞许可证"},
        (
            FieldSpec("vessel", {"en": "Vessel name", "zh": "船名"}),
            FieldSpec("harbour", {"en": "Home harbour", "zh": "船籍港"}),
            FieldSpec("gear", {"en": "Permitted gear", "zh": "作业方式"}),
        ),
    )
    sheet = page((50, 50, "Vessel name: Seagull"), (50, 70, "Home harbour: Cork"), (50, 90, "Permitted gear: nets"))
    found, _ = classify([sheet], [*builtin_types(), permit])
    assert found is permit
    assert classify([CARD], [*builtin_types(), permit])[0].key == "id_card"


def test_no_page_and_no_types_give_no_answer():
    assert classify([], builtin_types()) == (None, 0.0)
    assert classify([CARD], []) == (None, 0.0)
