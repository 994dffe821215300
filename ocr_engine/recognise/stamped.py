"""Finds and reads the lines under a red seal a second time with the red taken out, and keeps the better reading.

Print that is red itself disappears with the seal. So the first reading stays unless the second one is surer or found
more text. Costs one search and one reading of the region around each seal.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr_engine.backends.base import PageReader, Quad, Reading
from ocr_engine.backends.crops import cut, upright
from ocr_engine.preprocess.orient import sureness
from ocr_engine.preprocess.stamps import Region, stamp_regions, without_red

_AIR = 12               # pixels around the lines that a seal touches
_SURER = 0.02
_RED_TOO = 0.6          # without the red less than this part of the letters is left: red print stood there
_SHARED = 0.4           # of the smaller box
_MOST = 6               # regions of a page; more of them are a pattern and no seals

Line = tuple[Quad, Reading]


def read_under_stamps(image: np.ndarray, lines: Sequence[Line], reader: PageReader) -> list[Line]:
    """``lines`` as read from an RGB page, with those under red seals replaced where the second reading is better.

    A page with more than ``_MOST`` red regions is left as it is. Raises BackendFailed where the reader breaks.
    """
    regions = stamp_regions(image)
    kept = list(lines)
    if len(regions) > _MOST:
        return kept
    text = "\n".join(reading.text for _, reading in kept)
    for region in regions:
        under = [_shared(_box(quad), region) > 0 for quad, _ in kept]
        touched = [line for line, is_under in zip(kept, under, strict=True) if is_under]
        again = _read_again(image, region, touched, reader, text)
        kept = [line for line, is_under in zip(kept, under, strict=True) if not is_under] + _best(touched, again)
    return kept


def _read_again(image: np.ndarray, region: Region, touched: Sequence[Line], reader: PageReader,
                text: str) -> list[Line]:
    boxes = np.array([region, *(_box(quad) for quad, _ in touched)])
    x0, y0 = np.maximum(boxes[:, :2].min(axis=0) - _AIR, 0).astype(int)
    x1, y1 = boxes[:, 2:].max(axis=0).astype(int) + _AIR
    part = without_red(image[y0:y1, x0:x1])
    inside = np.array(region) - (x0, y0, x0, y0)
    quads = [upright(quad) for quad in reader.find(part) if _shared(_box(quad), inside) > 0]
    readings = reader.read([cut(part, quad) for quad in quads], page=text)
    return [(Quad(quad.points + np.array([x0, y0], np.float32), quad.score), reading)
            for quad, reading in zip(quads, readings, strict=True) if reading.text]


def _best(first: Sequence[Line], again: Sequence[Line]) -> list[Line]:
    """For each group of lines that lie over each other, the better one of the two readings."""
    kept: list[Line] = []
    for before, after in _groups(first, again):
        kept += after if _better([r for _, r in after], [r for _, r in before]) else before
    return kept


def _better(after: list[Reading], before: list[Reading]) -> bool:
    if not after or not before:
        return bool(after) and sureness(after) >= 0.8
    now, then = (sum(len(reading.text) for reading in readings) for readings in (after, before))
    gain = sureness(after) - sureness(before)
    return now >= _RED_TOO * then and (gain > _SURER or (now > then and gain > -_SURER))


def _groups(first: Sequence[Line], again: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    groups: list[tuple[list[Line], list[Line]]] = [([line], []) for line in first]
    for line in again:
        meets = [any(_same_place(line[0], other[0]) for other in (*before, *after)) for before, after in groups]
        met = [group for group, is_met in zip(groups, meets, strict=True) if is_met]
        groups = [group for group, is_met in zip(groups, meets, strict=True) if not is_met]
        groups.append(([old for group in met for old in group[0]], [*(new for g in met for new in g[1]), line]))
    return groups


def _same_place(a: Quad, b: Quad) -> bool:
    one, two = _box(a), _box(b)
    smaller = min((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (one, two))
    return _shared(one, two) >= _SHARED * smaller


def _box(quad: Quad) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = quad.points.min(axis=0), quad.points.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _shared(a: Sequence[float] | np.ndarray, b: Sequence[float] | np.ndarray) -> float:
    """Pixels that two boxes have in common."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
