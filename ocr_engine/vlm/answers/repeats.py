"""Repetition without end: the commonest way in which a model that reads pages goes wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

_WINDOW = 6000
_MIN_TIMES, _MIN_LENGTH = 6, 90
# Lines of dots and dashes, empty cells: a page may well hold many of them.
_HARMLESS = re.compile(r"(?:[\s\-_=.·…*|:+]|</?t[dr][^>]*>|<(?:fcel|ecel|lcel|nl)>)+")
_HARMLESS_TIMES = 400


class Repeat(NamedTuple):
    """A tail made of one unit: ``period`` items long, ``length`` items in all."""

    period: int
    length: int

    @property
    def times(self) -> float:
        return self.length / self.period


def repeated_tail(items: Sequence[Any], *, times: int = _MIN_TIMES, length: int = _MIN_LENGTH) -> Repeat | None:
    """The longest tail of letters or tokens that repeats a unit at least ``times`` times; linear in the last 6,000."""
    tail = items[-_WINDOW:][::-1]
    border = [0] * len(tail)
    found: Repeat | None = None
    for i in range(1, len(tail)):
        k = border[i - 1]
        while k and tail[i] != tail[k]:
            k = border[k - 1]
        border[i] = k + (tail[i] == tail[k])
        period = i + 1 - border[i]
        if i + 1 >= length and (i + 1) >= times * period:
            found = Repeat(period, i + 1)
    return found


def looping(text: str) -> Repeat | None:
    """As repeated_tail, but rules, dots and empty cells may go on for longer."""
    found = repeated_tail(text)
    if found is None:
        return None
    unit = text[-found.period:]
    return None if _HARMLESS.fullmatch(unit) and found.times < _HARMLESS_TIMES else found


def cut_repeats(text: str) -> tuple[str, bool]:
    """The text with a tail that repeats itself cut to one unit, and whether there was one."""
    last = text.rstrip()
    found = looping(last)
    if found is None:
        return text, False
    start = len(last) - found.length
    while start > 0 and last[start - 1] == last[start - 1 + found.period]:  # the loop began before the window
        start -= 1
    return last[: start + found.period], True
