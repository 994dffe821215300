"""Which words stand in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocr_engine.types import BBox, PageText, TextLine, Word

from .rules import Grid
from .table import Cell, Table
from .unruled_rows import parted


def filled(grid: Grid, page: PageText, size: tuple[int, int]) -> Table:
    """The grid with the page's words. ``size``: width and height in pixels of the upright picture it was found in."""
    boxes = [_of(cell.rect, size) for cell in grid.cells]
    held: list[list[tuple[BBox, str]]] = [[] for _ in boxes]
    for line in page.lines:
        for word in pieces(line, page.rotation):
            for number, box in enumerate(boxes):
                if box.x0 <= word.box.cx <= box.x1 and box.y0 <= word.box.cy <= box.y1:
                    held[number].append((word.box, word.text))
                    break
    parts, held = parted(grid.cells, held)
    cells = tuple(
        Cell(as_text(words), cell.row, cell.column, cell.rowspan, cell.colspan,
             box=_of(cell.rect, size).turned(-page.rotation % 360)) for cell, words in zip(parts, held, strict=True))
    return Table(cells, box=BBox.around(boxes).turned(-page.rotation % 360))


def _of(rect: tuple[int, int, int, int], size: tuple[int, int]) -> BBox:
    return BBox(rect[0] / size[0], rect[1] / size[1], rect[2] / size[0], rect[3] / size[1])


def pieces(line: TextLine, rotation: int) -> Iterable[Word]:
    """The words of a line in the upright page. Where the reader gave none, the line is cut at its blanks, and a text
    without blanks (Chinese) at every letter, each taking its share of the width."""
    if line.words:
        return [Word(w.text, w.box.turned(rotation)) for w in line.words]
    box = line.box.turned(rotation)
    parts = line.text.split() if len(line.text.split()) > 1 else list(line.text)
    total = sum(map(len, parts)) + (len(parts) - 1 if " " in line.text else 0)
    made, at = [], 0
    for part in parts:
        end = at + len(part)
        made.append(Word(part, BBox(box.x0 + box.width * at / total, box.y0, box.x0 + box.width * end / total, box.y1)))
        at = end + (1 if " " in line.text else 0)
    return made


def as_text(words: Sequence[tuple[BBox, str]]) -> str:
    """Rows of words, top to bottom; within a row from left to right, letters of one word closed up."""
    rows: list[list[tuple[BBox, str]]] = []
    for box, text in sorted(words, key=lambda w: w[0].cy):
        if rows and box.cy - rows[-1][-1][0].cy < 0.5 * min(box.height, rows[-1][-1][0].height):
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    return "\n".join(_row(sorted(row, key=lambda w: w[0].x0)) for row in rows)


def _row(words: Sequence[tuple[BBox, str]]) -> str:
    said, last = "", None
    for box, text in words:
        wide = last is not None and box.x0 - last > 0.25 * box.height
        said += (" " if wide and said else "") + text
        last = box.x1
    return said
