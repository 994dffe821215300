"""What many confirmed documents say together, made of those that are new and of what was known before them.

Whatever is made so takes what is new, what was ``known`` of others, and which of those are ``gone``. It says the very
same as if it were made of all at once, costs little more than what is new, and leaves what was known as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from .exemplar import Exemplar
from .packed import Packed

Documents = Sequence[Exemplar | Packed]
T = TypeVar("T", bound=Hashable)
Made = TypeVar("Made")


def counted(known: Mapping[T, int], more: Iterable[T], gone: Iterable[T]) -> Counter[T]:
    """How often each is there; none of which nothing is left."""
    found = Counter(known)
    found.update(more)
    for item in gone:
        found[item] -= 1
        if not found[item]:
            del found[item]
    return found


def in_order(known: Sequence[float], more: Iterable[float], gone: Iterable[float]) -> Sequence[float]:
    """All of them, the smallest first."""
    found = sorted([*known, *more])
    for number in gone:
        del found[bisect_left(found, number)]
    return found


def by_field(known: Mapping[str, Made], more: Mapping[str, Sequence[T]], gone: Mapping[str, Sequence[T]],
             make: Callable[..., Made]) -> dict[str, Made]:
    """Field -> what all its values say, of the fields that have any. ``make`` takes them as it is told above, and what
    it makes is false once nothing is left in it."""
    found = dict(known)
    for key in {*more, *gone}:
        found[key] = make(more.get(key, ()), known=known.get(key), gone=gone.get(key, ()))
    return {key: made for key, made in found.items() if made}
