"""What confirmed documents say of a value: known to the letter, nearly known, of a known make, on a known layout."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.types import FieldResult

_WORD = re.compile(r"[^\W_]+")
_LONG = 4               # letters from which a word is told by its neighbours
_BETWEEN = "\n"          # folded texts have no white space
_ENOUGH = 3             # confirmed values of a field from which its usual make is known


class ConfirmedValues:
    """The confirmed values of one type, field by field. Some milliseconds for hundreds: ``Knowledge`` keeps it."""

    def __init__(self, exemplars: Sequence[Exemplar | Packed]) -> None:
        values: dict[str, list[str]] = {}
        for exemplar in exemplars:
            for key, value in exemplar.values:
                values.setdefault(key, []).append(value)
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
        in_order = [_words_in(v) for v in values]
        self._words = Counter(w for words in in_order for w in set(words))
        lengths = [math.log(1 + len(f)) for f in self._folded.elements()]
        self._mean = sum(lengths) / len(lengths)
        spread = sum((x - self._mean) ** 2 for x in lengths) / len(lengths)
        self._spread = max(0.1, spread ** 0.5)
        self._ends: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            for end in _ends(word) if len(word) >= _LONG else ():
                self._ends[end].append(word)
        self._joined, self._starts = _joined(self._texts)
        self._days = sorted(d.toordinal() for v in values if (d := _day(v)))
        self._makes = Counter(m for v in values for m in _makes_of(v))
        self._first = Counter(words[0] if words else "" for words in in_order)
        self._last = Counter(words[-1] if words else "" for words in in_order)
        self._size = len(values)

    def features(self, value: FieldResult) -> dict[str, float]:
        """``seen``: documents with just this value; ``near``: likeness to the nearest other one; ``words``: share of
        its words that stand in confirmed values, ``misspelt``: how many miss that by one letter; ``part``: share of
        the confirmed values of which it is but a part; ``odd_length``, ``odd_make``, ``far``: how unusual it looks."""
        own = fold(value.value)
        words = _words_in(value.value)
        found = {"seen": float(self._folded[own]), "near": round(self._nearest(own) / 100, 4)}
        if own:
            parts = sum(self._folded[text] for text in self._with(own) if own != text)
            found["part"] = round(parts / max(1.0, parts + self._folded[own]), 4) if parts else 0.0
        if self._days and (day := _day(value.value)):
            found["far"] = round(min(5.0, abs(day.toordinal() - self._days[len(self._days) // 2]) / 365), 4)
        if words:
            found["misspelt"] = float(sum(self._misses(w) for w in words))
            found["words"] = round(sum(w in self._words for w in words) / len(words), 4)
        if self._size >= _ENOUGH:
            apart = (math.log(1 + len(own)) - self._mean) / self._spread
            makes = _makes_of(value.value)
            found["odd_length"] = round(min(4.0, abs(apart)), 4)
            found["odd_make"] = round(sum(m not in self._makes for m in makes) / len(makes), 4) if makes else 0.0
            found["first"] = float(self._first[_first_word(value.value)] > 0)
            found["last"] = float(self._last[_last_word(value.value)] > 0)
        return found

    def _nearest(self, own: str) -> float:
        """0..100; all of them need not be looked through for one that is known."""
        if not own or own in self._folded:
            return 100.0 if own else 0.0
        others = process.extractOne(own, self._texts, scorer=fuzz.ratio)
        return others[1] if others else 0.0

    def _with(self, own: str) -> Iterator[str]:
        """The different texts that it stands in: one look through all of them at once."""
        at = self._joined.find(own)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self._texts[number]
            at = self._joined.find(own, self._starts[number] + len(self._texts[number]))

    def _misses(self, word: str) -> bool:
        """Whether a word is a letter away from a confirmed one, and not one itself: as misread words are. Such a word
        still begins or ends as the other does."""
        if len(word) < _LONG or word in self._words:
            return False
        return any(process.extractOne(word, self._ends[end], scorer=OSA.distance, score_cutoff=1) is not None
                   for end in _ends(word) if end in self._ends)


def _ends(word: str) -> tuple[str, str]:
    """How it begins and how it ends; one letter other, more or less, or two neighbours exchanged, leave one of both as
    it was in a word of _LONG letters or more."""
    return f"{word[0]} ", f" {word[-1]}"


def _joined(texts: Sequence[str]) -> tuple[str, list[int]]:
    """One text of all, a sign that stands in none between them, with where each begins."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    return _BETWEEN.join(texts), starts


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


def _first_word(text: str) -> str:
    return next(iter(_words_in(text)), "")


def _last_word(text: str) -> str:
    return (_words_in(text) or [""])[-1]
