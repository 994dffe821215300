"""Where a value may stand, seen from its label."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import builtin_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.fields.openfields import open_type
from ocr_engine.types import DocType, FieldSpec, PageText

from .drawing import page, turned


def answers(pages: PageText | list[PageText], *names: str) -> dict[str, str]:
    found = extract_fields(pages if isinstance(pages, list) else [pages], open_type(names))
    return {key: values[0].value for key, values in found.items()}


def test_a_value_behind_its_label_and_a_colon_is_found():
    assert answers(page((50, 100, "Invoice number: RX-4711")), "invoice_number") == {"invoice_number": "RX-4711"}


@pytest.mark.parametrize(("line", "hour"), [
    ("Closed at 8.05 pm", "8.05 pm"), ("Closed at 21:00", "21:00"), ("Closed: at the gate", "at the gate"),
    ("Closed: 21:00", "21:00"),
])
def test_the_hour_behind_a_caption_is_told_without_the_word_that_joins_them(line: str, hour: str):
    closed = DocType("notes", {"en": "Notes"}, (FieldSpec("closed", {"en": "Closed"}, "text"),))
    found = extract_fields([page((50, 100, "Meeting notes"), (50, 130, line))], closed)
    assert [v.value for v in found["closed"]] == [hour]


def test_a_value_glued_to_its_chinese_label_is_found():
    assert answers(page((50, 100, "姓名张三"), (50, 130, "性别女 民族汉")), "姓名", "性别", "民族") == {
        "姓名": "张三",
        "性别": "女",
        "民族": "汉",
    }


def test_several_pairs_on_one_line_do_not_run_into_each_other():
    sheet = page((50, 100, "收款人: 王小明 复核: 李大为 开票人: 赵一"))
    assert answers(sheet, "收款人", "复核", "开票人") == {"收款人": "王小明", "复核": "李大为", "开票人": "赵一"}


def test_a_spaced_out_label_is_one_label():
    assert answers(page((50, 100, "名"), (90, 100, "称：星光贸易有限公司")), "名称") == {"名称": "星光贸易有限公司"}


def test_a_value_far_to_the_right_of_its_label_is_found():
    assert answers(page((50, 100, "Total due"), (480, 100, "$ 82.10")), "amount_due") == {"amount_due": "$ 82.10"}


def test_a_value_under_its_label_is_found():
    sheet = page((50, 100, "Consignee:"), (50, 116, "Blue Harbour Trading Ltd."), (50, 132, "12 Quay Street"))
    assert answers(sheet, "consignee") == {"consignee": "Blue Harbour Trading Ltd."}


def test_an_address_is_read_over_all_its_lines():
    sheet = page((50, 100, "住址"), (90, 100, "浙江省杭州市西湖区文三路"), (90, 116, "188号3幢2单元401室"))
    assert answers(sheet, "住址") == {"住址": "浙江省杭州市西湖区文三路188号3幢2单元401室"}


def test_a_header_of_a_table_does_not_take_the_next_header_for_its_value():
    sheet = page((50, 100, "Salesperson"), (160, 100, "P.O. number"), (280, 100, "Terms"), (160, 118, "PO-3333"))
    assert answers(sheet, "salesperson", "po_number", "terms") == {"po_number": "PO-3333"}


def test_every_cell_under_a_header_is_a_value_of_a_field_with_several():
    items = FieldSpec("items", {"en": "Description"}, "text", many=True)
    sheet = page(
        (50, 100, "Description"),
        (300, 100, "Quantity"),
        (50, 120, "Oak table"),
        (300, 120, "1"),
        (50, 138, "Chair"),
        (300, 138, "4"),
        (50, 160, "Total"),
        (300, 160, "5"),
    )
    found = extract_fields([sheet], DocType("order", {"en": "Order"}, (items,)))
    assert [v.value for v in found["items"]] == ["Oak table", "Chair"]


def test_a_row_and_a_column_name_the_cell_where_they_cross():
    tax = FieldSpec("tax", {"zh": "税额合计"}, "money", ("合计 税额",))
    sheet = page(
        (50, 100, "项目"),
        (300, 100, "金额"),
        (420, 100, "税额"),
        (50, 120, "咨询费"),
        (300, 120, "100.00"),
        (420, 120, "6.00"),
        (60, 160, "合"),
        (90, 160, "计"),
        (300, 160, "¥100.00"),
        (420, 160, "¥6.00"),
    )
    found = extract_fields([sheet], DocType("bill", {"zh": "账单"}, (tax,)))
    assert found["tax"][0].value == "6.00" and found["tax"][0].box.y0 == pytest.approx(160 / 842, abs=0.001)


def test_a_longer_label_keeps_its_value_from_a_shorter_one():
    sheet = page((50, 100, "Due date: 12/31/2031"), (50, 120, "Date: 12/01/2031"))
    assert answers(sheet, "date", "due_date") == {"date": "12/01/2031", "due_date": "12/31/2031"}


def test_a_label_misread_by_a_letter_is_found_on_a_scan_but_not_in_a_text_layer():
    lines = ((50, 100, "Invoicc number: RX-4711"),)
    assert answers(page(*lines, source="ocr"), "invoice number") == {"invoice number": "RX-4711"}
    assert answers(page(*lines), "policy number") == {}


def test_parties_keep_their_own_particulars():
    sheet = page(
        (50, 100, "甲方：青山置业有限公司"),
        (50, 120, "联系电话：010-55550101"),
        (50, 150, "乙方：林小满"),
        (50, 170, "联系电话：13900000001"),
    )
    assert answers(sheet, "甲方", "甲方联系电话", "乙方", "乙方联系电话") == {
        "甲方": "青山置业有限公司",
        "甲方联系电话": "010-55550101",
        "乙方": "林小满",
        "乙方联系电话": "13900000001",
    }


def test_a_standing_heading_rules_the_rows_beside_it():
    sheet = page(
        (50, 100, "购"),
        (50, 118, "买"),
        (50, 136, "方"),
        (80, 100, "名称：东湖学院"),
        (80, 136, "税号：12420000000000001X"),
        (50, 300, "销"),
        (50, 318, "售"),
        (50, 336, "方"),
        (80, 300, "名称：南岭文化有限公司"),
    )
    assert answers(sheet, "购买方名称", "销售方名称") == {"购买方名称": "东湖学院", "销售方名称": "南岭文化有限公司"}


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_gives_the_same_values_with_boxes_on_the_page_as_it_lies(rotation):
    upright = page((50, 100, "Invoice number: RX-4711"), (50, 130, "Total"), (300, 130, "$ 82.10"))
    lying = turned(upright, rotation)
    found = extract_fields([lying], open_type(["invoice_number", "total"]))
    assert {k: v[0].value for k, v in found.items()} == {"invoice_number": "RX-4711", "total": "$ 82.10"}
    line = lying.lines[2].box
    assert found["total"][0].box.as_list() == pytest.approx(line.as_list(), abs=0.02)


def test_the_parts_of_an_address_can_be_asked_for_by_themselves():
    sheet = page(
        (50, 40, "Oakleaf Supply Inc."),
        (50, 54, "4557 Silver Street"),
        (50, 68, "Fremont CA 94538"),
        (320, 140, "Bill to:"),
        (320, 154, "Quayside Cafe"),
        (320, 168, "215 Vine Lane"),
        (320, 182, "Scranton PA 18503"),
    )
    assert answers(sheet, "vendor_street", "vendor_city", "vendor_zip", "customer_city", "customer_zip") == {
        "vendor_street": "4557 Silver Street",
        "vendor_city": "Fremont",
        "vendor_zip": "94538",
        "customer_city": "Scranton",
        "customer_zip": "18503",
    }


def test_a_day_is_no_name_of_an_office():
    sheet = page((330, 260, "登记机关"), (330, 276, "2031 年 04 月 01 日"))
    assert answers(sheet, "登记机关") == {}


def test_an_identity_number_with_a_digit_lost_is_still_shown():
    found = extract_fields([page((50, 100, "公民身份号码 37148119740411134"))], builtin_type("id_card"))
    assert found["id_number"][0].value == "37148119740411134"
