"""The tables of a page without any model: ruled ones first, then those told by their columns."""

from __future__ import annotations

import numpy as np

from ocr_engine.types import PageText

from .aligned import aligned_tables
from .fill import filled
from .rules import grids_in
from .table import Table


def tables_on(page: PageText, image: np.ndarray | None) -> tuple[Table, ...]:
    """From top to bottom. ``image``: the page set upright (RGB, uint8); without one only unruled tables are found."""
    ruled = []
    if image is not None:
        size = (image.shape[1], image.shape[0])
        ruled = [t for t in (filled(g, page, size) for g in grids_in(image)) if _says_something(t)]
    taken = [t.box.turned(page.rotation) for t in ruled if t.box]
    found = [*ruled, *aligned_tables(page, outside=taken)]
    return tuple(sorted(found, key=lambda t: t.box.turned(page.rotation).y0 if t.box else 0.0))


def _says_something(table: Table) -> bool:
    """A frame around a picture or a whole page is no table."""
    return sum(bool(c.text.strip()) for c in table.cells) >= 2
