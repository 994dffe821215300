"""At which size, and in how many pieces, a page is searched for text."""

from __future__ import annotations

import numpy as np

from ocr_engine.backends.base import Quad
from ocr_engine.backends.detect import Detector


def find_tiled(detector: Detector, image: np.ndarray, side: int) -> list[Quad]:
    height, width = image.shape[:2]
    return detector.find(image, min(1.0, side / max(height, width)))
