"""Right or wrong, trusted or doubted: what the engine's confidence was worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from docmgr.dashboard.shares import Share
from docmgr.dashboard.values import Row


@dataclass(frozen=True, slots=True)
class Quadrants:
    """Reviewed values (``values`` says of which the words are true). ``wrong_trusted`` are what an office is afraid of,
    ``right_doubted`` what a person was asked about for nothing."""

    right_trusted: int
    right_doubted: int
    wrong_doubted: int
    wrong_trusted: int

    @property
    def total(self) -> int:
        return self.right_trusted + self.right_doubted + self.wrong_doubted + self.wrong_trusted

    @property
    def slipped(self) -> Share:
        """The wrong ones among those that were trusted."""
        return Share.of(self.wrong_trusted, self.right_trusted + self.wrong_trusted)

    @property
    def caught(self) -> Share:
        """The doubted ones among those that were wrong."""
        return Share.of(self.wrong_doubted, self.wrong_doubted + self.wrong_trusted)


def quadrants(rows: Iterable[Row]) -> Quadrants:
    found: Counter[tuple[bool, bool]] = Counter()
    for row in rows:
        found[row.right, row.trusted] += row.count
    return Quadrants(found[True, True], found[True, False], found[False, False], found[False, True])
