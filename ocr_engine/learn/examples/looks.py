"""How many known pages look like a new one, found without comparing it with each.

What a known page shares with the new one at most is summed up for all of them at once from the words they have in
common; where the words stand is looked at only of those that may be among the nearest. The outcome is to the bit what
``signature.similarity`` tells of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from .signature import APART, ASTRAY, IN_PLACE, NEAR, SURE, Signature, in_thousandths, only_words

_BATCH = 32             # known pages whose words' places are looked at together, the likeliest first
_NUMBER = 8             # bytes that stand for a word: of millions of words no two have the same ones


@dataclass(frozen=True, slots=True)
class Print:
    """Words in arrays of one length: their numbers, weights in thousandths, places in page widths."""

    words: np.ndarray
    weights: np.ndarray
    x: np.ndarray
    y: np.ndarray

    @property
    def weight(self) -> int:
        return int(self.weights.sum())

    @classmethod
    def of(cls, signature: Signature) -> Print:
        numbers = b"".join(blake2b(word.encode(), digest_size=_NUMBER).digest() for word in signature)
        rows = list(signature.values())
        return cls(np.frombuffer(numbers, np.int64), np.array([in_thousandths(w) for w, _, _ in rows], np.int32),
                   np.array([x for _, x, _ in rows], np.float64), np.array([y for _, _, y in rows], np.float64))


class Look:
    """A signature in a form that takes a tenth of the room. ``whole``: with its lines, where a page is told by them."""

    __slots__ = ("whole", "words")

    def __init__(self, signature: Signature) -> None:
        words = only_words(signature)
        self.words = Print.of(words)
        self.whole = self.words if words is signature else Print.of(signature)

    @property
    def has_lines(self) -> bool:
        return self.whole is not self.words


class Looks:
    """Known pages, numbered as they are given."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self._count = len(looks)
        self._words = _Index([look.words for look in looks])
        self._lined = np.flatnonzero([look.has_lines for look in looks])
        self._whole = _Index([look.whole for look in looks if look.has_lines])

    def __len__(self) -> int:
        return self._count

    def nearest(self, own: Look, most: int, *, among: np.ndarray | None = None) -> tuple[list[tuple[int, float]], int]:
        """The ``most`` known pages (all of them: ``len``) that are likest, as (number, likeness), the likest first and
        of equals the first given; and how many were looked at closely. ``among``: a mask of those that are asked.

        Some milliseconds for thousands.
        """
        asked = _Asked(self, own)
        bound = asked.bound if among is None else np.where(among, asked.bound, -1.0)
        order = np.argsort(-bound, kind="stable")
        order = order[bound[order] >= 0.0]
        found: list[tuple[float, int]] = []
        done, batch = 0, _BATCH
        while done < len(order) and (len(found) < most or bound[order[done]] >= -found[-1][0]):
            part = order[done:done + batch]
            found += zip((-asked.likeness(part)).tolist(), part.tolist(), strict=True)
            found = sorted(found)[:most]
            done, batch = done + len(part), 2 * batch
        return [(number, -likeness) for likeness, number in found], done

    def likeness(self, own: Look) -> np.ndarray:
        """0..1 for each."""
        return _Asked(self, own).likeness(np.arange(self._count))

    def any_from(self, own: Look, least: float, *, among: np.ndarray | None = None) -> bool:
        """Whether one is as much alike as that. Those that may be are looked at, the likeliest first."""
        asked = _Asked(self, own)
        bound = asked.bound if among is None else np.where(among, asked.bound, -1.0)
        likely = np.flatnonzero(bound >= least)
        likely = likely[np.argsort(-bound[likely], kind="stable")]
        return any((asked.likeness(likely[at:at + _BATCH]) >= least).any() for at in range(0, len(likely), _BATCH))

    def shared(self, own: Look) -> tuple[_Shared, _Shared | None]:
        """What it shares with all; the second of pages with lines alone, where it is one itself."""
        lined = own.has_lines and len(self._lined) > 0
        return self._words.shared(own.words), self._whole.shared(own.whole) if lined else None

    @property
    def lined(self) -> np.ndarray:
        """The numbers of those that are told by their lines, too."""
        return self._lined


