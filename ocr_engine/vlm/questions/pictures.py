"""Pictures as models take them: within the bounds of the family, encoded without loss where that is small enough."""

from __future__ import annotations

import base64

import cv2
import numpy as np

from ocr_engine.errors import BackendFailed

_PNG_PIXELS = 1_500_000


def fitted(image: np.ndarray, pixels: tuple[int, int]) -> np.ndarray:
    """The picture with its area inside the bounds, its shape kept."""
    height, width = image.shape[:2]
    low, high = pixels
    area = height * width
    scale = (low / area) ** 0.5 if area < low else (high / area) ** 0.5 if area > high else 1.0
    if scale == 1.0:
        return np.ascontiguousarray(image)
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)


def data_url(image: np.ndarray) -> str:
    """PNG for small pictures, JPEG of quality 92 for large ones, as a data: address."""
    kind = "png" if image.shape[0] * image.shape[1] <= _PNG_PIXELS else "jpeg"
    options = [] if kind == "png" else [cv2.IMWRITE_JPEG_QUALITY, 92]
    ok, data = cv2.imencode(f".{kind}", np.ascontiguousarray(image[:, :, ::-1]), options)
    if not ok:
        raise BackendFailed("backend_failed")
    return f"data:image/{kind};base64," + base64.b64encode(data.tobytes()).decode()
