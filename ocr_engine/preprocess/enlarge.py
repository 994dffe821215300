"""Pages whose letters are only six pixels high or so: twice as large, more of them are found."""

from __future__ import annotations

import numpy as np

from ocr_engine.backends.base import Quad
from ocr_engine.backends.crops import is_vertical

TWICE = 2.0
# Pixels of the found boxes. Of letters of 6 px they are 12 to 13.6 high, of 7 and 8 px, which gain nothing, 14 to 15;
# of 76 receipts, cards and forms none had less than 17.
_TINY = 13.8
_SMALL_PAGE = 1200  # pixels of the longer side: small print on larger pages is looked for in tiles


def is_tiny(image: np.ndarray, quads: list[Quad]) -> bool:
    """Whether most lines of a small page are too low to be read well."""
    heights = [quad.length if is_vertical(quad) else quad.thickness for quad in quads]
    return bool(heights) and max(image.shape[:2]) <= _SMALL_PAGE and float(np.median(heights)) < _TINY
