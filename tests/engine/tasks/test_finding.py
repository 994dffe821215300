"""What people type into "find", and what the reader alone shows: values, all of a kind, or the words themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.tasks.finding import located
from ocr_engine.tasks.wanted import Wanted, singular, wanted
from ocr_engine.types import BBox, PageText, TextLine


def page(*texts: str) -> PageText:
    lines = tuple(TextLine(text, BBox(0.1, 0.04 + 0.03 * n, 0.1 + min(0.8, 0.012 * len(text)), 0.06 + 0.03 * n))
                  for n, text in enumerate(texts))
    return PageText(1, 1000, 1400, lines, "ocr")


LETTER = page(
    "Meadowfold Joinery Ltd", "Tel: 01632 960 114   Fax 01632 960 115", "www.meadowfold.example",
    "Invoice number: MJ-2291", "Invoice date: 3 March 2025", "Due date: 2 April 2025",
    "IBAN: DE89 3704 0044 0532 0130 00",
    "12 boards at 14.50 EUR", "Net 174.00 EUR", "VAT 19 % 33.06 EUR", "Total 207.06 EUR",
    "The goods stay confidential for a period of two years.", "Signature")
LEASE = page("房屋租赁合同", "出租方：示范置业有限公司", "承租方：王样本", "月租金：人民币3,200.00元", "押金：6400元",
             "联系电话：13900000001", "签订日期：2025年4月18日", "甲方（盖章）", "乙方（签字）")


@pytest.mark.parametrize(("request_", "said"), [
    ("find every phone number", Wanted("phone number", every=True)),
    ("Please show me all the dates.", Wanted("dates", every=True)),
    ("Where is the signature date on this page?", Wanted("signature date", asked=True)),
    ("what's the VAT number of the seller", Wanted("VAT number of the seller", asked=True)),
    ('find "the total"', Wanted("the total", quoted=True)), ("Meadowfold", Wanted("Meadowfold")),
    ("alle IBANs", Wanted("IBANs", every=True)),
    ("Wo steht die Rechnungsnummer?", Wanted("Rechnungsnummer", asked=True)),
    ("où se trouve le montant", Wanted("montant", asked=True)), ("dónde está la fecha", Wanted("fecha", asked=True)),
    ("找出所有电话号码", Wanted("电话号码", every=True)),
    ("请标出文中出现的全部金额", Wanted("金额", every=True, asked=True)), ("合同编号", Wanted("合同编号")),
    ("签署日期在哪里？", Wanted("签署日期", asked=True)), ("这份合同的租金是多少", Wanted("租金", asked=True)),
    ("find", Wanted("find")), ("所有", Wanted("所有")), ("the", Wanted("the")),
])
def test_a_request_is_understood_without_its_verb(request_, said):
    assert wanted(request_) == said


@pytest.mark.parametrize("word", ["phone numbers", "companies", "addresses", "taxes"])
def test_many_become_one(word):
    assert singular(word) in ("phone number", "company", "address", "tax")


@pytest.mark.parametrize(("request_", "texts"), [
    ("find every phone number", ["01632 960 114", "01632 960 115"]), ("phones", ["01632 960 114", "01632 960 115"]),
    ("alle IBANs", ["DE89 3704 0044 0532 0130 00"]), ("所有日期", ["3 March 2025", "2 April 2025"]),
    ("all amounts", ["14.50 EUR", "174.00 EUR", "33.06 EUR", "207.06 EUR"]), ("every percentage", ["19 %"]),
    ("all companies", ["Meadowfold Joinery Ltd"]), ("websites", ["www.meadowfold.example"]),
    ("where is the invoice number?", ["MJ-2291"]), ("发票号码在哪里", ["MJ-2291"]),
    ("find the due date", ["2 April 2025"]), ("wie hoch ist der Gesamtbetrag", ["207.06 EUR"]), ("'Total'", ["Total"]),
    ("Due date", ["2 April 2025", "Due date"]),
    ("find the confidentiality period", ["The goods stay confidential for a period of two years."]),
    ("who is the seller?", ["Meadowfold Joinery Ltd"]), ("what is the colour of the seller?", []),
    ("where are the signatures?", ["Signature"]), ("where is the deposit", []), ("押金是多少", []), ("unicorn", []),
])
def test_an_english_letter_answers_what_is_asked_of_it(request_, texts):
    found = located([LETTER], request_)
    assert [spot.text for _page, spot in found] == texts
    assert all(spot.box is not None for _page, spot in found)


@pytest.mark.parametrize(("request_", "texts"), [
    ("找出所有电话号码", ["13900000001"]), ("所有金额", ["人民币3,200.00元", "6400元"]),
    ("签署日期在哪里", ["2025年4月18日"]), ("出租方是谁", ["示范置业有限公司"]), ("租金是多少", ["人民币3,200.00元"]),
    ("who is the landlord", ["示范置业有限公司"]), ("出租方的颜色是什么", []),
    ("find the tenant's name", ["王样本"]), ("印章", ["盖章"]),
    ("所有公司名称", ["示范置业有限公司"]), ("where are the signatures", ["签字"]),
    ("发票号码是多少", []), ("the due date", []),
])
def test_a_chinese_lease_answers_in_either_language(request_, texts):
    assert [spot.text for _page, spot in located([LEASE], request_)] == texts


# Words that no word list has: a stranger's own names for things.
BATCH_TYPE = load_type({
    "key": "resin_slip", "label": {"zh": "树脂随货单", "en": "Resin slip"}, "fields": [
        {"key": "lot", "label": {"zh": "批炉号", "en": "Heat lot mark"}, "aliases": ["Charge", "Lot"], "kind": "code"},
        {"key": "cured", "label": {"zh": "固化日", "en": "Cured on"}, "kind": "date"},
        {"key": "number", "label": {"zh": "单号", "en": "Invoice number"}, "aliases": ["Slip"], "kind": "code"}]})
SLIP = page("Resin works", "Charge: QX-4471-B", "Cured on 5 May 2025", "Slip: RS-88", "Invoice number: 9917")


@pytest.mark.parametrize("request_", [
    "where is the heat lot mark?", "批炉号在哪里", "what is the lot",
    "find the resin's heat lot mark of the second drum", "这张随货单的批炉号是多少"])
def test_a_field_of_a_type_of_ones_own_is_found_by_whatever_its_definition_calls_it(request_):
    assert located([SLIP], request_) == [] or "QX" not in located([SLIP], request_)[0][1].text
    for known in ({"own": BATCH_TYPE}, {"types": [BATCH_TYPE]}):
        [(number, spot)] = located([SLIP], request_, **known)
        assert (number, spot.text) == (1, "QX-4471-B") and spot.box is not None


def test_the_documents_own_type_speaks_before_the_names_that_everybody_uses():
    slip = replace(BATCH_TYPE, fields=tuple(f for f in BATCH_TYPE.fields if f.key == "number"))
    mine = replace(slip, fields=(replace(slip.fields[0], label={"en": "Slip number"}, aliases=("Slip", "Beleg")),))
    bill = page("Slip: RS-88", "Beleg 12")
    assert [s.text for _, s in located([bill], "where is the slip number", own=mine)] == ["RS-88"]
    assert [s.text for _, s in located([SLIP], "where is the invoice number")] == ["9917"]


def test_a_short_name_of_a_field_is_not_taken_for_part_of_another():
    lease = load_type({"key": "lease", "label": {"en": "Lease"}, "fields": [
        {"key": "date", "label": {"en": "Date", "zh": "日期"}, "kind": "date"}]})
    assert located([page("Date: 3 March 2025")], "where is the renewal date", own=lease) == []


def test_digits_of_another_value_are_no_value_of_their_own():
    shown = page("IBAN: DE89 3704 0044 0532 0130 00", "Order 004-11872", "since 08/2025", "Phone 555-0134", "4 of 12")
    assert [s.text for _, s in located([shown], "every phone number")] == ["555-0134"]
    assert located([shown], "every amount") == []


def test_a_number_that_is_called_a_telephone_is_one_whatever_its_shape():
    shown = page("联系电话：12900000188", "Tel. 0123 4567", "Order 12900000199", "手机号码 13900000001")
    assert [s.text for _, s in located([shown], "所有电话")] == ["12900000188", "0123 4567", "13900000001"]


def test_no_request_is_too_long_or_too_odd():
    for odd in ("", "   ", "???", "find " * 400, "的" * 3000, "所有" * 500, "'" * 999, "a" * 20_000):
        located([LETTER], odd)
