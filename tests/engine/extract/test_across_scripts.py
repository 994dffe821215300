"""Keys in English asked of papers in Chinese, Japanese or Korean, and the other way round, by what their words mean."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.words.wordings_zh import likeness_in
from ocr_engine.types import DocType, FieldSpec, PageText

from .drawing import page


def bare(*fields: tuple[str, str]) -> DocType:
    return DocType("slip", {"zh": "登记表"}, tuple(FieldSpec(key, {"en": key}, kind) for key, kind in fields))


def answers(doc_type: DocType, *lines: PageText) -> dict[str, list[str]]:
    return {key: [v.value for v in values] for key, values in extract_fields(lines, doc_type).items()}


@pytest.mark.parametrize(("printed", "name"), [
    ("维修费用", "repair_cost"), ("借款人姓名", "borrower name"), ("仓库编号", "warehouse_no"),
    ("検査結果", "inspection result"), ("발행일자", "issue_date"), ("Warehouse number", "仓库编号"),
    ("车主（盖章）", "owner")])
def test_words_of_one_meaning_make_labels_alike_in_any_script(printed: str, name: str) -> None:
    assert likeness_in(printed, name).share >= 0.7


@pytest.mark.parametrize(("printed", "name"), [
    ("借款人", "lender"), ("入库日期", "expiry_date"), ("仓库地址", "warehouse_no"), ("验收", "repair")])
def test_words_of_another_meaning_do_not(printed: str, name: str) -> None:
    assert likeness_in(printed, name).share < 0.6


def test_a_chinese_form_answers_bare_english_keys() -> None:
    found = answers(
        bare(("borrower", "name"), ("warehouse_no", "code"), ("inspection_date", "date"), ("repair_reason", "text")),
        page((60, 60, "设备维修登记表"), (60, 100, "借用人"), (60, 130, "借款人"), (160, 130, "赵一鸣"),
             (60, 160, "仓库编号"), (160, 160, "CK-0907"), (60, 190, "点检日期"), (160, 190, "2031-04-05"),
             (60, 220, "维修原因"), (160, 220, "轴承磨损")))
    assert found == {"borrower": ["赵一鸣"], "warehouse_no": ["CK-0907"], "inspection_date": ["2031-04-05"],
                     "repair_reason": ["轴承磨损"]}


def test_a_reason_is_one_whatever_it_is_for() -> None:
    found = answers(bare(("reason", "text"),), page((60, 60, "调拨单"), (60, 100, "调拨事由"), (160, 100, "门店缺货")))
    assert found == {"reason": ["门店缺货"]}


def test_what_a_party_has_is_found_in_its_block_by_a_key_of_two_words() -> None:
    found = answers(
        bare(("drawer_account", "bank_account"), ("payee_account", "bank_account")),
        page((60, 60, "票据"), (60, 100, "出票人"), (60, 125, "户名"), (110, 125, "甲木制品有限公司"),
             (60, 150, "账号"), (110, 150, "6200111122223333"), (60, 200, "收款人"), (60, 225, "户名"),
             (110, 225, "乙石材有限公司"), (60, 250, "账号"), (110, 250, "6200444455556666")))
    assert found == {"drawer_account": ["6200111122223333"], "payee_account": ["6200444455556666"]}
