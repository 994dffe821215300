"""Values without a label that say themselves what they are, and Chinese labels in other words than the definition's."""

from __future__ import annotations

import pytest

from ocr_engine.extract.words.wordings_zh import likeness_zh

from .test_chinese_forms import asked, read

TICKET = asked(("number", "票号", "code"), ("origin", "出发站", "text"), ("train", "车次", "code"),
               ("target", "到达站", "text"), ("seat", "座位号", "text"), ("class", "席别", "text"),
               ("who", "乘客姓名", "name"), ("paper", "身份证号", "text"))
PRINTED = ((40, 60, "R001121"), (300, 60, "检票口 B6"), (50, 90, "成都东站"), (160, 90, "D1947"), (260, 90, "重庆西站"),
           (50, 120, "2020年12月06日05:08开"), (260, 120, "05车12A号"), (260, 140, "二等座"),
           (50, 160, "限乘当日当次车"))


def test_a_rail_ticket_without_labels_is_read():
    told = read(TICKET, *PRINTED, (50, 180, "3205051971****041X周静怡"))
    assert told == {"number": "R001121", "origin": "成都东", "train": "D1947", "target": "重庆西", "seat": "05车12A号",
                    "class": "二等座", "who": "周静怡", "paper": "3205051971****041X"}


def test_the_traveller_may_stand_apart_from_the_number():
    assert read(TICKET, *PRINTED, (50, 180, "3205051971****041X"), (260, 180, "周静怡"))["who"] == "周静怡"


def test_a_station_on_another_paper_is_no_origin():
    told = read(TICKET, (50, 60, "会议通知"), (50, 90, "成都东站"), (260, 90, "重庆西站"), (50, 120, "D1947"))
    assert not told.keys() & {"origin", "target", "train"}


TRIP = asked(("from", "出发地", "text"), ("to", "目的地", "text"))


@pytest.mark.parametrize(("printed", "told"), [
    ("北京至上海", ["北京", "上海"]), ("六安到七台河", ["六安", "七台河"]), ("周一至周五", []), ("一月至三月", []),
    ("甲方—乙方", []), ("一楼至三楼", []), ("上午-下午", [])])
def test_a_journey_is_from_one_town_to_another_and_not_from_monday_to_friday(printed: str, told: list[str]):
    assert list(read(TRIP, (50, 60, "差旅单"), (50, 90, printed)).values()) == told


def test_an_invoice_from_taiwan_is_read():
    told = read(asked(("number", "發票號碼", "code"), ("period", "發票期別", "text"), ("seller", "賣方統編", "code")),
                (50, 60, "電子發票證明聯"), (50, 90, "115年03-04月"), (50, 120, "AB-05564083"),
                (50, 150, "賣方 82134219"))
    assert told == {"number": "AB-05564083", "period": "115年03-04月", "seller": "82134219"}


def test_the_number_of_a_title_deed_needs_no_label():
    told = read(asked(("deed", "不动产权证号", "text"), ("place", "坐落", "address")),
                (150, 60, "川（2021）成都市不动产权第0456789号"), (50, 90, "坐落"),
                (150, 90, "成都市武侯区张江路871号"))
    assert told["deed"] == "川（2021）成都市不动产权第0456789号"


@pytest.mark.parametrize(("printed", "name"), (
    ("检验人", "检验者"), ("采样时间", "采样日期"), ("部门", "报销部门"), ("患者姓名", "姓名"), ("标本", "标本类型"),
    ("白细胞", "白细胞计数"), ("采集时间", "采样时间"), ("編號", "编号")))
def test_labels_of_one_meaning_are_alike(printed: str, name: str):
    assert likeness_zh(printed, name) >= 0.6


@pytest.mark.parametrize(("printed", "name"), (
    ("付款人", "收款人"), ("收款账号", "付款账号"), ("出发日期", "到达日期"), ("合同编号", "合同日期"), ("上车时间",
        "下车时间"),
    ("甲方地址", "乙方地址"), ("毛重", "净重"), ("开始日期", "结束日期"), ("税率", "税额")))
def test_opposites_and_other_kinds_are_not_alike(printed: str, name: str):
    assert likeness_zh(printed, name) == 0.0


def test_a_label_in_other_words_is_found_where_the_fields_own_stands_nowhere():
    told = read(asked(("team", "报销部门", "text"), ("checked", "检验者", "name")),
                (50, 80, "部门"), (150, 80, "工程部"), (50, 110, "检验人：谢敏"))
    assert told == {"team": "工程部", "checked": "谢敏"}


def test_the_label_of_another_field_stays_the_other_ones():
    told = read(asked(("payer", "付款人账号", "bank_account"), ("payee", "收款人账号", "bank_account")),
                (50, 80, "付款人账号"), (170, 80, "6222021234567890123"))
    assert told == {"payer": "6222021234567890123"}
