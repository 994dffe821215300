"""Values made up by chance, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from .words import FIRMS, FIRST, FORMS, LAST, STREETS, TOWNS

T = TypeVar("T")
_DIGITS, _UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")


class Draw(random.Random):
    """``land`` is a key of ``words``: gb, us, sg, in, de, fr, es, it, nl, pt, pl, zh."""

    def maybe(self, share: float, value: T) -> T | None:
        return value if self.random() < share else None

    def some(self, items: Sequence[T], low: int, high: int) -> list[T]:
        return self.sample(list(items), self.randint(low, high))

    def person(self, land: str) -> str:
        first, last = self.choice(FIRST[land].split()), self.choice(_names(LAST[land]))
        return last + first if land == "zh" else f"{first} {last}"

    def firm(self, land: str) -> str:
        name, form = self.choice(FIRMS[land].split("|")), self.choice(FORMS[land].split("|"))
        return name + form if land == "zh" else f"{name} {form}"

    def two_firms(self, land: str) -> tuple[str, str]:
        first = second = self.firm(land)
        while second == first:
            second = self.firm(land)
        return first, second

    def street(self, land: str) -> str:
        return self.choice(STREETS[land].split("|")).format(n=self.randint(11, 98), m=self.randint(2, 9))

    def town(self, land: str) -> str:
        return self.choice(TOWNS[land].split("|"))

    def address(self, land: str) -> list[str]:
        """A line each; in Chinese one."""
        return [self.town(land) + self.street(land)] if land == "zh" else [self.street(land), self.town(land)]

    def day(self, first: str = "2023-01-09", last: str = "2026-06-30") -> date:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        return start + timedelta(days=self.randint(0, (end - start).days))

    def code(self, pattern: str) -> str:
        """``#`` stands for a digit, ``@`` for a capital."""
        return "".join(self.choice("0123456789") if c == "#" else self.choice("ABCDEFGHJKLMNPRSTUVWXYZ") if c == "@"
                       else c for c in pattern)

    def money(self, low: float, high: float) -> float:
        return round(self.uniform(low, high), 2)


def _names(text: str) -> list[str]:
    """Surnames with their particles: "van den Berg" is one."""
    names: list[str] = []
    for word in text.split():
        if names and (names[-1].split()[-1][0].islower() or names[-1] in ("Le", "Lo")):
            names[-1] += f" {word}"
        else:
            names.append(word)
    return names


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def in_words(amount: float) -> str:
    """An amount below a hundred million yuan in the capitals of Chinese cheques."""
    whole, cents = divmod(round(amount * 100), 100)
    high, low = divmod(whole, 10000)
    text = (_four(high) + "万" if high else "") + (("零" if high and 0 < low < 1000 else "") + _four(low)) + "元"
    jiao, fen = divmod(cents, 10)
    if not cents:
        return text + "整"
    return text + (_DIGITS[jiao] + "角" if jiao else "零") + (_DIGITS[fen] + "分" if fen else "整")


def _four(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10 ** place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[place]
        gap = not digit
    return text
