"""Making an exemplar of a confirmed document: its signature, and for every value where it stands and what is near."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from ocr_engine.extract.candidates import Document, by_label
from ocr_engine.extract.extractor import extract_fields, open_document
from ocr_engine.extract.folding import fold
from ocr_engine.extract.layout import Cell, Sheet
from ocr_engine.extract.plan import FieldPlan, plan_fields
from ocr_engine.extract.regions import Piece, box_of, join
from ocr_engine.types import BBox, DocType, FieldResult, PageText
from ocr_engine.validate.kinds import normalise

from .align import Found, occurrences
from .captions import captions_of
from .knowledge import Caption, Confirmed, Exemplar, Lesson, Place
from .signature import signature_of

_ANCHORS, _FEWEST = 10, 4
_OTHERS = 0.75          # of the weight is left to a place under the label of something else
_REACH = 0.5            # of the page's width: farther words are no anchors


def observe(document_id: str, pages: Sequence[PageText], doc_type: DocType, confirmed: Iterable[Confirmed],
            absent: Iterable[str] = ()) -> Exemplar:
    """The exemplar of one document. Costs twice what extracting it costs (some ten milliseconds a page).

    ``absent``: fields that a person says are not on it. Values of unknown fields are left out.
    """
    plans = {plan.key: plan for plan in plan_fields(doc_type)}
    document = open_document(pages, list(plans.values()))
    unaided = extract_fields(pages, doc_type)
    lessons = _lessons([c for c in confirmed if c.key in plans and c.value.strip()], plans, document, unaided)
    told = {lesson.key for lesson in lessons}
    signature = signature_of(document.sheets[0]) if document.sheets else {}
    missing = tuple(sorted(k for k in set(absent) if k in plans and k not in told))
    return Exemplar(document_id, doc_type.key, signature, lessons, missing, tuple(k for k in missing if k in unaided))


def _lessons(confirmed: Sequence[Confirmed], plans: Mapping[str, FieldPlan], document: Document,
             unaided: Mapping[str, tuple[FieldResult, ...]]) -> tuple[Lesson, ...]:
    """The values are looked for first, all of them: what is a value of one field names no other."""
    found = [occurrences(c.value, plans[c.key], document, box=c.box, page=c.page) for c in confirmed]
    told = [(c.key, f) for c, places in zip(confirmed, found, strict=True) for f in places]
    values = {piece.cell for _, f in told for piece in f.pieces}
    captions = iter(captions_of(told, document))
    lessons = []
    for one, places in zip(confirmed, found, strict=True):
        plan = plans[one.key]
        own = [next(captions) for _ in places]
        weights = [w * _others(c, plan, document) for w, c in zip(meant(places, plan, document), own, strict=True)]
        seen = tuple(place_of(f, document, weight, values, caption)
                     for f, weight, caption in zip(places, weights, own, strict=True))
        normal = normalise(one.value, plan.spec, document.hints) or one.value
        right = (fold(normal), fold(one.value))
        lessons.append(Lesson(plan.key, one.value, seen, any(fold(v.value) in right for v in unaided.get(plan.key, ())),
                              join(places[0].pieces) if places else ""))
    return tuple(lessons)


def _others(caption: Caption | None, plan: FieldPlan, document: Document) -> float:
    """What a place is worth whose caption is known to announce something else."""
    names = [h for h in document.labels.hits if caption and h.name.folded == caption.text]
    return _OTHERS if names and all(h.plan is None or h.plan.key != plan.key for h in names) else 1.0


def meant(found: Sequence[Found], plan: FieldPlan, document: Document) -> list[float]:
    """Of several equal prints of a value the one that a label announces is the likeliest to be meant."""
    if len(found) < 2:
        return [1.0] * len(found)
    labelled = [c for c in by_label(document) if c.plan.key == plan.key]
    scores = [max((c.score for c in labelled if _same(c.pieces, f.pieces)), default=0.0) for f in found]
    best = max(scores)
    return [round(0.5 + 0.5 * s / best, 3) if best else 1.0 for s in scores]


def _same(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    return any(a.cell is b.cell and a.start < b.end and b.start < a.end for a in one for b in other)


def place_of(found: Found, document: Document, weight: float, values: set[Cell], caption: Caption | None) -> Place:
    """``values``: the cells of all confirmed values; what changes from document to document tells no place."""
    sheet, pieces = found.sheet, found.pieces
    first, last = pieces[0], pieces[-1]
    box = box_of(pieces, sheet)
    begin = box_of(pieces[:1], sheet)
    row = first.cell.row
    rows = len(sheet.rows)
    others = values - {p.cell for p in pieces}
    return Place(
        page=sheet.number, from_end=len(document.sheets) - sheet.number, weight=weight,
        label=label_before(first, but=others)[-40:], inside=fold(first.cell.text[:first.start])[-40:],
        after=fold(last.cell.text[last.end:])[:20], above=over(first.cell, sheet, but=others),
        below=under(last.cell, sheet, but=others),
        row=row.index if row else 0, row_end=rows - 1 - row.index if row else 0, cells=len(pieces),
        x0=round(begin.x0 / sheet.width, 4), x1=round(box.x1 / sheet.width, 4),
        anchors=_anchors(begin, values | {p.cell for p in pieces}, sheet),
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
    fold away where words are left."""
    cell = piece.cell
    row = cell.row.cells if cell.row else [cell]
    start = max((c.start + len(c.text) for c in row if c in but and c.start < cell.start), default=0)
    text = cell.row.text[start:cell.start + piece.start] if cell.row else cell.text[:piece.start]
    folded = fold(text)
    letters = "".join(c for c in folded if not c.isdigit())
    return letters or folded


