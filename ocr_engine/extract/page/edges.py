"""The spaces between the cells of a column, for pages of thousands of cells: one cell is held against all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .layout import Cell


class Edges:
    """Of these cells. A cell is over another one where they share a part of their columns and no line."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells = cells
        boxes = np.array([(c.box.x0, c.box.y0, c.box.x1, c.box.y1) for c in cells], float).reshape(-1, 4)
        self._x0, self._y0, self._x1, self._y1 = boxes.T
        self._cy = (self._y0 + self._y1) / 2

    def gaps_over(self, cell: Cell) -> np.ndarray:
        """(cells,) the space between each and ``cell``; infinitely much where it does not stand over it."""
        box = cell.box
        over = (self._cy < box.y0) & (self._y1 <= box.cy) & self._in_column(cell)
        return np.where(over, np.maximum(0.0, box.y0 - self._y1), np.inf)

    def gaps_under(self, cell: Cell) -> np.ndarray:
        """The same for the cells under it."""
        box = cell.box
        under = (self._y0 > box.cy) & (self._cy >= box.y1) & self._in_column(cell)
        return np.where(under, np.maximum(0.0, self._y0 - box.y1), np.inf)

    def near_over(self, cell: Cell, space: float) -> list[Cell]:
        """The cells over it with no more space between than this, the nearest first."""
        gaps = self.gaps_over(cell)
        near = np.flatnonzero(gaps <= space)
        return [self._cells[at] for at in near[np.argsort(gaps[near], kind="stable")].tolist()]

    def _in_column(self, cell: Cell) -> np.ndarray:
        return np.minimum(self._x1, cell.box.x1) > np.maximum(self._x0, cell.box.x0)
