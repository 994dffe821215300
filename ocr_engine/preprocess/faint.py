"""Pages in faint print: how far the ink is from the paper, and the page with black ink on white paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from ocr_engine.backends.base import Quad
from ocr_engine.preprocess.shades import percentiles

# Shades of grey from ink to paper, of 255. Of 219 receipts, cards and forms two had 45 and 47 and none less; drawn
# pages gain by being darkened up to 30 (at 16 one word in seven is missed otherwise) and hardly anything from 42 on.
FAINT = 36


def is_faint(image: np.ndarray, quads: Sequence[Quad]) -> bool:
    """Whether the ink of the middle one of the found lines of an RGB page hardly differs from its paper. About 2 ms."""
    shades = [high - low for low, high in _ink_and_paper(image, quads)]
    return bool(shades) and float(np.median(shades)) < FAINT


def darkened(image: np.ndarray, quads: Sequence[Quad]) -> np.ndarray:
    """All shades drawn out, so that the ink of the middle line becomes black and its paper white."""
    ink, paper = np.median(list(_ink_and_paper(image, quads)), axis=0)
    shades = (np.arange(256) - ink) * (255 / max(1.0, paper - ink))
    return cv2.LUT(image, np.clip(shades, 0, 255).astype(np.uint8))


def _ink_and_paper(image: np.ndarray, quads: Sequence[Quad]) -> Iterator[tuple[float, float]]:
    grey = cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2GRAY)
    for quad in quads:
        x0, y0 = np.maximum(quad.points.min(axis=0), 0).astype(int)
        x1, y1 = quad.points.max(axis=0).astype(int) + 1
        if (line := grey[y0:y1, x0:x1]).size:
            low, high = percentiles(line, 5, 95)
            yield low, high
