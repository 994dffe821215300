"""All lines of a document as one text, with the way back to the cells."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Cell
from ocr_engine.extract.page.pieces import Piece

HEAD = 5000  # characters of an agreement in which its parties and its day stand


@dataclass(frozen=True, slots=True)
class Text:
    """All lines joined by spaces, with the way back to the cells."""

    text: str
    starts: list[int]
    cells: list[Cell]

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        found = []
        for index in range(max(0, bisect.bisect_right(self.starts, start) - 1), len(self.cells)):
            begin, cell = self.starts[index], self.cells[index]
            if begin >= end:
                break
            first, last = max(start, begin) - begin, min(end, begin + len(cell.text)) - begin
            if first < last:
                found.append(Piece(cell, first, last))
        return tuple(found)


def joined(document: Document) -> Text:
    starts: list[int] = []
    cells: list[Cell] = []
    parts: list[str] = []
    length = 0
    for sheet in document.sheets:
        for row in sheet.rows:
            for cell in row.cells:
                starts.append(length)
                cells.append(cell)
                parts.append(cell.text)
                length += len(cell.text) + 1
    return Text(" ".join(parts), starts, cells)
