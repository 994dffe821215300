"""Reads strips of text with a CTC recogniser.

Padding is both the cost and an error: a batch of unequal widths pads every strip to the widest. So every strip is
stretched to the nearest of a few widths, and strips of equal width go together.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr_engine.backends.base import Reading
from ocr_engine.backends.ctc import decode
from ocr_engine.backends.sessions import Run

HEIGHT = 48
_STEP = 32
_NARROWEST = 64
_WIDEST = 3200
_BATCH_COLUMNS = 2560  # bounds the memory of a batch: its strips together are no wider than this


class Recogniser:
    def __init__(self, run: Run, alphabet: list[str]) -> None:
        self._run, self._alphabet = run, alphabet

    def read(self, crops: list[np.ndarray]) -> list[Reading]:
        """The reading of each RGB strip, in the order given."""
        groups: dict[int, list[int]] = {}
        for index, crop in enumerate(crops):
            groups.setdefault(strip_width(crop.shape[1], crop.shape[0]), []).append(index)
        readings: list[Reading] = [Reading("", 0.0)] * len(crops)
        for width in sorted(groups):
            size = max(1, _BATCH_COLUMNS // width)
            indices = groups[width]
            for start in range(0, len(indices), size):
                part = indices[start:start + size]
                for index, scores in zip(part, self._run(_batch([crops[i] for i in part], width)), strict=True):
                    readings[index] = decode(scores, self._alphabet)
        return readings


def strip_width(width: int, height: int) -> int:
    """The width at which a strip of this size is read. Steps widen with the length, so few shapes occur."""
    natural = HEIGHT * width / max(1, height)
    step = _STEP if natural < 640 else 2 * _STEP if natural < 1280 else 4 * _STEP
    return int(min(_WIDEST, max(_NARROWEST, round(natural / step) * step)))


def _batch(crops: list[np.ndarray], width: int) -> np.ndarray:
    batch = np.empty((len(crops), 3, HEIGHT, width), np.float32)
    for slot, crop in zip(batch, crops, strict=True):
        shrinking = crop.shape[0] > 2 * HEIGHT
        strip = cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR)
        slot[:] = strip[:, :, ::-1].transpose(2, 0, 1)
    batch *= 1 / 127.5
    batch -= 1.0
    return batch
