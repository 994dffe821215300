"""What lies in a stretch of a page from left to right, found without a walk over all that is printed beside it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from operator import itemgetter
from typing import Generic, TypeVar

from ocr_engine.types import BBox

T = TypeVar("T")
_LEFT = itemgetter(0)
_NARROWEST = -40  # the power of two below which widths are alike


class Stretches(Generic[T]):
    """Things by the stretches that their boxes cover. Those that are about as wide as each other lie sorted by their
    left edges, so that a wide one among thousands of narrow ones makes nothing slower."""

    def __init__(self) -> None:
        self._by_width: dict[int, list[tuple[float, int, float, T]]] = {}
        self._count = 0

    def add(self, box: BBox, thing: T) -> None:
        right = max(box.x0, box.x1)
        width = max(_NARROWEST, math.frexp(right - box.x0)[1])
        self._count += 1  # what begins at the same place stays in the order in which it came
        insort(self._by_width.setdefault(width, []), (box.x0, self._count, right, thing))

    def touching(self, left: float, right: float) -> Iterator[T]:
        """All whose boxes reach into the stretch or up to it, in no order."""
        for width, found in self._by_width.items():
            begin = bisect_left(found, left - math.ldexp(1.0, width), key=_LEFT)
            for _x0, _count, end, thing in found[begin : bisect_right(found, right, key=_LEFT)]:
                if end >= left:
                    yield thing
