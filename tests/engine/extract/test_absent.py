"""What is not there is answered with nothing."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import builtin_type, builtin_types
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.fields.openfields import open_type

from .drawing import page

BLANK_FORM = page(
    (50, 60, "房屋租赁合同"),
    (50, 100, "甲方（出租人）：________________"),
    (50, 118, "证件号码：________________"),
    (50, 136, "法定代表人："),
    (50, 154, "联系电话：____________"),
    (50, 190, "乙方（承租人）：________________"),
    (50, 208, "证件号码："),
    (50, 226, "签订日期：    年   月   日"),
    (50, 260, "租金：每月人民币______元（大写：________）"),
)


def test_a_blank_form_comes_back_empty():
    names = ["甲方", "甲方证件号码", "甲方法定代表人", "甲方联系电话", "乙方", "乙方证件号码", "签订日期", "租金"]
    assert dict(extract_fields([BLANK_FORM], open_type(names))) == {}


def test_a_blank_contract_has_at_most_its_title_as_a_contract():
    found = extract_fields([BLANK_FORM], builtin_type("contract"))
    assert set(found) <= {"contract_name"}


@pytest.mark.parametrize("doc_type", builtin_types(), ids=lambda t: t.key)
def test_an_empty_page_gives_no_fields(doc_type):
    assert dict(extract_fields([page()], doc_type)) == {}
    assert dict(extract_fields([], doc_type)) == {}


@pytest.mark.parametrize("doc_type", builtin_types(), ids=lambda t: t.key)
def test_a_poem_holds_no_required_identifier(doc_type):
    poem = page(
        (60, 100, "The moon looks in at the window"), (60, 116, "and nobody looks back."), (60, 132, "床前明月光")
    )
    found = extract_fields([poem], doc_type)
    kinds = {f.key: f.kind for f in doc_type.fields}
    assert [k for k in found if kinds[k] not in ("name", "text", "address")] == []


def test_a_label_with_nothing_behind_it_does_not_take_the_next_label():
    sheet = page((50, 100, "Salesperson:"), (50, 120, "Terms:"), (50, 140, "Phone: 415 555 0100"))
    found = extract_fields([sheet], open_type(["salesperson", "terms", "phone"]))
    assert set(found) == {"phone"}


def test_the_cipher_block_of_an_invoice_is_no_address():
    sheet = page((50, 100, "地址、电话："), (320, 100, "+/94/1362+>6/*-3/085<2>56128"))
    assert dict(extract_fields([sheet], open_type(["地址、电话"]))) == {}


def test_one_print_does_not_answer_two_different_fields():
    sheet = page((50, 100, "Passport number: K5551234"))
    found = extract_fields([sheet], open_type(["passport_number", "licence_number", "check_number"]))
    assert set(found) == {"passport_number"}
