"""A page drawn anew with nothing on it but chosen words and ruled lines.

What is not chosen is not covered but never drawn: photographs, signatures, handwriting, codes and seals need not be
recognised to be gone. Ink that runs across a chosen word (a signature, a seal) is taken out of it, with the letters
that it touches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr_engine.preprocess.rulings import ruled_lines

Rect = tuple[int, int, int, int]
_LOOK = 1800              # pixels of the longer side: a larger page is looked at in half its size
_MARGIN = 0.15            # of a line's height, around each chosen box
_PLAIN_INK = 25           # grey levels below its surroundings: finer patterns of the paper tie no letters together
_FAINT_INK = 10
_WINDOW = 31
_REDDER = 20              # levels by which red outdoes green and blue, more than the paper does
_PURPLE = 30
_SEAL = 0.013             # of the longer side: the gaps between the strokes of a seal
_LEAVES = 0.15            # share of its ink that a letter may have outside the boxes
_SPECK = 12               # pixels: what is smaller leaves nothing to be recognised
_LARGE = 2.0              # heights of its box: no letter is larger, a signature is
_LINES = 1.3              # heights of a line that red print may have
_MOST_SEALS = 50
_TITLE = 2.0              # usual heights: seals that were taken for a line are higher than most titles
_UNEVEN = 20              # grey levels: the ground of print is smoother


@dataclass(frozen=True, slots=True)
class Redrawn:
    """``lost``: boxes in fractions of the page around ink that stood in the chosen ones and is not drawn."""

    image: np.ndarray
    lost: list[list[float]]


def words_only(image: np.ndarray, boxes: Sequence[Sequence[float]]) -> Redrawn:
    """The RGB page (uint8) with the pixels of ``boxes`` (fractions of it) and of its ruled lines, on plain paper.

    About 30 ms a megapixel.
    """
    scale = 0.5 if max(image.shape[:2]) >= _LOOK else 1.0
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    rects = [rect for box in boxes if (rect := _rect(small, box))]
    grounds = [np.median(small[y0:y1:2, x0:x1:2].reshape(-1, 3), axis=0) for x0, y0, x1, y1 in rects]
    paper = (np.median(grounds, axis=0) if grounds else np.full(3, 255)).astype(np.uint8)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    ink, heights = _ink(grey, _PLAIN_INK), _heights(grey, rects)
    line = float(np.median([min(x1 - x0, y1 - y0) for x0, y0, x1, y1 in rects])) if rects else 0.02 * grey.shape[0]
    ruled = ruled_lines(_ink(grey, _FAINT_INK), apart=line)
    chosen = np.where(heights > 0, 255, 0).astype(np.uint8)
    foreign = _foreign(cv2.bitwise_and(ink, cv2.bitwise_not(ruled)), heights)
    hidden = _with_ghost(cv2.bitwise_or(foreign, _seals(small, paper, heights, line)), ink, rects)
    shown = cv2.bitwise_or(cv2.bitwise_and(chosen, cv2.bitwise_not(hidden)), _wider(ruled))
    drawn = np.empty_like(small)
    drawn[:] = paper
    for (x0, y0, x1, y1), ground in zip(rects, grounds, strict=True):
        drawn[y0:y1, x0:x1] = np.where(chosen[y0:y1, x0:x1, None] > 0, ground, paper)
    drawn, seen = (cv2.resize(p, image.shape[1::-1], interpolation=cv2.INTER_NEAREST) for p in (drawn, shown))
    cv2.copyTo(image, seen, drawn)
    return Redrawn(drawn, _lost(cv2.bitwise_and(ink, cv2.bitwise_not(shown)), rects))


def _rect(image: np.ndarray, box: Sequence[float]) -> Rect | None:
    """In pixels, with the margin; None of a box that holds nothing."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    margin = _MARGIN * min(x1 - x0, y1 - y0)
    left, top = max(0, round(x0 - margin)), max(0, round(y0 - margin))
    right, bottom = min(width, round(x1 + margin)), min(height, round(y1 + margin))
    return (left, top, right, bottom) if right > left and bottom > top else None


def _heights(grey: np.ndarray, rects: Sequence[Rect]) -> np.ndarray:
    """Of each pixel the height of the box that it is in, 0 outside; boxes on photographs are left out."""
    heights = np.zeros(grey.shape, np.uint16)
    for x0, y0, x1, y1 in rects:
        piece = grey[y0:y1:2, x0:x1:2].astype(np.int16)
        if np.median(np.abs(piece - np.median(piece))) <= _UNEVEN:
            part = heights[y0:y1, x0:x1]
            np.maximum(part, min(x1 - x0, y1 - y0), out=part)
    return heights


