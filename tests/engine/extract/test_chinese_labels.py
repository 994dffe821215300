"""Chinese labels: words that look like one and are a value, captions that go on, names that only a list knows."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import concept_named, concepts
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def asked(*fields: tuple[str, str, str], many: tuple[str, ...] = ()) -> DocType:
    return DocType(
        "form",
        {"zh": "表"},
        tuple(FieldSpec(key, {"zh": label}, kind, many=key in many) for key, label, kind in fields),
    )


def read(doc_type: DocType, *lines: tuple[float, float, str], source: str = "text_layer") -> dict[str, list[str]]:
    found = extract_fields([page(*lines, source=source)], doc_type)
    return {key: [value.value for value in values] for key, values in found.items()}


def test_what_was_paid_for_may_bear_the_name_of_an_amount():
    kind = asked(("reason", "收款事由", "text"), ("method", "收款方式", "text"))
    told = read(
        kind,
        (50, 80, "交款单位"),
        (150, 80, "苏州金石商贸有限公司"),
        (50, 110, "收款事由"),
        (150, 110, "培训费"),
        (300, 110, "收款方式"),
        (400, 110, "支票"),
        (50, 140, "收款单位"),
        (150, 140, "上海中泰有限公司"),
    )
    assert told == {"reason": ["培训费"], "method": ["支票"]}


def test_a_value_behind_a_colon_stays_one_though_it_is_a_label():
    assert read(asked(("use", "用途", "text")), (50, 80, "用途：服务费")) == {"use": ["服务费"]}


def test_a_value_may_begin_with_a_label():
    told = read(
        asked(("reason", "出差事由", "text")),
        (50, 80, "出差人"),
        (150, 80, "周秀英"),
        (300, 80, "出差事由"),
        (400, 80, "客户现场调试"),
    )
    assert told == {"reason": ["客户现场调试"]}


def test_charges_of_a_list_are_values_whatever_else_they_name():
    told = read(
        asked(("items", "收费项目", "text"), many=("items",)),
        (50, 80, "收费项目"),
        (400, 80, "金额（元）"),
        (50, 110, "物业服务费"),
        (410, 110, "351.21"),
        (50, 140, "水费"),
        (410, 140, "91.35"),
        (50, 170, "合计"),
        (410, 170, "442.56"),
    )
    assert told == {"items": ["物业服务费", "水费"]}


def test_a_caption_goes_on_with_the_word_for_what_it_asks():
    told = read(
        asked(("head", "校长", "name"), ("id", "身份证", "id_number")),
        (50, 80, "校长姓名"),
        (200, 80, "宋志强"),
        (50, 110, "身份证号码"),
        (200, 110, "110105197104290951"),
    )
    assert told["head"] == ["宋志强"]
    assert told["id"] == ["110105197104290951"]


def test_the_last_word_of_a_house_announces_nothing():
    assert read(asked(("bank", "银行", "text")), (200, 40, "中国工商银行"), (200, 60, "INDUSTRIAL BANK")) == {}


def test_a_caption_that_nobody_knows_ends_the_value_before_it():
    assert read(asked(("cashier", "收银员", "text")), (50, 80, "收银员:1033  款机:03")) == {"cashier": ["1033"]}


def test_a_caption_in_two_lines_of_a_narrow_box_is_one():
    told = read(asked(("number", "发票号码", "code")), (50, 80, "发票"), (50, 91, "号码"), (120, 85, "10283819"))
    assert told == {"number": ["10283819"]}


def test_one_sign_with_a_colon_announces_who_is_asked_for_by_it():
    kind = DocType("offer", {"zh": "报价单"}, (FieldSpec("customer", {"zh": "客户名称"}, "name", ("致",)),))
    told = read(kind, (50, 80, "致：长沙云麓信息技术有限公司"), (50, 100, "致力于质量"))
    assert told == {"customer": ["长沙云麓信息技术有限公司"]}


def test_values_far_across_a_screen_belong_to_their_labels():
    kind = asked(("owner", "业主姓名", "name"), ("room", "房号", "text"))
    told = read(
        kind,
        (50, 80, "单据编号"),
        (455, 80, "WY2025813077"),
        (50, 110, "业主姓名"),
        (488, 110, "罗国栋"),
        (50, 140, "房号"),
        (443, 140, "22幢3单元701室"),
        (50, 170, "状态"),
        (499, 170, "已付"),
    )
    assert told == {"owner": ["罗国栋"], "room": ["22幢3单元701室"]}


def test_a_party_is_named_in_the_block_under_its_numbered_heading():
    kind = asked(("buyer", "采购人", "name"), ("agency", "招标代理机构", "name"))
    told = read(
        kind,
        (50, 80, "1．采购人信息"),
        (50, 100, "名称：临江市教育局"),
        (50, 130, "2．招标代理机构信息"),
        (50, 150, "名称：华采招标代理有限公司"),
    )
    assert told == {"buyer": ["临江市教育局"], "agency": ["华采招标代理有限公司"]}


def test_both_ends_of_a_chinese_period_are_read_from_one_print():
    kind = asked(("first", "计费起始日", "date"), ("last", "计费截止日", "date"))
    told = read(kind, (50, 80, "计费期间：2023年02月01日至2023年05月02日"))
    assert told == {"first": ["2023-02-01"], "last": ["2023-05-02"]}


@pytest.mark.parametrize(
    ("printed", "asked_as"),
    [
        ("投標保證金", "投标保证金"),
        ("檢驗結論", "检验结论"),
        ("請假事由", "请假原因"),
        ("送貨單號", "送货单号"),
        ("匯款人", "付款人"),
    ],
)
def test_traditional_labels_are_known_by_the_same_things(printed: str, asked_as: str):
    concept = concept_named(printed)
    assert concept is not None
    assert concept == concept_named(asked_as)


def test_things_of_one_family_do_not_lend_each_other_their_names():
    water, power = concept_named("水费"), concept_named("电费")
    assert water is not None and power is not None
    assert fold("电费") not in map(fold, water.names)
    assert water.key != power.key


def test_no_thing_of_chinese_papers_hides_behind_two_keys():
    several = [c for c in concepts().values() if ":" in c.key]
    names = [name for c in several for name in c.names]
    assert len(several) > 300
    assert len(names) == len(set(names))
