"""Days as they are printed, read strictly: what is no day of the calendar is refused, never bent into one.

``find`` gives every day in a line, ``normalise`` the one day that a value says (``YYYY-MM-DD``; ``YYYY-MM`` where only
the month is told in words). A two-digit year counts as 2000 to 2049 or 1950 to 1999.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from . import weekdays
from .months import MONTH_PATTERN, month_number
from .spans import NO_HINTS, DateOrder, Hints, Span, best_apart, fold, scan

_BOTH: tuple[DateOrder, ...] = ("DMY", "MDY")
FIRST_YEAR, LAST_YEAR = 1850, 2149
_NUMERALS = ("〇零○Oo0", "一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_CN = {c: str(value) for value, cs in enumerate(_NUMERALS) for c in cs}
_CN_DIGIT = "〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_CN_SMALL = rf"[{_CN_DIGIT}十廿卅拾]{{1,4}}"

# A lone letter glued to a number is a digit read wrong (l8/03/2018): better no date than the 8th.
_NO_SLIP = r"(?<![^A-Za-z][A-Za-z])(?<!^[A-Za-z])"
_NUMERIC = re.compile(
    rf"{_NO_SLIP}(?<![\d.,/])(?<![A-Za-z\d]-)"
    r"(?P<a>\d{4}|\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?"
    r"(?P<c>\d{4}|\d{1,2}(?![A-SU-Za-z]|T(?!\d\d:)))(?!\d)(?!(?P=sep)\d)(?![,.]\d)(?!-[A-Za-z])")
_AFTER_RANGE = re.compile(  # the second half of 2017-08-01-2018-08-01, and a date glued to a word: DATE-01-02-2018
    r"(?<=[A-Za-z\d]-)(?P<a>(?:19|20)\d\d|\d\d)(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2}(?![A-Za-z]))"
    r"(?!\d)(?!(?P=sep)\d)")
_GLUED = re.compile(  # a time without a blank before it, as readers often lose it: 09/02/201811:40
    rf"{_NO_SLIP}(?<![\d.,/])(?<![A-Za-z\d]-)(?P<a>\d{{4}}|\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)"
    r"(?P<c>(?:19|20)\d\d|\d\d)(?=(?:[01]?\d|2[0-4]):[0-5]\d(?!\d))")
_SMUDGED = re.compile(  # a date alone, one of its two marks misread: 05~05-17
    r"^\s*(?P<a>\d{4}|\d\d)(?:(?P<sep>[./-])(?P<b>\d\d)[~ .,/_-]|[~ .,/_-](?P<b2>\d\d)(?P<sep2>[./-]))"
    r"(?P<c>\d{4}|\d\d)\s*$")
_BLANKS = re.compile(
    r"(?<![A-Za-z\d.,/-])(?P<a>\d{4}|\d{1,2})(?P<sep>\s)(?P<b>\d{1,2})\s(?P<c>\d{4}|\d{1,2})"
    r"(?![A-Za-z\d/-]|[.,]\d)")
_CHINESE = re.compile(
    rf"(?<![A-Za-z\d{_CN_DIGIT}])(?P<roc>民国|民國|中华民国|中華民國)?\s?"
    rf"(?P<y>\d{{2,4}}|[{_CN_DIGIT}Oo0]{{2,4}})\s{{0,3}}年\s{{0,3}}(?P<m>\d{{1,2}}|{_CN_SMALL}|元)\s{{0,3}}月"
    rf"\s{{0,3}}(?P<d>\d{{1,2}}|{_CN_SMALL})(?:\s{{0,3}}(?P<end>[日号號])|(?![\d{_CN_DIGIT}十]))")
# 2025년 3월 4일; ngày 04 tháng 03 năm 2025, a translation in brackets behind each word; 令和7年3月4日
_KOREAN = re.compile(r"(?<!\d)(?P<y>\d{4})\s{0,3}년\s{0,3}(?P<m>\d{1,2})\s{0,3}월\s{0,3}(?P<d>\d{1,2})\s{0,3}일")
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s{0,3}tháng\s{0,3}(?:\([a-z]{1,9}\)\s{0,3})?(?P<m>\d{1,2})\s{0,3}năm\s{0,3}"
    r"(?:\([a-z]{1,9}\)\s{0,3})?(?P<y>\d{4})(?!\d)", re.IGNORECASE)
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}  # the year before the first
_ERA = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<y>\d{{1,2}}|元)\s?年\s?(?P<m>\d{{1,2}})\s?月\s?(?P<d>\d{{1,2}})\s?日")
_COMPACT = re.compile(r"(?<![\w.,/-])(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![\w/]|[.,-]\d)", re.ASCII)
_NOT_LETTER_BEFORE, _NOT_LETTER_AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_DAY_MONTH = re.compile(
    rf"{_NO_SLIP}(?<![\d.,/])(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th|er|ste|de|º|°|ª|\.)?(?:\s?day)?[\s\-/.,']{{0,3}}(?:(?:of|de|d')\s)?"
    rf"{_NOT_LETTER_BEFORE}(?P<m>{MONTH_PATTERN}){_NOT_LETTER_AFTER}\.?[\s\-/.,]{{0,3}}"
    r"(?:(?:of|de|del)\s)?'?(?P<y>\d{4}|\d{2}(?![A-Za-z]))(?![\d/:]|[.,]\d)", re.IGNORECASE)
_MONTH_DAY = re.compile(
    rf"{_NOT_LETTER_BEFORE}(?P<m>{MONTH_PATTERN}){_NOT_LETTER_AFTER}\.?[\s\-/.,]{{0,3}}(?P<d>\d{{1,2}})"
    r"\s?(?:st|nd|rd|th)?(?:\s?[,.]\s{0,2}|[\s\-/]{1,2}|\s?')(?P<y>\d{4}|(?<=['/-])\d{2}(?![A-Za-z]))(?![\d/:]|[.,]\d)",
    re.IGNORECASE)
_YEAR_MONTH_DAY = re.compile(
    rf"(?<![\d.,/-])(?P<y>\d{{4}})[\s\-/.,]{{1,2}}(?P<m>{MONTH_PATTERN}){_NOT_LETTER_AFTER}\.?[\s\-/.,]{{1,2}}"
    r"(?P<d>\d{1,2})(?![\dA-Za-z])", re.IGNORECASE)
_MONTH_ONLY = re.compile(
    rf"(?:(?P<y>\d{{4}}|[{_CN_DIGIT}]{{4}})\s?年\s?(?P<m>\d{{1,2}}|{_CN_SMALL})\s?月份?"
    rf"|(?P<name>{MONTH_PATTERN})\.?,?\s(?P<year>\d{{4}})|(?P<iso>\d{{4}})-(?P<isom>\d\d))", re.IGNORECASE)
_MAYBE = re.compile(r"\d|年")
_TIME = re.compile(
    r"(?:(?<=\d)T)?(?<!\d)(?:[01]?\d|2[0-4])\s?(?:[:h]\s?[0-5]\d(?:\s?:\s?[0-5]\d(?:\.\d{1,6})?)?|[时時点]\s?(?:[0-5]?\d分)?"
    r"(?:[0-5]?\d秒)?)\s?(?:[ap]\.?m\.?|uhr|hrs?|z|[+-]\d\d:?\d\d)?(?![a-z\d])", re.IGNORECASE)


def _day(year: int, month: int, day: int) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(text: str) -> int:
    value = int(text)
    return value if len(text) > 2 else value + (2000 if value < 50 else 1900)


def _orders(first: str, last: str, preferred: DateOrder, sep: str) -> tuple[str, ...]:
    if len(first) == 4:
        return ("YMD",) if len(last) <= 2 else ()
    if len(last) == 4 and sep == ".":
        return ("DMY",) if preferred != "MDY" else ("DMY", "MDY")
    if len(last) == 4:
        return ("MDY", "DMY") if preferred == "MDY" else ("DMY", "MDY")
    if len(last) != 2:
        return ("YMD",) if preferred == "YMD" and len(first) == 2 else ()
    return tuple(dict.fromkeys((preferred, "DMY", "MDY", "YMD")))


def _numeric_days(a: str, b: str, c: str, sep: str, preferred: DateOrder) -> list[str]:
    """Every day that three numbers may mean, the likeliest first."""
    days = []
    for order in _orders(a, c, preferred, sep):
        parts = dict(zip(order, (a, b, c), strict=True))
        if len(parts["D"]) <= 2 and len(parts["M"]) <= 2 and (
                iso := _day(_year(parts["Y"]), int(parts["M"]), int(parts["D"]))):
            days.append(iso)
    return list(dict.fromkeys(days))


def _chinese_number(text: str) -> int | None:
    """1 to 39, as a month or a day is written."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("元", "一").replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    tens, sign, ones = text.rpartition("十")
    digits = [_CN.get(c) for c in tens.lstrip("零〇") + ones.lstrip("零〇")]
    if None in digits or len(tens.lstrip("零〇")) > 1 or len(ones.lstrip("零〇")) > (1 if sign else 2):
        return None
    if sign:
        return int(_CN.get(tens.lstrip("零〇"), "1")) * 10 + int(_CN.get(ones.lstrip("零〇"), "0"))
    return int("".join(_CN[c] for c in text))