def _ink(grey: np.ndarray, depth: int) -> np.ndarray:
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW, depth)


def _wider(mask: np.ndarray) -> np.ndarray:
    """Soft edges belong to their ink."""
    return cv2.dilate(mask, np.ones((3, 3), np.uint8))


def _with_ghost(hidden: np.ndarray, ink: np.ndarray, rects: Sequence[Rect]) -> np.ndarray:
    """What is hidden, and the paper of the boxes that it touches: a JPEG keeps a faint shade of its shape there, and a
    hole in the grain of the paper would show it as well."""
    about = np.zeros_like(hidden)
    for x0, y0, x1, y1 in rects:
        if hidden[y0:y1, x0:x1].any():
            about[y0:y1, x0:x1] = 255
    return cv2.bitwise_or(_wider(hidden), cv2.bitwise_and(about, cv2.bitwise_not(_wider(ink))))


def _foreign(ink: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Ink of pieces that run out of the chosen boxes, or are larger than letters."""
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    inside = heights > 0
    area = stats[:, cv2.CC_STAT_AREA]
    outside = area - np.bincount(labels[inside], minlength=count)
    tallest = _tallest(labels, inside & (ink > 0), heights, count)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    large = (sides.max(axis=1) > _LARGE * tallest) & (sides.min(axis=1) > tallest / 2)
    foreign = ((outside > _LEAVES * area) & (outside > _SPECK)) | large
    foreign[0] = False
    return np.where(foreign[labels], 255, 0).astype(np.uint8)


def _seals(image: np.ndarray, paper: np.ndarray, heights: np.ndarray, line: float) -> np.ndarray:
    """Red ink, be it pale, that hangs together with more of it outside the chosen boxes or across lines: a seal, with
    its letters. Print that is red itself lies inside a line. ``line``: the usual height of one.
    """
    red, green, blue = (plane.astype(np.int16) - level for plane, level in zip(
        cv2.split(image), paper.astype(np.int16), strict=True))
    mask = np.where(red - np.maximum(green, blue - _PURPLE) > _REDDER, 255, 0).astype(np.uint8)
    gap = max(3, round(_SEAL * max(image.shape[:2])))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    inside = (mask > 0) & (heights > 0)
    whole = np.bincount(labels[mask > 0], minlength=count)
    outside = whole - np.bincount(labels[inside], minlength=count)
    tallest = np.minimum(_tallest(labels, inside, heights, count), _TITLE * line)
    across = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].min(axis=1) > _LINES * tallest
    seal = ((outside > _LEAVES * whole) & (outside > _SPECK)) | across
    seal[0] = False
    return np.where((seal | _within(stats, seal, 2 * line))[labels], mask, 0).astype(np.uint8)


def _within(stats: np.ndarray, seal: np.ndarray, least: float) -> np.ndarray:
    """Which pieces lie inside the frame of a seal that is larger than ``least`` either way: what is written in it."""
    x0, y0, x1, y1 = stats[:, 0], stats[:, 1], stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]
    found = np.zeros(len(stats), bool)
    for n in np.flatnonzero(seal & (stats[:, 2:4].min(axis=1) > least))[:_MOST_SEALS]:
        found |= (x0 >= x0[n]) & (y0 >= y0[n]) & (x1 <= x1[n]) & (y1 <= y1[n])
    found[0] = False
    return found


def _tallest(labels: np.ndarray, where: np.ndarray, heights: np.ndarray, count: int) -> np.ndarray:
    """Of each labelled piece the height of the tallest box that it lies in."""
    found = np.zeros(count, np.uint16)
    np.maximum.at(found, labels[where].astype(np.intp), heights[where])
    return found


def _lost(hidden: np.ndarray, rects: Sequence[Rect]) -> list[list[float]]:
    """``hidden``: ink that is not drawn."""
    wanted = np.zeros_like(hidden)
    for x0, y0, x1, y1 in rects:
        wanted[y0:y1, x0:x1] = hidden[y0:y1, x0:x1]
    height, width = hidden.shape
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(wanted, connectivity=8)
    return [[x / width, y / height, (x + wide) / width, (y + high) / height]
            for x, y, wide, high, area in stats[1:].tolist() if area > _SPECK]
