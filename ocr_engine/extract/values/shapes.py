"""Reading values out of text: which part of it a field of this kind and shape would take, and how well it fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.validate import banking, contact, currency, dates, money, people, tax, words
from ocr_engine.validate.repair import repair
from ocr_engine.validate.spans import Hints, Span
from ocr_engine.validate.spans import fold as narrow

from .free import free_text, is_blank
from .matches import Reading
from .shaped import SHAPES, SOFT_SHAPES

_CODE = re.compile(
    r"#?[A-Za-z0-9〔\[（(]?[A-Za-z0-9\u4e00-\u9fff〔〕\[\]/\\.\-_#&()（）]*\d[A-Za-z0-9〔〕\[\]/\\.\-_#&()（）号]*"
)
_CODE_ASCII = re.compile(
    r"#?(?:(?<![^\W_])(?:[A-ZÄÖÜ]{1,3}-)?[A-Za-z]{1,6}[ ](?=\d))?[A-Za-zĐđͰ-ӿ0-9/\\.\-_#&]*\d[A-Za-zĐđͰ-ӿ0-9/\\.\-_#&]*"
    r"(?:[ ]\d{3,5}(?![\d.,/-])){0,6}(?:[ ](?!EUR|USD|GBP|CHF|[KMP]CS|KG)[A-Z]{2,3}(?=[,;)]|\s*$))?"
)
_GROUPED = re.compile(r"(?<![\w.,/-])\d{1,4}(?: \d{2,4}){3,7}(?![\w.,/-])")  # 2 85 07 75 116 005
# A text that is nothing but groups of one number: 65 170839 J 008; ABC 123456; 0366 34 56 66.
_GROUP = r"(?:\d{1,12}|[A-Z]{1,4}\d*|\d+[A-Z]{1,2})"
_GROUPS = re.compile(rf"\s*({_GROUP}(?: {_GROUP}){{1,8}})\s*")
_TAX_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{2}[ ]?(?=[A-Z0-9]*\d)[A-Z0-9](?:[ .]?[A-Z0-9]){6,13}"
    r"|[A-Z]\d{7}[A-Z0-9](?![A-Z0-9])|[0-9A-Z]{15,20}"
    r"|\d[\d ./\-]{6,18}\d)(?![A-Za-z0-9])"
)

_PASSAGE = 0.85


def readings(kind: str, shape: str, text: str, hints: Hints, *, guessed: bool = False, passage: bool = False
             ) -> list[Reading]:
    """Every part of ``text`` that may be the value, in order of place. Free text gives one reading at most.

    ``guessed``: nobody declared the kind, so other text is taken too where it does not hold a value of the kind.
    ``passage``: what is announced may be several sentences long.
    """
    if is_blank(text):
        return []
    if shape in SHAPES and ((found := SHAPES[shape](text)) or shape == "words_amount"):
        return found
    if kind in _KINDS:
        found = _KINDS[kind](text, hints) or _misprinted(kind, text, hints)
        if found or not guessed:
            return found
        return _weaker([r for r in free_text("text", "", text) if r.end - r.start > 2])
    if shape in SHAPES:
        return _weaker(free_text(kind, "", text)) if shape in SOFT_SHAPES else []
    found = free_text(kind, shape, text)
    return [replace(r, fit=_PASSAGE) for r in found if "。" in text[r.start:r.end]] or found if passage else found


# 2024年11月: where no day is told, the month.
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月(?!\s?\d)")


# A telephone number without area code, or with a prefix that is not in use; no day.
_BARE_PHONE = re.compile(r"(?<![\w.,/+-])(?!(?:\d{4}[\s-]\d{1,2}|\d{1,2}[\s-]\d{1,2})[\s-](?:\d{4}|\d\d?)(?!\d))"
                         r"\d(?:[\s-]?\d){6,10}(?![\w.,/%-])")


# A date with letters where digits must stand: 03-0S-18.
_MISREAD_DATE = re.compile(r"(?<![\w./-])[\w|!]{1,4}([./-])[\w|!]{1,2}\1[\w|!]{1,4}(?![\w/-])")


def _misprinted(kind: str, text: str, hints: Hints) -> list[Reading]:
    """A number that its own kind refuses (a digit lost) is still what stands in its place: a person must see it. So is
    a date in which some digits were read as letters that look like them, and a telephone number of a few digits."""
    if kind == "date":
        found = [m for m in _MISREAD_DATE.finditer(text) if sum(c.isdigit() for c in m.group()) >= 4]
        months = [Reading(m.start(), m.end(), 0.7, f"{m[1]}-{int(m[2]):02}") for m in _MONTH.finditer(text)]
        return months or [Reading(m.start(), m.end(), 0.5) for m in found if repair(m.group(), kind, hints)]
    if kind == "phone":
        return _weaker([Reading(m.start(), m.end(), 1.0) for m in _BARE_PHONE.finditer(text)])
    if kind not in ("id_number", "bank_account"):
        return []
    return _weaker([r for r in _codes(text, hints) if sum(c.isdigit() for c in text[r.start : r.end]) >= 8])


def _weaker(found: list[Reading]) -> list[Reading]:
    return [Reading(r.start, r.end, r.fit * 0.55, r.value) for r in found]


def _spans(find: Callable[..., list[Span]], floor: float = 0.6) -> Callable[..., list[Reading]]:
    def read(text: str, hints: Hints) -> list[Reading]:
        return [Reading(s.start, s.end, floor + (1 - floor) * s.score, s.value) for s in find(text, hints)]

    return read


def _found(find: Callable[[str], list[Span]]) -> Callable[..., list[Reading]]:
    return _spans(lambda text, hints: find(text), 0.75)


# Passports print the month in two languages: 04 MAY / MAI 1990.
_TWO_MONTHS = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?\s?/\s?[^\W\d_]{3,9}\.?\s+(\d{4}|\d{2})(?!\d)")


def _dates(text: str, hints: Hints) -> list[Reading]:
    found = [Reading(s.start, s.end, 0.6 + 0.4 * s.score, s.value) for s in dates.find(text, hints)]
    for match in _TWO_MONTHS.finditer(narrow(text)):
        value = dates.normalise(" ".join(match.groups()), hints)
        if value and all(match.end() <= f.start or match.start() >= f.end for f in found):
            found.append(Reading(match.start(), match.end(), 0.95, value))
    return sorted(found, key=lambda r: r.start)


_TORN_AMOUNT = re.compile(r"[¥$€£]?\s?\d{1,9}(?:\s\.\s?|\s?\.\s)\d{2}(?!\d)")

_DASHED_AMOUNT = re.compile(r"[¥$€£]\s?\d{1,6}-\d{2}(?=\s?[元圆])")  # a sign before, a unit behind: no range


_TORN_ON = re.compile(r"\s[A-Za-z]\d")     # 0 n0元: a point that was read as a letter


YEN = re.compile(r"(?<![A-Za-z0-9])[VYv](?=\d[\d,]*\.\d{2}(?!\d))")


_PLUS = re.compile(r"(?<![\w+])\+(?=\d[\d.,' ]*[.,]\d{2}(?!\d))")   # +657.43, beside -583.40


# 3.1 月租金为…, 2、…: the number of a clause.
_CLAUSE = re.compile(r"\s*\d{1,2}(?:(?:\.\d{1,2}){1,2}|[、．.])(?=\s*[\u4e00-\u9fff])"
                     r"(?!\s*[元圆角分万亿千百吨公克斤升米平亩度小天日月年周时个件张台套只份次位名人户层间倍折级])")


def _without_clause(found: list[Reading], text: str) -> list[Reading]:
    """Without the number that a clause begins with."""
    clause = _CLAUSE.match(text)
    return [r for r in found if r.start >= clause.end()] if clause else found


def _amounts(text: str, hints: Hints) -> list[Reading]:
    """Amounts, also those in which the reader saw a gap beside the point (38 .00) or a letter for the sign (V38.00)."""
    text = _PLUS.sub(" ", YEN.sub("¥", text))
    torn = [
        Reading(m.start(), m.end(), 0.9, re.sub(r"[^\d.]", "", m.group().replace("-", ".")))
        for pattern in (_TORN_AMOUNT, _DASHED_AMOUNT) for m in pattern.finditer(narrow(text))
    ]
    spans = [(s, any(c.isdigit() for c in s.raw)) for s in money.find(text, hints)]
    words_count = 0.6 if any(digits for _, digits in spans) else 1.0  # beside digits the words are another field's
    whole = [
        Reading(s.start, s.end, (0.45 + 0.55 * s.score) * (1.0 if digits else words_count), s.value)
        for s, digits in spans
    ]
    whole = [replace(w, fit=0.5 * w.fit) if _TORN_ON.match(text, w.end) else w for w in whole]
    return sorted(
        torn + [w for w in whole if all(w.end <= t.start or w.start >= t.end for t in torn)], key=lambda r: r.start
    )


_RANGE = re.compile(r"\d\s?(?:[-–—]|\.\.|bis|to|à|do)\s?$")
_RANGE_ON = re.compile(r"\s?(?:[-–—]|\.\.|bis|to|à|do)\s?\d")


_YEAR_ON = re.compile(r"\s?[-–—/]\s?(?:19|20)\d\d(?![\d.,])")  # Week 32 – 2025


def _numbers(text: str, hints: Hints) -> list[Reading]:
    """Numbers; the two of a range (4,0 - 10,0: what is usual, beside what was found) are poor ones."""
    found = [Reading(s.start, s.end, 0.8 + 0.2 * s.score, s.value) for s in money.find_number(text, hints)]
    return [replace(r, fit=0.3 * r.fit) if _RANGE.search(text[: r.start]) or (
                _RANGE_ON.match(text, r.end) and not _YEAR_ON.match(text, r.end)) else r for r in found]


def _currencies(text: str, hints: Hints) -> list[Reading]:
    return [Reading(s.start, s.end, s.score, s.value) for s in currency.find(text)]


def _codes(text: str, hints: Hints) -> list[Reading]:
    """Words with digits in them. A code is not a date, and an amount or a lone digit is a poor one."""
    folded = narrow(text)
    found: list[Reading] = []
    if not any(map(str.isdigit, folded)):
        return found
    if (whole := _GROUPED.search(folded)) and not dates.find(whole.group()):
        return [Reading(whole.start(), whole.end(), 0.95)]
    if (groups := _GROUPS.fullmatch(folded)) and sum(map(str.isdigit, folded)) > 3 and not dates.find(folded):
        return [Reading(groups.start(1), groups.end(1), 0.95)]
    for m in (_CODE if has_cjk(text) else _CODE_ASCII).finditer(folded):
        raw = m.group().rstrip(".-_/\\&(（")
        if not any(c.isdigit() for c in raw):
            continue
        digits = sum(c.isdigit() for c in raw)
        fit = 0.95 if digits >= 3 else 0.75 if digits == 2 or len(raw) > 2 else 0.5
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})*[.,]\d{2}", raw):
            fit = 0.25
        if dates.find(raw):
            fit = 0.3 if not re.fullmatch(r"\d{8}", raw) else 0.8
        found.append(Reading(m.start(), m.start() + len(raw), fit))
    return found


def _tax_ids(text: str, hints: Hints) -> list[Reading]:
    """What looks like a tax number anywhere, and any long number where a label must have named it."""
    known = [Reading(s.start, s.end, 0.6 + 0.4 * s.score, s.value) for s in tax.find(text)]
    loose = [
        Reading(m.start(), m.end(), 0.75)
        for m in _TAX_ID.finditer(narrow(text))
        if sum(c.isdigit() for c in m.group()) >= 6
    ]
    return known + [r for r in loose if all(r.end <= k.start or r.start >= k.end for k in known)]


_KINDS: dict[str, Callable[[str, Hints], list[Reading]]] = {
    "date": _dates,
    "money": lambda text, hints: _without_clause(_amounts(text, hints), text),
    "number": lambda text, hints: _without_clause(_numbers(text, hints), text),
    "currency": _currencies,
    "code": _codes,
    "tax_id": _tax_ids,
    "iban": _found(banking.find_iban),
    "id_number": _found(people.find),
    "phone": _found(contact.find_phone),
    "email": _found(contact.find_email),
    "bank_account": _found(banking.find_account),
    "sex": _found(words.find_sex),
}
