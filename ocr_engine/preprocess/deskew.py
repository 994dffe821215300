"""The small angle at which a page lies, from the boxes of its lines (free once they are found)."""

from __future__ import annotations

import math

import numpy as np

from ocr_engine.backends.base import Quad

# Strips are cut along their line and put in order without their slant, so a skew costs nothing: on drawn pages as many
# words are read at 20° without a correction as with it (docs/benchmarks/reader.md). The second search that it takes is
# left to pages that lie askew so much that boxes of neighbouring lines overlap.
CORRECT_FROM = 10.0
_MIN_RATIO = 3.0


def skew_of(quads: list[Quad]) -> float:
    """Median angle in degrees of the long lines, weighted by length; positive where lines fall to the right."""
    angles, weights = [], []
    for quad in quads:
        if quad.length >= _MIN_RATIO * quad.thickness:
            dx, dy = quad.points[1] - quad.points[0]
            angles.append(math.degrees(math.atan2(float(dy), float(dx))))
            weights.append(quad.length)
    if not angles:
        return 0.0
    order = np.argsort(angles)
    totals = np.cumsum(np.array(weights)[order])
    return float(np.array(angles)[order][np.searchsorted(totals, totals[-1] / 2)])
