"""The resolutions of DeepSeek-OCR, and which of them a page needs.

A page is shown at the smallest view in which its letters can still be told apart and in which its text is not packed
tighter than ten text tokens into one vision token, up to which the authors report 97 % of the letters right (Wei et
al. 2025). What fits no view is shown whole and in tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from ocr_engine.vlm.questions.asking import Mode, Spec

_LEAST_LETTER = 10.0        # pixels of a letter's height in the view
_PACKED = 10.0              # text tokens in a vision token
_LETTERS_A_TOKEN = 3.0
_LOOKED_AT = 4096           # longest side at which letters are counted
_WITHOUT_TILES = 1 << 20    # a tile that no picture is larger than


@dataclass(frozen=True, slots=True)
class Density:
    """How many letters a page holds, and how high most of them are, in pixels of the picture."""

    letters: int
    height: float


def density(image: np.ndarray) -> Density:
    """By the connected spots of ink that are no lines, blots or dust; some milliseconds for a page (RGB, uint8)."""
    scale = min(1.0, _LOOKED_AT / max(image.shape[:2]))
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    if scale < 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if int(grey.max()) - int(grey.min()) < 32:
        return Density(0, 0.0)
    _level, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _count, _marks, spots, _centres = cv2.connectedComponentsWithStats(ink)
    wide, high, area = (spots[1:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    letters = (high >= 4) & (high <= grey.shape[0] / 8) & (wide <= 8 * high) & (high <= 12 * wide) & (area >= 6)
    if not letters.any():
        return Density(0, 0.0)
    return Density(int(letters.sum()), float(np.percentile(high[letters], 60)) / scale)


def mode_for(spec: Spec, width: int, height: int, seen: Density | None = None, *, named: str = "",
             served: bool = False) -> Mode | None:
    """The mode for a page; None for families without modes.

    ``named`` is an administrator's choice, which stands where the family has it. Without ``seen`` the smallest mode
    counts that shows the page without shrinking it. ``served``: by a server, which has fewer.
    """
    modes = spec.served_modes if served else spec.modes
    if not modes:
        return None
    chosen = next((mode for mode in modes if mode.name == named), None)
    if chosen is not None:
        return chosen
    longest = max(width, height)
    return next((m for m in modes if not m.tile and _shows(m, longest, seen)), modes[-1])


def _shows(mode: Mode, longest: int, seen: Density | None) -> bool:
    if seen is None:
        return longest <= mode.side
    if seen.letters / _LETTERS_A_TOKEN > _PACKED * mode.tokens:
        return False
    return longest <= mode.side or seen.height * mode.side / longest >= _LEAST_LETTER


def shown_in(image: np.ndarray, mode: Mode | None) -> np.ndarray:
    """The picture no larger than the mode's view; as it is where tiles show the details."""
    if mode is None or mode.tile or max(image.shape[:2]) <= mode.side:
        return image
    scale = mode.side / max(image.shape[:2])
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)


def options(mode: Mode | None) -> dict[str, Any]:
    """What the family's processor in this process is told; nothing for families without modes."""
    if mode is None:
        return {}
    size = {"height": mode.side, "width": mode.side}
    if mode.tile:
        return {"size": size, "tile_size": mode.tile, "max_patches": mode.tiles, "crop_to_patches": True}
    # Cropping stays on, as it is what makes the view of ``size``; no picture is as large as the tile.
    return {"size": size, "tile_size": _WITHOUT_TILES, "crop_to_patches": True}
