"""Confirmed documents of one type, side by side: which of them look like a page, and how often a value was confirmed.

Whatever has to be worked out from all of them is worked out once, and not for every page that is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

import numpy as np

from ocr_engine.extract.words.folding import fold

from .knowledge import Exemplar
from .looks import Look, Looks

Value = tuple[str, str]     # (field, folded letters)


class Shelf:
    """``hidden``: ids of documents that are passed over, as if they had never been confirmed."""

    def __init__(self, exemplars: Sequence[Exemplar], *, hidden: Collection[str] = ()) -> None:
        self.exemplars = tuple(sorted(exemplars, key=lambda e: e.id))
        self._hidden = frozenset(hidden)
        self._base: Shelf = self

    @classmethod
    def of(cls, exemplars: Sequence[Exemplar] | Shelf) -> Shelf:
        return exemplars if isinstance(exemplars, Shelf) else cls(exemplars)

    def without(self, ids: Collection[str]) -> Shelf:
        """The same without some; what all of them share is not worked out again."""
        made = Shelf(())
        made.exemplars, made._hidden, made._base = self.exemplars, self._hidden | frozenset(ids), self._base
        return made

    def __bool__(self) -> bool:
        return any(True for _ in self._seen())

    def nearest(self, own: Look, most: int) -> list[tuple[Exemplar, float]]:
        """The ``most`` likest with how much they are alike, the likest first, of equals the first by its id."""
        looks, among = self._base._looks, None
        if self._hidden:
            among = np.array([e.id not in self._hidden for e in self.exemplars])
        found, _looked_at = looks.nearest(own, most, among=among)
        return [(self.exemplars[number], likeness) for number, likeness in found]

    def confirmed(self, value: Value) -> int:
        """In how many documents the value was confirmed, each counted as often as it stands there."""
        return self._base._confirmed[value] - self._gone[value]

    def _seen(self) -> Iterator[Exemplar]:
        return (e for e in self.exemplars if e.id not in self._hidden)

    @cached_property
    def _looks(self) -> Looks:
        return Looks([e.look for e in self.exemplars])

    @cached_property
    def _confirmed(self) -> Counter[Value]:
        return _counted(self.exemplars)

    @cached_property
    def _gone(self) -> Counter[Value]:
        return _counted([e for e in self.exemplars if e.id in self._hidden] if self._hidden else ())


def _counted(exemplars: Sequence[Exemplar]) -> Counter[Value]:
    return Counter((lesson.key, fold(lesson.value)) for e in exemplars for lesson in e.lessons)
