"""For how long an agreement or a duty of it lasts: durations, weighed by what the sentence around them says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.validate.spans import NO_HINTS

from .runningtext import Text

_LASTING = re.compile(
    r"terminat|expir|remain\s+in\s+(?:full\s+)?(?:force|effect)|in\s+effect|surviv|continu|term\s+of\s+this|valid\s+for|"
    r"period\s+of|有效期|期限",
    re.IGNORECASE,
)
_OF_CONFIDENCE = re.compile(
    r"confiden|agreement|obligations?|hereunder|non-?disclos|information|协议|合同|保密", re.IGNORECASE
)
_TERM_ZH = re.compile(r"(?:期限|有效期|租期|合同期|期)[^。；，]{0,8}$")
_OTHER_TERM = re.compile(
    r"solicit|compet|hire|employ|prior|preced|standstill|notice|severance|salary|vest|restricted|terminat\w+\s+of\s+(?:his|her|employ|the\s+employ)|"
    r"purchase|acquire|within|last\s+\w+\s*$|bonus|exercise",
    re.IGNORECASE,
)


def term(text: Text, plan: FieldPlan) -> Iterator[Candidate]:
    for index, reading in enumerate(readings("text", "duration", text.text, NO_HINTS)):
        raw = text.text[reading.start : reading.end]
        if re.search(r"(?i)day|天|日", raw):
            continue
        before = text.text[max(0, reading.start - 200) : reading.start]
        counted = re.search(r"(?:共计?|为期)\s*$", before)
        if has_cjk(raw) and not counted and not _TERM_ZH.search(before[-16:]):
            continue
        before = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z(\d])", before)[-1]
        after = text.text[reading.end : reading.end + 90]
        score = (
            0.12 + 0.26 * bool(_LASTING.search(before[-110:])) + 0.2 * bool(_OF_CONFIDENCE.search(before + after[:50]))
        )
        score += 0.14 * bool(
            re.match(r"(?i)\W*(?:from|after|following)\s+(?:the\s+)?(?:date|effective|execution|disclos|expir)", after)
        )
        score += 0.14 * bool(
            re.search(r"(?i)agreement\W+(?:\w+\W+){0,12}(?:terminate|expire|remain|continue|term|effect)", before)
        )
        score -= 0.3 * bool(_OTHER_TERM.search(before[-160:] + after[:60]))
        score += 0.4 * bool(counted)
        yield Candidate(
            plan,
            raw,
            text.pieces(reading.start, reading.end),
            min(0.8, score) - 0.002 * index,
            "pattern",
            spelled_out(raw),
        )


_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {
    "eighteen": 18,
    "twenty-four": 24,
    "twenty four": 24,
    "thirty-six": 36,
    "thirty six": 36,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def spelled_out(raw: str) -> str:
    """A duration as number and unit: "two (2) years" → "2 years"."""
    digits = re.search(r"(?<!\d)\d{1,6}(?!\d)", raw)
    word = re.match(r"[A-Za-z]+(?:[- ](?:four|six)\b)?|[一二三四五六七八九十两]", raw)
    number = int(digits.group()) if digits else _NUMBERS.get(word.group().casefold() if word else "", 0)
    unit = re.search(r"(?i)year|month|week|day|Jahr|Monat|an(?=s?$)|mois|个月|年|月|周|天|日", raw)
    if not number or not unit:
        return raw
    name = unit.group()
    if name.isascii() and name.casefold() in ("year", "month", "week", "day"):
        return f"{number} {name.casefold()}{'s' if number != 1 else ''}"
    return f"{number}{name}" if not name.isascii() else re.sub(r"\s+", " ", raw)
