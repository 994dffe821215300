"""The values of a field with several, found on a new document as they lay on a confirmed one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ocr_engine.extract.candidates import LONG_KINDS
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.finders.tables.crossings import is_sum_row
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.captions import letters
from ocr_engine.learn.examples.exemplar import Lesson, Line, Listing
from ocr_engine.learn.examples.inline import pattern_of
from ocr_engine.learn.examples.lists import line_of

from .inline import ANY_MARKS, Item, inline, parts
from .named import Captions, Slot, Spot, beginnings, slots
from .places import View

_MOST = 200             # values at most
_EDGE = 1.3             # line heights by which a line may be off its column
_SLOT = 0.02            # page widths by which cells of two rows may be off and still be of one column
_UNLIKE = 1.4           # of _far: what is farther from every known line is no value
_NO_STEP = 0.75
_WHOLE = 0.3            # of _far
_SURE_MARKS = (";", "；", "、")     # part values even where the known page shows a lone one
_SAME_END = 88.0        # rapidfuzz's 0..100
_GAP = {"few": 5.0, "times": 2.2}   # line heights to the next value where one was seen; times the widest step otherwise


@dataclass(frozen=True, slots=True)
class Listed:
    """``score``: how surely the list is the field's, 0..1; no items where its caption has nothing under it."""

    items: tuple[Item, ...]
    score: float


def listed(listing: Listing, plan: FieldPlan, captions: Captions, view: View, *, alike: bool) -> Listed | None:
    """None where the page has no such list: its caption is nowhere. Equal values count once, as they do without
    anything learned, unless the confirmed list held equal ones. ``alike``: as ``inline`` has it."""
    found = _listed(listing, plan, captions, view, alike=alike)
    if found is None or listing.equal:
        return found
    once: dict[str, Item] = {}
    for item in found.items:
        once.setdefault(fold(item.value or join(item.pieces)), item)
    return replace(found, items=tuple(once.values()))


def _listed(listing: Listing, plan: FieldPlan, captions: Captions, view: View, *, alike: bool) -> Listed | None:
    if listing.how == "inline":
        return _of_line(listing, plan, view, captions, alike=alike)
    if listing.place.caption is None:
        return None
    if listing.how == "column":
        return _column(listing, plan, captions)
    if not (spots := captions.spots(listing.place.caption)):
        return None
    once = sum(line.kind == "value" for line in listing.lines) < 2
    if once and len(list(beginnings(listing.place, plan, captions, parted=pattern_of(ANY_MARKS)))) == 1:
        return _of_line(listing, plan, view, captions, alike=alike)
    return Listed(tuple(_repeated(listing, plan, captions))[:_MOST], max(spot.like for spot in spots))


def _of_line(listing: Listing, plan: FieldPlan, view: View, captions: Captions, *, alike: bool) -> Listed | None:
    found = inline(listing, plan, view, captions, alike=alike)
    return Listed(found[0][:_MOST], found[1]) if found else None


def _repeated(listing: Listing, plan: FieldPlan, captions: Captions) -> Iterator[Item]:
    """The values at each print of the caption."""
    for slot in sorted(slots(listing.place, Lesson(listing.key, ""), plan, captions), key=_order):
        yield Item(slot.pieces, slot.value)


def _order(slot: Slot) -> tuple[int, float, float]:
    first = slot.pieces[0].cell
    return first.page, first.box.cy, first.box.x0


def _column(listing: Listing, plan: FieldPlan, captions: Captions) -> Listed | None:
    caption = listing.place.caption
    assert caption is not None
    items: list[Item] = []
    score, running = 0.0, False
    for sheet in captions.document.sheets:
        spots = [s for s in captions.spots(caption) if s.sheet is sheet and is_blank(s.cell.text[s.end:].strip(" :："))]
        walks = [(spot, list(_walk(listing, plan, spot, sheet, captions)) or list(
            _walk(_alone(listing), plan, spot, sheet, captions))) for spot in spots]
        best = max(walks, key=lambda w: (bool(w[1]), w[0].like, len(w[1])), default=None)
        if best is not None:
            items += best[1]
            score, running = max(score, best[0].like), bool(items)
        elif running:
            more = list(_walk(listing, plan, None, sheet, captions))
            items += more
            running = bool(more)
    return Listed(tuple(items[:_MOST]), score) if score else None


