"""The Chinese resident identity number (GB 11643): birth date, sex and region stand inside it.

Other countries' numbers are kept as printed; nothing is claimed about them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ocr_engine.types import Check

from . import dates
from .spans import Span, fold

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARS = "10X98765432"
# First two digits: the province-level divisions of GB/T 2260, 83 the residence permits of people from Taiwan,
# 91 foreigners with permanent residence.
_PROVINCES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91")
_REGIONS = frozenset(_PROVINCES.split())
_SHAPE_18 = re.compile(r"\d{17}[\dX]")
_SHAPE_15 = re.compile(r"\d{15}")
_FIND = re.compile(r"(?<![A-Za-z0-9])(?:\d{6}\s?(?:18|19|20)\d{2}\s?\d{4}\s?\d{3}[\dXx]|\d{15})(?![A-Za-z0-9])")
_OTHER = re.compile(r"[A-Z0-9][A-Z0-9/-]{3,24}")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a Chinese identity number says: region digits, birth date (ISO), sex "M" or "F"."""

    region: str
    birth_date: str
    sex: str


def check_char(first17: str) -> str:
    """The eighteenth character (ISO 7064 MOD 11-2)."""
    return _CHECK_CHARS[sum(w * int(c) for w, c in zip(_WEIGHTS, first17, strict=True)) % 11]


def parts(value: str) -> IdNumber | None:
    """What the number says, None where its shape is another."""
    if _SHAPE_18.fullmatch(value):
        birth, sex = value[6:14], value[16]
    elif _SHAPE_15.fullmatch(value):
        birth, sex = "19" + value[6:12], value[14]
    else:
        return None
    return IdNumber(value[:6], f"{birth[:4]}-{birth[4:6]}-{birth[6:]}", "M" if int(sex) % 2 else "F")


def normalise(raw: str) -> str | None:
    """Without spaces, letters in capitals. At least four characters with three digits among them."""
    value = re.sub(r"[\s·.]", "", fold(raw)).upper().strip(":;,-/")
    if _SHAPE_18.fullmatch(value) or _SHAPE_15.fullmatch(value):
        return value
    return value if _OTHER.fullmatch(value) and sum(c.isdigit() for c in value) >= 3 else None


def find(text: str) -> list[Span]:
    """Chinese identity numbers; fifteen digits count only with a day of the calendar inside."""
    spans = []
    for match in _FIND.finditer(fold(text)):
        value = re.sub(r"\s", "", match.group()).upper()
        results = [c.ok for c in check(value)]
        if len(value) == 15 and not all(results):
            continue
        score = 0.6 if len(value) == 15 else 1.0 if all(results) else 0.5
        spans.append(Span(match.start(), match.end(), text[match.start():match.end()], value, score))
    return spans


def check(value: str) -> tuple[Check, ...]:
    """Check character, birth date and region of a Chinese number; () for others."""
    inside = parts(value)
    if inside is None:
        return ()
    birth = dates.check(inside.birth_date) and "1850" < inside.birth_date < "2100"
    checks = (Check("cn_id_birth_date", birth), Check("cn_id_region", value[:2] in _REGIONS))
    if len(value) == 18:
        return (Check("cn_id_checksum", value[17] == check_char(value[:17])), *checks)
    return checks
