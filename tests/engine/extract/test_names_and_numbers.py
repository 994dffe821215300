"""Numbers with spaces, labels in brackets, bare keys: how everyday papers print what a definition only names."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import type_named
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec, PageText

from .drawing import page


def read(sheet: PageText, *fields: FieldSpec) -> dict[str, str]:
    return {key: values[0].value for key, values in extract_fields([sheet], DocType("t", {}, fields)).items()}


@pytest.mark.parametrize("number", ["65 170839 J 008", "PO 123 456", "ABC 123456", "0366 34 56 66"])
def test_a_number_in_groups_is_read_whole(number):
    found = read(page((50, 100, f"Folio: {number}")), FieldSpec("folio", {"en": "Folio"}, "code"))
    assert found["folio"].replace(" ", "") == number.replace(" ", "")


def test_a_number_ends_where_words_begin():
    found = read(page((50, 100, "Folio: 40718 dated 3 May 2024")), FieldSpec("folio", {"en": "Folio"}, "code"))
    assert found == {"folio": "40718"}


def test_a_unit_per_unit_is_no_label():
    found = read(page((50, 100, "Hemoglobin: 13.4 g/dL")), FieldSpec("hb", {"en": "Hemoglobin"}, "text"))
    assert found == {"hb": "13.4 g/dL"}


def test_a_label_in_brackets_is_a_label():
    found = read(page((50, 100, "【品名】：护发素"), (50, 120, "【产地】：浙江杭州")),
                 FieldSpec("a", {"zh": "品名"}, "text"), FieldSpec("b", {"zh": "产地"}, "text"))
    assert found == {"a": "护发素", "b": "浙江杭州"}


@pytest.mark.parametrize(("key", "kind", "caption", "value"), [
    ("net_pay", "money", "Auszahlungsbetrag", "2.140,50"), ("customer_number", "code", "Codice cliente", "40718223"),
    ("birth_date", "date", "Data urodzenia", "04.05.1990"),
    ("patient_name", "name", "Nom du patient", "Solène Vasseur"),
    ("serial", "code", "Seriennummer", "ZX40718"), ("car_insurance_policy_number", "code", "保险单号", "PZ4071822")])
def test_a_bare_key_knows_how_papers_call_it(key, kind, caption, value):
    found = extract_fields([page((50, 100, f"{caption}: {value}"))],
                           DocType("t", {}, (FieldSpec(key, {"en": key}, kind),)))
    assert found[key][0].raw == value


def fapiao(*more) -> dict[str, list[str]]:
    sheet = page((220, 30, "浙江增值税专用发票"), *more, size=8)
    found = extract_fields([sheet], type_named("vat_invoice"))
    return {key: [v.value for v in values] for key, values in found.items()}


def test_the_code_of_a_paper_invoice_is_found_without_a_label():
    assert fapiao((60, 34, "3300204130"), (440, 32, "No 40718223"))["发票代码"] == ["3300204130"]


def test_a_long_number_further_down_is_no_invoice_code():
    assert "发票代码" not in fapiao((60, 300, "3300204130"))


def test_the_remarks_beside_a_standing_label_are_read_over_all_their_lines():
    found = fapiao((24, 223, "备"), (24, 237, "注"), (42, 223, "合同号HT-7190"), (42, 234, "项目：二期改造"))
    assert found["备注"] == ["合同号HT-7190项目：二期改造"]


def test_a_page_with_one_amount_tells_no_tax():
    found = fapiao((180, 200, "合计金额（小写）：¥9499.29"))
    assert "合计税额" not in found and found["价税合计"] == ["9499.29"]


def test_a_letter_read_for_the_sign_of_money_is_taken_for_it():
    assert read(page((50, 100, "Fee V651.77")), FieldSpec("fee", {"en": "Fee"}, "money")) == {"fee": "651.77"}