def _chinese_year(text: str, *, roc: bool) -> int | None:
    digits = "".join(c if c.isdigit() and c.isascii() else _CN.get(c, "x") for c in text)
    if not digits.isdigit():
        return None
    if roc:
        return int(digits) + 1911 if int(digits) <= 200 else None
    if len(digits) == 3:  # 109年8月14日 on a slip from Taiwan; no other calendar in use counts so
        return int(digits) + 1911 if 90 <= int(digits) <= 150 else None
    return _year(digits)


def _read_numeric(preferred: DateOrder) -> Callable[[re.Match[str]], tuple[str, float] | None]:
    def read(match: re.Match[str]) -> tuple[str, float] | None:
        a, b, c, sep = match["a"], match["b"], match["c"], match["sep"]
        days = _numeric_days(a, b, c, sep, preferred)
        if not days:
            return None
        if sep.isspace():
            return (days[0], 0.4) if 4 in (len(a), len(c)) else None
        return days[0], 0.95 if 4 in (len(a), len(c)) else 0.6 if sep == "." else 0.8
    return read


def _read_smudged(preferred: DateOrder) -> Callable[[re.Match[str]], tuple[str, float] | None]:
    def read(match: re.Match[str]) -> tuple[str, float] | None:
        sep = match["sep"] or match["sep2"]
        days = _numeric_days(match["a"], match["b"] or match["b2"], match["c"], sep, preferred)
        return (days[0], 0.5) if days else None
    return read


