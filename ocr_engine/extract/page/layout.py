"""A page laid out for reading fields: cells in rows, upright, in units in which x and y mean the same length.

The height of the upright page is 1. ``Cell.box`` is in these units; ``Sheet.shown`` takes a box back to fractions of
the page as a viewer shows it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ocr_engine.types import BBox, PageText, TextLine

from .stretches import Stretches

SEPARATOR = "\t"  # between the cells of a row's text; folding drops it
_MANY = 64        # cells at one height are not gone through for those of a stretch


@dataclass(slots=True, eq=False)
class Cell:
    """One line of the reader, in its row. ``start`` is the offset of its text in the row's text."""

    text: str
    box: BBox
    line: TextLine
    order: int
    row: Row | None = None
    start: int = 0
    page: int = 1
    standing: bool = False  # characters above one another, read as one word

    @property
    def height(self) -> float:
        return self.box.height

    @property
    def before(self) -> list[Cell]:
        """Those of its row that end before it begins, from the left."""
        return [c for c in self.row.cells if c.box.x1 <= self.box.x0] if self.row else []

    @property
    def previous(self) -> Cell | None:
        """The last of ``before``."""
        cells = self.row.cells if self.row else []
        begun = range(bisect_right(cells, self.box.x0, key=left_edge) - 1, -1, -1)
        return next((cells[at] for at in begun if cells[at].box.x1 <= self.box.x0), None)


@dataclass(slots=True, eq=False)
class Row:
    cells: list[Cell]
    index: int = 0
    text: str = ""

    def cell_at(self, offset: int) -> tuple[Cell, int]:
        """The cell that holds the row's character ``offset``, and the offset in the cell's own text."""
        for cell in reversed(self.cells):
            if offset >= cell.start:
                return cell, offset - cell.start
        return self.cells[0], 0


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page as shown lies under the upright, level page: a turn, the shape, and a slant in degrees.

    A box round a slanted line is taller than its letters, so levelling a box also takes that surplus off its height.
    """

    rotation: int
    aspect: float
    skew: float

    @classmethod
    def of(cls, page: PageText) -> Frame:
        wide, high = (page.height, page.width) if page.rotation in (90, 270) else (page.width, page.height)
        return cls(page.rotation, wide / high if wide and high else 1.0, page.skew)

    def placed(self, box: BBox) -> BBox:
        """A box of the shown page, upright and level, in units of the upright page's height."""
        turned = box.turned(self.rotation)
        wide = BBox(turned.x0 * self.aspect, turned.y0, turned.x1 * self.aspect, turned.y1)
        surplus = min(abs(math.tan(math.radians(self.skew))) * wide.width, wide.height / 2)
        return self._about(*self._swung(wide, -self.skew), wide.width, wide.height - surplus)

    def shown(self, box: BBox) -> BBox:
        """The way back: fractions of the page as shown."""
        surplus = abs(math.tan(math.radians(self.skew))) * box.width
        wide = self._about(*self._swung(box, self.skew), box.width, box.height + surplus)
        left, right = max(wide.x0 / self.aspect, 0.0), min(wide.x1 / self.aspect, 1.0)
        unit = BBox(left, max(wide.y0, 0.0), right, min(wide.y1, 1.0))
        return unit.turned((360 - self.rotation) % 360)

    @staticmethod
    def _swung(box: BBox, degrees: float) -> tuple[float, float]:
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return box.cx * cosine - box.cy * sine, box.cx * sine + box.cy * cosine

    @staticmethod
    def _about(cx: float, cy: float, width: float, height: float) -> BBox:
        return BBox(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)


