"""What stands around a value on its page: by this it is found again on the next document of its layout.

Texts are folded; lengths are fractions of the page's width.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece, box_of
from ocr_engine.extract.words.folding import fold, is_cjk
from ocr_engine.types import BBox

from .align import Found
from .captions import letters
from .exemplar import Caption, Place

_ANCHORS, _FEWEST = 10, 4
_ORDINAL = 2            # digits of a number by which forms call their items; a longer one changes with the document
CORNER = "¶"            # an anchor that is no word
_LEADS = 8              # letters by which a line is known whatever follows them; a Chinese one counts twice
_REACH = 0.5            # of the page's width: farther words are no anchors


def place_of(found: Found, document: Document, weight: float, values: Mapping[Cell, int], caption: Caption | None
             ) -> Place:
    """``values``: the cells of all confirmed values with where the first one begins; what changes from document to
    document tells no place."""
    sheet, pieces = found.sheet, found.pieces
    first, last = pieces[0], pieces[-1]
    box = box_of(pieces, sheet)
    begin = box_of(pieces[:1], sheet)
    row = first.cell.row
    rows = len(sheet.rows)
    others = values.keys() - {p.cell for p in pieces}
    return Place(
        page=sheet.number, from_end=len(document.sheets) - sheet.number, weight=weight,
        label=label_before(first, but=others)[-40:], inside=fold(first.cell.text[:first.start])[-40:],
        after=fold(last.cell.text[last.end:])[:20], above=over(first.cell, sheet, but=others),
        below=under(last.cell, sheet, but=others),
        row=row.index if row else 0, row_end=rows - 1 - row.index if row else 0, cells=len(pieces),
        x0=round(begin.x0 / sheet.width, 4), x1=round(box.x1 / sheet.width, 4),
        anchors=_anchors(begin, {**dict.fromkeys((p.cell for p in pieces), 0), **values}, sheet),
        pitch=_pitch(pieces, sheet), room=_room(last.cell, sheet), caption=caption)


def _pitch(pieces: Sequence[Piece], sheet: Sheet) -> float:
    """The distance of the value's lines; 0 where it has one, or lines without a common left edge."""
    boxes = [box_of((p,), sheet) for p in pieces]
    if max(b.x0 for b in boxes) - min(b.x0 for b in boxes) > 0.9 * sheet.height:
        return 0.0
    steps = [b.cy - a.cy for a, b in pairwise(boxes) if b.cy > a.y1]
    return round(max(steps) / sheet.height, 2) if steps else 0.0


def _room(last: Cell, sheet: Sheet) -> float:
    """From the middle of a cell to that of the next one under it with about the same left edge; 9 for none."""
    steps = [c.box.cy - last.box.cy for c in sheet.cells
             if c.box.cy > last.box.y1 and abs(c.box.x0 - last.box.x0) < 2 * sheet.height]
    return round(min([s / sheet.height for s in steps] or [9.0]), 2)


def label_before(piece: Piece, *, but: Collection[Cell] = ()) -> str:
    """The folded words before a value in its row, the nearest last, from behind the last of the cells ``but``; digits
    fold away where words are left, and so do numbers that are no item's."""
    cell = piece.cell
    row = cell.row.cells if cell.row else [cell]
    start = max((c.start + len(c.text) for c in row if c in but and c.start < cell.start), default=0)
    text = cell.row.text[start:cell.start + piece.start] if cell.row else cell.text[:piece.start]
    folded = letters(text) or fold(text)
    return "" if len(folded) > _ORDINAL and folded.isdigit() else folded


def over(cell: Cell, sheet: Sheet, *, but: Collection[Cell] = ()) -> str:
    """The folded text right above a cell; nothing where that is one of ``but``."""
    near = [c for c in _same_column(cell, sheet, -1) if 0.3 * cell.height < cell.box.cy - c.box.cy < 5 * sheet.height]
    nearest = max(near, key=lambda c: c.box.cy, default=None)
    return "" if nearest is None or nearest in but else _letters(nearest.text)


def under(cell: Cell, sheet: Sheet, *, but: Collection[Cell] = ()) -> str:
    near = [c for c in _same_column(cell, sheet, 1) if 0.3 * cell.height < c.box.cy - cell.box.cy < 5 * sheet.height]
    nearest = min(near, key=lambda c: c.box.cy, default=None)
    return "" if nearest is None or nearest in but else _letters(nearest.text)


def _same_column(cell: Cell, sheet: Sheet, step: int) -> list[Cell]:
    """The cells over (``step`` -1) or under (1) a cell, as far as six lines."""
    top, end = sorted((cell.box.cy, cell.box.cy + step * 6 * sheet.height))
    return [c for c in sheet.between(top, end) if min(c.box.x1, cell.box.x1) > max(c.box.x0, cell.box.x0)]


def _letters(text: str) -> str:
    return letters(text)[:40]


def anchor_word(cell: Cell) -> str:
    """What a cell can be recognised by on another document: its letters, where it has enough of them."""
    word = _letters(cell.text)
    return word if len(word) >= 3 or (len(word) == 2 and not word.isascii()) else ""


def _anchors(begin: BBox, values: Mapping[Cell, int], sheet: Sheet) -> tuple[tuple[str, float, float], ...]:
    """The nearest cells with words that are no values, some of them at any rate, the rest from near by; of a cell with
    a value what stands before it. On a page of values alone, the corner of its print."""
    near = []
    for cell in sheet.cells:
        word = _letters(cell.text[:values[cell]]) if cell in values else anchor_word(cell)
        dx, dy = begin.x0 - cell.box.x0, begin.cy - cell.box.cy
        distance = (abs(dx) * 0.6 + abs(dy)) / sheet.width
        if word and (cell not in values or leads(word)):
            near.append((distance, word, round(dx / sheet.width, 4), round(dy / sheet.width, 4)))
    if len(near) < 2:
        left, top = corner(sheet)
        return ((CORNER, round((begin.x0 - left) / sheet.width, 4), round((begin.cy - top) / sheet.width, 4)),)
    return tuple((word, dx, dy) for at, (distance, word, dx, dy) in enumerate(sorted(near)[:_ANCHORS])
                 if distance < _REACH or at < _FEWEST)


def leads(word: str) -> bool:
    return len(word) + sum(is_cjk(c) for c in word) >= _LEADS


def corner(sheet: Sheet) -> tuple[float, float]:
    return min(c.box.x0 for c in sheet.cells), min(c.box.cy for c in sheet.cells)
