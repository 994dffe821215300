"""Which values of several lists stand in one row of a table, by where they stand on the page.

A value belongs to the row whose values it shares most of its height with. A row holds at most one value of a column;
where a column has none, the cell stays empty. Nothing is made up and nothing is left out: every value is in one row.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr_engine.types import BBox, PageText

# So much of the lower one's height two values of a row share at least.
SHARED = 0.5
Place = tuple[int, BBox] | None
"""Page and box of a value; None where it was found on no page."""


@dataclass(frozen=True, slots=True)
class Band:
    """From where to where a value reaches down its page, once the page stands upright. ``left`` is its near edge."""

    page: int
    top: float
    bottom: float
    left: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def shares(self, other: Band) -> float:
        """How much of the lower one's height they share, 0..1."""
        if self.page != other.page:
            return 0.0
        lower = min(self.height, other.height)
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, min(1.0, common / lower)) if lower > 0 else float(common >= 0)


def band(place: tuple[int, BBox], page: PageText | None = None) -> Band:
    """``page`` tells how its text is turned and slanted; without it, it stands upright."""
    number, box = place
    if page is None:
        return Band(number, box.y0, box.y1, box.x0)
    upright = box.turned(page.rotation)
    sideways = page.rotation % 180 != 0
    width, height = (page.height, page.width) if sideways else (page.width, page.height)
    if not page.skew or not height:
        return Band(number, upright.y0, upright.y1, upright.x0)
    slope = math.tan(math.radians(page.skew)) * width / height
    # A line that falls makes the box around it taller than its letters, by what it falls on its length.
    over = min(abs(slope) * upright.width, 0.9 * upright.height) / 2
    shift = slope * upright.cx
    return Band(number, upright.y0 + over - shift, upright.y1 - over - shift, upright.x0)


def line_up(columns: Sequence[Sequence[Place]], pages: Mapping[int, PageText]) -> list[list[int]]:
    """The row of every value, from 0 down the pages, in the shape of ``columns``; those of a column differ.

    Values without a place fill the rows that are free between their neighbours in the column where those are as many as
    they are; else nobody knows their rows, and they come below all. Costs milliseconds for hundreds.
    """
    left = {(c, n): band(place, pages.get(place[0])) for c, column in enumerate(columns)
            for n, place in enumerate(column) if place}
    where = [[-1] * len(column) for column in columns]
    rows: list[dict[int, Band]] = []
    while left:
        for (c, n), row in _begun(left, len(rows)).items():
            if row == len(rows):
                rows.append({})
            rows[row][c] = left.pop((c, n))
            where[c][n] = row
    order = sorted(range(len(rows)), key=lambda r: (min(b.page for b in rows[r].values()), _middle(rows[r]), r))
    number = {row: n for n, row in enumerate(order)}
    where = [[number.get(row, -1) for row in column] for column in where]
    return _with_placeless(where, len(rows))


def _middle(row: Mapping[int, Band]) -> float:
    first = min(b.page for b in row.values())
    there = [b.middle for b in row.values() if b.page == first]
    return sum(there) / len(there)


def _begun(left: Mapping[tuple[int, int], Band], first: int) -> dict[tuple[int, int], int]:
    """Rows begun by the column that has most values left, numbered from ``first``, and what else stands in them."""
    counts = Counter(c for c, _ in left)
    anchor = min(counts, key=lambda c: (-counts[c], c))
    begun = sorted((one.page, one.middle, n) for (c, n), one in left.items() if c == anchor)
    found = {(anchor, n): first + row for row, (_, _, n) in enumerate(begun)}
    reach = max(left[anchor, n].height for _, _, n in begun)
    pairs = []
    for (c, n), one in left.items():
        far = (reach + one.height) / 2 + 1e-9
        start, stop = bisect_left(begun, (one.page, one.middle - far)), bisect_left(begun, (one.page, one.middle + far))
        for row in range(start, stop) if c != anchor else ():
            other = left[anchor, begun[row][2]]
            if (shared := one.shares(other)) >= SHARED:
                apart = round(abs(one.middle - other.middle), 6), abs(one.left - other.left)
                pairs.append((-round(shared, 6), *apart, c, n, row))
    taken: set[tuple[int, int]] = set()
    for *_, c, n, row in sorted(pairs):
        if (c, n) not in found and (c, row) not in taken:
            found[c, n] = first + row
            taken.add((c, row))
    return found


def _with_placeless(where: list[list[int]], count: int) -> list[list[int]]:
    for column in where:
        taken, below = {row for row in column if row >= 0}, count
        for run in _runs(column):
            before, behind = column[run.start - 1] if run.start else -1, (*column, count)[run.stop]
            free = [row for row in range(before + 1, behind) if row not in taken]
            if len(free) != len(run):
                free, below = list(range(below, below + len(run))), below + len(run)
            column[run.start:run.stop] = free
            taken.update(free)
    return where


def _runs(column: Sequence[int]) -> list[range]:
    """Stretches of values without a row."""
    edges = [n for n in range(len(column) + 1)
             if (n < len(column) and column[n] < 0) != (n > 0 and column[n - 1] < 0)]
    return [range(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True)]
