"""A share of counted things, and how far chance reaches."""

from __future__ import annotations

from dataclasses import dataclass

from docmgr.extraction import engine


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``count``. ``low`` and ``high``: Clopper and Pearson's 95 % interval, 0 and 1 where there is nothing.
    """

    part: int
    count: int
    low: float
    high: float

    @classmethod
    def of(cls, part: int, count: int) -> Share:
        if not count:
            return cls(0, 0, 0.0, 1.0)
        found = engine.monitored(part, count, alpha=1.0)
        return cls(part, count, found["lower"], found["upper"])

    @property
    def share(self) -> float | None:
        """0..1, None of nothing."""
        return self.part / self.count if self.count else None
