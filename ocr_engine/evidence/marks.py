"""Times and dates whose marks the reader took for digits: 21:28 read as 21128, 2024年01月02日 as 2024全01月028.

Small and dotted print loses its marks first. Every digit of the value has to be there all the same, in its place.
"""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")
_DATE_ZH = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
# What looks like the mark. Folded text holds no punctuation, so that a colon read as a point is just absent.
_COLON, _YEAR, _MONTH, _DAY = "[1il]?", "[年全牛午生平]", "[月用肖]", "[日曰目8b]?"


def misread_marks(value: str) -> re.Pattern[str] | None:
    """How a folded line may show the value where a mark was misread; None where the value has no such marks."""
    if clock := _CLOCK.fullmatch(value.strip()):
        return re.compile(_COLON.join(part for part in clock.groups() if part))
    if date := _DATE_ZH.fullmatch(value.strip()):
        year, month, day = (part.lstrip("0") for part in date.groups())
        return re.compile(f"{year}{_YEAR}0?{month}{_MONTH}0?{day}{_DAY}")
    return None
