"""What many confirmed documents say together, made of those that are new and of what was known before them.

Whatever is made so takes what is new, what was ``known`` of others, and which of those are ``gone``. It says the very
same as if it were made of all at once, costs little more than what is new, and leaves what was known as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from .exemplar import Exemplar
from .packed import Packed

Documents = Sequence[Exemplar | Packed]
Value = tuple[str, str]     # as a person stands for it, and its folded letters
T = TypeVar("T", bound=Hashable)
Made = TypeVar("Made")


def values_of(exemplars: Iterable[Exemplar | Packed]) -> Iterator[tuple[str, str, str]]:
    """(field, value, its folded letters), each as often as it was confirmed."""
    for exemplar in exemplars:
        for (key, value), letters in zip(exemplar.values, exemplar.letters, strict=True):
            yield key, value, letters


def not_among(exemplars: Documents, others: Documents) -> list[bool]:
    """Of each whether it is none of the others. One that was corrected is another one, though it keeps its id."""
    known = {id(e) for e in others}
    return [id(e) not in known for e in exemplars]


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


def by_field(make: Callable[..., Made], exemplars: Documents, *, known: Mapping[str, Made], gone: Documents
             ) -> dict[str, Made]:
    """Field -> what all its values say, of the fields that have any. ``make`` takes the values of one field in the way
    that is told above, and what it makes is false once nothing is left in it."""
    found, more, less = dict(known), _grouped(exemplars), _grouped(gone)
    for key in {*more, *less}:
        found[key] = make(more.get(key, ()), known=known.get(key), gone=less.get(key, ()))
    return {key: made for key, made in found.items() if made}


def _grouped(exemplars: Documents) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for key, value, letters in values_of(exemplars):
        found.setdefault(key, []).append((value, letters))
    return found
