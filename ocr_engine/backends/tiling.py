"""At which size, and in how many pieces, a page is searched for text."""

from __future__ import annotations

import math

import cv2
import numpy as np

STRIDE = 32  # sides of what the network sees are multiples of this
OVERLAP = 96
# Letters lower than this many pixels are missed. Most pages stay above it when shrunk to the usual side.
_LETTER = 8.0
_ENOUGH = 6.0
_MIN_LETTERS = 60


def search_scale(image: np.ndarray, side: int) -> float:
    """How much to shrink a page before text is looked for: to ``side``, or less where its letters would vanish."""
    scale = min(1.0, side / max(image.shape[:2]))
    if scale > 0.6:
        return scale
    letter = letter_height(image)
    if letter is None or letter * scale >= _ENOUGH:
        return scale
    return min(1.0, max(scale, _LETTER / letter))


def letter_height(image: np.ndarray) -> float | None:
    """Median height in pixels of what looks like letters, or None where there are too few to tell (about 10 ms/Mpx)."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 25)
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height, area = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    letters = (height >= 5) & (height <= 120) & (width >= 2) & (width <= 3 * height) & (area >= 0.12 * width * height)
    return float(np.median(height[letters])) if int(letters.sum()) >= _MIN_LETTERS else None


def spans(length: int, side: int) -> list[tuple[int, int]]:
    """Overlapping pieces of at most ``side`` that cover the length, evenly spread; one where it nearly fits."""
    if length <= side + OVERLAP:
        return [(0, length)]
    count = math.ceil((length - OVERLAP) / (side - OVERLAP))
    step = (length - side) / (count - 1)
    return [(start, start + side) for start in (round(i * step) for i in range(count))]
