"""Where text stands: the probability map of a differentiable-binarisation detector, turned into boxes.

Thresholds are the model's published ones. Growing a box back (the network learned shrunken ones) is done on the
rectangle itself, which gives what offsetting its polygon with round corners and boxing it again would.
"""

from __future__ import annotations

from itertools import product

import cv2
import numpy as np

from ocr_engine.backends.base import Quad
from ocr_engine.backends.sessions import Run
from ocr_engine.backends.tiling import STRIDE, SmallPrint, small_print, spans, united

_PIXEL_THRESHOLD = 0.3
_BOX_THRESHOLD = 0.5
_UNCLIP = 1.6
_MIN_SIDE = 3.0
_MAX_BOXES = 3000
_RIM = 24


class Detector:
    """``side`` is the longest side, in pixels, of what the network sees at once; larger pages go through in tiles."""

    def __init__(self, run: Run, side: int) -> None:
        self._run, self._side = run, _fit(side)

    def find(self, image: np.ndarray) -> list[Quad]:
        """Lines of text on an RGB page; corners in pixels of the page.

        Searched at the usual size first; a large page with small print is searched again in tiles at a finer one, if
        a trial on the place with most of it finds any.
        """
        scale = min(1.0, self._side / max(image.shape[:2]))
        found = self._search(image, scale)
        small = small_print(image, found, scale, self._side)
        if small is None or not self._search(self._around(image, small), small.scale):
            return found
        return united(found, self._search(image, small.scale), image.shape[:2])

    def _around(self, image: np.ndarray, small: SmallPrint) -> np.ndarray:
        """Half a side wide and high: a quarter of the cost of a whole tile, and the fullest place shows it as well."""
        reach = round(self._side / small.scale / 4)
        x, y = round(small.place[0]), round(small.place[1])
        return image[max(0, y - reach):y + reach, max(0, x - reach):x + reach]

    def _search(self, image: np.ndarray, scale: float) -> list[Quad]:
        height, width = image.shape[:2]
        size = (_fit(width * scale), _fit(height * scale))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR)
        quads = boxes_of(self._probabilities(small))
        stretch = np.array([width / size[0], height / size[1]], np.float32)
        bounds = np.array([width - 1, height - 1], np.float32)
        return [Quad(np.clip(quad.points * stretch, 0, bounds), quad.score) for quad in quads]

    def _probabilities(self, image: np.ndarray) -> np.ndarray:
        """The map for the whole picture, put together from tiles so that a line across a seam stays one."""
        rows, columns = spans(image.shape[0], self._side), spans(image.shape[1], self._side)
        if len(rows) == len(columns) == 1:
            return self._infer(image)
        whole = np.zeros(image.shape[:2], np.float32)
        for (y0, y1), (x0, x1) in product(rows, columns):
            part = self._infer(image[y0:y1, x0:x1])
            # Near a seam a tile lacks the surroundings; its neighbour has them.
            top, left = _RIM * (y0 > 0), _RIM * (x0 > 0)
            bottom = y1 - y0 - _RIM * (y1 < image.shape[0])
            right = x1 - x0 - _RIM * (x1 < image.shape[1])
            target = whole[y0 + top:y0 + bottom, x0 + left:x0 + right]
            np.maximum(target, part[top:bottom, left:right], out=target)
        return whole

    def _infer(self, image: np.ndarray) -> np.ndarray:
        # The network was trained on blue-green-red.
        batch = np.ascontiguousarray(image[:, :, ::-1].transpose(2, 0, 1)[None], np.float32)
        batch *= 1 / 127.5
        batch -= 1.0
        return self._run(batch)


def boxes_of(probabilities: np.ndarray) -> list[Quad]:
    """Boxes in map pixels, unordered."""
    over = (probabilities > _PIXEL_THRESHOLD).astype(np.uint8)
    mask = cv2.dilate(over, np.ones((2, 2), np.uint8))
    contours, _tree = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    quads = []
    for contour in contours[:_MAX_BOXES]:
        (cx, cy), (side_a, side_b), angle = cv2.minAreaRect(contour)
        if min(side_a, side_b) < _MIN_SIDE:
            continue
        corners = cv2.boxPoints(((cx, cy), (side_a, side_b), angle))
        score = _mean_inside(probabilities, corners)
        if score < _BOX_THRESHOLD:
            continue
        grow = side_a * side_b * _UNCLIP / (2 * (side_a + side_b))
        grown = ((cx, cy), (side_a + 2 * grow, side_b + 2 * grow), angle)
        quads.append(Quad(clockwise(cv2.boxPoints(grown)), score))
    return quads


def clockwise(corners: np.ndarray) -> np.ndarray:
    """The corners from the top left one round, where "top left" belongs to the box as it stands (turned under 45°)."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def _mean_inside(probabilities: np.ndarray, corners: np.ndarray) -> float:
    height, width = probabilities.shape
    x0, y0 = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    x1, y1 = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    inside = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(inside, [(corners - (x0, y0)).astype(np.int32)], 1)
    return cv2.mean(probabilities[y0:y1 + 1, x0:x1 + 1], inside)[0]


def _fit(length: float) -> int:
    return max(STRIDE, round(length / STRIDE) * STRIDE)
