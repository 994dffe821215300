"""Identity numbers, tax numbers, accounts, telephone numbers, addresses: shape, check digits, places in a line.

The numbers with right check digits are made here or are the published examples of their standards.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from ocr_engine.types import FieldSpec
from ocr_engine.validate import check, find, normalise, people, tax

DIGITS = "0123456789"


def outcomes(value, kind):
    return {c.name: c.ok for c in check(value, kind)}


def id_number(region="110101", birth="19900307", serial="772"):
    first = region + birth + serial
    return first + people.check_char(first)


@given(st.dates().filter(lambda d: 1900 <= d.year <= 2020), st.integers(0, 999))
def test_the_identity_checksum_agrees_with_an_independent_library(day, serial):
    number = id_number(birth=f"{day:%Y%m%d}", serial=f"{serial:03}")
    assert ric.calc_check_digit(number) == number[-1]
    assert outcomes(number, "id_number") == {"cn_id_checksum": True, "cn_id_birth_date": True, "cn_id_region": True}
    assert people.parts(number) == people.IdNumber("110101", day.isoformat(), "M" if serial % 2 else "F")


@given(st.integers(0, 17), st.sampled_from(DIGITS))
def test_one_wrong_digit_never_passes_the_identity_checksum(place, digit):
    number = id_number()
    wrong = number[:place] + digit + number[place + 1:]
    assert wrong == number or outcomes(wrong, "id_number")["cn_id_checksum"] is False


def test_an_impossible_birth_date_or_region_is_told_apart_from_a_wrong_checksum():
    assert outcomes(id_number(birth="19901307"), "id_number") == {
        "cn_id_checksum": True, "cn_id_birth_date": False, "cn_id_region": True}
    assert outcomes(id_number(region="990101"), "id_number")["cn_id_region"] is False
    assert outcomes("110101900307771", "id_number") == {"cn_id_birth_date": True, "cn_id_region": True}


@pytest.mark.parametrize(("raw", "value"), {
    "11010519491231002X": "11010519491231002X", "11010519491231002x": "11010519491231002X",
    "110105 19491231 002X": "11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ": "11010519491231002X",
    "WDLABCD456DG": "WDLABCD456DG",
    "E12345678": "E12345678", "G 1234-5678": "G1234-5678", "name": None, "12": None, "": None,
    "出生日期": None}.items())
def test_an_identity_number_is_kept_compact_and_in_capitals(raw, value):
    assert normalise(raw, "id_number") == value


def test_identity_numbers_are_found_in_a_line():
    line = f"身份证号：{id_number()} 联系电话 13812345678"
    assert [(s.value, s.score) for s in find(line, "id_number")] == [(id_number(), 1.0)]
    assert find("账号 123456789012345 元", "id_number") == []
    assert find("5" + id_number(), "id_number") == []


def uscc(first17="91110000600037341"):
    return first17 + tax.uscc_check_char(first17)


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L"])
def test_published_credit_codes_pass(code):
    assert outcomes(code, "tax_id") == {"uscc_checksum": True}


@given(st.integers(0, 17), st.sampled_from(tax.USCC_ALPHABET))
def test_one_wrong_character_never_passes_the_credit_code_checksum(place, char):
    code = uscc()
    wrong = code[:place] + char + code[place + 1:]
    assert wrong == code or outcomes(wrong, "tax_id").get("uscc_checksum") is not True


@pytest.mark.parametrize(("value", "expected"), {
    "DE136695976": {"vat_id_checksum": True}, "DE136695977": {"vat_id_checksum": False},
    "DE09687654321": {"vat_id_checksum": False},
    "FR60421938861": {"vat_id_checksum": True}, "ATU13585627": {"vat_id_checksum": True},
    "NL004495445B01": {"vat_id_checksum": True},
    "BE0428759497": {"vat_id_checksum": True}, "IT00743110157": {"vat_id_checksum": True},
    "GB980780684": {"vat_id_checksum": True},
    "CHE107787577IVA": {"vat_id_checksum": True}, "06AABCO6063D1ZQ": {"vat_id_checksum": True}, "201/113/40209": {},
    "410305123456789": {}}.items())
def test_a_vat_number_is_put_to_the_check_of_its_country(value, expected):
    assert outcomes(value, "tax_id") == expected


def test_a_person_in_business_may_be_taxed_under_the_identity_number():
    assert outcomes(id_number(), "tax_id") == {"cn_id_checksum": True}


@pytest.mark.parametrize(("raw", "value"), {
    "DE 136 695 976": "DE136695976", "de136695976": "DE136695976", "BE 0428.759.497": "BE0428759497",
    "CHE-107.787.577 IVA": "CHE107787577IVA", "9111 0000 6000 3734 1L": "91110000600037341L",
    "201/113/40209": "201/113/40209",
    "个人": None, "12": None, "TAX": None, "": None}.items())
def test_a_tax_number_is_kept_compact(raw, value):
    assert normalise(raw, "tax_id") == value


@pytest.mark.parametrize(("line", "values"), {
    "纳税人识别号：91110000600037341L": ["91110000600037341L"], "USt-IdNr.: DE 136 695 976": ["DE136695976"],
    "St.-Nr. 201/113/40209": ["201/113/40209"], "纳税人识别号 410305123456789": ["410305123456789"],
    "Steuernummer 78910/12345": ["78910/12345"],
    "Steuernr. 133/8150/8159": ["133/8150/8159"], "EIN 12-3456789": ["12-3456789"],
    "Invoice of 05/03/2018": [], "Tel. 030 12345678": [], "DE is a country": []}.items())
def test_tax_numbers_are_found_by_their_shape(line, values):
    assert [s.value for s in find(line, "tax_id")] == values


IBANS = ["DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606", "NL91ABNA0417164300",
    "NO9386011117947",
         "CH9300762011623852957", "AT611904300234573201", "BE68539007547034", "IT60X0542811101000000123456",
         "ES9121000418450200051332"]


@pytest.mark.parametrize("iban", IBANS)
def test_the_examples_of_the_iban_registry_pass_and_a_swapped_pair_fails(iban):
    grouped = " ".join(iban[i:i + 4] for i in range(0, len(iban), 4))
    assert normalise(grouped, "iban") == iban
    assert outcomes(iban, "iban") == {"iban_checksum": True}
    assert [s.value for s in find(f"IBAN: {grouped} BIC COBADEFFXXX", "iban")] == [iban]
    assert [s.value for s in find(f"IBAN {iban}", "iban")] == [iban]
    wrong = iban[:3] + DIGITS[(int(iban[3]) + 1) % 10] + iban[4:]
    assert outcomes(wrong, "iban") == {"iban_checksum": False}


@pytest.mark.parametrize("raw", ["", "DE", "IBAN", "12345678", "DE89", "Deutsche Bank"])
def test_what_is_no_iban_is_refused(raw):
    assert normalise(raw, "iban") is None


def test_a_card_number_must_pass_luhn_and_another_account_number_need_not():
    body = "622202100112345"
    card = body + luhn.calc_check_digit(body)
    assert outcomes(card, "bank_account") == {"luhn": True}
    assert outcomes(card[:-1] + DIGITS[(int(card[-1]) + 1) % 10], "bank_account") == {"luhn": False}
    assert outcomes("11050188360008224428", "bank_account") == {}
    assert normalise("6222 0210 0112 3456", "bank_account") == "6222021001123456"
    assert normalise("6222 **** **** 3456", "bank_account") == "6222********3456"
    assert normalise("建设银行", "bank_account") is None
    assert [s.value for s in find(f"账号：{card[:4]} {card[4:8]} {card[8:12]} {card[12:]}", "bank_account")] == [card]
    assert find("2018-03-05", "bank_account") == []


@pytest.mark.parametrize(("raw", "value"), {
    "13812345678": "13812345678", "138 1234 5678": "13812345678", "+86 138-1234-5678": "13812345678",
    "8613812345678": "13812345678",
    "010-65551234": "010-65551234", "（010）65551234": "(010)65551234", "0755-26551234转801": "0755-26551234转801",
    "+44 (0) 20 9876 5432": "+44 (0) 20 9876 5432", "(870)-931-0505": "(870)-931-0505",
    "987-654-3210": "987-654-3210",
    "Tel: 03-8061 1234": "03-8061 1234", "电话：57807000": "57807000", "400-820-8820": "400-820-8820",
    "+49 30 1234567": "+49 30 1234567", "1234": None, "hello": None, "": None, "12345678901234567890": None}.items())
def test_a_telephone_number_is_kept_as_printed_a_mobile_one_compact(raw, value):
    assert normalise(raw, "phone") == value


@pytest.mark.parametrize(("line", "values"), {
    "联系电话：13812345678": ["13812345678"], "电话 010-65551234 传真 010-65551235": ["010-65551234", "010-65551235"],
    "TEL: +60 3-8061 1234": ["+60 3-8061 1234"], "Call (870)-931-0505 now": ["(870)-931-0505"], "¥ 1234.50": [],
    "2018-03-05": [], "91110000600037341L": [], "发票号码 12235358": []}.items())
def test_telephone_numbers_are_found_by_their_shape(line, values):
    assert [s.value for s in find(line, "phone")] == values


@pytest.mark.parametrize(("raw", "value"), {
    "avery.smith@contoso.com": "avery.smith@contoso.com", "Avery.Smith@Contoso.COM": "Avery.Smith@contoso.com",
    "avery . smith @ contoso . com": "avery.smith@contoso.com", "E-Mail: a_b+c@x-y.co.uk": "a_b+c@x-y.co.uk",
    "chen＠example.com": "chen@example.com",
    "<a@b.de>": "a@b.de", "a@b": None, "@b.de": None, "a b c": None, "a..b@c.de": None, "www.contoso.com": None,
    "": None}.items())
def test_an_email_address_is_read(raw, value):
    assert normalise(raw, "email") == value


def test_email_addresses_are_found_in_a_line():
    assert [s.value for s in find("邮箱：chen@example.com；a@b.de, x@y", "email")] == ["chen@example.com", "a@b.de"]


def test_the_patterns_of_a_field_are_a_check_and_a_finder():
    spec = FieldSpec("order", {"en": "Order"}, kind="code", patterns=(r"PO-\d{4}",))
    assert [(c.name, c.ok) for c in check("PO-3333", spec)] == [("pattern", True)]
    assert [(c.name, c.ok) for c in check("PX-3333", spec)] == [("pattern", False)]
    best = max(find("Ref A-17 PO-3333 vom 5.3.2018", spec), key=lambda s: s.score)
    assert (best.value, best.score) == ("PO-3333", 1.0)


def test_random_digits_seldom_pass_the_strong_checks():
    chance = random.Random(7)
    passed = sum(outcomes("91" + "".join(chance.choices(DIGITS, k=16)), "tax_id").get("uscc_checksum",
        False) for _ in range(2000))
    assert passed < 2000 / 20
