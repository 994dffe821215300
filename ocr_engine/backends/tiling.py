"""At which size, and in how many pieces, a page is searched for text."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from ocr_engine.backends.base import Quad

STRIDE = 32  # sides of what the network sees are multiples of this
OVERLAP = 96
# Letters lower than _ENOUGH pixels are missed; where that is so they are looked at again at _LETTER pixels.
_LETTER, _ENOUGH = 8.0, 6.0
_MIN_LETTERS = 60
_CONTRAST = 40


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """Letters too small for the first search: the ``scale`` at which to search again, and the ``place`` with most of
    them (x, y in pixels), where it is tried first."""

    scale: float
    place: tuple[float, float]


def small_print(image: np.ndarray, found: list[Quad], scale: float, side: int) -> SmallPrint | None:
    """What the first search, with the page scaled by ``scale``, probably missed; None for most pages.

    ``found``: its lines; ``side``: the longest side, in pixels, that is searched at once. Costs about 15 ms a
    megapixel, and nothing where the page was hardly shrunk.
    """
    if scale > 0.6:
        return None
    centres, heights, inside = _letters(image, found)
    # Letters inside found lines tell of text that was found but is too small to be told apart; those outside of text
    # that was not found, or of the grain of a table top.
    for group in (inside, ~inside):
        letter = float(np.median(heights[group])) if int(group.sum()) >= _MIN_LETTERS else 0.0
        if 0 < letter * scale < _ENOUGH:
            finer = min(1.0, max(scale, _LETTER / letter))
            return SmallPrint(finer, _fullest_place(centres[group], side / finer))
    return None


def _fullest_place(centres: np.ndarray, size: float) -> tuple[float, float]:
    """The middle of the letters in the square of this size that holds most of them."""
    cells = np.floor(centres / size).astype(int)
    squares, counts = np.unique(cells, axis=0, return_counts=True)
    x, y = centres[(cells == squares[counts.argmax()]).all(axis=1)].mean(axis=0)
    return float(x), float(y)


def _letters(image: np.ndarray, found: list[Quad]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of what looks like letters: centres (n, 2), heights (n,) in pixels, and whether within a line already found."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, _CONTRAST)
    _count, _labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height, area = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    letters = (height >= 5) & (height <= 120) & (width >= 2) & (width <= 3 * height) & (area >= 0.12 * width * height)
    lines = np.zeros(grey.shape, np.uint8)
    for quad in found:
        cv2.fillConvexPoly(lines, quad.points.astype(np.int32), 1)
    centres = centres[1:][letters]
    x, y = centres.astype(int).T
    return centres, height[letters], lines[y, x].astype(bool)


def united(coarse: list[Quad], fine: list[Quad], shape: tuple[int, int]) -> list[Quad]:
    """The finer finds, and of the coarser ones those that lie where nothing finer was found: large lettering."""
    shrink = min(1.0, 1000 / max(shape))
    taken = np.zeros((math.ceil(shape[0] * shrink), math.ceil(shape[1] * shrink)), np.uint8)
    for quad in fine:
        cv2.fillConvexPoly(taken, (quad.points * shrink).astype(np.int32), 1)
    kept = []
    for quad in coarse:
        inside = np.zeros_like(taken)
        cv2.fillConvexPoly(inside, (quad.points * shrink).astype(np.int32), 1)
        if cv2.mean(taken, inside)[0] < 0.3:
            kept.append(quad)
    return kept + fine


def spans(length: int, side: int) -> list[tuple[int, int]]:
    """Overlapping pieces of at most ``side`` that cover the length, evenly spread; one where it nearly fits."""
    if length <= side + OVERLAP:
        return [(0, length)]
    count = math.ceil((length - OVERLAP) / (side - OVERLAP))
    step = (length - side) / (count - 1)
    return [(start, start + side) for start in (round(i * step) for i in range(count))]
