"""When two values of a field are the same: the one rule that every figure of the product goes by.

Text is compared without case, width, punctuation and spaces; amounts as numbers; dates as days, where a date that may
be read day first or month first is allowed both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MINUS = re.compile(r"-\s*[\d¥$€£]|^\s*\(.*\)\s*$|\d\s*-\s*$")
Day = tuple[int, int, int]


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Letters and digits only, in one width and one case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def amount(text: str) -> Decimal | None:
    """The number in an amount, whatever its separators; None where there is no digit."""
    text = unicodedata.normalize("NFKC", text)
    digits = "".join(c for c in text if c.isdigit() or c in ".,").strip(".,")
    if not digits:
        return None
    mark = max(digits.rfind("."), digits.rfind(","))
    behind = len(digits) - mark - 1
    is_decimal = mark >= 0 and (behind != 3 or (digits.count(".") == 1 and "," in digits[:mark]))
    whole, part = (digits[:mark], digits[mark + 1:]) if is_decimal else (digits, "")
    try:
        value = Decimal(f"{re.sub('[.,]', '', whole) or '0'}.{part or '0'}")
    except InvalidOperation:
        return None
    return -value if _MINUS.search(text) else value


def days(text: str) -> frozenset[Day]:
    """Every (year, month, day) that the text may mean; empty where it names no whole day."""
    text = unicodedata.normalize("NFKC", text).casefold()
    numbers = re.findall(r"\d+", text)
    month = next((_MONTHS.index(w[:3]) + 1 for w in re.findall(r"[a-z]{3,}", text) if w[:3] in _MONTHS), None)
    if month:
        three = [int(n) for n in numbers[:3]]
        return frozenset((_year(y), month, d) for i, d in enumerate(three) for j, y in enumerate(three)
                         if i != j and 1 <= d <= 31 and (y > 31 or y < 100))
    if len(numbers) == 1 and len(numbers[0]) == 8:
        run = numbers[0]
        numbers = [run[:4], run[4:6], run[6:]] if run[:2] in ("19", "20") else [run[:2], run[2:4], run[4:]]
    if len(numbers) < 3:
        return frozenset()
    a, b, c = (int(n) for n in numbers[:3])
    readings = [(a, b, c)] if len(numbers[0]) == 4 else [(c, b, a), (c, a, b)]
    return frozenset((_year(y), m, d) for y, m, d in readings if 1 <= m <= 12 and 1 <= d <= 31)


def _year(number: int) -> int:
    return number if number > 99 else 2000 + number


def same(wanted: str, given: str, kind: str) -> bool:
    if kind in ("money", "number"):
        left, right = amount(wanted), amount(given)
        if left is not None and right is not None:
            return left == right
    if kind == "date":
        first, second = days(wanted), days(given)
        if first and second:
            return bool(first & second)
    return plain(wanted) == plain(given)


def judged(given: Iterable[str], wanted: Iterable[str], kind: str) -> list[bool]:
    """Of each given value whether it is one of the wanted ones, each of which counts once."""
    left, found = list(wanted), []
    for value in given:
        hit = next((at for at, other in enumerate(left) if same(other, value, kind)), None)
        found.append(hit is not None)
        if hit is not None:
            left.pop(hit)
    return found


def exact(wanted: str, given: str) -> bool:
    """The same string, runs of spaces apart."""
    return wanted.split() == given.split()


def likeness(wanted: str, given: str) -> float:
    """Average normalised Levenshtein similarity of one pair: 0 under one half."""
    a, b = " ".join(wanted.casefold().split()), " ".join(given.casefold().split())
    value = 1 - Levenshtein.distance(a, b) / max(len(a), len(b), 1)
    return value if value >= 0.5 else 0.0
