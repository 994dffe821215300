"""Confirmed documents of one type, side by side: which of them look like a page, and how often a value was confirmed.

Whatever has to be worked out from all of them is worked out once, and not for every page that is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cached_property
from itertools import compress

import numpy as np

from .exemplar import Exemplar
from .growing import Documents, by_field, not_among, values_of
from .looks import Look, Looks
from .packed import Packed
from .texts import Texts

Value = tuple[str, str]     # (field, folded letters)


class Shelf:
    """``texts``: field -> its confirmed values by their letters. See ``growing`` for ``known`` and ``gone``."""

    def __init__(self, exemplars: Documents, *, known: Shelf | None = None, gone: Documents = ()) -> None:
        before = known.exemplars if known else ()
        stay = np.array(not_among(before, gone), bool)
        left = int(stay.sum())
        items = [*compress(before, stay), *exemplars]
        order = sorted(range(len(items)), key=lambda at: items[at].id)
        self.exemplars: Documents = tuple(items[at] for at in order)
        self._hidden: frozenset[str] = frozenset()
        numbers, moved = np.argsort(order), np.full(len(before), -1)
        moved[stay] = numbers[:left]
        self._looks: Looks = Looks([e.look for e in exemplars], at=numbers[left:].tolist(),
                                   known=known._looks if known else None, moved=moved)
        self.texts: dict[str, Texts] = by_field(Texts, exemplars, known=known.texts if known else {}, gone=gone)

    @classmethod
    def of(cls, exemplars: Documents | Shelf) -> Shelf:
        return exemplars if isinstance(exemplars, Shelf) else cls(exemplars)

    def without(self, ids: Collection[str]) -> Shelf:
        """The same, but some are passed over as if they had never been confirmed; what all of them share is not worked
        out again."""
        made = Shelf(())
        made.exemplars, made._looks, made.texts = self.exemplars, self._looks, self.texts
        made._hidden = self._hidden | frozenset(ids)
        return made

    def __bool__(self) -> bool:
        return any(e.id not in self._hidden for e in self.exemplars)

    def nearest(self, own: Look, most: int) -> list[tuple[Exemplar, float]]:
        """The ``most`` likest with how much they are alike, the likest first, of equals the first by its id."""
        return [(exemplar.opened, likeness) for exemplar, likeness in self.likest(own, most)]

    def likest(self, own: Look, most: int) -> list[tuple[Exemplar | Packed, float]]:
        """The same, not yet opened."""
        found, _looked_at = self._looks.nearest(own, most, among=self._among)
        return [(self.exemplars[number], likeness) for number, likeness in found]

    def has_like(self, own: Look, least: float) -> bool:
        """Whether one is as much alike as that."""
        return self._looks.any_from(own, least, among=self._among)

    def likeness(self, own: Look) -> list[float]:
        """0..1 for each of its documents, none passed over."""
        return self._looks.likeness(own).tolist()

    def confirmed(self, value: Value) -> int:
        """In how many documents the value was confirmed, each counted as often as it stands there."""
        key, letters = value
        return (self.texts[key].count(letters) if key in self.texts else 0) - self._passed_over[value]

    @cached_property
    def _among(self) -> np.ndarray | None:
        return np.array([e.id not in self._hidden for e in self.exemplars]) if self._hidden else None

    @cached_property
    def _passed_over(self) -> Counter[Value]:
        hidden = [e for e in self.exemplars if e.id in self._hidden] if self._hidden else []
        return Counter((key, letters) for key, _value, letters in values_of(hidden))
