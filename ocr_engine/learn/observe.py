"""Making an exemplar of a confirmed document: its signature, and for every value where it stands and what is near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocr_engine.extract.candidates import Document, by_label
from ocr_engine.extract.extractor import extract_fields, open_document
from ocr_engine.extract.folding import fold
from ocr_engine.extract.layout import Cell, Sheet
from ocr_engine.extract.plan import FieldPlan, plan_fields
from ocr_engine.extract.regions import Piece, box_of, join
from ocr_engine.types import BBox, DocType, FieldResult, PageText
from ocr_engine.validate.kinds import normalise

from .align import Found, occurrences
from .knowledge import Confirmed, Exemplar, Lesson, Place
from .signature import signature_of

_ANCHORS = 10
_REACH = 0.5            # of the page's width: farther words are no anchors


def observe(document_id: str, pages: Sequence[PageText], doc_type: DocType, confirmed: Iterable[Confirmed],
            absent: Iterable[str] = ()) -> Exemplar:
    """The exemplar of one document. Costs twice what extracting it costs (some ten milliseconds a page).

    ``absent``: fields that a person says are not on it. Values of unknown fields are left out.
    """
    plans = {plan.key: plan for plan in plan_fields(doc_type)}
    document = open_document(pages, list(plans.values()))
    unaided = extract_fields(pages, doc_type)
    lessons = tuple(_lesson(c, plans[c.key], document, unaided.get(c.key, ()))
                    for c in confirmed if c.key in plans and c.value.strip())
    told = {lesson.key for lesson in lessons}
    signature = signature_of(document.sheets[0]) if document.sheets else {}
    missing = tuple(sorted(k for k in set(absent) if k in plans and k not in told))
    return Exemplar(document_id, doc_type.key, signature, lessons, missing, tuple(k for k in missing if k in unaided))


def _lesson(confirmed: Confirmed, plan: FieldPlan, document: Document, unaided: Sequence[FieldResult]) -> Lesson:
    found = occurrences(confirmed.value, plan, document, box=confirmed.box, page=confirmed.page)
    weights = meant(found, plan, document)
    places = tuple(place_of(f, document, weight) for f, weight in zip(found, weights, strict=True))
    normal = normalise(confirmed.value, plan.spec, document.hints) or confirmed.value
    right = (fold(normal), fold(confirmed.value))
    read = join(found[0].pieces) if found else ""
    return Lesson(plan.key, confirmed.value, places, any(fold(v.value) in right for v in unaided), read)


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


def place_of(found: Found, document: Document, weight: float = 1.0) -> Place:
    sheet, pieces = found.sheet, found.pieces
    first, last = pieces[0], pieces[-1]
    box = box_of(pieces, sheet)
    begin = box_of(pieces[:1], sheet)
    row = first.cell.row
    rows = len(sheet.rows)
    return Place(
        page=sheet.number, from_end=len(document.sheets) - sheet.number, weight=weight,
        label=label_before(first)[-40:], inside=fold(first.cell.text[:first.start])[-40:],
        after=fold(last.cell.text[last.end:])[:20], above=over(first.cell, sheet), below=under(last.cell, sheet),
        row=row.index if row else 0, row_end=rows - 1 - row.index if row else 0, cells=len(pieces),
        x0=round(begin.x0 / sheet.width, 4), x1=round(box.x1 / sheet.width, 4),
        anchors=_anchors(begin, {p.cell for p in pieces}, sheet))


def label_before(piece: Piece) -> str:
    """The folded words before a value in its row, the nearest last; digits fold away where words are left."""
    cell = piece.cell
    text = cell.row.text[:cell.start + piece.start] if cell.row else cell.text[:piece.start]
    folded = fold(text)
    letters = "".join(c for c in folded if not c.isdigit())
    return letters or folded


def over(cell: Cell, sheet: Sheet) -> str:
    """The folded text right above a cell."""
    near = [c for c in _same_column(cell, sheet) if 0.3 * cell.height < cell.box.cy - c.box.cy < 5 * sheet.height]
    return _letters(max(near, key=lambda c: c.box.cy).text) if near else ""


def under(cell: Cell, sheet: Sheet) -> str:
    near = [c for c in _same_column(cell, sheet) if 0.3 * cell.height < c.box.cy - cell.box.cy < 5 * sheet.height]
    return _letters(min(near, key=lambda c: c.box.cy).text) if near else ""


def _same_column(cell: Cell, sheet: Sheet) -> list[Cell]:
    return [c for c in sheet.cells if min(c.box.x1, cell.box.x1) > max(c.box.x0, cell.box.x0)]


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if not c.isdigit())[:40]


def anchor_word(cell: Cell) -> str:
    """What a cell can be recognised by on another document: its letters, where it has enough of them."""
    letters = _letters(cell.text)
    return letters if len(letters) >= 3 or (len(letters) == 2 and not letters.isascii()) else ""


def _anchors(begin: BBox, own: set[Cell], sheet: Sheet) -> tuple[tuple[str, float, float], ...]:
    """The nearest cells with words, other than the value's own."""
    near = []
    for cell in sheet.cells:
        word = anchor_word(cell)
        dx, dy = begin.x0 - cell.box.x0, begin.cy - cell.box.cy
        distance = (abs(dx) * 0.6 + abs(dy)) / sheet.width
        if word and cell not in own and distance < _REACH:
            near.append((distance, word, round(dx / sheet.width, 4), round(dy / sheet.width, 4)))
    return tuple((word, dx, dy) for _, word, dx, dy in sorted(near)[:_ANCHORS])
