"""A letterhead as a picture: the letters stand in no text layer."""

from __future__ import annotations

import base64

import cv2
import numpy as np


def logo(text: str, *, colour: tuple[int, int, int] = (30, 60, 140)) -> str:
    """A PNG as a data URL, white behind; ``colour`` is blue, green, red. Latin letters without accents only."""
    (wide, high), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, 2.0, 4)
    image = np.full((high + 70, wide + 150, 3), 255, np.uint8)
    cv2.circle(image, (60, high // 2 + 35), 38, colour, -1)
    cv2.ellipse(image, (60, high // 2 + 35), (22, 34), 30, 0, 360, (255, 255, 255), 6)
    cv2.putText(image, text, (120, high + 32), cv2.FONT_HERSHEY_DUPLEX, 2.0, colour, 4, cv2.LINE_AA)
    return "data:image/png;base64," + base64.b64encode(cv2.imencode(".png", image)[1].tobytes()).decode()
