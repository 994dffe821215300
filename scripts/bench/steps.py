"""Steps that might help a reader over a damaged page. They are measured here; what helps moves into ocr_engine."""

from __future__ import annotations

import cv2
import numpy as np


def sauvola(image: np.ndarray) -> np.ndarray:
    """Black where a pixel is darker than Sauvola's threshold m (1 + k (s/128 - 1)) of its 31 pixels around; k = 0.2."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float32)
    mean = cv2.boxFilter(grey, -1, (31, 31))
    spread = np.sqrt(np.maximum(cv2.sqrBoxFilter(grey, -1, (31, 31)) - mean * mean, 0))
    dark = grey < mean * (1 + 0.2 * (spread / 128 - 1))
    return cv2.cvtColor(np.where(dark, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)


def without_red(image: np.ndarray) -> np.ndarray:
    """The red channel wherever the ink is red: a red stamp is as bright as paper there, black print stays black."""
    red, green, blue = (channel.astype(np.int16) for channel in cv2.split(image))
    stamped = (red - np.maximum(green, blue) > 40)[:, :, None]
    return np.where(stamped, image[:, :, :1], image)
