"""A table as cells on a grid, whoever found it."""

from __future__ import annotations

import html
from dataclasses import dataclass

from ocr_engine.types import BBox


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the places of the grid it covers, counted from 0. ``box``: where it stands on the page as shown."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    box: BBox | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``complete`` is False where a model's answer ended within it; ``box`` is None where its place is not known."""

    cells: tuple[Cell, ...]
    complete: bool = True
    box: BBox | None = None

    @property
    def shape(self) -> tuple[int, int]:
        return (max((c.row + c.rowspan for c in self.cells), default=0),
                max((c.column + c.colspan for c in self.cells), default=0))

    def grid(self) -> list[list[str]]:
        """Rows of texts; a cell over several places stands in the first, the others are empty."""
        rows, columns = self.shape
        made = [[""] * columns for _ in range(rows)]
        for cell in self.cells:
            made[cell.row][cell.column] = cell.text
        return made

    def to_html(self) -> str:
        """Every text is escaped: what a model wrote never becomes markup."""
        rows: list[list[str]] = [[] for _ in range(self.shape[0])]
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            tag = "th" if cell.header else "td"
            spans = "".join(f' {name}="{n}"' for name, n in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
                            if n > 1)
            rows[cell.row].append(f"<{tag}{spans}>{_escaped(cell.text)}</{tag}>")
        return "<table>" + "".join(f"<tr>{''.join(r)}</tr>" for r in rows) + "</table>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
