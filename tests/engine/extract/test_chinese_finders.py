"""Chinese values that no label announces: slipped print, certificates, parcels, houses, sums of telephones."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(
    fields: tuple[tuple[str, str, str], ...], *lines: tuple[float, float, str], sizes: dict[str, float] | None = None
) -> dict[str, str]:
    kind = DocType("form", {"zh": "表"}, tuple(FieldSpec(key, {"zh": label}, kind) for key, label, kind in fields))
    return {key: values[0].value for key, values in extract_fields([page(*lines, sizes=sizes)], kind).items()}


FARE = (
    ("plate", "车号", "code"),
    ("day", "日期", "date"),
    ("on", "上车时间", "text"),
    ("off", "下车时间", "text"),
    ("price", "单价", "money"),
    ("way", "里程", "text"),
    ("fare", "金额", "money"),
)
PRINTED = ("BDP2291", "2023年12月09日", "10:34", "10:54", "2.70元", "10.56km", "39.50元")
CAPTIONS = ("车号：", "日期：", "上车：", "下车：", "单价：", "里程：", "金额：")


def _fare(slip: float) -> dict[str, str]:
    labels = [(60.0, 80 + 20.0 * n, caption) for n, caption in enumerate(CAPTIONS)]
    return read(FARE, *labels, *((200.0, 80 + slip + 20.0 * n, value) for n, value in enumerate(PRINTED)))


def test_print_that_slipped_by_a_line_is_moved_back_as_a_whole():
    straight = _fare(0.0)
    assert straight == {
        "plate": "BDP2291",
        "day": "2023-12-09",
        "on": "10:34",
        "off": "10:54",
        "price": "2.70",
        "way": "10.56km",
        "fare": "39.50",
    }
    assert _fare(20.0) == straight
    assert _fare(-8.0) == straight


def test_the_address_beside_a_block_of_values_is_no_slipped_print_of_it():
    """A longer label further down reaches over the values, so that right of all labels only the address stands."""
    told = read(
        (("client", "N° client", "code"), ("bill", "N° de facture", "code"), ("day", "Date de facture", "date"),
         ("point", "Point de livraison", "code"), ("tariff", "Code tarifaire", "code"),
         ("used", "Consommation relevée sur la période", "number"), ("net", "Total hors TVA", "money"),
         ("sum", "Montant à payer TTC", "money")),
        (40, 120, "N° client :"), (185, 120, "9486605370"), (360, 120, "Mme Solène PERRIN"),
        (40, 138, "N° de facture :"), (185, 138, "FA4324937"), (360, 139, "221 chemin du Moulin"),
        (40, 156, "Date de facture :"), (185, 156, "08/08/2026"), (360, 157, "35000 RENNES"),
        (40, 174, "Point de livraison :"), (185, 174, "55578347881721"), (40, 220, "Code tarifaire"),
        (40, 266, "Consommation relevée sur la période"), (480, 266, "2759 kWh"),
        (40, 370, "Total hors TVA"), (480, 370, "514,69 €"), (40, 446, "Montant à payer TTC"), (480, 446, "617,63 €"),
    )
    assert told == {"client": "9486605370", "bill": "FA4324937", "day": "2026-08-08", "point": "55578347881721",
                    "used": "2759", "net": "514.69", "sum": "617.63"}


def test_a_certificate_says_its_values_in_a_sentence():
    told = read(
        (("name", "姓名", "name"), ("born", "出生日期", "date"), ("major", "专业", "text"), ("sex", "性别", "sex")),
        (200, 60, "毕业证书"),
        (60, 120, "学生宋静怡，女，一九九八年七月二十六日生，于二〇一五年九月至二〇"),
        (60, 140, "一九年六月在本校会计学专业四年制本科学习，成绩合格，准予毕业。"),
    )
    assert told.pop("sex") in ("女", "F", "female")
    assert told == {"name": "宋静怡", "born": "1998-07-26", "major": "会计学"}


def test_a_notice_says_by_when_to_pay():
    told = read((("due", "缴费截止日期", "date"),), (60, 80, "请您于2023年03月18日前至服务中心缴纳或扫码支付。"))
    assert told == {"due": "2023-03-18"}


PARCEL = (
    ("sender", "寄件人", "name"),
    ("sender_phone", "寄件人电话", "phone"),
    ("receiver", "收件人", "name"),
    ("receiver_phone", "收件人电话", "phone"),
    ("number", "运单号", "code"),
)


def test_a_parcel_tells_its_sides_by_one_sign():
    told = read(
        PARCEL,
        (280, 40, "SF8066057669"),
        (40, 100, "收"),
        (90, 98, "宋玉兰 18468878581"),
        (90, 118, "四川省成都市武侯区和平村654组"),
        (40, 200, "寄"),
        (90, 198, "吴伟 18488135274"),
        (90, 218, "福建省厦门市思明区张江路653号"),
    )
    assert told == {
        "sender": "吴伟",
        "sender_phone": "18488135274",
        "receiver": "宋玉兰",
        "receiver_phone": "18468878581",
        "number": "SF8066057669",
    }


def test_one_of_the_two_signs_alone_is_no_party():
    assert read(PARCEL[2:3], (40, 100, "收"), (90, 98, "宋玉兰 18468878581")) == {}


def test_the_house_over_a_title_issued_the_paper():
    lines = (
        (200.0, 50.0, "江北机械零部件检测中心"),
        (240.0, 80.0, "检验报告"),
        (60.0, 120.0, "报告编号：QC-256490-777"),
    )
    assert read((("lab", "检测机构", "name"),), *lines) == {"lab": "江北机械零部件检测中心"}
    assert read((("client", "委托单位", "name"),), *lines) == {}


def test_the_large_sum_of_a_telephone_is_the_total():
    told = read(
        (("total", "应收合计", "money"),),
        (240, 90, "￥1,181.57"),
        (60, 200, "物业服务费"),
        (400, 200, "693.89"),
        (60, 220, "电费"),
        (400, 220, "487.68"),
        (60, 240, "备注"),
        (60, 260, "房屋地址"),
        sizes={"￥1,181.57": 24},
    )
    assert told == {"total": "1181.57"}


def test_an_amount_in_words_goes_on_in_the_next_line():
    told = read(
        (("words", "合同金额（大写）", "text"),),
        (60, 80, "三、合同价格：总价为人民币大写：叁拾玖万捌仟伍佰"),
        (40, 98, "元，小写：398500.00元。总价中包括安装"),
    )
    assert told == {"words": "叁拾玖万捌仟伍佰元"}


def test_what_the_reader_made_of_thin_signs_is_read_as_meant():
    told = read(
        (("on", "上车时间", "text"), ("rate", "税率", "number"), ("way", "里程", "text"), ("fare", "金额", "money")),
        (60, 80, "上车：21128"),
        (60, 100, "税率：1396"),
        (60, 120, "里程：4 .85km"),
        (60, 140, "金额：￥77-10元"),
    )
    assert told["on"] == "21:28"
    assert told["way"] == "4.85km"
    assert told["fare"] == "77.10"


def test_when_something_was_done_is_told_with_its_day_where_both_stand_together():
    asked = (("when", "交易时间", "text"),)
    assert read(asked, (60, 80, "交易时间：2022-04-19 18:27:09")) == {"when": "2022-04-19 18:27:09"}
    assert read(asked, (60, 80, "交易时间：18:27:09")) == {"when": "18:27:09"}
