"""The way back from a turned or straightened working copy to the page as shown."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from ocr_engine.types import BBox

_MARGIN = 0.03  # of the longer side, around the text of a straightened page


@dataclass(frozen=True, slots=True)
class WorkingPage:
    """Pixels to read, and ``back``: the affine map (2, 3) from their coordinates to those of the page as shown.

    ``shown`` is (width, height) of the page as shown, in the pixels ``back`` leads to.
    """

    image: np.ndarray
    shown: tuple[int, int]
    back: np.ndarray = field(compare=False)

    @classmethod
    def of(cls, image: np.ndarray) -> WorkingPage:
        height, width = image.shape[:2]
        return cls(image, (width, height), np.array([[1, 0, 0], [0, 1, 0]], np.float64))

    def turned(self, degrees: int) -> WorkingPage:
        """Turned clockwise by a multiple of 90 degrees."""
        height, width = self.image.shape[:2]
        degrees %= 360
        if degrees == 0:
            return self
        # Where the corner (0, 0) and the axes of the turned picture lie in the one before.
        undo = {90: [[0, 1, 0], [-1, 0, height]], 180: [[-1, 0, width], [0, -1, height]],
                270: [[0, -1, width], [1, 0, 0]]}[degrees]
        image = np.ascontiguousarray(np.rot90(self.image, -degrees // 90))
        return WorkingPage(image, self.shown, _after(self.back, np.array(undo, np.float64)))

    def enlarged(self, factor: float) -> WorkingPage:
        """Scaled up smoothly."""
        image = cv2.resize(self.image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        scale = np.array([[1 / factor, 0, 0], [0, 1 / factor, 0]], np.float64)
        return WorkingPage(image, self.shown, _after(self.back, scale))

    def straightened(self, angle: float, text: np.ndarray) -> WorkingPage:
        """Turned counter-clockwise by a small angle in degrees (a line that falls to the right has a positive one).

        Cut down to where there is ``text``, points (n, 2), with a margin: the corners of a slanted page would else make
        it larger, and its letters smaller to whoever looks at it at a fixed size.
        """
        height, width = self.image.shape[:2]
        forward = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        reach = text @ forward[:, :2].T + forward[:, 2]
        margin = max(16.0, _MARGIN * max(height, width))
        low, high = reach.min(axis=0) - margin, reach.max(axis=0) + margin
        forward[:, 2] -= low
        size = (math.ceil(high[0] - low[0]), math.ceil(high[1] - low[1]))
        image = cv2.warpAffine(self.image, forward, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return WorkingPage(image, self.shown, _after(self.back, cv2.invertAffineTransform(forward)))

    def box(self, points: np.ndarray) -> BBox:
        """The upright rectangle on the page as shown (fractions) around points (n, 2) of the working copy."""
        return self.boxes(points[None])[0]

    def boxes(self, groups: np.ndarray) -> list[BBox]:
        """The same for each group of points, (groups, n, 2), at once."""
        there = groups @ self.back[:, :2].T + self.back[:, 2]
        size = np.array(self.shown, np.float64)
        low, high = np.clip(there.min(axis=1) / size, 0, 1), np.clip(there.max(axis=1) / size, 0, 1)
        return [BBox(*edges) for edges in np.hstack([low, high]).tolist()]


def _after(outer: np.ndarray, inner: np.ndarray) -> np.ndarray:
    """The affine map that applies ``inner`` first and ``outer`` then."""
    return outer @ np.vstack([inner, [0, 0, 1]])
