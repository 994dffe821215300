"""The interface of page readers, and what they give: found lines, readings, words and letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np


@dataclass(frozen=True, slots=True)
class Segment:
    """A word of a reading. ``start`` and ``end`` are fractions (0..1) of the line's length."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Letter:
    """One character of a reading, spaces included. ``column``: where the recogniser saw it, in its CTC steps."""

    text: str
    column: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader read in one crop. Confidences are 0..1.

    ``confidence``: of the whole; ``lowest``: of its least sure letter. ``letters``: its characters with their places
    among ``columns`` CTC steps; () and 0 where the reader does not tell. ``pitch``: for a line with widely spaced
    letters the distance from letter to letter, as a fraction of the crop's thickness; 0 for other lines.
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
        """Pixels from the beginning of the text to its end."""
        return float(np.linalg.norm(self.points[1] - self.points[0]))

    @property
    def thickness(self) -> float:
        """Pixels across the text."""
        return float(np.linalg.norm(self.points[3] - self.points[0]))


class PageReader(Protocol):
    """Finds lines of text on a page and reads them. Images are RGB, uint8. Raises BackendFailed when it breaks."""

    name: str

    def find(self, image: np.ndarray) -> list[Quad]:
        """The lines of text on a page (height, width, 3), in pixels of it, in any order."""
        ...

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]:
        """A reading for each crop, an upright line of text.

        ``page``: the text of the page that was read before, where only a part of its lines is read again.
        """
        ...
