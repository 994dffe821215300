"""The confirmed values of one field by their letters: how often each was confirmed, and which are nearly a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from .growing import Value, counted

_BETWEEN = "\n"          # folded texts have no white space


class Texts:
    """See ``growing`` for ``known`` and ``gone``."""

    def __init__(self, values: Sequence[Value], *, known: Texts | None = None, gone: Sequence[Value] = ()) -> None:
        self._counts: Counter[str] = counted(known._counts if known else {}, (letters for _value, letters in values),
                                             (letters for _value, letters in gone))

    def __bool__(self) -> bool:
        return bool(self._counts)

    def count(self, letters: str) -> int:
        """How often just this was confirmed."""
        return self._counts[letters]

    def likeness(self, letters: str) -> float:
        """0..100, to the nearest one; all of them need not be looked through for one that is known."""
        if not letters or letters in self._counts:
            return 100.0 if letters else 0.0
        others = process.extractOne(letters, self._texts, scorer=fuzz.ratio)
        return others[1] if others else 0.0

    def holding(self, letters: str) -> int:
        """How many confirmed values have it as a part, and more letters than that."""
        return sum(self._counts[text] for text in self._with(letters) if text != letters)

    def _with(self, letters: str) -> Iterator[str]:
        """The different texts that it stands in: one look through all of them at once."""
        at = self._joined.find(letters)
        while at >= 0:
            begin, end = self._joined.rfind(_BETWEEN, 0, at) + 1, self._joined.find(_BETWEEN, at)
            yield self._joined[begin:end]
            at = self._joined.find(letters, end)

    @cached_property
    def _texts(self) -> list[str]:
        return list(self._counts)

    @cached_property
    def _joined(self) -> str:
        """One text of all, a sign that stands in none of them behind each."""
        return "".join(text + _BETWEEN for text in self._texts)
