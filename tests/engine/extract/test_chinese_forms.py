"""Chinese forms: captions in two languages, letters apart, values that go on under their label."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def asked(*fields: tuple[str, str, str]) -> DocType:
    return DocType("form", {"zh": "表"}, tuple(FieldSpec(key, {"zh": label}, kind) for key, label, kind in fields))


def read(doc_type: DocType, *lines: tuple[float, float, str]) -> dict[str, str]:
    return {key: values[0].value for key, values in extract_fields([page(*lines)], doc_type).items()}


ENTRY = asked(("full_name", "姓名", "name"), ("country", "国籍", "text"), ("home", "现住址", "address"),
              ("began", "入职日期", "date"))


def test_a_translation_behind_a_caption_is_no_value():
    told = read(ENTRY, (50, 80, "姓名 Name"), (200, 80, "欧阳若兰"), (50, 110, "国籍 Nationality"),
                (200, 110, "新加坡"),
                (50, 140, "现住址 Current Address"), (200, 140, "四川省成都市武侯区张江路126号"),
                (50, 170, "入职日期 Date of Entry"), (200, 170, "2026/05/26"))
    assert told == {"full_name": "欧阳若兰", "country": "新加坡", "home": "四川省成都市武侯区张江路126号",
                    "began": "2026-05-26"}


def test_a_translation_with_a_colon_ends_the_caption():
    told = read(ENTRY, (50, 80, "姓名 Name: 欧阳若兰"), (50, 110, "国籍 Nationality: 新加坡"),
                (50, 140, "入职日期 Date of Entry: 2026/05/26"))
    assert told == {"full_name": "欧阳若兰", "country": "新加坡", "began": "2026-05-26"}


def test_an_empty_place_of_a_form_in_two_languages_stays_empty():
    told = read(ENTRY, (50, 80, "姓名 Name"), (200, 80, "欧阳若兰"), (50, 110, "国籍 Nationality"),
                (50, 140, "现住址 Current Address"), (50, 170, "入职日期 Date of Entry"), (200, 170, "2026/05/26"))
    assert told == {"full_name": "欧阳若兰", "began": "2026-05-26"}


def test_latin_values_of_plain_chinese_captions_stay_values():
    told = read(asked(("brand", "品牌", "text"), ("model", "型号", "text")), (50, 80, "品牌 Kestrel"),
                (50, 110, "型号 Mark"))
    assert told["brand"] == "Kestrel"


STORE = asked(("place", "送货地址", "address"), ("contact", "联系人", "name"), ("supplier", "供货单位", "name"))


def test_a_value_does_not_swallow_the_values_of_the_rows_below():
    told = read(STORE, (50, 80, "送货地址"), (150, 80, "广东省深圳市南山区人民南路四段631号"), (50, 97, "联系人"),
                (150, 97, "周玉兰"),
                (50, 114, "供货单位"), (150, 114, "山东瑞丰商贸有限公司"))
    assert told == {"place": "广东省深圳市南山区人民南路四段631号", "contact": "周玉兰",
                    "supplier": "山东瑞丰商贸有限公司"}


def test_a_long_value_goes_on_right_under_its_label():
    told = read(asked(("home", "住址", "address"), ("number", "公民身份号码", "id_number")),
                (50, 80, "住址　陕西省西安市雁塔区人民南路四"), (50, 94, "段588号"), (50, 130, "公民身份号码"),
                (150, 130, "110105198807223096"))
    assert told.get("home") == "陕西省西安市雁塔区人民南路四段588号"


def test_a_scope_of_several_sentences_is_read_to_its_end():
    lines = ("建筑工程设计、施工；建筑材料销售。（依法须经批准的项",
             "目，经相关部门批准后方可开展经营活动，具体以审批结果", "为准）")
    told = read(asked(("scope", "经营范围", "text"), ("firm", "企业名称", "name")),
                (50, 60, "企业名称：宏远贸易有限公司"),
                (50, 80, "经营范围"), *((130, 80 + 14 * i, line) for i, line in enumerate(lines)))
    assert told.get("scope") == "".join(lines)


def test_letters_of_a_label_that_stand_apart_are_no_value_of_another():
    told = read(asked(("term", "营业期限", "text"), ("place", "住所", "address")), (300, 80, "营业期限"),
                (300, 104, "住"),
                (336, 104, "所"), (380, 104, "广东省深圳市南山区和平村853号"))
    assert told == {"place": "广东省深圳市南山区和平村853号"}


def test_the_second_half_of_a_label_in_brackets_begins_no_value():
    told = read(asked(("bank", "开户行", "text"), ("words", "金额（大写）", "text")), (50, 80, "开户行"),
                (130, 80, "中国建设银行股份有限公司北京上地支行"), (50, 97, "金额"),
                (130, 97, "（大写）人民币贰拾柒元整"))
    assert told == {"bank": "中国建设银行股份有限公司北京上地支行", "words": "人民币贰拾柒元整"}


def test_the_signs_of_a_name_may_stand_apart_as_far_as_they_like():
    """Names of two signs are set as wide as those of three."""
    asked_for = asked(("payee", "收款人", "name"), ("clerk", "经办人", "name"))
    told = read(asked_for, (50, 80, "收款人"), (150, 80, "张  三"), (50, 110, "经办人"),
                (150, 110, "李  明  13812345678"))
    assert {key: value.replace(" ", "") for key, value in told.items()} == {"payee": "张三", "clerk": "李明"}
