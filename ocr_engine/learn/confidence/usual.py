"""Signs of a value beside all confirmed ones of its field: a day or an amount unlike theirs, words that are nearly
theirs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.learn.examples.growing import counted, in_order
from ocr_engine.types import FieldSpec
from ocr_engine.validate.kinds import normalise

SIGNS = ("outside", "far_amount", "misread")
_AMOUNTS = frozenset(("money", "number"))
_FEWEST = 5             # confirmed days or amounts from which their range is known
_ROOM = 30              # days beyond the first and the last one, and a part of what lies between
_ROOM_SHARE = 0.25
_LEAST_SPREAD, _FARTHEST = 0.3, 3.0     # of the logarithms of amounts
_LONG, _OFTEN, _APART = 5, 3, 2         # letters of a word, values that have it, letters in which a misreading differs
_KEPT = 1024            # readings of values: those of one document are asked for again with the next of its layout
_MOST = 2               # words: more tell no more
_WORD = re.compile(r"[^\W\d_]+")


class Usual:
    """The confirmed values of one field, in any form that people type. See ``growing`` for ``known`` and ``gone``."""

    def __init__(self, values: Sequence[str], kind: str, *, known: Usual | None = None, gone: Sequence[str] = ()
                 ) -> None:
        self._kind = kind
        more, less = _told(values, kind), _told(gone, kind)
        self._days: Sequence[float] = in_order(known._days if known else (), more.days, less.days)
        self._amounts: Sequence[float] = in_order(known._amounts if known else (), more.amounts, less.amounts)
        self._words: Counter[str] = counted(known._words if known else {}, more.words, less.words)

    def signs(self, text: str) -> dict[str, float]:
        """``outside`` (nats, from 0 on): a day before the first or after the last one, with room; ``far_amount``
        (0..1): how far from the usual amount; ``misread`` (0..1): words that nobody confirmed and that miss a common
        one by a letter or two. Each is left out where too little was confirmed to tell it.

        Of n + 1 days in any order each is as likely the first or the last as the others, so a right one lies beyond n
        others by itself in 2 of n + 1 cases at most: what it says against a day grows with what was confirmed."""
        if len(self._days) >= _FEWEST and (day := _day(text)):
            first, last = self._days[0], self._days[-1]
            room = _ROOM + _ROOM_SHARE * (last - first)
            within = first - room <= day <= last + room
            return {"outside": 0.0 if within else math.log((len(self._days) + 1) / 2)}
        if len(self._amounts) >= _FEWEST and (amount := _amount(text, self._kind)) is not None:
            return {"far_amount": self._far(amount)}
        if self._words:
            return {"misread": min(_MOST, sum(map(self._is_misread, _words(text)))) / _MOST}
        return {}

    def _far(self, amount: float) -> float:
        middle, spread = self._amounts[len(self._amounts) // 2], self._spread
        return round(min(_FARTHEST, abs(amount - middle) / max(_LEAST_SPREAD, spread)) / _FARTHEST, 4)

    @cached_property
    def _spread(self) -> float:
        mean = sum(self._amounts) / len(self._amounts)
        return (sum((x - mean) ** 2 for x in self._amounts) / len(self._amounts)) ** 0.5

    @cached_property
    def _common(self) -> list[str]:
        return sorted(w for w, n in self._words.items() if n >= _OFTEN)

    def _is_misread(self, word: str) -> bool:
        return word not in self._words and process.extractOne(
            word, self._common, scorer=OSA.distance, score_cutoff=_APART) is not None


class _Told(NamedTuple):
    """What some values say, by what their field is told by."""

    days: Sequence[int] = ()
    amounts: Sequence[float] = ()
    words: Sequence[str] = ()


def _told(values: Sequence[str], kind: str) -> _Told:
    if kind == "date":
        return _Told(days=[day for v in values if (day := _day(v))])
    if kind in _AMOUNTS:
        return _Told(amounts=[x for v in values if (x := _amount(v, kind)) is not None])
    return _Told(words=[w for v in values for w in set(_words(v))])


@lru_cache(maxsize=_KEPT)
def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(normalise(text, FieldSpec("value", {}, "date")) or text).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=_KEPT)
def _amount(text: str, kind: str) -> float | None:
    """The logarithm of what is more than nothing."""
    try:
        amount = math.log(float(normalise(text, FieldSpec("value", {}, kind)) or text))
    except ValueError:
        return None
    return amount if math.isfinite(amount) else None


def _words(text: str) -> list[str]:
    return [m.group().upper() for m in _WORD.finditer(text) if len(m.group()) >= _LONG and not has_cjk(m.group())]