def _alone(listing: Listing) -> Listing:
    """Without what stood beside its lines: that may have been another block's."""
    return replace(listing, lines=tuple(replace(line, slots=()) for line in listing.lines))


def _walk(listing: Listing, plan: FieldPlan, spot: Spot | None, sheet: Sheet, captions: Captions) -> Iterator[Item]:
    """Down the column, from its header or, where a list runs on from the page before, from the page's top."""
    caption = listing.place.caption
    assert caption is not None
    left = spot.cell.box.x0 + caption.dx * sheet.width if spot else listing.place.x0 * sheet.width
    right = spot.cell.box.x0 + caption.dx1 * sheet.width if spot else listing.place.x1 * sheet.width
    begin = spot.cell.box.cy if spot else 0.0
    last: Cell | None = None
    open_item: list[Piece] = []
    for row in sheet.rows:
        cell = next((c for c in row.cells if _in_column(c, left, right, listing, sheet)), None)
        if cell is None or cell.box.cy < begin + (0.0 if caption.side == "left" else 0.4 * sheet.height):
            if spot and _ended(listing, row.cells) and row.cells[0].box.cy > begin + 0.4 * sheet.height:
                break
            continue
        if spot and cell is spot.cell:
            continue
        line = line_of("", cell, last, left, sheet)
        kind = _kind(line, listing, plan, open_item, sheet)
        named = captions.is_caption(cell) and not (line.slots and _is_whole(line, listing, sheet))
        if _too_far(cell, last, spot, listing, sheet) or named or _ended(listing, row.cells) or is_sum_row(row):
            break
        if not spot and kind != "value" and not open_item:
            continue
        last = cell
        if kind == "more" and open_item:
            open_item.append(Piece(cell, 0, len(cell.text)))
            continue
        if kind == "value":
            yield from _whole(listing, plan, open_item, captions)
            open_item = [Piece(cell, 0, len(cell.text))]
    yield from _whole(listing, plan, open_item, captions)


def _in_column(cell: Cell, left: float, right: float, listing: Listing, sheet: Sheet) -> bool:
    off = abs(cell.box.x1 - right) if listing.right else abs(cell.box.x0 - left)
    return off < _EDGE * sheet.height or any(
        abs(cell.box.x0 - left - line.dx * sheet.width) < 0.6 * sheet.height for line in listing.lines)


def _ended(listing: Listing, cells: Sequence[Cell]) -> bool:
    words = [letters(c.text) for c in cells]
    return any(fuzz.ratio(end, w) >= _SAME_END for end in listing.ends for w in words if w)


def _too_far(cell: Cell, last: Cell | None, spot: Spot | None, listing: Listing, sheet: Sheet) -> bool:
    steps = [line.step for line in listing.lines if line.step]
    most = max(_GAP["few"], _GAP["times"] * max(steps)) if steps else _GAP["few"]
    if last is not None:
        return (cell.box.cy - last.box.cy) / sheet.height > most
    if spot is None:
        return False
    first = abs(listing.place.caption.dy) * sheet.width / sheet.height if listing.place.caption else 0.0
    return (cell.box.cy - spot.cell.box.cy) / sheet.height > max(3.0, 1.8 * first)


