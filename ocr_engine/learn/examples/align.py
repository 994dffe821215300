"""Finding a known value in the text of a page: letter by letter, else as a reader may have misread it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from ocr_engine.extract.candidates import LONG_KINDS, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece, box_of
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.words.folding import fold, fold_map, has_cjk
from ocr_engine.types import BBox
from ocr_engine.validate.kinds import normalise

_LIKE = 82.0            # rapidfuzz's 0..100, from which a text may be a misread form of a value
_SPILL = 6              # letters by which an alignment may miss an end of a value
_SLACK = 2              # letters by which a fuzzy find may miss the end of a cell
_MAX_FOUND = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a value; ``like`` is 1 where the page says just that."""

    sheet: Sheet
    pieces: tuple[Piece, ...]
    like: float

    @property
    def box(self) -> BBox:
        """Fractions of the shown page."""
        return self.sheet.shown(box_of(self.pieces, self.sheet))


class Running:
    """The letters of a page as one string, with the way back to its cells."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.cells = sorted((c for c in sheet.cells if not c.standing), key=lambda c: c.order)
        parts, self._starts, self._back = [], [], []
        at = 0
        for cell in self.cells:
            text, back = fold_map(cell.text)
            self._starts.append(at)
            self._back.append(back)
            parts.append(text)
            at += len(text)
        self.text = "".join(parts)

    def pieces(self, start: int, end: int, *, exact: bool = False) -> tuple[Piece, ...]:
        """The cells' parts under ``text[start:end]``; a part that nearly fills its cell takes it whole, unless it is
        known to the letter and ends where a word does."""
        found: list[Piece] = []
        for cell, first, back in zip(self.cells, self._starts, self._back, strict=True):
            a, b = max(start - first, 0), min(end - first, len(back))
            if a >= b:
                continue
            front, rear = (0 if exact and not _in_word(cell.text, at) else _SLACK for at in (back[a], back[b - 1] + 1))
            whole_front = a <= front and a < len(back) // 4
            whole_back = len(back) - b <= rear and b > 3 * len(back) // 4
            begin = 0 if a == 0 or whole_front else back[a]
            stop = len(cell.text) if b == len(back) or whole_back else back[b - 1] + 1
            if found and not whole_back and b - a <= _SLACK < len(back) - b:
                continue
            found.append(Piece(cell, begin, stop))
        return tuple(found)


def _in_word(text: str, at: int) -> bool:
    return text[at - 1:at].isalnum() and text[at:at + 1].isalnum() and not has_cjk(text[at - 1:at + 1])


def occurrences(value: str, plan: FieldPlan, document: Document, *, box: BBox | None = None, page: int | None = None
                ) -> list[Found]:
    """Where a confirmed value stands, the surest place first; nearest to ``box`` where one is given."""
    found = list(_typed(value, plan, document)) if plan.kind not in LONG_KINDS else []
    found = found or list(_written(value, document))
    found = [f for f in found if _whole_words(f)] or found
    if not found and box is not None:
        found = list(_under(box, page, document))
    if page is not None:
        found = [f for f in found if f.sheet.number == page] or found
    if box is not None and found:
        found = sorted(found, key=lambda f: _apart(f.box, box))[:1]
    return sorted(found, key=lambda f: -f.like)[:_MAX_FOUND]


def _whole_words(found: Found) -> bool:
    """A name in the middle of an address of the web is not the name."""
    first, last = found.pieces[0], found.pieces[-1]
    before, after = first.cell.text[:first.start][-1:], last.cell.text[last.end:]
    latin = not has_cjk(first.text[:1])
    return not (latin and (before.isalnum() or before in ("@", ".")) and before) and not re.match(
        r"[^\W\d_]|\.[^\W\d_]|@", after if not has_cjk(last.text[-1:]) else "")


def _typed(value: str, plan: FieldPlan, document: Document) -> Iterator[Found]:
    wanted = normalise(value, plan.spec, document.hints) or value
    for sheet in document.sheets:
        for cell in sheet.cells:
            for r in readings(plan.kind, plan.shape, cell.text, document.hints):
                raw = cell.text[r.start:r.end]
                if (r.value or normalise(raw, plan.spec, document.hints)) == wanted or fold(raw) == fold(value):
                    yield Found(sheet, (Piece(cell, r.start, r.end),), 1.0)


def _under(box: BBox, page: int | None, document: Document) -> Iterator[Found]:
    """The cells under a box that a person drew, where its text was misread beyond finding."""
    for sheet in document.sheets:
        cells = [c for c in sheet.cells if _covers(box, sheet.shown(c.box))]
        if cells and page in (None, sheet.number):
            yield Found(sheet, tuple(Piece(c, 0, len(c.text)) for c in sorted(cells, key=lambda c: c.order)), 0.5)


def _covers(outer: BBox, inner: BBox) -> bool:
    return outer.x0 <= inner.cx <= outer.x1 and outer.y0 <= inner.cy <= outer.y1


def _written(value: str, document: Document) -> Iterator[Found]:
    """In reading order; where that crosses columns, in lines under one another."""
    for sheet in document.sheets:
        found = find_text(value, Running(sheet))
        if not found or found[0].like < 1.0:
            found = stacked(value, sheet) or found
        yield from found


def stacked(value: str, sheet: Sheet) -> list[Found]:
    """A value whose lines stand under one another with one left edge, whatever stands beside them."""
    folded = fold(value)
    if len(folded) < 6:
        return []
    found = [f for cell in sheet.cells if (f := _stack(folded, cell, sheet))]
    return sorted(found, key=lambda f: -f.like)[:_MAX_FOUND]


def _stack(folded: str, cell: Cell, sheet: Sheet) -> Found | None:
    text, back = fold_map(cell.text)
    start = next((at for at in range(max(0, len(text) - 2)) if _line(folded, text[at:])), None)
    if start is None:
        return None
    pieces, likes = [Piece(cell, back[start] if start else 0, len(cell.text))], [_line(folded, text[start:])]
    left, rest = box_of((pieces[0],), sheet).x0, folded[len(text) - start:]
    below: Cell | None = cell
    while rest and below and (below := _next_line(below, left, sheet)):
        text = fold(below.text)
        if not (like := _line(rest, text)):
            return None
        pieces.append(Piece(below, 0, len(below.text)))
        likes.append(like)
        rest = rest[len(text):]
    return Found(sheet, tuple(pieces), round(min(likes), 4)) if not rest and len(pieces) > 1 else None


def _line(value: str, text: str) -> float:
    """How much a line is the beginning of the value, 0..1; 0 for another text."""
    if len(text) < 2 or len(text) > len(value) + 1:
        return 0.0
    if value.startswith(text):
        return 1.0
    like = fuzz.ratio(value[:len(text)], text) / 100
    return like if len(text) > 5 and like > 0.85 else 0.0


def _next_line(cell: Cell, left: float, sheet: Sheet) -> Cell | None:
    under = [c for c in sheet.cells if 0.5 * cell.height < c.box.cy - cell.box.cy < 2.6 * sheet.height
             and abs(c.box.x0 - left) < sheet.height]
    return min(under, key=lambda c: c.box.cy, default=None)


def find_text(value: str, running: Running) -> list[Found]:
    """Every place where the value's letters stand, else the one place that reads most like it."""
    folded = fold(value)
    if len(folded) < 2:
        return []
    exact = [m.start() for m in re.finditer(re.escape(folded), running.text)][:_MAX_FOUND]
    if exact:
        return [Found(running.sheet, running.pieces(at, at + len(folded), exact=True), 1.0) for at in exact]
    if len(folded) < 6:
        return []
    best = fuzz.partial_ratio_alignment(folded, running.text, score_cutoff=_LIKE)
    if best is None or best.dest_end - best.dest_start < 0.8 * len(folded):
        return []
    start, end = _tightened(folded, running.text, best.dest_start, best.dest_end)
    like = max(best.score, fuzz.ratio(folded, running.text[start:end])) / 100
    pieces = running.pieces(start, end)
    return [Found(running.sheet, pieces, round(min(like, 0.9999), 4))] if pieces else []


def _tightened(folded: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch that is most like the value. An alignment is as long as the value: where the reader lost letters it
    runs into what stands before or behind."""
    def like(a: int, b: int) -> float:
        return fuzz.ratio(folded, text[a:b])

    last = min(len(text), end + _SPILL)
    start = max(range(max(0, start - _SPILL), min(start + _SPILL, end - 2) + 1),
                key=lambda at: (like(at, end), -abs(at - start)))
    return start, max(range(max(start + 2, end - _SPILL), last + 1), key=lambda at: (like(start, at), -abs(at - end)))


def _apart(a: BBox, b: BBox) -> float:
    return abs(a.cx - b.cx) + abs(a.cy - b.cy) + 0.3 * abs(a.height - b.height)
