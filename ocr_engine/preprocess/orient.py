"""Which way up a page stands, told from its own text and asked only where there is doubt."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ocr_engine.backends.base import PageReader, Quad, Reading
from ocr_engine.backends.crops import cut, is_vertical, upright
from ocr_engine.backends.ctc import is_cjk

SAMPLE = 8
# Upright pages read with a mean confidence above 0.9, pages upside down at 0.5 to 0.8.
SURE = 0.88
_MARGIN = 0.03


def lines_run_downwards(quads: list[Quad]) -> bool:
    """Whether most of the text, by length, stands in boxes taller than wide. Square boxes have no say."""
    tall = sum(quad.thickness for quad in quads if is_vertical(quad))
    wide = sum(quad.length for quad in quads if quad.length >= 1.5 * quad.thickness)
    return tall > wide


def sideways_turn(image: np.ndarray, quads: list[Quad], reader: PageReader) -> int:
    """For a page whose lines run up or down: the clockwise turn (0, 90, 270) that sets it upright.

    0 means that the script itself is written downwards, as traditional Chinese is.
    """
    tall = sorted((quad for quad in quads if is_vertical(quad)), key=lambda quad: -quad.thickness)[:SAMPLE]
    strips = [cut(image, upright(quad)) for quad in tall]
    down, up = reader.read(strips), reader.read([flipped(strip) for strip in strips])
    if sureness(up) > sureness(down):
        return 90
    if _mostly_cjk(down) and sureness(reader.read([_stacked(strip) for strip in strips])) > sureness(down):
        return 0
    return 270


def upside_down(strips: list[np.ndarray], readings: list[Reading], reader: PageReader) -> bool:
    """Whether the strips read better turned by half a turn. Costs a second reading of a few, only when in doubt."""
    if not strips or sureness(readings) >= SURE:
        return False
    order = sorted(range(len(strips)), key=lambda i: -strips[i].shape[1])[:SAMPLE]
    turned = reader.read([flipped(strips[i]) for i in order])
    return sureness(turned) > sureness([readings[i] for i in order]) + _MARGIN


def sureness(readings: list[Reading]) -> float:
    """Mean confidence, weighted by the length of what was read; 0 where nothing was."""
    weights = [len(reading.text) for reading in readings]
    total = sum(weights)
    return sum(r.confidence * w for r, w in zip(readings, weights, strict=True)) / total if total else 0.0


def flipped(strip: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(strip[::-1, ::-1])


def _mostly_cjk(readings: list[Reading]) -> bool:
    text = "".join(reading.text for reading in readings)
    return sum(map(is_cjk, text)) > len(text) / 2


def _stacked(strip: np.ndarray) -> np.ndarray:
    """Each square of a strip cut from a downward line, turned upright: reads better if the script runs down."""
    height = strip.shape[0]
    count = max(1, round(strip.shape[1] / height))
    edges = np.linspace(0, strip.shape[1], count + 1).round().astype(int)
    squares = [np.rot90(strip[:, a:b], -1) for a, b in pairwise(edges)]
    tallest = max(square.shape[0] for square in squares)
    padded = [np.pad(square, ((0, tallest - square.shape[0]), (0, 0), (0, 0)), mode="edge") for square in squares]
    return np.ascontiguousarray(np.hstack(padded))