class _Asked:
    """One page before all known ones. ``bound``: what the likeness of each cannot exceed."""

    def __init__(self, known: Looks, own: Look) -> None:
        self._words, self._whole = known.shared(own)
        self._lined = known.lined
        self.bound = self._words.bound
        if self._whole is not None:
            self.bound = self.bound.copy()
            self.bound[self._lined] = np.maximum(self.bound[self._lined], np.minimum(SURE, self._whole.bound))

    def likeness(self, numbers: np.ndarray) -> np.ndarray:
        found = self._words.likeness(numbers)
        if self._whole is None:
            return found
        at = np.searchsorted(self._lined, numbers)
        known = (at < len(self._lined)) & (self._lined[np.minimum(at, len(self._lined) - 1)] == numbers)
        short = np.flatnonzero((found < NEAR) & known)
        if len(short):
            found[short] = np.maximum(found[short], np.minimum(SURE, self._whole.likeness(at[short])))
        return found


class _Index:
    """Word -> the pages that have it, as arrays sorted by the word."""

    def __init__(self, prints: Sequence[Print]) -> None:
        self.count = len(prints)
        self.totals = np.array([p.weight for p in prints], np.int64)
        words = _joined([p.words for p in prints], np.int64)
        order = np.argsort(words, kind="stable")
        self._words = words[order]
        self.pages = np.repeat(np.arange(self.count, dtype=np.int32), [len(p.words) for p in prints])[order]
        self.weights = _joined([p.weights for p in prints], np.int32)[order]
        self.x, self.y = (_joined([getattr(p, axis) for p in prints], np.float64)[order] for axis in "xy")

    def shared(self, own: Print) -> _Shared:
        begin = np.searchsorted(self._words, own.words, "left")
        sizes = np.searchsorted(self._words, own.words, "right") - begin
        mine = np.repeat(np.arange(len(own.words)), sizes)
        at = np.arange(len(mine)) + np.repeat(begin - np.cumsum(sizes) + sizes, sizes)
        return _Shared(self, own, mine, at)


class _Shared:
    """The words that a page shares with known ones, page by page."""

    def __init__(self, index: _Index, own: Print, mine: np.ndarray, at: np.ndarray) -> None:
        self._index, self._own, self._mine, self._at = index, own, mine, at
        self._pages = index.pages[at]
        self._weights = np.minimum(own.weights[mine], index.weights[at]).astype(np.int64)
        self._whole = IN_PLACE * 0.5 * (index.totals + own.weight)
        got = np.bincount(self._pages, self._weights, index.count) * IN_PLACE
        self.bound = np.divide(got, self._whole, out=np.zeros(index.count), where=got > 0)

    def likeness(self, numbers: np.ndarray) -> np.ndarray:
        """Of these pages, each given once."""
        place = np.full(self._index.count, -1)
        place[numbers] = np.arange(len(numbers))
        chosen = np.flatnonzero(place[self._pages] >= 0)
        page, mine, at = place[self._pages[chosen]], self._mine[chosen], self._at[chosen]
        sizes = np.bincount(page, minlength=len(numbers))
        dx, dy = self._own.x[mine] - self._index.x[at], self._own.y[mine] - self._index.y[at]
        apart = np.abs(dx - _middles(dx, page, sizes)[page]) + 0.5 * np.abs(dy - _middles(dy, page, sizes)[page])
        got = np.bincount(page, self._weights[chosen] * np.where(apart < APART, IN_PLACE, ASTRAY), len(numbers))
        return np.divide(got, self._whole[numbers], out=np.zeros(len(numbers)), where=got > 0)


def _middles(values: np.ndarray, page: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The middle one of each page's values, the upper of two; 0 for a page without any."""
    ordered = values[np.lexsort((values, page))]
    found = np.zeros(len(sizes))
    some = np.flatnonzero(sizes)
    begin = np.cumsum(sizes) - sizes
    found[some] = ordered[(begin + sizes // 2)[some]]
    return found


def _joined(parts: Sequence[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0, kind)
