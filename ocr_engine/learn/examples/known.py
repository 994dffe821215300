"""What confirmed documents say of a value: known to the letter, nearly known, of a known make, on a known layout."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ocr_engine.extract.words.folding import fold
from ocr_engine.types import FieldResult

from .knowledge import Exemplar

_WORD = re.compile(r"[^\W_]+")
_LONG = 4               # letters from which a word is told by its neighbours
_ENOUGH = 3             # confirmed values of a field from which its usual make is known


class Known:
    """The confirmed values of one type, field by field. Some milliseconds for hundreds: ``Knowledge`` keeps it."""

    def __init__(self, exemplars: Sequence[Exemplar]) -> None:
        values: dict[str, list[str]] = {}
        for exemplar in exemplars:
            for lesson in exemplar.lessons:
                values.setdefault(lesson.key, []).append(lesson.value)
        self._fields = {key: _Field(items) for key, items in values.items()}

    def noted(self, results: Mapping[str, tuple[FieldResult, ...]], *, layout: float
              ) -> dict[str, tuple[FieldResult, ...]]:
        """The values with what is known of them in their features. ``layout``: how near the nearest known layout is."""
        return {key: tuple(replace(v, features={**v.features, "layout": round(layout, 4), **self._of(v)})
                           for v in values) for key, values in results.items()}

    def _of(self, value: FieldResult) -> dict[str, float]:
        field = self._fields.get(value.key)
        return field.features(value) if field else {}


class _Field:
    def __init__(self, values: Sequence[str]) -> None:
        self._folded = Counter(fold(v) for v in values)
        self._texts = sorted(self._folded)
        self._words = Counter(w for v in values for w in set(words_in(v)))
        lengths = [math.log(1 + len(f)) for f in self._folded.elements()]
        self._mean = sum(lengths) / len(lengths)
        spread = sum((x - self._mean) ** 2 for x in lengths) / len(lengths)
        self._spread = max(0.1, spread ** 0.5)
        self._long = sorted({w for w in self._words if len(w) >= _LONG})
        self._days = sorted(d.toordinal() for v in values if (d := _day(v)))
        self._makes = Counter(m for v in values for m in makes_of(v))
        self._first = Counter(first_word(v) for v in values)
        self._last = Counter(last_word(v) for v in values)
        self._size = len(values)

    def features(self, value: FieldResult) -> dict[str, float]:
        """``seen``: documents with just this value; ``near``: likeness to the nearest other one; ``words``: share of
        its words that stand in confirmed values, ``misspelt``: how many miss that by one letter; ``part``: share of
        the confirmed values of which it is but a part; ``odd_length``, ``odd_make``, ``far``: how unusual it looks."""
        own = fold(value.value)
        others = process.extractOne(own, self._texts, scorer=fuzz.ratio) if own else None
        words = words_in(value.value)
        found = {"seen": float(self._folded[own]), "near": round((others[1] if others else 0.0) / 100, 4)}
        if own:
            parts = sum(n for text, n in self._folded.items() if own in text and own != text)
            found["part"] = round(parts / max(1.0, parts + self._folded[own]), 4) if parts else 0.0
        if self._days and (day := _day(value.value)):
            found["far"] = round(min(5.0, abs(day.toordinal() - self._days[len(self._days) // 2]) / 365), 4)
        if words:
            found["misspelt"] = float(sum(self._misses(w) for w in words))
            found["words"] = round(sum(w in self._words for w in words) / len(words), 4)
        if self._size >= _ENOUGH:
            apart = (math.log(1 + len(own)) - self._mean) / self._spread
            makes = makes_of(value.value)
            found["odd_length"] = round(min(4.0, abs(apart)), 4)
            found["odd_make"] = round(sum(m not in self._makes for m in makes) / len(makes), 4) if makes else 0.0
            found["first"] = float(self._first[first_word(value.value)] > 0)
            found["last"] = float(self._last[last_word(value.value)] > 0)
        return found


    def _misses(self, word: str) -> bool:
        """Whether a word is a letter away from a confirmed one, and not one itself: as misread words are."""
        if len(word) < _LONG or word in self._words:
            return False
        return process.extractOne(word, self._long, scorer=OSA.distance, score_cutoff=1) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def makes_of(text: str) -> set[str]:
    """The kinds of characters that a value is made of, each sign by itself."""
    return {"digit" if c.isdigit() else "upper" if c.isupper() else "lower" if c.islower() else
            "letter" if c.isalpha() else "space" if c.isspace() else c for c in text}


def words_in(text: str) -> list[str]:
    return [m.group().upper() for m in _WORD.finditer(text)]


def first_word(text: str) -> str:
    return next(iter(words_in(text)), "")


def last_word(text: str) -> str:
    return (words_in(text) or [""])[-1]