def _read_chinese(match: re.Match[str]) -> tuple[str, float] | None:
    year = _chinese_year(match["y"], roc=bool(match["roc"]))
    month, day = _chinese_number(match["m"]), _chinese_number(match["d"])
    iso = _day(year, month, day) if year and month and day else None
    return (iso, 1.0 if match["end"] else 0.8) if iso else None


def _read_counted(match: re.Match[str]) -> tuple[str, float] | None:
    iso = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    return (iso, 1.0) if iso else None


def _read_era(match: re.Match[str]) -> tuple[str, float] | None:
    year = _ERAS[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
    iso = _day(year, int(match["m"]), int(match["d"]))
    return (iso, 1.0) if iso else None


def _read_named(match: re.Match[str]) -> tuple[str, float] | None:
    month = month_number(match["m"])
    iso = _day(_year(match["y"]), month, int(match["d"])) if month else None
    return (iso, 1.0 if len(match["y"]) == 4 else 0.9) if iso else None


def _read_compact(match: re.Match[str]) -> tuple[str, float] | None:
    iso = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    return (iso, 0.5) if iso else None


def find(text: str, hints: Hints = NO_HINTS) -> list[Span]:
    """Every full day in the text, without overlaps."""
    if not _MAYBE.search(text):
        return []
    read = _read_numeric(hints.date_order)
    spans: list[Span] = []
    for pattern, reader in (
            (_CHINESE, _read_chinese), (_KOREAN, _read_counted), (_VIETNAMESE, _read_counted), (_ERA, _read_era),
            (_NUMERIC, read), (_GLUED, read), (_SMUDGED, _read_smudged(hints.date_order)),
            (_AFTER_RANGE, read), (_DAY_MONTH, _read_named),
            (_MONTH_DAY, _read_named), (_YEAR_MONTH_DAY, _read_named), (_COMPACT, _read_compact), (_BLANKS, read)):
        spans += scan(pattern, text, reader)
    return best_apart(spans)


def _month_only(text: str) -> str | None:
    match = _MONTH_ONLY.fullmatch(text)
    if not match:
        return None
    if match["name"]:
        year: int | None = int(match["year"])
        month = month_number(match["name"])
    elif match["iso"]:
        year, month = int(match["iso"]), int(match["isom"])
    else:
        year, month = _chinese_year(match["y"], roc=False), _chinese_number(match["m"])
    return f"{year}-{month:02}" if year and month and _day(year, month, 1) else None


def normalise(raw: str, hints: Hints = NO_HINTS) -> str | None:
    """The one day that ``raw`` says. A weekday, a time and a few words may stand beside it, other numbers may not."""
    text = fold(raw).strip(" :;,.")
    spans = find(text, hints)
    days = {s.value for s in spans}
    if not days:
        return _month_only(text)
    rest = text
    for span in reversed(spans):
        rest = rest[:span.start] + " | " + rest[span.end:]
    rest = _TIME.sub(" ", rest)
    if len(days) > 1 or re.search(r"\d", rest) or len(rest) > 40:
        return None
    return days.pop()


def _only_order(match: re.Match[str]) -> DateOrder | None:
    """The order that a numeric date must have because one of its numbers can be no month."""
    if len(match["a"]) == 4 or len(match["c"]) != 4 or match["sep"] == ".":
        return None
    a, b = int(match["a"]), int(match["b"])
    if 12 < a <= 31 and 1 <= b <= 12:
        return "DMY"
    return "MDY" if 1 <= a <= 12 < b <= 31 else None


def _order_of_weekday(match: re.Match[str], weekday: int | None) -> DateOrder | None:
    """The order by which a numeric date is the day of the week that is printed beside it."""
    if weekday is None or len(match["c"]) != 4:
        return None
    readings = {order: _numeric_days(match["a"], match["b"], match["c"], match["sep"], order) for order in _BOTH}
    fitting = [order for order, days in readings.items() if days and weekdays.agrees(days[0], weekday)]
    return fitting[0] if len(fitting) == 1 else None


def date_order(lines: Iterable[str]) -> DateOrder | None:
    """The order that this document's unambiguous dates keep; None where there are none or they disagree."""
    def orders() -> Iterator[DateOrder]:
        for line in map(fold, lines):
            for match in _NUMERIC.finditer(line):
                if order := _only_order(match) or _order_of_weekday(match, weekdays.beside(line, *match.span())):
                    yield order
    seen = set(orders())
    return seen.pop() if len(seen) == 1 else None


def check(value: str) -> bool:
    """Whether a normalised value is a day (or a month) of the calendar."""
    try:
        date.fromisoformat(value if len(value) > 7 else value + "-01")
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value))
