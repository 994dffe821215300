"""Signs of a value that whole confirmed documents tell: what those alike have in its place, and what goes with what.

A misread letter of a known house, or a slip that somebody confirmed once, is told by its neighbours and not by the
value: the page of the same layout has another name, the company named here had another address on all its papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress

import numpy as np
from rapidfuzz import fuzz

from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.growing import Documents, not_among, values_of
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.types import FieldResult

from .ties import Ties
from .usual import SIGNS as USUAL
from .usual import Usual

SIGNS = ("agreed", "nearly", "mismatched", *USUAL)
_CHANGING = frozenset(("money", "number", "date"))      # of these no document says what the next one has
_NEARLY = 80.0          # likeness from which one text is another form, or a misreading, of the other
_TIED = 0.3             # from which one field's value goes with another's
_SHORTEST = 3           # letters of a value that others are told by

_NONE: np.ndarray = np.zeros(0)
Near = Sequence[tuple[Exemplar, float]]


class ConfirmedDocuments:
    """All confirmed values of one type, document by document. See ``growing`` for ``known`` and ``gone``. Some
    milliseconds for hundreds: ``Knowledge`` keeps it."""

    def __init__(self, exemplars: Documents, *, known: ConfirmedDocuments | None = None, gone: Documents = ()) -> None:
        before = known._exemplars if known else ()
        stay = not_among(before, gone)
        self._exemplars: Documents = [*compress(before, stay), *exemplars]
        self._ties: Ties = Ties([_first_letters(e) for e in exemplars], known=known._ties if known else None, stay=stay)
        self._usual: dict[tuple[str, str], Usual] = {
            (key, kind): Usual(_values(exemplars, key), kind, known=usual, gone=_values(gone, key))
            for (key, kind), usual in (known._usual.items() if known else ())}

    def noted(self, results: Mapping[str, tuple[FieldResult, ...]], kinds: Mapping[str, str], near: Near
              ) -> dict[str, tuple[FieldResult, ...]]:
        """The values with these signs in their features. Under a millisecond a value.

        ``agreed``: share of the near documents that have just this value; ``nearly``: of those that have nearly this
        one instead; ``mismatched`` (0 or 1): documents that share another field's value had other ones here, though
        the two fields go together; and those of ``Usual``. Each is left out where nothing was confirmed to tell it.
        """
        if not self._exemplars:
            return dict(results)
        alike = [(_first_letters(e), likeness) for e, likeness in near]
        beside = {key: rows for key, values in results.items() if values and len(rows := self._sharing(values[0]))}
        return {key: tuple(self._noted(v, beside, kinds.get(key, "text"), alike) for v in values)
                for key, values in results.items()}

    def _sharing(self, value: FieldResult) -> np.ndarray:
        """The documents with this value, if it is one that others are told by."""
        letters = fold(value.value)
        return self._ties.sharing(value.key, letters) if len(letters) >= _SHORTEST else _NONE

    def _noted(self, value: FieldResult, beside: Mapping[str, np.ndarray], kind: str,
               alike: Sequence[tuple[dict[str, str], float]]) -> FieldResult:
        own = fold(value.value)
        found = {"mismatched": self._mismatched(value.key, own, beside),
                 **self._usual_of(value.key, kind).signs(value.value)}
        votes = [(text, likeness) for values, likeness in alike if (text := values.get(value.key)) is not None]
        if total := 0.0 if kind in _CHANGING else sum(likeness for _, likeness in votes):
            found["agreed"] = sum(s for text, s in votes if text == own) / total
            found["nearly"] = sum(s for text, s in votes if text != own and fuzz.ratio(text, own) >= _NEARLY) / total
        return replace(value, features={**value.features, **{name: round(x, 4) for name, x in found.items()}})

    def _usual_of(self, key: str, kind: str) -> Usual:
        if (key, kind) not in self._usual:
            self._usual[key, kind] = Usual(_values(self._exemplars, key), kind)
        return self._usual[key, kind]

    def _mismatched(self, key: str, own: str, beside: Mapping[str, np.ndarray]) -> float:
        told = [self._told(other, rows, key, own) for other, rows in beside.items() if other != key]
        return float(max(told, key=abs, default=0.0) < 0)

    def _told(self, other: str, rows: np.ndarray, key: str, own: str) -> float:
        """-1..1: what documents with the same in the ``other`` field say of the value, by how far they go together."""
        tie = self._ties.tie(other, key)
        same, told = self._ties.among(rows, key, own) if tie >= _TIED else (0, 0)
        return tie * (2 * same / told - 1) if told else 0.0


def _values(exemplars: Documents, field: str) -> list[str]:
    """The values of the field, each as often as it was confirmed."""
    return [value for key, value, _letters in values_of(exemplars) if key == field]


def _first_letters(exemplar: Exemplar | Packed) -> dict[str, str]:
    """Field -> the letters of its first value."""
    found: dict[str, str] = {}
    for key, _value, letters in values_of([exemplar]):
        found.setdefault(key, letters)
    return found
