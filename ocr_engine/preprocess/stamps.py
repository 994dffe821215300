"""Red seals over black print: where they are, and the page as it would look without their colour."""

from __future__ import annotations

import cv2
import numpy as np

Region = tuple[int, int, int, int]
_REDDER = 40            # than the stronger of green and blue
_LOOK = 1000            # pixels of the longer side at which seals are looked for
_LEAST = 0.04           # of the longer side: a seal is higher than a line of red print
_LONGEST = 3.0          # length to height
_INKED = (0.04, 0.6)    # of its box is red: even in a seal of thin lines, and never as much as on coloured paper


def stamp_regions(image: np.ndarray) -> list[Region]:
    """Boxes (x0, y0, x1, y1) in pixels around what may be red seals of an RGB page. About 2 ms."""
    scale = min(1.0, _LOOK / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    red = _is_red(small)
    if red.mean() < 0.0005:
        return []
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    side, found = max(small.shape[:2]), []
    for index in range(1, count):
        x, y, width, height, _area = stats[index]
        box = red[y:y + height, x:x + width]
        if (min(width, height) >= _LEAST * side and max(width, height) <= _LONGEST * min(width, height)
                and _INKED[0] <= box.mean() <= _INKED[1]):
            found.append((int(x / scale), int(y / scale), int((x + width) / scale), int((y + height) / scale)))
    return found


def without_red(image: np.ndarray) -> np.ndarray:
    """The red channel wherever the ink is red: a red seal is as bright as paper there, black print stays black."""
    return np.where(_is_red(image)[:, :, None].astype(bool), image[:, :, :1], image)


def _is_red(image: np.ndarray) -> np.ndarray:
    red, green, blue = cv2.split(image)
    return (cv2.subtract(red, cv2.max(green, blue)) > _REDDER).astype(np.uint8)
