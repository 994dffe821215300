"""Rows that share one ruled row: a form rules its head and its foot, and prints the items between them line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr_engine.types import BBox

from .rules import GridCell

Words = list[tuple[BBox, str]]

_FILLED = 3             # cells that a line of items has at least …
_SHARE = 0.6            # … in this share of the lines; with fewer the cells hold paragraphs


def parted(cells: Sequence[GridCell], held: Sequence[Words]) -> tuple[list[GridCell], list[Words]]:
    """The cells of a grid with their words, each row that holds several lines of items made into as many rows."""
    cells, words = list(cells), list(held)
    row = 0
    while row <= max((c.row for c in cells), default=-1):
        inside = [n for n, c in enumerate(cells) if c.row == row and c.rowspan == 1]
        bands = _bands([words[n] for n in inside])
        if len(bands) > 1:
            cells, words = _split(cells, words, row, inside, bands)
        row += max(1, len(bands))
    return cells, words


def _bands(held: Sequence[Words]) -> list[float]:
    """Where each line of items begins (y), from top to bottom; one or none where the row is no list of items."""
    lines = sorted((box.cy, box.height, n) for n, words in enumerate(held) for box, _text in words)
    bands: list[tuple[float, float, set[int]]] = []
    for cy, height, n in lines:
        if bands and cy - bands[-1][0] < 0.6 * max(height, bands[-1][1]):
            bands[-1][2].add(n)
        else:
            bands.append((cy, height, {n}))
    items = [band for band in bands if len(band[2]) >= _FILLED]
    if len(items) < 2 or len(items) < _SHARE * len(bands) or bands[0] is not items[0]:
        return []
    return [cy - 0.6 * height for cy, height, _cells in items]  # a line between two of them belongs to the upper one


def _split(cells: Sequence[GridCell], held: Sequence[Words], row: int, inside: Sequence[int], bands: Sequence[float]
           ) -> tuple[list[GridCell], list[Words]]:
    more = len(bands) - 1
    made: list[tuple[GridCell, Words]] = []
    for n, (cell, words) in enumerate(zip(cells, held, strict=True)):
        if n in inside:
            made += [(replace(cell, row=row + b, rect=_part(cell, b, bands)), part)
                     for b, part in enumerate(_parts(words, bands))]
        elif cell.row > row:
            made.append((replace(cell, row=cell.row + more), words))
        elif cell.row + cell.rowspan > row:
            made.append((replace(cell, rowspan=cell.rowspan + more), words))
        else:
            made.append((cell, words))
    return [c for c, _words in made], [words for _cell, words in made]


def _parts(words: Words, bands: Sequence[float]) -> list[Words]:
    parts: list[Words] = [[] for _ in bands]
    for box, text in words:
        parts[max(0, sum(box.cy >= y for y in bands) - 1)].append((box, text))
    return parts


def _part(cell: GridCell, band: int, bands: Sequence[float]) -> tuple[int, int, int, int]:
    """The cell's rectangle shared out evenly: rules that are not there have no place of their own."""
    x0, y0, x1, y1 = cell.rect
    high = (y1 - y0) / len(bands)
    return x0, round(y0 + band * high), x1, round(y0 + (band + 1) * high)
