"""Fields whose value is the ticked one of some choices: a confirmed paper tells the choices and how a tick looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Row, Sheet
from ocr_engine.extract.page.pieces import Piece, trimmed
from ocr_engine.extract.values.boxes import BOX
from ocr_engine.extract.words.folding import fold

from .align import Found
from .exemplar import Choices

_MARK = re.compile(BOX.pattern + r"|(?<!\S)(?P<letter>[xXvV])(?=\s+\S)|(?<!\S)(?P<sign>[●○◉◯■□◆◇•])")
_SET, _OPEN = "☒", "☐"             # what every box with and without a mark is kept as
_LIKE = 88.0            # rapidfuzz's 0..100 from which a print is the known choice
_FOUND = 0.6            # of the choices must stand together again
_LONGEST = 50
_NEXT = 2.2             # line heights to the next line of choices


@dataclass(frozen=True, slots=True)
class _Unit:
    """A choice as it is printed: its words, and what stands before them."""

    piece: Piece
    lead: str


def choices_of(key: str, found: Sequence[Found], document: Document) -> Choices | None:
    """None where the values of the field stand behind no tick, or where nothing beside them stands without one."""
    if not found:
        return None
    own = [_unit_of(f) for f in found]
    leads = {unit.lead for unit in own if unit}
    if not all(own) or len(leads) != 1 or "" in leads:
        return None
    (mark,) = leads
    sheet = found[0].sheet
    units = [u for row in _block(found, sheet, document) for u in _units(row) if len(u.piece.text) <= _LONGEST]
    others = [u for u in units if u.lead != mark and not document.labels.is_label(u.piece.cell)]
    options = dict.fromkeys(fold(u.piece.text) for u in units if u in others or u.lead == mark)
    return Choices(key, tuple(o for o in options if o), mark) if others else None


def ticked(choices: Choices, document: Document) -> list[Piece] | None:
    """The ticked choices, new ones among them; None where the known choices are not on the page."""
    best: list[_Unit] = []
    for sheet in document.sheets:
        best = max(best, *_together(sheet, choices, document), key=lambda units: _known(units, choices))
    if _known(best, choices) < max(2, _FOUND * len(choices.options)):
        return None
    return [u.piece for u in best if u.lead == choices.mark]


def _together(sheet: Sheet, choices: Choices, document: Document) -> list[list[_Unit]]:
    """What the rows offer that follow each other, a list for each run of such rows."""
    runs: list[list[_Unit]] = [[]]
    last: Row | None = None
    for row in sheet.rows:
        if units := _offered(row, choices, document):
            if last is not None and not _follows(last, row, sheet):
                runs.append([])
            runs[-1] += units
            last = row
    return runs


def _known(units: Sequence[_Unit], choices: Choices) -> int:
    return sum(_is_one(unit, choices) for unit in units)


def _offered(row: Row, choices: Choices, document: Document) -> list[_Unit]:
    """The known choices of a row, and what has a box beside them or where no label begins the row."""
    units = list(_units(row))
    boxed = any(_is_one(u, choices) for u in units) or not _is_labelled(row, document)
    return [u for u in units if _is_one(u, choices) or (boxed and u.lead in (_SET, _OPEN))]


def _is_one(unit: _Unit, choices: Choices) -> bool:
    text = fold(unit.piece.text)
    return any(text == option or (len(option) > 5 and fuzz.ratio(text, option) >= _LIKE) for option in choices.options)


def _unit_of(found: Found) -> _Unit | None:
    """The unit that is just the value."""
    piece = found.pieces[0]
    if len(found.pieces) > 1 or piece.cell.row is None:
        return None
    return next((u for u in _units(piece.cell.row) if u.piece.cell is piece.cell
                 and fold(u.piece.text) == fold(piece.text) and u.piece.end >= piece.end >= u.piece.start), None)


def _units(row: Row) -> Iterator[_Unit]:
    pending = ""
    for cell in row.cells:
        marks = list(_MARK.finditer(cell.text))
        ends = [*(m.start() for m in marks[1:]), len(cell.text)]
        if not marks:
            yield _Unit(trimmed(cell, 0, len(cell.text)), pending)
        pending = ""
        for mark, end in zip(marks, ends, strict=True) if marks else ():
            piece = trimmed(cell, mark.end(), end)
            if piece.text:
                yield _Unit(piece, _lead(mark))
            else:
                pending = _lead(mark)       # the box and its words were read as two


def _lead(mark: re.Match[str]) -> str:
    return _SET if mark["set"] else _OPEN if mark["open"] else mark.group().casefold()


def _block(found: Sequence[Found], sheet: Sheet, document: Document) -> list[Row]:
    """The rows of the values, and those beside them that go on with the choices: up to the row that begins with a
    label, down to the next label."""
    inside = {f.pieces[0].cell.row.index for f in found if f.pieces[0].cell.row}
    first, last = min(inside), max(inside)
    while first > 0 and not _is_labelled(sheet.rows[first], document) and _follows(
            sheet.rows[first - 1], sheet.rows[first], sheet):
        first -= 1
    while last + 1 < len(sheet.rows) and _follows(sheet.rows[last], sheet.rows[last + 1], sheet) and not (
            _is_labelled(sheet.rows[last + 1], document)):
        last += 1
    return sheet.rows[first:last + 1]


def _is_labelled(row: Row, document: Document) -> bool:
    return bool(document.labels.starts.get(row.cells[0])) or document.labels.is_label(row.cells[0])


def _follows(row: Row, after: Row, sheet: Sheet) -> bool:
    return 0 < after.cells[0].box.cy - row.cells[0].box.cy < _NEXT * sheet.height
