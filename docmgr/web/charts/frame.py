"""What the charts have in common: where in its view box one is drawn, and the marks at its edges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of the view box, and the edges of the drawing within it; all in its units."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def within(cls, width: float, height: float, *, left: float, right: float, top: float, bottom: float) -> Frame:
        """``left``, ``right``, ``top`` and ``bottom``: the margins."""
        return cls(width, height, left, width - right, top, height - bottom)

    def x(self, share: float) -> float:
        """So far from the left edge to the right one, 0..1."""
        return self.left + (self.right - self.left) * share

    def y(self, share: float) -> float:
        """So far from the bottom to the top, 0..1."""
        return self.bottom - (self.bottom - self.top) * share


@dataclass(frozen=True, slots=True)
class Chart:
    """``across`` are marks below, ``up`` those at the left."""

    frame: Frame
    across: list[Mark]
    up: list[Mark]
