"""What a page reader is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of read text along its line: ``start`` and ``end`` are fractions (0..1) of the line's length."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Letter:
    """One sign of a reading, spaces too; ``column`` is where it was seen, in columns of the recogniser."""

    text: str
    column: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one crop, its words, and how sure the reader is: on the whole, and of its least sure letter.

    ``letters`` are what it was spelled from, seen in so many ``columns``; () where the reader does not tell.
    ``pitch``: of a line set wide, how far its letters are apart, as a part of the crop's thickness; 0 of other lines.
    """

    text: str
    confidence: float
    words: tuple[Segment, ...] = ()
    lowest: float = 1.0
    letters: tuple[Letter, ...] = ()
    columns: int = 0
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Quad:
    """A found line of text: four corners in pixels, clockwise from where its text begins (shape (4, 2))."""

    points: np.ndarray = field(compare=False)
    score: float = 1.0

    @property
    def length(self) -> float:
        return float(np.linalg.norm(self.points[1] - self.points[0]))

    @property
    def thickness(self) -> float:
        return float(np.linalg.norm(self.points[3] - self.points[0]))


class PageReader(Protocol):
    """Finds lines of text on a page (RGB, uint8) and reads them. Raises BackendFailed when it breaks.

    ``page`` is for a second look at a part of a page: the text that was read there.
    """

    name: str

    def find(self, image: np.ndarray) -> list[Quad]: ...

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]: ...
