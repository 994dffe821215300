"""The blanks between the letters of a strip, measured on its ink.

A recogniser places a letter to within a sixth of the line's height; the ink does to within a pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

_TOP, _BOTTOM = 0.15, 0.87      # of the height: the middle of a line, without what hangs in from the lines beside it
_RULE = 0.7                     # a row of pixels with ink over this part of its length is a ruled line
_ASIDE = 0.15                   # how far left of its ink a letter may be seen
_SPECK = 0.04                   # of the height: ink of a column below it is none


class InkGaps:
    """The blank columns of one RGB strip. Places are measured from its left end; all lengths are in heights of it."""

    def __init__(self, strip: np.ndarray) -> None:
        inked = _columns(strip)
        self._height = strip.shape[0]
        edges = np.flatnonzero(np.diff(np.concatenate([[1], inked.astype(np.int8), [1]])))
        self._blanks = edges.reshape(-1, 2) / self._height      # (n, 2): where each begins and ends
        self._middles = self._blanks.mean(axis=1)
        self._length = strip.shape[1] / self._height

    def reach(self, first: float, last: float, least: float) -> tuple[float, float]:
        """Where the ink from the letter at ``first`` to the letter at ``last`` begins and ends.

        Blanks of at least ``least`` bound it, because a strip may show a part of what stands beside its letters.
        """
        blanks = self._blanks
        starts, ends = blanks[(np.diff(blanks)[:, 0] >= least) | (blanks[:, 0] <= 0) | (blanks[:, 1] >= self._length)].T
        before, after = ends[ends <= first + _ASIDE], starts[starts > last]
        return float(before.max(initial=0.0)), float(after.min(initial=self._length))

    def between(self, places: Sequence[float]) -> list[float]:
        """The widest blank between each two neighbouring ``places`` (in ascending order); 0 where ink touches ink."""
        found = []
        for start, end in pairwise(places):
            inside = self._blanks[(self._middles >= start) & (self._middles <= end)]
            found.append(float((inside[:, 1] - inside[:, 0]).max()) if len(inside) else 0.0)
        return found


def _columns(strip: np.ndarray) -> np.ndarray:
    """(width,) whether a column holds ink, light on dark or dark on light."""
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    _level, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if 2 * int(ink.sum()) > ink.size:
        ink = 1 - ink
    height = len(ink)
    ink = ink[int(_TOP * height):int(_BOTTOM * height) + 1]
    plain = ink.mean(axis=1) < _RULE
    return np.asarray((ink[plain] if plain.any() else ink).sum(axis=0) >= max(1.0, _SPECK * height))
