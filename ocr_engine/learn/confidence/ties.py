"""Which fields of a type go together: how often documents with one value in common have another in common, too.

Each document is a row of numbers that stand for the letters in its fields: thousands are looked through at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np

_UNTOLD, _DOUBT = 0.5, 2.0      # pairs of documents that are added to what is known of a tie
_NUMBER = 8             # bytes that stand for letters: of millions of values no two have the same ones
_ABSENT = 0             # the number of a field that a document does not have
_FEW = 16               # documents that are new or gone: with more the ties are counted anew when they are asked for


class Ties:
    """``documents``: each as the letters in its fields. See ``growing`` for ``known``; ``stay``: which of its documents
    are not gone."""

    def __init__(self, documents: Sequence[Mapping[str, str]], *, known: Ties | None = None, stay: Sequence[bool] = ()
                 ) -> None:
        fields = dict.fromkeys([*(known._columns if known else ()), *(key for d in documents for key in d)])
        self._columns: dict[str, int] = {key: number for number, key in enumerate(fields)}
        before = known._widened(len(fields)) if known else np.zeros((0, len(fields)), np.int64)
        new = np.full((len(documents), len(fields)), _ABSENT, np.int64)
        for row, letters in zip(new, documents, strict=True):
            for key, text in letters.items():
                row[self._columns[key]] = _number(text)
        left = np.array(stay, bool)
        self._rows = np.concatenate([before[left], new])
        # Of two fields: pairs of documents that have both and the first one in common, and those with both in common.
        self._pairs, self._same = (np.zeros((len(fields), len(fields)), np.int64) for _ in range(2))
        self._counted = np.zeros((len(fields), len(fields)), bool)
        if known is not None and len(new) + (~left).sum() <= _FEW:
            self._take_over(known, before[left], before[~left], new)

    def _take_over(self, known: Ties, left: np.ndarray, gone: np.ndarray, new: np.ndarray) -> None:
        """What was counted of pairs, without those of the ``gone`` documents and with those of the ``new`` ones."""
        size = len(known._columns)
        for mine, theirs in ((self._pairs, known._pairs), (self._same, known._same), (self._counted, known._counted)):
            mine[:size, :size] = theirs
        for rows, sign in ((gone, -2), (new, 2)):       # each pair is counted from both of its documents
            together = np.concatenate([left, rows])
            for at in range(len(left), len(together)):
                row, others = together[at], together[:at]
                for field in np.flatnonzero((row != _ABSENT) & self._counted.any(axis=1)):
                    alike = others[others[:, field] == row[field]]
                    self._pairs[field] += sign * ((alike != _ABSENT) & (row != _ABSENT)).sum(axis=0)
                    self._same[field] += sign * ((alike == row) & (row != _ABSENT)).sum(axis=0)

    def sharing(self, field: str, letters: str) -> np.ndarray:
        """The documents with these letters in the field, a row each."""
        if field not in self._columns:
            return self._rows[:0]
        return self._rows[self._rows[:, self._columns[field]] == _number(letters)]

    def among(self, rows: np.ndarray, field: str, letters: str) -> tuple[int, int]:
        """How many of these documents have these letters in the field, and how many have the field."""
        if field not in self._columns:
            return 0, 0
        there = rows[:, self._columns[field]]
        return int((there == _number(letters)).sum()), int((there != _ABSENT).sum())

    def tie(self, one: str, other: str) -> float:
        """How often two documents with one value in the ``one`` field have one in the ``other``, too."""
        same, pairs = self._count(one, other) if one in self._columns and other in self._columns else (0, 0)
        return (same + _UNTOLD) / (pairs + _DOUBT)

    def _count(self, *fields: str) -> tuple[int, int]:
        one, other = (self._columns[key] for key in fields)
        if not self._counted[one, other]:
            both = (self._rows[:, one] != _ABSENT) & (self._rows[:, other] != _ABSENT)
            first, second = self._rows[both, one], self._rows[both, other]
            self._pairs[one, other], self._same[one, other] = _pairs_in(first), _pairs_in(first, second)
            self._counted[one, other] = True
        return int(self._same[one, other]), int(self._pairs[one, other])

    def _widened(self, fields: int) -> np.ndarray:
        """The rows, with room for fields that nothing was known of."""
        return np.pad(self._rows, ((0, 0), (0, fields - self._rows.shape[1])), constant_values=_ABSENT)


def _pairs_in(*columns: np.ndarray) -> int:
    """Of rows that have all of the columns in common, each pair from both sides."""
    if not len(columns[0]):
        return 0
    order = np.lexsort(columns)
    other = np.any([np.diff(column[order]) != 0 for column in columns], axis=0)
    sizes = np.diff(np.flatnonzero(np.concatenate([[True], other, [True]])))
    return int((sizes * (sizes - 1)).sum())


def _number(letters: str) -> int:
    """Never _ABSENT."""
    return int.from_bytes(blake2b(letters.encode(), digest_size=_NUMBER).digest(), "little", signed=True) or 1
