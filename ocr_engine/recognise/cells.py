"""Takes apart what the finder joined: neighbouring cells of a table row in one box."""

from __future__ import annotations

import itertools

from ocr_engine.backends.base import Quad, Reading, Segment
from ocr_engine.backends.crops import along

# As a part of the box's thickness, which is about one and a half times the height of its letters. Spaces between the
# words of a sentence are a quarter of it, in justified or monospaced text up to a half.
_CELL_GAP = 0.75
_WIDE = 1.5     # distances of letters, where a line is set wide


def cells_of(quad: Quad, reading: Reading) -> list[tuple[Quad, Reading]]:
    """The box and reading as they are, or a box and reading for every group of words that stands apart."""
    groups = _groups(quad, reading.words, max(_CELL_GAP, _WIDE * reading.pitch))
    if len(groups) < 2:
        return [(quad, reading)]
    edges = [0.0, *((a[-1].end + b[0].start) / 2 for a, b in itertools.pairwise(groups)), 1.0]
    margin = 0.25 * quad.thickness / max(quad.length, 1.0)
    cells, cursor = [], 0
    for index, group in enumerate(groups):
        text, cursor = _text_of(group, reading.text, cursor)
        start = max(edges[index], group[0].start - margin)
        end = min(edges[index + 1], group[-1].end + margin)
        cells.append((Quad(along(quad, start, end), quad.score), _reading(group, text, start, end)))
    return cells


def _groups(quad: Quad, words: tuple[Segment, ...], widest: float) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for word in words:
        gap = (word.start - groups[-1][-1].end) * quad.length if groups else 0.0
        if not groups or gap >= widest * quad.thickness:
            groups.append([])
        groups[-1].append(word)
    return groups


def _text_of(group: list[Segment], text: str, cursor: int) -> tuple[str, int]:
    """The part of the line's text that these words make up, with the spaces between them as read."""
    start = text.index(group[0].text, cursor)
    for word in group:
        cursor = text.index(word.text, cursor) + len(word.text)
    return text[start:cursor], cursor


def _reading(group: list[Segment], text: str, start: float, end: float) -> Reading:
    """The words with their places told within the smaller box; confidence weighted by length."""
    span = (end - start) or 1.0
    words = tuple(Segment(w.text, min(1.0, max(0.0, (w.start - start) / span)),
                          min(1.0, max(0.0, (w.end - start) / span)), w.confidence) for w in group)
    letters = sum(len(word.text) for word in group) or 1
    return Reading(text, sum(word.confidence * len(word.text) for word in group) / letters, words)
