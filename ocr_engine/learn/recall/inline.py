"""The values of a list that stood in one line, or in the cells of a row, on a confirmed document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_engine.extract.candidates import LONG_KINDS
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece, cut, join
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.words.folding import is_cjk
from ocr_engine.learn.examples.captions import letters
from ocr_engine.learn.examples.exemplar import Lesson, Listing
from ocr_engine.learn.examples.inline import LEADS, pattern_of
from ocr_engine.learn.examples.surroundings import under

from .named import ANNOUNCED, Captions, Spot, alike, beginnings, end_of, reach
from .places import View, anchored, between_words, expected_at

_MOST_LINES = 9
ANY_MARKS = (",", ";", "、", "，", "；")
_LEADS = re.escape(LEADS)
_CLOSE = 1.9            # line heights: nearer print stands right under a line
_FULL = 8.0             # line heights that a full line may fall short of the longest


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a list on the new document."""

    pieces: tuple[Piece, ...]
    value: str | None = None


def inline(listing: Listing, plan: FieldPlan, view: View, captions: Captions, *, alike: bool
           ) -> tuple[tuple[Item, ...], float] | None:
    """(values, how surely they are the field's, 0..1); None where the page has no such line. ``alike``: the pages are
    alike enough for a line without a caption to be told by its words and place."""
    marks = pattern_of(listing.marks or ANY_MARKS)
    if listing.place.caption is None:
        found = _uncaptioned(listing, plan, view, captions) if alike else None
        return (tuple(parts(listing, plan, found[0], marks, captions)), found[1]) if found else None
    spots = captions.spots(listing.place.caption)
    if not spots:
        return None
    begun = list(beginnings(listing.place, plan, captions, parted=marks))
    best = max(begun, key=lambda b: _rank(listing, view, *b), default=None)
    if best is None:
        return (), max(spot.like for spot in spots)
    lines = _lines(listing, best[1], best[0].cell, marks, captions)
    return tuple(parts(listing, plan, lines, marks, captions)), best[0].like


def _rank(listing: Listing, view: View, spot: Spot, first: Piece) -> tuple[float, float]:
    """Of several prints of the caption that which is most like it, and nearest to its place."""
    return spot.like, -expected_at(listing.place, view, spot.sheet).miss(first)


def _uncaptioned(listing: Listing, plan: FieldPlan, view: View, captions: Captions
                 ) -> tuple[tuple[Piece, ...], float] | None:
    """The whole list as one text, by the words around it or by its place."""
    free, place = replace(plan, kind="text", shape=""), replace(listing.place, plain=False)
    found = [*between_words(place, free, view)]
    if not found:
        found = [*anchored(place, Lesson(listing.key, ""), free, view, captions, set())]
    best = max(found, key=lambda f: f[1], default=None)
    return (best[0], best[1]) if best else None


def _lines(listing: Listing, first: Piece, label: Cell, marks: re.Pattern[str], captions: Captions) -> list[Piece]:
    """The line, the other cells of its row where values stood in such, and the lines that it runs on to: at its own
    left edge, or at its label's behind a mark. A lone value runs on only where the known page left room for it."""
    sheet = captions.document.sheet(first.cell.page)
    alone = _stood_over_print(listing)
    place = replace(listing.place, cells=_MOST_LINES) if listing.how == "inline" else listing.place
    limit, most = reach(place, upwards=False)
    edges = (first.cell.box.x0, label.box.x0)
    found = _row(listing, first, captions)
    last, marked = first.cell, False
    for _ in range(most - 1):
        end = found[-1]
        if end.end < len(end.cell.text.rstrip()):
            break
        parted, marked = marked, _ends(marks, end)
        if parted and not marked:
            break       # the lines before end with a mark, this one is the last
        near = [c for c in sheet.cells if 0.5 * last.height < c.box.cy - last.box.cy <= limit * sheet.height and any(
            abs(c.box.x0 - x) < 0.9 * sheet.height for x in edges[:2 if marked else 1])]
        cell = min(near, key=lambda c: c.box.cy, default=None)
        if cell is None or _is_other(cell, marks, captions, marked=marked):
            break
        if alone and not marked and not _goes_on(listing, last, cell, sheet):
            break
        stop = end_of(cell, 0, captions, marks)
        found += _row(listing, Piece(cell, 0, stop), captions)
        last = cell
    return found


def _stood_over_print(listing: Listing) -> bool:
    """Whether the known list was one line with other print right under it."""
    place = listing.place
    return listing.how == "inline" and not listing.row and place.cells == 1 and place.room < _CLOSE


