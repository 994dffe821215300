"""Confirmed documents of one type, side by side: which of them look like a page, and how often a value was confirmed.

Whatever has to be worked out from all of them is worked out once, and not for every page that is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

import numpy as np

from ocr_engine.extract.words.folding import fold

from .exemplar import Exemplar
from .looks import Look, Looks
from .packed import Packed

Value = tuple[str, str]     # (field, folded letters)


class Shelf:
    """``hidden``: ids of documents that are passed over, as if they had never been confirmed."""

    def __init__(self, exemplars: Sequence[Exemplar | Packed], *, hidden: Collection[str] = ()) -> None:
        self.exemplars = tuple(sorted(exemplars, key=lambda e: e.id))
        self._hidden = frozenset(hidden)
        self._base: Shelf = self

    @classmethod
    def of(cls, exemplars: Sequence[Exemplar | Packed] | Shelf) -> Shelf:
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
        found, _looked_at = self._base._looks.nearest(own, most, among=self._among)
        return [(self.exemplars[number].opened, likeness) for number, likeness in found]

    def has_like(self, own: Look, least: float) -> bool:
        """Whether one is as much alike as that."""
        return self._base._looks.any_from(own, least, among=self._among)

    def confirmed(self, value: Value) -> int:
        """In how many documents the value was confirmed, each counted as often as it stands there."""
        return self._base._confirmed[value] - self._gone[value]

    @cached_property
    def _among(self) -> np.ndarray | None:
        return np.array([e.id not in self._hidden for e in self.exemplars]) if self._hidden else None

    def _seen(self) -> Iterator[Exemplar | Packed]:
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


def _counted(exemplars: Sequence[Exemplar | Packed]) -> Counter[Value]:
    return Counter((key, fold(value)) for e in exemplars for key, value in e.values)
