"""How many known pages look like a new one, found without comparing it with each.

What a known page shares with the new one at most is summed up for all of them at once from the words they have in
common; where the words stand is looked at only of those that may be among the nearest. The outcome is to the bit what
``signature.similarity`` tells of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from .signature import APART, ASTRAY, IN_PLACE, NEAR, SURE, Signature, in_thousandths, only_words

_BATCH = 32             # known pages whose words' places are looked at together, the likeliest first
_FINE = 10_000          # parts of a page's width
_NUMBER = 8             # bytes that stand for a word: of millions of words no two have the same ones
# The columns of an index without pages: words, their pages, weights, places.
_NOTHING = tuple(np.zeros(0, kind) for kind in (np.int64, *(4 * [np.int32])))


@dataclass(frozen=True, slots=True)
class Print:
    """Words in arrays of one length: their numbers, weights in thousandths, places in ten-thousandths of the page's
    width, which is as finely as a signature tells them."""

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
                   *(np.array([round(row[axis] * _FINE) for row in rows], np.int32) for axis in (1, 2)))


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
    """Known pages, numbered as they are given, or with the numbers ``at`` beside those of ``known``: ``moved`` tells
    the new number of each of these, -1 where it is gone. Thousands take some hundred milliseconds at once, and one
    more beside them some milliseconds."""

    def __init__(self, looks: Sequence[Look], *, at: Sequence[int] | None = None, known: Looks | None = None,
                 moved: Sequence[int] | np.ndarray = ()) -> None:
        new, numbers = dict(zip(range(len(looks)) if at is None else at, looks, strict=True)), np.array(moved, np.int32)
        before = numbers[known._lined] if known else numbers
        lined = {number: look.whole for number, look in new.items() if look.has_lines}
        self._count = len(new) + int((numbers >= 0).sum())
        self._lined: np.ndarray = np.sort(np.array([*before[before >= 0], *lined], np.int32))
        places = np.full(self._count + 1, -1, np.int32)         # the last one is the place of -1
        places[self._lined] = np.arange(len(self._lined))
        self._words: _Index = _Index({number: look.words for number, look in new.items()},
                                     known._words if known else None, numbers)
        self._whole: _Index = _Index({int(places[number]): whole for number, whole in lined.items()},
                                     known._whole if known else None, places[before])

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

    def __init__(self, prints: Mapping[int, Print], known: _Index | None, moved: np.ndarray) -> None:
        stay = moved >= 0
        self.count = len(prints) + int(stay.sum())
        self.totals = np.zeros(self.count, np.int64)
        for number, print_ in prints.items():
            self.totals[number] = print_.weight
        if known is not None:
            self.totals[moved[stay]] = known.totals[stay]
        columns = list(zip(known._left(moved) if known else _NOTHING, *(
            (p.words, np.full(len(p.words), number, np.int32), p.weights, p.x, p.y) for number, p in prints.items()),
            strict=True))
        order = np.argsort(np.concatenate(columns[0]), kind="stable")   # beside what is sorted already it takes little
        self._words, self.pages, self.weights, self.x, self.y = (np.concatenate(parts)[order] for parts in columns)

    def _left(self, moved: np.ndarray) -> tuple[np.ndarray, ...]:
        """What stays of it, by the new numbers of the pages."""
        columns = self._words, moved[self.pages], self.weights, self.x, self.y
        return columns if (moved >= 0).all() else tuple(column[columns[1] >= 0] for column in columns)

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
        dx, dy = (own[mine] / _FINE - known[at] / _FINE
                  for own, known in ((self._own.x, self._index.x), (self._own.y, self._index.y)))
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