def _goes_on(listing: Listing, cell: Cell, following: Cell, sheet: Sheet) -> bool:
    """Whether the line under a list is more of it than the known page had: what stood under that one stands under this
    line now, or the first word of this line had no room in the line before."""
    below = listing.place.below
    if below and alike(below, letters(following.text)[:len(below)]):
        return False
    return bool(below and alike(below, under(following, sheet))) or _is_broken(cell, following, sheet)


def _is_broken(cell: Cell, following: Cell, sheet: Sheet) -> bool:
    text = following.text.split()[0]
    word = following.box.width * (1 if is_cjk(text[0]) else len(text)) / len(following.text)
    beside = [c.box.x0 for c in cell.row.cells if c.start > cell.start] if cell.row else []
    edge = min([sheet.printed.x1, *beside])
    return cell.box.x1 + word > edge - sheet.height


def _row(listing: Listing, piece: Piece, captions: Captions) -> list[Piece]:
    found, row = [piece], piece.cell.row
    if listing.row and row is not None:
        for cell in row.cells[row.cells.index(piece.cell) + 1:]:
            if captions.is_static(cell) or captions.document.labels.starts.get(cell):
                break
            found.append(Piece(cell, 0, len(cell.text)))
    return found


def _ends(marks: re.Pattern[str], piece: Piece) -> bool:
    """Whether a mark stands at the end of the line."""
    return any(m.end() == len(piece.text) > m.start() for m in marks.finditer(piece.text))


def _is_other(cell: Cell, marks: re.Pattern[str], captions: Captions, *, marked: bool) -> bool:
    """Whether a line is something else: a label, unless the line before or this one parts values by the mark."""
    begun = captions.document.labels.starts.get(cell, ())
    announced = any(ANNOUNCED.match(cell.text, end) for start, end in begun if not cell.text[:start].strip())
    if announced:
        return True
    return not (marked or marks.search(cell.text)) and bool(begun or captions.is_static(cell))


def parts(listing: Listing, plan: FieldPlan, lines: Sequence[Piece], marks: re.Pattern[str], captions: Captions
          ) -> Iterator[Item]:
    """The values of the lines, without what stands before the first and behind the last."""
    runs = list(_runs(listing, lines, marks, captions))
    for number, run in enumerate(runs):
        text = join(run)
        start, end = 0, len(text)
        if number == 0 and listing.frame[0] and (
                match := re.match(rf"[{_LEADS}]*{listing.frame[0]}[{_LEADS}]*", text)):
            start = match.end()
        if number == len(runs) - 1 and listing.frame[1] and (match := re.search(rf"{listing.frame[1]}\s*$", text)):
            end = max(start, len(text[:match.start()].rstrip()))
        for a, b in _between(plan, text, start, end, marks):
            yield from _value(listing, plan, cut(run, a, b), captions)


def _runs(listing: Listing, lines: Sequence[Piece], marks: re.Pattern[str], captions: Captions
          ) -> Iterator[tuple[Piece, ...]]:
    """The lines, two as one where a value runs on from the one to the other."""
    run: list[Piece] = []
    for piece in lines:
        if run and not _runs_on(listing, run[-1], piece, marks, captions):
            yield tuple(run)
            run = []
        run.append(piece)
    if run:
        yield tuple(run)


def _runs_on(listing: Listing, piece: Piece, other: Piece, marks: re.Pattern[str], captions: Captions) -> bool:
    if piece.cell.row is other.cell.row or _ends(marks, piece) or marks.match(other.text):
        return False
    sheet = captions.document.sheet(piece.cell.page)
    return listing.runs_on or (bool(marks.search(piece.text)) and _is_full(piece.cell, sheet))


def _is_full(cell: Cell, sheet: Sheet) -> bool:
    return cell.box.x1 > sheet.printed.x1 - _FULL * sheet.height


def _between(plan: FieldPlan, text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in marks.finditer(text, start, end):
        if match.end() > match.start() and not _inside(plan, text, match):
            yield start, match.start()
            start = match.end()
    yield start, end


def _inside(plan: FieldPlan, text: str, mark: re.Match[str]) -> bool:
    """Whether the mark is one within an amount: 1,344.22 is not two."""
    around = text[max(0, mark.start() - 1):mark.end() + 1]
    return plan.kind == "money" and re.fullmatch(r"\d[.,]\d", around) is not None


def _value(listing: Listing, plan: FieldPlan, pieces: tuple[Piece, ...], captions: Captions) -> Iterator[Item]:
    text = join(pieces)
    if is_blank(text):
        return
    if listing.place.plain or (plan.kind in LONG_KINDS and not plan.shape):
        yield Item(pieces)
    elif found := captions.document.readings(plan, text):
        best = max(found, key=lambda r: (r.fit, -r.start))
        yield Item(cut(pieces, best.start, best.end), best.value)
