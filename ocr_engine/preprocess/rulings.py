"""Ruled lines of a page, told from edges in photographs, letters, and the bars of codes."""

from __future__ import annotations

import cv2
import numpy as np

_SHORT = 24         # pixels: shorter strokes are letters
_ALONE = 0.2        # of the page's side: as long a stroke needs no other to be a ruled line
_THICK = 7          # pixels, those that join its steps among them
_SLANT = 0.02
_TOUCH = 4          # pixels between the end of a stroke and the line it meets
_AS_LONG = 0.5      # share of the shorter stroke that runs beside the other
_MOST = 600         # hatching and halftones

X, Y, WIDE, HIGH, AREA = range(5)  # of the rows that OpenCV tells


def ruled_lines(ink: np.ndarray, *, apart: float) -> np.ndarray:
    """255 on long, straight, thin strokes along the page's edges, and on short ones between two of them (cells).

    ``ink`` is 255 where a page has ink; ``apart``: the height of a line of print. Of three and more strokes beside
    each other within that height all are taken for bars or hatching.
    """
    across, rows = _strokes(ink, apart, horizontal=True)
    down, columns = _strokes(ink, apart, horizontal=False)
    long_rows = [row for row in rows if row[1][WIDE] >= _ALONE * ink.shape[1]]
    long_columns = [column for column in columns if column[1][HIGH] >= _ALONE * ink.shape[0]]
    kept_rows = [row for row in rows if row in long_rows or _between(row[1], [c for _n, c in long_columns], X, WIDE)]
    kept_columns = [c for c in columns if c in long_columns or _between(c[1], [row for _n, row in kept_rows], Y, HIGH)]
    return cv2.bitwise_or(_drawn(across, kept_rows), _drawn(down, kept_columns))


Stroke = tuple[int, tuple[int, ...]]


def _strokes(ink: np.ndarray, apart: float, *, horizontal: bool) -> tuple[np.ndarray, list[Stroke]]:
    """The picture of labelled strokes, and (label, (x, y, width, height, area)) of those that may be ruled lines."""
    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _SHORT) if horizontal else (_SHORT, 1), np.uint8))
    # A slightly slanting stroke falls into steps; a touch of width joins them again.
    joined = cv2.dilate(kept, np.ones((3, 1) if horizontal else (1, 3), np.uint8))
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    long, thick = (stats[:, WIDE], stats[:, HIGH]) if horizontal else (stats[:, HIGH], stats[:, WIDE])
    thin = (stats[:, AREA] <= _THICK * long) & (thick <= _THICK + _SLANT * long)
    thin[0] = False
    turned = stats if horizontal else stats[:, [Y, X, HIGH, WIDE, AREA]]
    alone = _sparse(turned[1:], apart)
    return labels, [(int(n), tuple(stats[n].tolist())) for n in np.flatnonzero(thin) if alone[n - 1]]


def _sparse(stats: np.ndarray, apart: float) -> np.ndarray:
    """Which strokes have one neighbour at most; ``stats`` as of horizontal ones."""
    if len(stats) > _MOST:
        return np.zeros(len(stats), bool)
    x0, y0, wide, high = (stats[:, column].astype(float) for column in range(4))
    middle, x1 = y0 + high / 2, x0 + wide
    beside = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0) > _AS_LONG * np.minimum(wide[:, None], wide)
    near = beside & (np.abs(middle[:, None] - middle) < apart)
    return near.sum(axis=1) <= 2


def _between(stroke: tuple[int, ...], others: list[tuple[int, ...]], at: int, length: int) -> bool:
    """Whether both ends of a stroke meet others that run the other way; ``at``, ``length``: its own direction."""
    across, thick = (Y, HIGH) if at == X else (X, WIDE)
    middle = stroke[across] + stroke[thick] / 2
    return all(any(other[at] - _TOUCH <= end <= other[at] + other[length] + _TOUCH
                   and other[across] - _TOUCH <= middle <= other[across] + other[thick] + _TOUCH for other in others)
               for end in (stroke[at], stroke[at] + stroke[length]))


def _drawn(labels: np.ndarray, strokes: list[Stroke]) -> np.ndarray:
    kept = np.zeros(int(labels.max()) + 1, np.uint8)
    kept[[number for number, _stats in strokes]] = 255
    return kept[labels]
