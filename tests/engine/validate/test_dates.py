"""Dates: a table of what is read, a table of what is refused, and what holds for every day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.validate import Hints, check, find, hints_of, normalise
from ocr_engine.validate.dates import date_order
from ocr_engine.validate.months import MONTHS

READ = {
    # Chinese
    "2024年3月5日": "2024-03-05", "2024年03月05日": "2024-03-05", "2024 年 3 月 5 日": "2024-03-05",
    "２０２４年３月５日": "2024-03-05", "二〇二四年三月五日": "2024-03-05", "二零二四年三月五日": "2024-03-05",
    "二○一八年十二月三十一日": "2018-12-31", "二O二四年十月二十日": "2024-10-20",
    "二0二四年十一月十五日": "2024-11-15",
    "贰零贰肆年零叁月零伍日": "2024-03-05", "二〇二四年三月廿九日": "2024-03-29", "2024年3月5": "2024-03-05",
    "二〇二四年元月五日": "2024-01-05",
    "2020年06月15日 11:28:09": "2020-06-15", "2020年06月15日11时28分": "2020-06-15", "2018年8月2日入党": "2018-08-02",
    "民國109年8月14日": "2020-08-14", "109年8月14日": "2020-08-14", "24年3月5號": "2024-03-05",
    "开票日期：2020年08月05日": "2020-08-05", "1982.4.13": "1982-04-13", "1993/6/6": "1993-06-06",
    # Korean, Vietnamese, years of an emperor
    "2024년 3월 5일": "2024-03-05", "2024년03월05일": "2024-03-05", "ngày 05 tháng 03 năm 2024": "2024-03-05",
    "Ngày (Date) 05 tháng (month) 03 năm (year) 2024": "2024-03-05", "令和6年3月5日": "2024-03-05",
    "令和元年12月31日": "2019-12-31", "平成30年1月5日": "2018-01-05", "昭和49年3月5日": "1974-03-05",
    # numbers
    "2024/3/5": "2024-03-05", "2024-03-05": "2024-03-05", "2024.03.05": "2024-03-05", "20240305": "2024-03-05",
    "05.03.2024": "2024-03-05", "5.3.2024": "2024-03-05", "05/03/2024": "2024-03-05", "5-3-2024": "2024-03-05",
    "18/03/18": "2018-03-18", "18-11-18": "2018-11-18", "12.03.18": "2018-03-12", "99/12/31": "1999-12-31",
    "25 / 12 / 2017": "2017-12-25", "25/12/2017 8:13:39 PM": "2017-12-25", "30/03/2018 10:22": "2018-03-30",
    "25-12-2017(MON)": "2017-12-25", "Tarikh: 25/12/2017": "2017-12-25", "02 03 2018": "2018-03-02",
    "DATE12/03/2018": "2018-03-12", "2024-03-05T11:22:33Z": "2024-03-05", "11/15/2019": "2019-11-15",
    "(05.03.2024)": "2024-03-05",
    # a blank that the reader lost, a mark that it misread
    "09/02/201811:40": "2018-02-09", "06/01/1812:17:26 PM": "2018-01-06", ": 06-05-201812:43:19": "2018-05-06",
    "05~05-17": "2017-05-05", "05 02-18": "2018-02-05",
    # names of months
    "5 marca 2024": "2024-03-05", "5. března 2024": "2024-03-05", "3 września 2024": "2024-09-03",
    "14 Ağustos 2021": "2021-08-14", "5 Kasım 2023": "2023-11-05", "12 maj 2024": "2024-05-12",
    "5 March 2024": "2024-03-05", "March 5, 2024": "2024-03-05", "Mar 5 2024": "2024-03-05",
    "March5,2024": "2024-03-05",
    "5th of March 2024": "2024-03-05", "this 11th day of January, 2012": "2012-01-11", "Aug. 12,2010": "2010-08-12",
    "05-MAR-18": "2018-03-05", "28MAR2018": "2018-03-28", "30 MAR 2018": "2018-03-30", "28 MAR 18": "2018-03-28",
    "30. SEP. 2022": "2022-09-30", "Jan 26'18": "2018-01-26", "2024-Mar-05": "2024-03-05",
    "Sept 3, 2019": "2019-09-03",
    "Mon, 5 March 2024": "2024-03-05", "OCT 3, 2016 08:47 PM": "2016-10-03", "26 Feb 2016": "2016-02-26",
    "5. März 2024": "2024-03-05", "5. Maerz 2024": "2024-03-05", "1. Jänner 2020": "2020-01-01",
    "3. Mai 2019": "2019-05-03",
    "1er janvier 2024": "2024-01-01", "le 3 février 2019": "2019-02-03", "2 août 2017": "2017-08-02",
    "15 DECEMBRE 2020": "2020-12-15", "5 maart 2024": "2024-03-05", "12 mei 2019": "2019-05-12",
    "5 de marzo de 2024": "2024-03-05", "20 de febrero del 2020": "2020-02-20", "5 marzo 2024": "2024-03-05",
    "7 luglio 2021": "2021-07-07", "3 de março de 2022": "2022-03-03", "9 Ogos 2018": "2018-08-09",
    "17 Mac 2018": "2018-03-17",
    # a month alone, where it is told in words
    "2014年9月": "2014-09", "March 2018": "2018-03", "2014-09": "2014-09",
}
REFUSED = [
    "2024年13月5日", "2024年0月5日", "2024年2月30日", "2023年2月29日", "2024年3月32日", "二〇二四年十三月五日",
    "31/02/2018",
    "2018/13/45", "32/01/2018", "00/01/2018", "31 June 2019", "February 30, 2020", "20241301", "1/2/3", "12/19",
    "07/41",
    "192.168.1.10", "12.5-18", "32~14-17",
    "09/02/201861:40", "1.2.3.4", "2.5.1", "15-2018-1", "07-1-09-0-324", "01.234.567.8-2018-1", "2013-471331",
    "十月一日", "May 5",
    "today", "", "   ", "日期", "年月日", "2011.01.23-2031.01.23", "2017年8月1日-2018年8月1日",
    "10/14/2019 – 11/14/2019",
    "Invoice 4711 of 05/03/2018", "11:28:09", "INV/2023/03/0008", "130.01.2018", "30/03/20181", "99999999",
    # a digit read as a letter must not turn one day into another
    "l8/03/2018", "I5-MAR-18", "12/03/20l8", "5 March 20l4", "2O24-O3-05", "l09年8月14日", "20Z4年3月5日",
]


@pytest.mark.parametrize(("raw", "day"), READ.items())
def test_a_printed_date_becomes_its_day(raw, day):
    assert normalise(raw, "date") == day


@pytest.mark.parametrize("raw", REFUSED)
def test_what_is_no_single_day_is_refused(raw):
    assert normalise(raw, "date") is None


def test_the_hint_decides_only_what_can_be_read_in_two_ways():
    american = Hints(date_order="MDY")
    assert normalise("05/03/2018", "date") == "2018-03-05"
    assert normalise("05/03/2018", "date", american) == "2018-05-03"
    assert normalise("25/12/2017", "date", american) == "2017-12-25"
    assert normalise("2024/03/05", "date", american) == "2024-03-05"
    assert normalise("18/03/05", "date", Hints(date_order="YMD")) == "2018-03-05"


def test_the_habit_of_a_document_is_told_by_its_unambiguous_dates():
    assert hints_of(["Date 11/15/2019", "Due 12/01/2019"]).date_order == "MDY"
    assert date_order(["15/11/2019"]) == "DMY"
    assert date_order(["01/02/2019", "no date"]) is None
    assert date_order(["15/11/2019", "11/15/2019"]) is None


def test_every_date_in_a_line_is_found_at_its_place():
    line = "有效期限：2011.01.23-2031.01.23 签发 5 March 2024, Betrag 12.50"
    spans = find(line, "date")
    assert [s.value for s in spans] == ["2011-01-23", "2031-01-23", "2024-03-05"]
    assert all(line[s.start:s.end] == s.raw for s in spans)


@pytest.mark.parametrize("line", ["2024年13月5日", "Tel 03-8061-1234", "ratio 1/2/3", "12.30", "2018/13/45",
    "No. 12-34-56789"])
def test_no_date_is_found_in_other_numbers(line):
    assert find(line, "date") == []


def test_a_full_date_scores_higher_than_eight_bare_digits():
    assert find("2024年3月5日", "date")[0].score > find("20240305", "date")[0].score


def test_a_bare_month_is_valid_but_told_to_be_incomplete():
    outcome = {c.name: c.ok for c in check("2014-09", "date")}
    assert outcome == {"date_valid": True, "date_complete": None}
    assert [(c.name, c.ok) for c in check("2014-13-01", "date")] == [("date_valid", False)]
    assert [(c.name, c.ok) for c in check("soon", "date")] == [("date_valid", False)]


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
_CN = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CN[tens] + "十") + (_CN[ones] if ones else "")


@given(DAYS)
def test_every_day_survives_every_unambiguous_notation(day):
    iso = day.isoformat()
    english = next(name for name, number in MONTHS.items() if number == day.month)
    notations = [
        iso, f"{day.year}年{day.month}月{day.day}日", f"{day.day:02}.{day.month:02}.{day.year}", f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}", f"{day.day} {english} {day.year}",
            f"{english.upper()} {day.day}, {day.year}",
        f"{day.day:02}-{english[:3].upper()}-{day.year % 100:02}", f"{day.day}/{day.month}/{day.year}",
        "".join(_CN[int(c)] for c in str(day.year)) + f"年{_chinese(day.month)}月{_chinese(day.day)}日",
    ]
    assert [normalise(n, "date") for n in notations] == [iso] * len(notations)


@given(st.integers(1900, 2099), st.integers(0, 99), st.integers(0, 99))
def test_only_days_of_the_calendar_are_read(year, month, day):
    try:
        expected = date(year, month, day).isoformat()
    except ValueError:
        expected = None
    assert normalise(f"{year}年{month}月{day}日", "date") == expected
    assert normalise(f"{year}-{month:02}-{day:02}", "date") == expected


@given(st.text(alphabet="0123456789年月日/-. :,MARmayOl一二十", max_size=40))
def test_whatever_stands_on_the_page_the_answer_is_a_day_or_none(text):
    value = normalise(text, "date")
    if value is not None:
        assert normalise(value, "date") == value
        date.fromisoformat(value if len(value) == 10 else value + "-01")
    for span in find(text, "date"):
        assert text[span.start:span.end] == span.raw
        assert 0 <= span.score <= 1
