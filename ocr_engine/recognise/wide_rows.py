"""Joins lines with widely spaced letters that the detector had cut up, where the gaps between the letters go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ocr_engine.backends.base import Quad, Reading, Segment
from ocr_engine.recognise.spacing import single_space

_LEVEL, _AS_HIGH = 0.35, 1.4    # of the thickness: how far out of line a part may stand; one beside the other
_WORD = 1.4                     # times the usual gap: within a word
_OVERLAP = 0.3                  # of the thickness, by which boxes of two parts may share ink


@dataclass(frozen=True, slots=True)
class Part:
    """A line with widely spaced letters. Lengths are fractions of its thickness: ``start`` and ``end``, where its ink
    begins and ends; ``usual``, the median gap within words; ``pitch``, the distance from letter to letter."""

    quad: Quad
    reading: Reading
    start: float
    end: float
    usual: float
    pitch: float

    def point(self, along: float) -> np.ndarray:
        """The point on the line's middle, in pixels, shape (2,), that lies ``along`` thicknesses from its left end."""
        left, right = self.quad.points[[0, 3]].mean(axis=0), self.quad.points[[1, 2]].mean(axis=0)
        return np.asarray(left + (right - left) * (along * self.quad.thickness / max(self.quad.length, 1.0)))


def in_rows(parts: Mapping[int, Part]) -> dict[int, tuple[Quad, Reading]]:
    """The lines by their number; those that continue one another are one line, under the number of the first."""
    rest = sorted(parts, key=lambda number: float(parts[number].quad.points[:, 0].min()))
    rows = {}
    while rest:
        numbers = [rest.pop(0)]
        while (following := _following(parts[numbers[-1]], rest, parts)) is not None:
            numbers.append(following)
            rest.remove(following)
        row = [parts[number] for number in numbers]
        rows[numbers[0]] = (row[0].quad, row[0].reading) if len(row) == 1 else _as_one(row)
    return rows


def _following(part: Part, rest: Sequence[int], parts: Mapping[int, Part]) -> int | None:
    """The number of the nearest of these that goes on where a part ends."""
    gaps = {number: gap for number in rest if (gap := _gap(part, parts[number])) is not None}
    return min(gaps, key=lambda number: gaps[number], default=None)


def _gap(part: Part, following: Part) -> float | None:
    """What is blank between two neighbours of a row, as a part of the thickness; None where they are none."""
    thickness = (part.quad.thickness + following.quad.thickness) / 2
    high = part.quad.thickness / max(following.quad.thickness, 1.0)
    direction = (part.quad.points[1] - part.quad.points[0]) / max(part.quad.length, 1.0)
    way = following.point(following.start) - part.point(part.end)
    along, across = float(way @ direction), abs(float(way[0] * direction[1] - way[1] * direction[0]))
    far = single_space(part.usual, part.pitch)
    near = -_OVERLAP * thickness <= along <= far * thickness and across <= _LEVEL * thickness
    return along / thickness if near and 1 / _AS_HIGH <= high <= _AS_HIGH else None


def _as_one(row: Sequence[Part]) -> tuple[Quad, Reading]:
    first, last = row[0].quad.points, row[-1].quad.points
    quad = Quad(np.array([first[0], last[1], last[2], first[3]], np.float32), min(part.quad.score for part in row))
    text, words = row[0].reading.text, list(_moved(row[0], quad))
    for part, following in pairwise(row):
        gap, (head, *others) = _gap(part, following), _moved(following, quad)
        if (gap or 0.0) <= _WORD * max(part.usual, following.usual):
            text += following.reading.text
            words[-1] = _joined(words[-1], head)
        else:
            text += " " + following.reading.text
            words.append(head)
        words += others
    readings = [part.reading for part in row]
    letters = sum(len(reading.text) for reading in readings)
    sure = sum(reading.confidence * len(reading.text) for reading in readings) / letters
    return quad, Reading(text, sure, tuple(words), min(reading.lowest for reading in readings),
                         pitch=max(part.pitch for part in row))


def _moved(part: Part, whole: Quad) -> list[Segment]:
    """The words of a part, told within the whole row."""
    begin = float(np.linalg.norm(part.quad.points[0] - whole.points[0])) / max(whole.length, 1.0)
    share = part.quad.length / max(whole.length, 1.0)
    words = part.reading.words or (Segment(part.reading.text, 0.0, 1.0, part.reading.confidence),)
    return [Segment(w.text, min(1.0, begin + w.start * share), min(1.0, begin + w.end * share), w.confidence)
            for w in words]


def _joined(a: Segment, b: Segment) -> Segment:
    letters = len(a.text) + len(b.text)
    return Segment(a.text + b.text, a.start, b.end,
                   (a.confidence * len(a.text) + b.confidence * len(b.text)) / letters)
