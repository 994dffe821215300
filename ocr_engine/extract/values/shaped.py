"""Values of a certain shape, whatever their field's kind: times of day, rates, spans of time, measures, amounts in
words or in figures alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ocr_engine.validate import dates, money
from ocr_engine.validate.spans import fold as narrow

from .matches import Reading, matches

_URL = re.compile(
    r"(?:https?://|www\.)[^\s，。；（）]+|(?<![@\w.])[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|net|org|de|fr|nl|eu|cn|io|co\.uk|co|it|es|gov|edu)(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
_BIC = re.compile(r"(?<![A-Z0-9])[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Z0-9])")
_TIME = re.compile(
    r"(?<![\d:])\d{1,2}\s?[:：]\s?\d{2}(?:\s?[:：]\s?\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?(?![\d:])|\d{1,2}时\d{1,2}分?"
)
# Between digits of a time or behind those of a rate the reader takes thin signs for others: 21128, 14=54; 1396.
_MISREAD_TIME = re.compile(r"\s*([01]\d|2[0-3])[:：=1]([0-5]\d)(?:[:：=1]([0-5]\d))?\s*")
_MISREAD_PERCENT = re.compile(r"\s*(1\d|[1-9])96\s*")
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s?[%％]|免税|不征税")
_DURATION = re.compile(
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen"
    r"|twenty[- ]?four|thirty[- ]?six|(?<![一二三四五六七八九十两])[一二三四五六七八九十两]+|(?<![\d年月])\d{1,3})"
    r"\s*(?:[（(]\s*\d+\s*[)）]\s*)?)(?:-|\s)*(?:calendar\s)?(?:years?|months?|weeks?|days?|年|个月|月|周|天|日|Jahre?n?|Monate?n?|(?<=\d\s)(?:ans?|mois|anni|anno|mes[ei]|mesi|meses|años?|anos?|mês|maanden|maand|jaar|jaren|lat|lata|rok|miesięcy|miesiące|dni|ay|yıl|gün|tháng|năm|ngày|månader|år|måneder|kuukautta|vuotta))(?![A-Za-z])",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"(?<!\d)(?:\d+(?:[.,]\d+)?\s?'\s?-?\s?\d{1,2}\s?[\"”″]?"
    r"|\d+(?:[.,]\d{3})*(?:[.,]\d+|\s\.\s?\d+)?\s?(?:kgs?|mg|µg|g|to|t|lbs?|Ib|ml|dl|l|cm|mm|m3|m³|m²|cbm|km|kWh|m"
    r"|公斤|千克|克|毫升|升|米|公里|吨)(?:\s?/\s?\w{1,4})?(?![A-Za-z]))",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\d{4}\s?[.年/\-]\s?\d{1,2}\s?[.月/\-]\s?\d{1,2}日?\s?[\-—–至~到]+\s?(?:\d{4}\s?[.年/\-]\s?\d{1,2}\s?[.月/\-]\s?\d{1,2}日?|长期|永久)"
)
_EXPIRY = re.compile(r"(?<!\d)(?:0[1-9]|1[0-2])\s?/\s?\d{2}(?!\d)")
_CAPITALS = re.compile(
    r"(?:人民币)?[零〇壹贰貳叁參叄参肆伍陆陸柒捌玖拾佰仟万萬亿億一二三四五六七八九十百千两圆圓元角分整正]{3,}"
)
_WORDS_AMOUNT = re.compile(
    r"(?:[A-Za-z\-]+\s+){2,}(?:and\s+)?(?:\d{1,2}/100\s*)?(?:dollars?|euros?|pounds?|only|ringgit\b.*)\b", re.IGNORECASE
)
_TRAIN = re.compile(r"(?:(?<![A-Za-z])[A-Z]{1,3}\s?)?\d{1,5}(?!\d)")  # G1234, IC 612


def _datetimes(text: str) -> list[Reading]:
    found = []
    for span in dates.find(text):
        clock = _TIME.match(text[span.end :].lstrip())
        end = text.find(clock.group(), span.end) + len(clock.group()) if clock else span.end
        found.append(Reading(span.start, end, 1.0 if clock else 0.7))
    return found


def _quantities(text: str) -> list[Reading]:
    """A number with its unit; a pound that was read as Ib is put right."""
    return [
        Reading(m.start(), m.end(), 1.0, re.sub(r"\s\.\s?", ".", re.sub(r"\bIb\b", "lb", text[m.start() : m.end()])))
        for m in _QUANTITY.finditer(narrow(text))
    ]


def _times(text: str) -> list[Reading]:
    """Times of day; the whole of a short text may be one whose colons were misread."""
    found = matches(_TIME)(text)
    match = _MISREAD_TIME.fullmatch(narrow(text))
    if match is None or any(r.start == match.start(1) for r in found):
        return found
    return [Reading(match.start(1), match.end(match.lastindex or 1), 0.85, ":".join(g for g in match.groups() if g))]


def _moments(text: str) -> list[Reading]:
    """The time of something that happened once: with its day where the day is told in the same breath."""
    return [r for r in _datetimes(text) if r.fit == 1.0] or _times(text)


def _percents(text: str) -> list[Reading]:
    match = _MISREAD_PERCENT.fullmatch(narrow(text))
    return [Reading(match.start(1), match.end(1) + 2, 0.8, f"{match[1]}%")] if match else matches(_PERCENT)(text)


def _spoken(text: str) -> list[Reading]:
    """Amounts in words; 参 is how 叁 is misread, or written by those in a hurry."""
    return [replace(r, value=text[r.start : r.end].replace("参", "叁")) for r in matches(_CAPITALS)(text)]


def _digit_amounts(text: str) -> list[Reading]:
    return [
        Reading(s.start, s.end, 0.5 + s.score / 2, s.value) for s in money.find(text) if any(c.isdigit() for c in s.raw)
    ]


SHAPES: dict[str, Callable[[str], list[Reading]]] = {
    "time": _times,
    "moment": _moments,
    "percent": _percents,
    "duration": matches(_DURATION),
    "quantity": _quantities,
    "period": matches(_PERIOD),
    "expiry": lambda t: [] if dates.find(t) else matches(_EXPIRY, 0.8)(t),
    "url": matches(_URL),
    "bic": matches(_BIC),
    "words_amount": lambda t: _spoken(t) or matches(_WORDS_AMOUNT)(t),
    "digits_amount": _digit_amounts,
    "datetime": _datetimes,
    "train": matches(_TRAIN, 0.9),
}
SOFT_SHAPES = {
    "quantity",
    "period",
    "expiry",
    "duration",
    "time",
    "moment",
    "url",
    "train",
    "datetime",
}  # free text will do where the shape is not met
