"""Chinese totals in words and figures, days without a label at the end of a paper, codes of capitals alone."""

from __future__ import annotations

from ocr_engine.types import DocType, FieldSpec

from .test_chinese_forms import asked, read

RECEIPT = asked(("total", "小写金额", "money"), ("words", "大写金额", "text"), ("payer", "今收到", "name"))


def test_figures_without_a_label_are_the_total_that_the_words_say():
    told = read(RECEIPT, (50, 80, "今收到　江苏博雅商贸股份有限公司"), (50, 110, "人民币　柒仟贰佰柒拾贰元玖角壹分"),
                (360, 140, "¥7272.91"), (360, 170, "¥180.00"))
    assert told["total"] == "7272.91"
    assert told["words"] == "柒仟贰佰柒拾贰元玖角壹分"


def test_other_figures_than_the_words_are_not_taken_for_their_total():
    told = read(RECEIPT, (50, 110, "人民币　柒仟贰佰柒拾贰元玖角壹分"), (360, 140, "¥7272.90"), (360, 170, "¥180.00"))
    assert "total" not in told


def test_an_amount_in_words_is_never_answered_in_figures():
    told = read(asked(("words", "合计大写", "text"), ("total", "合计金额", "money")),
                (50, 80, "合计"), (150, 80, "¥33798.72"))
    assert told == {"total": "33798.72"}


RENT = (50, 80, "每月租金为人民币（小写）¥8,600.00，（大写）捌仟陆佰元整。未经双方同意，租金不作调整。")
DEPOSIT = ((50, 110, "乙方在签约时向甲方交付押金人民币（小写）¥17,200.00，"), (50, 140, "（大写）壹万柒仟贰佰元整。"))


def test_of_two_amounts_in_words_that_one_is_meant_that_says_what_the_total_says():
    told = read(asked(("amount", "合同金额", "money"), ("words", "大写金额", "text")), RENT, *DEPOSIT)
    assert told == {"amount": "8600.00", "words": "捌仟陆佰元整"}


def test_words_whose_label_names_the_amount_are_taken_whatever_the_total_says():
    deposit = DocType("form", {"zh": "表"}, (
        FieldSpec("amount", {"zh": "合同金额"}, "money"),
        FieldSpec("words", {"zh": "押金金额（大写）"}, "text", aliases=("大写",))))
    told = read(deposit, RENT, (50, 110, "押金金额（大写）：壹万柒仟贰佰元整"))
    assert told["words"] == "壹万柒仟贰佰元整"


LICENCE = asked(("firm", "名称", "name"), ("founded", "成立日期", "date"), ("issued", "发证日期", "date"))


def test_the_day_under_the_office_is_the_day_of_issue():
    told = read(LICENCE, (50, 80, "名称"), (150, 80, "宏远贸易有限公司"), (50, 110, "成立日期"),
                (150, 110, "2020年04月27日"),
                (300, 600, "登记机关"), (330, 640, "2025年11月16日"))
    assert told["issued"] == "2025-11-16"
    assert told["founded"] == "2020-04-27"


def test_a_day_behind_a_label_of_its_own_is_not_the_day_of_issue():
    told = read(LICENCE, (50, 80, "名称"), (150, 80, "宏远贸易有限公司"), (50, 600, "成立日期"),
                (150, 600, "2020年04月27日"))
    assert "issued" not in told


def test_a_code_of_capitals_alone_is_read_behind_its_label():
    told = read(asked(("terms", "成交方式", "code"), ("packages", "件数", "number")), (50, 80, "成交方式"),
                (150, 80, "FOB"),
                (50, 110, "件数"), (150, 110, "42"))
    assert told == {"terms": "FOB", "packages": "42"}


def test_a_telephone_number_without_area_code_or_with_an_unknown_prefix_is_what_stands_behind_its_label():
    tenant = asked(("phone", "联系电话", "phone"), ("fax", "传真", "phone"))
    told = read(tenant, (50, 80, "联系电话：12900000188"), (50, 110, "传真：8372 6451"))
    assert told == {"phone": "12900000188", "fax": "8372 6451"}
    assert read(tenant, (50, 80, "联系电话：2024-05-01"), (50, 110, "传真：¥8,600.00")) == {}


def test_a_class_of_a_licence_keeps_its_number():
    assert read(asked(("kind", "准驾车型", "text")), (50, 80, "准驾车型"), (150, 80, "C1D"))["kind"] == "C1D"


def test_a_day_is_no_length_of_time():
    told = read(asked(("term", "使用期限", "text")), (50, 80, "使用期限"), (150, 80, "2078年05月12日止"))
    assert told["term"] == "2078年05月12日止"


def test_other_names_of_a_thing_count_in_the_block_of_its_party():
    told = read(asked(("payer", "付款人开户行", "text"), ("payee", "收款人开户行", "text")),
                (50, 80, "付款人："), (60, 100, "开户银行"), (160, 100, "招商银行南山支行"),
                (50, 140, "收款人："), (60, 160, "开户银行"), (160, 160, "交通银行营业部"))
    assert told == {"payer": "招商银行南山支行", "payee": "交通银行营业部"}
