"""How well a page can be read: size, sharpness and contrast of its text."""

from __future__ import annotations

import cv2
import numpy as np

from ocr_engine.preprocess.shades import percentiles

_SAMPLE = 12
LOW = 0.35


def text_quality(strips: list[np.ndarray], sureness: float) -> float:
    """0..1 from the longest strips of text and the reader's mean confidence; 1 for a page without text."""
    if not strips:
        return 1.0
    longest = sorted(strips, key=lambda strip: -strip.shape[1])[:_SAMPLE]
    height = float(np.median([strip.shape[0] for strip in longest]))
    grey = [cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY) for strip in longest]
    contrast = float(np.median([np.ptp(percentiles(g, 95, 5)) for g in grey]))
    edge = float(np.median([_edge_strength(g) for g in grey]))
    parts = (_ramp(height, 8, 18), _ramp(contrast, 25, 90), _ramp(edge, 0.12, 0.4), _ramp(sureness, 0.5, 0.9))
    return float(np.prod(parts) ** 0.5)


def has_ink(image: np.ndarray) -> bool:
    """Whether anything stands on the page beside specks, ruled lines and the rim that a scanner leaves."""
    scale = min(1.0, 1000 / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    margin = max(1, max(grey.shape) // 40)
    inner = grey[margin:-margin, margin:-margin]
    if inner.size == 0:
        return False
    ink = (np.abs(inner.astype(np.int16) - int(np.median(inner))) > 40).astype(np.uint8)
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height, area = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    solid = (np.minimum(width, height) >= 4) & (np.maximum(width, height) <= 15 * np.minimum(width, height))
    return int(area[solid].sum()) > 0.0004 * inner.size


def _edge_strength(grey: np.ndarray) -> float:
    """The steepest change between neighbours as a part of the contrast: 1 for a hard edge, 0.1 for a blurred one."""
    steps = cv2.absdiff(grey[:, 1:], grey[:, :-1]) if grey.shape[1] > 1 else np.zeros((1, 1), np.uint8)
    span = float(np.ptp(percentiles(grey, 99, 1))) or 1.0
    return percentiles(steps, 99)[0] / span


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.05, (value - low) / (high - low)))