def _kind(line: Line, listing: Listing, plan: FieldPlan, begun: Sequence[Piece], sheet: Sheet) -> str:
    """What the nearest of the known lines is; where no known one is near, a line without the cells that its like has
    beside them goes on with a long value, and is nothing otherwise."""
    known = sorted((round(_far(line, other, sheet), 2), _other_step(line, other), at)
                   for at, other in enumerate(listing.lines))
    if known and known[0][0] < _UNLIKE:
        return listing.lines[known[0][2]].kind
    usual = [len(x.slots) for x in _without_label(listing) if x.kind == "value"]
    if usual and min(usual) > 0 and not line.slots:
        long = plan.kind in LONG_KINDS and begun and line.step < 1.6
        return "more" if long and _fills(begun[-1].cell, listing, sheet) else "other"
    return "value" if not usual or min(usual) <= len(line.slots) else "other"


def _without_label(listing: Listing) -> Sequence[Line]:
    """The lines as the next value's row is made: the label beside the first value stands beside no other."""
    caption = listing.place.caption
    if caption is None or caption.side != "left" or not listing.lines:
        return listing.lines
    first, *others = listing.lines
    return (replace(first, slots=tuple(s for s in first.slots if s > 0)), *others)


def _fills(cell: Cell, listing: Listing, sheet: Sheet) -> bool:
    """Whether a line reaches nearly to the next column."""
    edges = [s * sheet.width for x in listing.lines for s in x.slots if s > 0]
    return bool(edges) and cell.box.width > 0.7 * min(edges)


def _far(one: Line, other: Line, sheet: Sheet) -> float:
    """How unlike two lines are: the columns that are filled beside them, their indent, the size of their letters."""
    a, b = one.slots, other.slots
    shared = sum(any(abs(x - y) < _SLOT for y in b) for x in a)
    slots = 1 - shared / max(len(a), len(b)) if a or b else 0.0
    indent = min(1.5, abs(one.dx - other.dx) * sheet.width / sheet.height)
    return 2 * slots + indent + min(1.0, 3 * abs(one.height - other.height))


def _is_whole(line: Line, listing: Listing, sheet: Sheet) -> bool:
    """Whether all columns are filled as in a known row: then a word that is a label elsewhere is a value."""
    return any(other.kind == "value" and _far(line, other, sheet) < _WHOLE for other in listing.lines)


def _other_step(one: Line, other: Line) -> float:
    """How much nearer or farther than the other it follows on the line before, in line heights; a first line follows
    none."""
    return abs(one.step - other.step) if one.step and other.step else _NO_STEP


def _whole(listing: Listing, plan: FieldPlan, pieces: Sequence[Piece], captions: Captions) -> Iterator[Item]:
    """The value of one or more lines, without what stands around it in its cell."""
    if not pieces:
        return
    first = _cut(listing, pieces[0]) if len(pieces) == 1 else pieces[0]
    if first is None or is_blank(first.text):
        return
    if len(pieces) > 1:
        yield Item(tuple(pieces))
    elif sum(line.kind == "value" for line in listing.lines) < 2:
        yield from parts(replace(listing, frame=("", "")), plan, [first], pattern_of(_SURE_MARKS), captions)
    else:
        yield from _value(listing, plan, first, captions)


def _cut(listing: Listing, piece: Piece) -> Piece | None:
    start, end, text = piece.start, piece.end, piece.cell.text
    if listing.lead and (match := re.match(rf"\s*{listing.lead}\s*", text[start:end])):
        start += match.end()
    if listing.tail and (match := re.search(rf"{listing.tail}\s*$", text[start:end].rstrip())):
        end = start + len(text[start:start + match.start()].rstrip())
    return Piece(piece.cell, start, end) if end > start else None


def _value(listing: Listing, plan: FieldPlan, piece: Piece, captions: Captions) -> Iterator[Item]:
    if listing.place.plain or (plan.kind in LONG_KINDS and not plan.shape):
        yield Item((piece,))
        return
    found = captions.document.readings(plan, piece.text)
    if found:
        best = max(found, key=lambda r: (r.fit, -r.start))
        yield Item((Piece(piece.cell, piece.start + best.start, piece.start + best.end),), best.value)

