"""What confirmed documents say of a value: known to the letter, nearly known, of a known make, on a known layout."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.growing import Documents, Value, by_field, counted, in_order
from ocr_engine.learn.examples.texts import Texts
from ocr_engine.types import FieldResult

_WORD = re.compile(r"[^\W_]+")
_LONG = 4               # letters from which a word is told by its neighbours
_ENOUGH = 3             # confirmed values of a field from which its usual make is known


class ConfirmedValues:
    """The confirmed values of one type, field by field. See ``growing`` for ``known`` and ``gone``. Some milliseconds
    for hundreds: ``Knowledge`` keeps it."""

    def __init__(self, exemplars: Documents, *, known: ConfirmedValues | None = None, gone: Documents = ()) -> None:
        self._fields: dict[str, _Field] = by_field(
            _Field, exemplars, known=known._fields if known else {}, gone=gone)

    def noted(self, results: Mapping[str, tuple[FieldResult, ...]], texts: Mapping[str, Texts], *, layout: float
              ) -> dict[str, tuple[FieldResult, ...]]:
        """The values with what is known of them in their features. ``texts``: field -> the same values by their
        letters; ``layout``: how near the nearest known layout is."""
        return {key: tuple(replace(v, features={**v.features, "layout": round(layout, 4), **self._of(v, texts)})
                           for v in values) for key, values in results.items()}

    def _of(self, value: FieldResult, texts: Mapping[str, Texts]) -> dict[str, float]:
        field = self._fields.get(value.key)
        return field.features(value, texts[value.key]) if field else {}


class _Signs(NamedTuple):
    """What is counted of values: in how many a word stands, of which characters they are made, with which word they
    begin and end, how many letters they have."""

    words: Any = ()
    makes: Any = ()
    first: Any = ()
    last: Any = ()
    lengths: Any = ()


class _Field:
    def __init__(self, values: Sequence[Value], *, known: _Field | None = None, gone: Sequence[Value] = ()) -> None:
        before, more, less = known._signs if known else _Signs(), _signs_of(values), _signs_of(gone)
        self._signs: _Signs = _Signs(*map(counted, before, more, less))
        self._ends: dict[str, Sequence[str]] = _indexed(
            known._ends if known else {}, {word for word in more.words if word not in before.words},
            {word for word in less.words if word not in self._signs.words})
        self._days: Sequence[float] = in_order(known._days if known else (), _days_of(values), _days_of(gone))
        self._size: int = (known._size if known else 0) + len(values) - len(gone)

    def __bool__(self) -> bool:
        return self._size > 0

    def features(self, value: FieldResult, texts: Texts) -> dict[str, float]:
        """``seen``: documents with just this value; ``near``: likeness to the nearest other one; ``words``: share of
        its words that stand in confirmed values, ``misspelt``: how many miss that by one letter; ``part``: share of
        the confirmed values of which it is but a part; ``odd_length``, ``odd_make``, ``far``: how unusual it looks."""
        own = fold(value.value)
        words = _words_in(value.value)
        found = {"seen": float(texts.count(own)), "near": round(texts.likeness(own) / 100, 4)}
        if own:
            parts = texts.holding(own)
            found["part"] = round(parts / max(1.0, parts + texts.count(own)), 4) if parts else 0.0
        if self._days and (day := _day(value.value)):
            found["far"] = round(min(5.0, abs(day.toordinal() - self._days[len(self._days) // 2]) / 365), 4)
        if words:
            found["misspelt"] = float(sum(self._misses(w) for w in words))
            found["words"] = round(sum(w in self._signs.words for w in words) / len(words), 4)
        if self._size >= _ENOUGH:
            mean, spread = self._usual_length
            makes = _makes_of(value.value)
            found["odd_length"] = round(min(4.0, abs((math.log(1 + len(own)) - mean) / spread)), 4)
            found["odd_make"] = round(sum(m not in self._signs.makes for m in makes) / len(makes), 4) if makes else 0.0
            first, last = _outer(words)
            found["first"], found["last"] = float(first in self._signs.first), float(last in self._signs.last)
        return found

    @cached_property
    def _usual_length(self) -> tuple[float, float]:
        """Mean and spread of the logarithms of the lengths, added up from the shortest on: the same in any order."""
        told = [(math.log(1 + length), times) for length, times in sorted(self._signs.lengths.items())]
        mean = sum(x * times for x, times in told) / self._size
        spread = sum((x - mean) ** 2 * times for x, times in told) / self._size
        return mean, max(0.1, spread ** 0.5)

    def _misses(self, word: str) -> bool:
        """Whether a word is a letter away from a confirmed one, and not one itself: as misread words are. Such a word
        still begins or ends as the other does."""
        if len(word) < _LONG or word in self._signs.words:
            return False
        return any(process.extractOne(word, self._ends[end], scorer=OSA.distance, score_cutoff=1) is not None
                   for end in _ends(word) if end in self._ends)


def _signs_of(values: Sequence[Value]) -> _Signs:
    told = [_words_in(value) for value, _ in values]
    first, last = zip(*map(_outer, told), strict=True) if told else ((), ())
    return _Signs([w for words in told for w in set(words)], [m for value, _ in values for m in _makes_of(value)],
                  first, last, [len(letters) for _, letters in values])


def _days_of(values: Sequence[Value]) -> list[int]:
    return [day.toordinal() for value, _ in values if (day := _day(value))]


def _ends(word: str) -> tuple[str, str]:
    """How it begins and how it ends; one letter other, more or less, or two neighbours exchanged, leave one of both as
    it was in a word of _LONG letters or more."""
    return f"{word[0]} ", f" {word[-1]}"


def _indexed(known: Mapping[str, Sequence[str]], new: Iterable[str], lost: Collection[str]
             ) -> dict[str, Sequence[str]]:
    """How long words begin or end -> the words."""
    found, more = dict(known), defaultdict[str, list[str]](list)
    for word in new:
        for end in _ends(word) if len(word) >= _LONG else ():
            more[end].append(word)
    for end in {*more, *(end for word in lost if len(word) >= _LONG for end in _ends(word))}:
        found[end] = [*(word for word in found.get(end, ()) if word not in lost), *more[end]]
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _makes_of(text: str) -> set[str]:
    """The kinds of characters that a value is made of, each sign by itself."""
    return set(map(_make, text))


@lru_cache(maxsize=4096)
def _make(c: str) -> str:
    return ("digit" if c.isdigit() else "upper" if c.isupper() else "lower" if c.islower() else
            "letter" if c.isalpha() else "space" if c.isspace() else c)


def _words_in(text: str) -> list[str]:
    return [m.group().upper() for m in _WORD.finditer(text)]


def _outer(words: Sequence[str]) -> tuple[str, str]:
    """The first and the last one; "" for none."""
    return (words[0], words[-1]) if words else ("", "")
