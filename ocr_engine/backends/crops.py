"""Cuts lines of text out of a page, upright."""

from __future__ import annotations

import cv2
import numpy as np

from ocr_engine.backends.base import Quad

# A box this much taller than wide holds a line that runs downwards.
VERTICAL_RATIO = 1.5


def is_vertical(quad: Quad) -> bool:
    return quad.thickness >= VERTICAL_RATIO * quad.length


def upright(quad: Quad) -> Quad:
    """The same box with its corners beginning where its text begins: a downward line is read from its top right."""
    return Quad(np.roll(quad.points, -1, axis=0), quad.score) if is_vertical(quad) else quad


def cut(image: np.ndarray, quad: Quad) -> np.ndarray:
    """The pixels of the box as a straight horizontal strip (RGB)."""
    width, height = max(1, round(quad.length)), max(1, round(quad.thickness))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad.points.astype(np.float32), target)
    return cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def along(quad: Quad, start: float, end: float) -> np.ndarray:
    """The corners of the part of the box between two fractions of its length, shape (4, 2)."""
    top_left, top_right, bottom_right, bottom_left = quad.points
    top, bottom = top_right - top_left, bottom_right - bottom_left
    return np.array([top_left + top * start, top_left + top * end, bottom_left + bottom * end,
                     bottom_left + bottom * start], np.float32)
