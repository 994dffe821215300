"""Reads strips of text with a CTC recogniser.

Padding is both the cost and an error: a batch of unequal widths pads every strip to the widest. So every strip is
stretched to the nearest of a few widths, and strips of equal width go together.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from ocr_engine.backends.accents import Accents
from ocr_engine.backends.base import Reading
from ocr_engine.backends.ctc import decode
from ocr_engine.backends.doubts import Doubts
from ocr_engine.backends.letters import Best
from ocr_engine.backends.sessions import BestRun

HEIGHT = 48  # at which strips are as wide as the network was trained for
# The cost of the network goes with the height of a strip, its judgement hardly: cut closer and pressed to 32 rows at
# full width it reads as many words (docs/benchmarks/reader.md) for a quarter less. Without the cut, or pressed without
# averaging, letters grow accents; narrower strips lose spaces, 24 rows lose letters.
PRESSED = 32
_AIR = 1 / 12  # of the thickness, above and below: the finder's boxes have more air than letters need
_NARROWEST, _WIDEST = 64, 3200
_RATIO = 1.2  # neighbouring widths; a strip is stretched or squeezed by at most 10 %, which costs no accuracy
_BATCHES = (8, 4, 2, 1)
_BATCH_COLUMNS = 2560  # bounds the memory of a batch: its strips together are no wider than this


def _widths() -> np.ndarray:
    widths = [_NARROWEST]
    while widths[-1] < _WIDEST:
        widths.append(max(widths[-1] + 8, round(widths[-1] * _RATIO / 8) * 8))
    return np.array(widths)


_WIDTHS = _widths()
# Where the next width is nearer by ratio.
_EDGES = np.sqrt(_WIDTHS[1:] * _WIDTHS[:-1])
_NOTHING = Best(np.zeros(0, np.int64), np.zeros(0), np.zeros((0, 3), np.int64), np.zeros((0, 3)))


class Recogniser:
    """``rows``: how high the strips are that ``run`` takes."""

    def __init__(self, run: BestRun, alphabet: list[str], rows: int = HEIGHT) -> None:
        self._run, self._alphabet, self._rows = run, alphabet, rows
        self._accents, self._doubts = Accents(alphabet), Doubts(alphabet)

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]:
        """The reading of each RGB strip, in the order given; strips of one page belong into one call.

        ``page``: the text of their page, where the strips are but a part of it: it tells which letters may be there.
        """
        groups: dict[int, list[int]] = {}
        for index, crop in enumerate(crops):
            groups.setdefault(strip_width(crop.shape[1], crop.shape[0]), []).append(index)
        seen: list[Best] = [_NOTHING] * len(crops)
        parts = [(width, part) for width in sorted(groups) for part in _batches(groups[width], width)]
        said = self._run((_batch([crops[i] for i in part], width, self._rows) for width, part in parts), page)
        for (_width, part), told in zip(parts, said, strict=True):
            for row, index in enumerate(part):
                seen[index] = told.of_line(row)
        settled = map(self._doubts.settled, seen)
        lines = self._accents.without_doubtful([(line.letter, line.chance) for line in settled], page)
        return [decode(best, sure, self._alphabet) for best, sure in lines]


def strip_width(width: int, height: int) -> int:
    """The width at which a strip of this size is read: the nearest of the few there are."""
    return int(_WIDTHS[np.searchsorted(_EDGES, HEIGHT * width / max(1, height))])


def _batches(indices: list[int], width: int) -> Iterator[list[int]]:
    """Parts of a few sizes only: every new shape of a batch has to be prepared and kept by the runtime."""
    start = 0
    while start < len(indices):
        left = len(indices) - start
        size = next(size for size in _BATCHES if size <= left and (size * width <= _BATCH_COLUMNS or size == 1))
        yield indices[start:start + size]
        start += size


def _batch(crops: list[np.ndarray], width: int, rows: int) -> np.ndarray:
    batch = np.empty((len(crops), 3, rows, width), np.float32)
    for slot, crop in zip(batch, crops, strict=True):
        strip = _scaled(crop, width, HEIGHT) if rows == HEIGHT else _pressed(crop, width, rows)
        slot[:] = strip[:, :, ::-1].transpose(2, 0, 1)
    batch *= 1 / 127.5
    batch -= 1.0
    return batch


def _scaled(crop: np.ndarray, width: int, rows: int) -> np.ndarray:
    shrinking = crop.shape[0] > 2 * rows
    return cv2.resize(crop, (width, rows), interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR)


def _pressed(crop: np.ndarray, width: int, rows: int) -> np.ndarray:
    """Scaled to its width first, then averaged down to so many rows."""
    air = int(crop.shape[0] * _AIR)
    strip = _scaled(crop[air:crop.shape[0] - air], width, round(HEIGHT * (1 - 2 * _AIR)))
    return cv2.resize(strip, (width, rows), interpolation=cv2.INTER_AREA)
