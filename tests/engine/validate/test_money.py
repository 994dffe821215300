"""Amounts in digits of both cultures and in Chinese words, in both directions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_engine.validate import Hints, currency, find, hints_of, normalise
from ocr_engine.validate.capitals import integer, parse, write
from ocr_engine.validate.money import decimal_mark, to_plain

READ = {
    "11300.00": "11300.00", "11300": "11300", "0": "0", "0.00": "0.00", ".50": "0.50", "0.5": "0.5",
    "¥11300.00": "11300.00", "￥1,234.50": "1234.50", "¥ 0.00": "0.00", "$15,332.90": "15332.90", "RM60.30": "60.30",
    "RM 60.30": "60.30", "RM:12.30": "12.30", "R1374945.00": "1374945.00", "NT$750": "750", "Rs. 1,500.00": "1500.00",
    "EUR 12,50": "12.50", "12,50 EUR": "12.50", "100.00 USD": "100.00", "1'234.50 CHF": "1234.50",
    "CHF 1’234.50": "1234.50",
    "1.234,56 €": "1234.56", "1 234,56 €": "1234.56", "1\u00a0234,56\u00a0€": "1234.56", "$ 1 234.56": "1234.56",
    "1,234": "1234", "1.234": "1234", "1,234,567.89": "1234567.89", "1.234.567,89": "1234567.89",
    "12.345.678": "12345678",
    "13,74,945.00": "1374945.00", "0.123": "0.123", "1,234.567": "1234.567", "-7,67": "-7.67", "−12.00": "-12.00",
    "(12.00)": "-12.00", "(¥12.00)": "-12.00", "12.00-": "-12.00",
    "12,50 €-": "-12.50", "壹佰元整（¥100.00）": "100.00", "USD(1,234.50)": "-1234.50", "12.00 (12.00)": "12.00",
    "31-00": "31.00", "RM 7-05": "7.05",
    "-¥12": "-12", "¥-12": "-12", "-0.00": "0.00",
    "5,-": "5", "5,--": "5", "27.00元": "27.00", "人民币27.00元整": "27.00", "1.5万元": "15000", "200万元": "2000000",
    "1.23亿元": "123000000", "3万美元": "30000", "USD 5 million": "5000000", "2,5 Mio. €": "2500000",
    "１２３．４５": "123.45", "60 .30": "60.30", "TOTAL RM 1, 234. 50": "1234.50", "TOTAL60.30": "60.30",
    "TotalRM60.30": "60.30",
    "合计：27.00": "27.00", "单价2.70元/公里": "2.70", "5.30 SR": "5.30", "5.30SR": "5.30", "TAX(6%) 3.40": "3.40",
    "*50.00": "50.00",
    "（小写）￥7018.83": "7018.83", "柒仟零壹拾捌圆捌角叁分 （小写）￥7018.83": "7018.83",
    "贰佰万元（人民币）": "2000000.00",
    "壹万壹仟叁佰元整": "11300.00", "价税合计（大写）壹佰元整": "100.00", "Total: $ 12.00 (USD)": "12.00",
}
REFUSED = [
    "", "RM", "金额", "***", "17%", "3%", "1,23,4", "12.34.56", "1.23.456", "1,2345.67.8", "007", "A100", "3/5",
    "10:22",
    "2018-03-05", "12.03.2018", "1O.50", "12.5O", "l2.50", "5.00 6.00", "¥10000.00 ¥600.00", "100.00 - 200.00",
    "壹佰元整 ￥101.00", "電話0912345678", "621700000000000001", "一百五元", "第一分公司", "1.000,00,0", ",", ".",
    "-", "5.5.5",
]
WORDS = {
    "零元整": "0.00", "壹元整": "1.00", "壹元零壹分": "1.01", "壹元壹分": "1.01", "壹角": "0.10", "伍分": "0.05",
    "伍角整": "0.50",
    "伍角叁分": "0.53", "拾元整": "10.00", "拾伍元": "15.00", "壹拾伍元整": "15.00", "壹佰零伍元整": "105.00",
    "壹佰元零伍角整": "100.50",
    "壹仟零伍元": "1005.00", "壹仟零伍拾元": "1050.00", "壹仟贰拾元": "1020.00",
    "壹仟陆佰捌拾元零叁角贰分": "1680.32",
    "壹万壹仟叁佰元整": "11300.00", "壹万零叁佰元正": "10300.00", "壹万叁佰元整": "10300.00",
    "壹拾万零柒仟元零伍角叁分": "107000.53",
    "叁拾玖万捌仟伍佰元": "398500.00", "柒仟零壹拾捌圆捌角叁分": "7018.83", "人民币贰拾柒元整": "27.00",
    "人民币：肆万元整": "40000.00",
    "贰佰万元": "2000000.00", "壹亿元整": "100000000.00", "壹亿零伍元整": "100000005.00",
    "壹万亿元": "1000000000000.00",
    "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分": "123456789012.34", "零佰零拾伍元零角零分": "5.00",
    "三百元": "300.00",
    "十五元": "15.00", "贰仟零二十四元整": "2024.00", "負": None, "壹萬貳仟參佰圓整": "12300.00", "负叁元": "-3.00",
    "叁佰": "300.00",
    "壹 佰 元 整": "100.00",
    # not well formed, or to be read in two ways
    "壹壹元": None, "佰元": None, "壹佰壹仟元": None, "壹万伍元": None, "一百五元": None, "壹佰伍": None,
    "元整": None, "整": None,
    "壹元壹元": None, "壹万万元": None, "壹亿亿元": None, "一百": None, "壹佰零零伍元": None, "拾拾元": None,
    "壹角壹元": None, "": None,
    "壹佰贰佰元": None, "壹分壹角": None, "十": None,
}


@pytest.mark.parametrize(("raw", "amount"), READ.items())
def test_a_printed_amount_becomes_a_plain_decimal(raw, amount):
    assert normalise(raw, "money") == amount


@pytest.mark.parametrize("raw", REFUSED)
def test_what_is_no_single_amount_is_refused(raw):
    assert normalise(raw, "money") is None


@pytest.mark.parametrize(("words", "amount"), WORDS.items())
def test_an_amount_in_chinese_words_is_read_by_its_grammar(words, amount):
    assert parse(words) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(("amount", "words"), {
    "0": "零元整", "0.05": "伍分", "0.5": "伍角", "1.01": "壹元零壹分", "10": "壹拾元整", "10.05": "壹拾元零伍分",
    "105": "壹佰零伍元整",
    "11300": "壹万壹仟叁佰元整", "7018.83": "柒仟零壹拾捌元捌角叁分", "100000005": "壹亿零伍元整", "-3": "负叁元整",
    "1000000000000": "壹万亿元整", "2000000": "贰佰万元整"}.items())
def test_an_amount_is_written_as_a_bill_wants_it(amount, words):
    assert write(Decimal(amount)) == words


@settings(max_examples=500)
@given(st.integers(0, 10**14).map(lambda cents: Decimal(cents) / 100))
def test_words_and_digits_say_the_same_up_to_a_million_million(amount):
    words = write(amount)
    assert parse(words) == amount
    assert parse("人民币" + words) == amount
    assert normalise(words, "money") == f"{amount:.2f}"
    assert "零零" not in words


def test_what_cannot_be_written_in_words_is_refused():
    for amount in (Decimal("0.001"), Decimal(10**16)):
        with pytest.raises(ValueError, match="range"):
            write(amount)


@given(st.integers(0, 10**12 - 1))
def test_ordinary_chinese_numerals_are_read_like_formal_ones(number):
    formal = write(Decimal(number)).removesuffix("元整")
    plain = formal.translate(str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟", "〇一二三四五六七八九十百千"))
    assert integer(plain) == number


@given(st.integers(0, 10**12), st.sampled_from([",.", ".,", "'.", " ,", "\u00a0,"]), st.sampled_from(["", "¥", "€ ",
    "RM"]))
def test_every_amount_survives_every_notation(cents, marks, sign):
    thousands, mark = marks
    whole, rest = divmod(cents, 100)
    text = f"{sign}{whole:,}".replace(",", thousands) + f"{mark}{rest:02}"
    assert normalise(text, "money") == f"{whole}.{rest:02}"
    assert normalise("-" + text, "money") == (f"-{whole}.{rest:02}" if cents else "0.00")


@given(st.text(alphabet="0123456789.,-()¥€RMUSD %元万壹佰整: '", max_size=30))
def test_whatever_stands_on_the_page_the_answer_is_a_decimal_or_none(text):
    value = normalise(text, "money")
    if value is not None:
        Decimal(value)
        assert normalise(value, "money", Hints(decimal=".")) == value
    for span in find(text, "money"):
        assert text[span.start:span.end] == span.raw
        Decimal(span.value)


def test_three_digits_after_one_mark_follow_the_habit_of_the_document():
    assert normalise("1.234", "money") == "1234"
    assert normalise("1.234", "money", Hints(decimal=".")) == "1.234"
    assert normalise("1,234", "money", Hints(decimal=",")) == "1.234"
    assert normalise("1.234", "number") == "1.234"
    assert normalise("1.234", "number", Hints(decimal=",")) == "1234"
    assert to_plain("1.234", whole=False) == "1.234"


def test_the_decimal_mark_of_a_document_is_told_by_its_clear_amounts():
    assert decimal_mark(["Summe 1.234,56 EUR", "12,50"]) == ","
    assert hints_of(["TOTAL 12.50"]).decimal == "."
    assert decimal_mark(["12,50", "12.50"]) == ""
    assert decimal_mark(["am 12.03.2018", "1.234"]) == ""


def test_the_amounts_of_a_line_are_found_each_by_itself():
    line = "合计 ¥10000.00 ¥600.00 税率6% 2020-08-05 (5.00)"
    assert [s.value for s in find(line, "money")] == ["10000.00", "600.00", "-5.00"]
    assert [s.value for s in find("(5.00) (5.00)", "money")] == ["-5.00", "-5.00"]
    assert [s.value for s in find("Qty 2 300.00", "money")] == ["2", "300.00"]


@pytest.mark.parametrize("line", ["2018-03-05", "10:22", "Tel 03-80611234", "GST 6%", "No. 12345678901", "A4", "5/3",
    "1.2.3", "3月5日"])
def test_no_amount_is_found_in_other_numbers(line):
    assert [s for s in find(line, "money") if s.score > 0.2] == []


def test_a_sign_between_a_number_and_an_amount_belongs_to_the_amount():
    bare, priced = find("Laptop XPS 13 £1,344.22", "money")
    assert (bare.raw, priced.raw, priced.value) == ("13", "£1,344.22", "1344.22")
    assert bare.score < 0.5 < 0.9 < priced.score
    assert [s.raw for s in find("12,00 € 5,00 €", "money")] == ["12,00", "5,00 €"]


def test_an_amount_with_a_currency_scores_higher_than_a_bare_number():
    scores = [find(t, "money")[0].score for t in ("¥12.00", "12.00", "12.5", "12")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


@pytest.mark.parametrize(("raw", "number"), {
    "26.1km": "26.1", "16.95 KM": "16.95", "17%": "17", "1,000": "1000", "1.000": "1.000", "-3,5": "-3.5", "12": "12",
    "３": "3",
    "5台": "5", "十二": "12", "abc": None, "12:30": None, "1.2.3": None, "": None, "A12": None}.items())
def test_a_number_is_read_with_or_without_its_unit(raw, number):
    assert normalise(raw, "number") == number


@pytest.mark.parametrize(("raw", "code"), {
    "€": "EUR", "EUR": "EUR", "eur": "EUR", "Euro": "EUR", "$": "USD", "US$": "USD", "USD": "USD", "¥": "CNY",
    "￥": "CNY",
    "RM": "MYR", "RMB": "CNY", "元": "CNY", "人民币": "CNY", "美元": "USD", "港币": "HKD", "日元": "JPY",
    "JPY": "JPY", "£": "GBP",
    "S$": "SGD", "NT$750": "TWD", "12,50 EUR": "EUR", "Euro (€)": "EUR", "¥ 12.00": "CNY", "RM12.30": "MYR",
    "zł": "PLN",
    "Währung: EUR": "EUR", "XYZ": None, "EUR / USD": None, "hello": None, "": None}.items())
def test_a_currency_is_told_by_sign_code_or_name(raw, code):
    assert normalise(raw, "currency") == code


@pytest.mark.parametrize(("text", "codes"), {
    "PAPER LANTERN BOOKS SDN BHD": [], "MERBAU TRADING SDN. BHD.": [], "ALL ITEMS": [], "TOP 10": [], "PEN 5 PCS": [],
    "1.200.000 COP": ["COP"],
    "BHD 12.50": ["BHD"], "1.234,50 TRY": ["TRY"], "Para birimi: TRY": ["TRY"], "MAD": ["MAD"], "(TRY)": ["TRY"],
    "EUR ALL IN": ["EUR"]}.items())
def test_a_word_in_capitals_is_a_currency_beside_an_amount_or_alone_only(text, codes):
    assert [span.value for span in currency.find(text)] == codes
