"""Pages that lie in deep shadow: how uneven the paper's brightness is under the text, and the page with even paper.

A slight shadow costs the reader nothing and flattening it loses words; in a deep one, words are not found.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr_engine.backends.base import Quad
from ocr_engine.preprocess.shades import percentiles

# Of the paper's brightness where most light falls. Drawn pages in deep shadow have 0.17 to 0.38 left in their darkest
# lines, in common shadow 0.40 to 0.56; of 76 receipts, cards and forms none had less than 0.65.
DEEP = 0.4
_LOOK = 250     # pixels of the longer side at which the paper is looked at
_LEAST = 8      # lines; of fewer the darkest may be printed on a dark ground


def in_deep_shadow(image: np.ndarray, quads: list[Quad]) -> bool:
    """Whether of the found lines of an RGB page the darkest twentieth stand on much darker paper. About 1 ms."""
    if len(quads) < _LEAST:
        return False
    every = max(1, max(image.shape[:2]) // _LOOK)
    grey = cv2.cvtColor(np.ascontiguousarray(image[::every, ::every]), cv2.COLOR_RGB2GRAY)
    paper = cv2.dilate(grey, np.ones((7, 7), np.uint8))  # letters are thinner than that
    corners = np.stack([quad.points for quad in quads]) / every
    low = np.maximum(corners.min(axis=1), 0).astype(int)
    high = corners.max(axis=1).astype(int) + 1
    light = [percentiles(paper[y0:y1, x0:x1], 80)[0] for (x0, y0), (x1, y1) in zip(low, high, strict=True)
             if paper[y0:y1, x0:x1].size]
    dark, bright = np.percentile(light, (5, 95))
    return bool(dark < DEEP * bright)


def flattened(image: np.ndarray) -> np.ndarray:
    """Divided by the paper's own brightness, told from a closing much larger than letters."""
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (15, 15)))
    paper = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 8), (image.shape[1], image.shape[0]))
    return cv2.divide(image, np.maximum(paper, 1), scale=245)
