"""Whether the page says what the data says: the same value in another writing, or another value."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr_engine.extract.words.folding import fold
from ocr_engine.types import FieldSpec
from ocr_engine.validate.kinds import normalise

WORDED = frozenset(("text", "name", "address"))
_AMOUNTS = frozenset(("money", "number"))
_ALIKE = 85.0
_MISREAD_LENGTH = 10


def canonical(raw: str, spec: FieldSpec) -> str | None:
    """The value in the normal form of the field's kind; None where it is no such value.

    Amounts in data always have a decimal point: 1.234 is little more than one, whatever it would be on a page.
    """
    if spec.kind in _AMOUNTS and (amount := as_amount(raw)) is not None:
        return amount
    if spec.kind in WORDED:
        return " ".join(raw.split()) or None
    return normalise(raw, spec)


def as_amount(raw: str) -> str | None:
    """An amount as data writes it, with two decimals where it has fewer; None where it is none."""
    text = raw.strip().removesuffix("%")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,10})?", text):
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    plain = f"{amount.normalize():f}"
    return plain if len(plain.partition(".")[2]) > 2 else f"{amount:.2f}"


def same(said: str, read: str, spec: FieldSpec, *, by_eye: bool = False) -> bool:
    """Whether a value of the data and one read on the page are one value.

    A credit note's amounts stand with a sign on one side only as often as not, so the sign does not count. ``by_eye``:
    the page was read from a picture, so one letter of a long number or name may have been misread.
    """
    if fold(said) and fold(said) == fold(read):
        return True
    if spec.kind in _AMOUNTS:
        return _amount(said, spec) is not None and _amount(said, spec) == _amount(read, spec)
    if spec.kind == "date":
        day, other = normalise(said, spec), normalise(read, spec)
        return day is not None and other is not None and (day.startswith(other) or other.startswith(day))
    a, b = fold(said), fold(read)
    if not a or not b:
        return False
    if spec.kind in WORDED:
        return (min(len(a), len(b)) >= 4 and (a in b or b in a)) or fuzz.ratio(a, b) >= _ALIKE
    if min(len(a), len(b)) >= 6 and (a.endswith(b) or b.endswith(a)):
        return True  # a number with its country or kind before it
    return by_eye and len(a) >= _MISREAD_LENGTH and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def written_days(iso: str) -> tuple[str, ...]:
    """Ways in which pages write a day, for readers who part its figures with blanks."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
    if match is None:
        return ()
    year, month, day = match.groups()
    return (f"{year}年{month}月{day}日", f"{year}年{int(month)}月{int(day)}日", f"{day}.{month}.{year}")


def _amount(raw: str, spec: FieldSpec) -> Decimal | None:
    text = as_amount(raw) or normalise(raw, spec)
    try:
        return abs(Decimal(text)) if text else None
    except InvalidOperation:
        return None