@dataclass(slots=True, eq=False)
class Sheet:
    """One page. ``height`` is the median height of its lines; ``two_languages``: its captions bear a translation;
    ``captions``: of a form in two sizes of print; ``down``: its cells from the top, by their middles; ``printed``:
    round all of them."""

    page: PageText
    cells: list[Cell]
    rows: list[Row]
    height: float
    frame: Frame
    two_languages: bool = False
    captions: set[Cell] = field(default_factory=set)
    down: list[Cell] = field(init=False)
    tallest: float = field(init=False)
    printed: BBox = field(init=False)
    _places: dict[Cell, int] = field(init=False)
    _stretches: Stretches[Cell] | None = field(init=False, default=None)
    _across: list[Cell] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.down = sorted(self.cells, key=_middle)
        self.tallest = max((c.height for c in self.cells), default=0.0)
        self._places = {cell: place for place, cell in enumerate(self.cells)}
        self.printed = BBox.around(c.box for c in self.cells) if self.cells else BBox(0, 0, 0, 0)

    def between(self, top: float, end: float) -> list[Cell]:
        """The cells with their middles from ``top`` to ``end``, from the top; without a walk over all others."""
        return self.down[bisect_left(self.down, top, key=_middle) : bisect_right(self.down, end, key=_middle)]

    def middles_in(self, top: float, end: float) -> list[Cell]:
        """The same in the order of ``cells``."""
        return sorted(self.between(top, end), key=self._places.__getitem__)

    def rightwards(self, left: float, top: float, end: float) -> Iterator[Cell]:
        """The cells that begin to the right of ``left`` and may reach into the band from ``top`` to ``end``, others
        with them, from the left. However many there are, what nobody asks for is not looked at."""
        high, low = top - self.tallest / 2, end + self.tallest / 2
        first, behind = bisect_left(self.down, high, key=_middle), bisect_right(self.down, low, key=_middle)
        if behind - first <= _MANY:
            yield from sorted((c for c in self.in_order(self.down[first:behind]) if c.box.x0 > left), key=left_edge)
            return
        if self._across is None:
            self._across = sorted(self.cells, key=left_edge)
        for at in range(bisect_right(self._across, left, key=left_edge), len(self._across)):
            if high <= self._across[at].box.cy <= low:
                yield self._across[at]

    def near(self, left: float, right: float, top: float, end: float) -> list[Cell]:
        """Those of ``middles_in(top, end)`` that reach into the stretch from ``left`` to ``right``, and on a page of
        few cells others with them. However many stand in a row, it looks at few."""
        first, behind = bisect_left(self.down, top, key=_middle), bisect_right(self.down, end, key=_middle)
        if behind - first <= _MANY:
            return self.in_order(self.down[first:behind])
        if self._stretches is None:
            self._stretches = Stretches()
            for cell in self.cells:
                self._stretches.add(cell.box, cell)
        return self.in_order(c for c in self._stretches.touching(left, right) if top <= c.box.cy <= end)

    def in_order(self, cells: Iterable[Cell]) -> list[Cell]:
        """As in ``cells``."""
        return sorted(cells, key=self._places.__getitem__)

    @property
    def number(self) -> int:
        return self.page.number

    @property
    def width(self) -> float:
        return self.frame.aspect

    def shown(self, box: BBox) -> BBox:
        return self.frame.shown(box)


def part_of(cell: Cell, start: int, end: int, sheet: Sheet) -> BBox:
    """The upright box of ``cell.text[start:end]``: from the line's words if it has them, else by character widths."""
    if start <= 0 and end >= len(cell.text):
        return cell.box
    widths = [2 if ord(c) > 0x2E80 else 1 for c in cell.text]
    total = sum(widths) or 1
    left = cell.box.x0 + cell.box.width * sum(widths[:start]) / total
    right = cell.box.x0 + cell.box.width * sum(widths[:end]) / total
    exact = _word_boxes(cell, start, end)
    if exact:
        boxes = [sheet.frame.placed(b) for b in exact]
        left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    return BBox(left, cell.box.y0, right, cell.box.y1)


def _word_boxes(cell: Cell, start: int, end: int) -> list[BBox]:
    boxes, at = [], 0
    for word in cell.line.words:
        found = cell.text.find(word.text, at)
        if found < 0:
            return []
        at = found + len(word.text)
        if found < end and at > start:
            boxes.append(word.box)
    return boxes


def _middle(cell: Cell) -> float:
    return cell.box.cy


def left_edge(cell: Cell) -> float:
    """By which the cells of a row are sorted."""
    return cell.box.x0


def how_far_down(cell: Cell, sheet: Sheet) -> float:
    """Where a cell stands between the first print of its page and the last, from 0 to 1."""
    printed = sheet.printed
    return (cell.box.cy - printed.y0) / printed.height if printed.height > 0 else 0.0


def column_apart(cell: Cell, other: BBox) -> float:
    """How far two prints of a column are apart, at the edge or the middle by which they are ranged."""
    box = cell.box
    return min(abs(box.x0 - other.x0), abs(box.x1 - other.x1), abs(box.cx - other.cx))