def over(cell: Cell, sheet: Sheet, *, but: Collection[Cell] = ()) -> str:
    """The folded text right above a cell; nothing where that is one of ``but``."""
    near = [c for c in _same_column(cell, sheet) if 0.3 * cell.height < cell.box.cy - c.box.cy < 5 * sheet.height]
    nearest = max(near, key=lambda c: c.box.cy, default=None)
    return "" if nearest is None or nearest in but else _letters(nearest.text)


def under(cell: Cell, sheet: Sheet, *, but: Collection[Cell] = ()) -> str:
    near = [c for c in _same_column(cell, sheet) if 0.3 * cell.height < c.box.cy - cell.box.cy < 5 * sheet.height]
    nearest = min(near, key=lambda c: c.box.cy, default=None)
    return "" if nearest is None or nearest in but else _letters(nearest.text)


def _same_column(cell: Cell, sheet: Sheet) -> list[Cell]:
    return [c for c in sheet.cells if min(c.box.x1, cell.box.x1) > max(c.box.x0, cell.box.x0)]


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if not c.isdigit())[:40]


def anchor_word(cell: Cell) -> str:
    """What a cell can be recognised by on another document: its letters, where it has enough of them."""
    letters = _letters(cell.text)
    return letters if len(letters) >= 3 or (len(letters) == 2 and not letters.isascii()) else ""


def _anchors(begin: BBox, own: set[Cell], sheet: Sheet) -> tuple[tuple[str, float, float], ...]:
    """The nearest cells with words that are no values, some of them at any rate, the rest from near by."""
    near = []
    for cell in sheet.cells:
        word = anchor_word(cell)
        dx, dy = begin.x0 - cell.box.x0, begin.cy - cell.box.cy
        distance = (abs(dx) * 0.6 + abs(dy)) / sheet.width
        if word and cell not in own:
            near.append((distance, word, round(dx / sheet.width, 4), round(dy / sheet.width, 4)))
    return tuple((word, dx, dy) for at, (distance, word, dx, dy) in enumerate(sorted(near)[:_ANCHORS])
                 if distance < _REACH or at < _FEWEST)
