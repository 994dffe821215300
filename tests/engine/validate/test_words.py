"""Words: tidying that changes no letter, and the kinds that are words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.types import KINDS
from ocr_engine.validate import REGISTRY, find, normalise, tidy


@pytest.mark.parametrize(("raw", "clean"), {
    "叶 县 建 昆 公 司": "叶县建昆公司", "ＡＢＣ１２３": "ABC123",
    "青禾样例科技（北京） 有限公司": "青禾样例科技（北京）有限公司",
    "ACME　 Sdn  Bhd": "ACME Sdn Bhd", "ﬁnal oﬀer": "final offer", "a\u200bb\ufeffc": "abc",
    "( ACME , Ltd . )": "(ACME, Ltd.)",
    "北京 ABC 公司": "北京 ABC 公司", "line one\nline two": "line one line two", "中国\n建设银行": "中国建设银行",
    "Ａ－１": "A-1",
    "Hello，world（x）": "Hello,world(x)", "½ m²": "½ m²", "  ": "", "e\u0301te\u0301": "été", "①": "①"}.items())
def test_text_is_typed_cleanly(raw, clean):
    assert tidy(raw) == clean


@given(st.text(max_size=60))
def test_tidying_changes_no_letter_and_is_done_once(text):
    once = tidy(text)
    assert tidy(once) == once

    def letters(string):
        return [c for c in unicodedata.normalize("NFKC", string) if c.isalnum()]

    assert letters(once) == letters(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(("raw", "value"), {
    "男": "男", "女": "女", "性别 女": "女", "M": "M", "f": "F", "Male": "M", "FEMALE": "F", "女/F": "女",
    "男/M": "男", "weiblich": "F",
    "女/M": None, "X": None, "": None, "甲": None, "男女": None}.items())
def test_sex_is_read_in_the_script_it_is_printed_in(raw, value):
    assert normalise(raw, "sex") == value


def test_sex_is_found_in_a_line():
    assert [s.value for s in find("性别 女 民族 汉", "sex")] == ["女"]
    assert [s.value for s in find("SEX: M", "sex")] == ["M"]
    assert find("妇女联合会", "sex") == []


@pytest.mark.parametrize(("raw", "value"), {
    "是": "true", "否": "false", "有": "true", "无": "false", "Yes": "true", "no": "false", "☑": "true", "☐": "false",
    "ja": "true",
    "maybe": None, "": None}.items())
def test_yes_and_no(raw, value):
    assert normalise(raw, "boolean") == value


@pytest.mark.parametrize(("raw", "value"), {
    "INV/2023/03/0008": "INV/2023/03/0008", "No. 12235358": "12235358", "№12235358": "12235358",
    "76939 05688 34666 77916": "76939056883466677916",
    "府办专督〔2020〕24号": "府办专督〔2020〕24号", "YL - 2024 - 018": "YL-2024-018",
    "：050001700111": "050001700111", "#A-17": "A-17",
    "北京": None, "": None, "hello": None}.items())
def test_a_code_is_kept_as_printed_without_the_word_before_it(raw, value):
    assert normalise(raw, "code") == value


def test_codes_are_found_in_a_line():
    assert [s.value for s in find("发票号码：12235358 Nr. RE-2018/17", "code")] == ["12235358", "RE-2018/17"]
    assert [s.value for s in find("校验码 76939 05688 34666 77916", "code")] == ["76939056883466677916"]
    assert find("no digits here", "code") == []


@pytest.mark.parametrize(("line", "name"), {
    "名称：天津瑞佳讯贸易有限公司": "天津瑞佳讯贸易有限公司",
    "S.H.H. MOTOR (SUNGAI RENGIT) SDN. BHD.": "S.H.H. MOTOR (SUNGAI RENGIT) SDN. BHD.",
    "Lieferant GmbH, Lieferantenstraße 20": "Lieferant GmbH", "between Penumbra Inc. and": "Penumbra Inc."}.items())
def test_a_company_is_found_by_its_legal_form(line, name):
    best = max(find(line, "name"), key=lambda s: s.score)
    assert best.value.removesuffix(".") == name.removesuffix(".")
    assert best.score > 0.8


def test_a_line_without_legal_form_is_a_weak_name():
    assert [(s.value, s.score) for s in find(" CHRIS SMITH ", "name")] == [("CHRIS SMITH", 0.3)]
    assert find("12345678", "name") == []


@pytest.mark.parametrize(("raw", "value"), {
    "3M": "3M", "7-ELEVEN": "7-ELEVEN", "99 SPEED MART": "99 SPEED MART", "张三": "张三", "甲": "甲",
    "： 李 秀": "李秀", "12345": None, "¥ 12.00": None, "": None, "A": None, "13800000000": None}.items())
def test_a_name_has_letters_and_is_not_mostly_digits(raw, value):
    assert normalise(raw, "name") == value


def test_words_of_addresses_raise_the_score():
    plain, street = find("hello world", "address")[0], find("27, JALAN DEDAP 13, TAMAN JOHOR JAYA, 81100",
        "address")[0]
    chinese = find("北京市海淀区颐和园西路11号", "address")[0]
    assert street.score > plain.score < chinese.score


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_registered_and_refuses_nothing_with_an_error(kind):
    assert kind in REGISTRY
    assert normalise("", kind) is None
    assert find("", kind) == []


SAMPLES = st.one_of(st.text(max_size=50), st.text(alphabet="0123456789ABCDOSl年月日元男女.,-/@: 一壹整", max_size=50))


@pytest.mark.parametrize("kind", KINDS)
@given(text=SAMPLES)
def test_a_normal_form_stays_as_it_is_and_spans_lie_where_they_say(kind, text):
    value = normalise(text, kind)
    if value is not None and kind not in ("money", "number"):
        assert normalise(value, kind) == value
    last = 0
    for span in find(text, kind):
        assert text[span.start:span.end] == span.raw
        assert span.start >= last
        assert 0 <= span.score <= 1
        last = span.end
