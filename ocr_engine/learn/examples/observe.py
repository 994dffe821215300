"""Making an exemplar of a confirmed document: its signature, and for every value where it stands and what is near."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ocr_engine.extract.candidates import LONG_KINDS, Document
from ocr_engine.extract.extractor import extract_fields, open_document
from ocr_engine.extract.fields.plan import FieldPlan, planned
from ocr_engine.extract.labelled import by_label
from ocr_engine.extract.page.layout import Cell
from ocr_engine.extract.page.pieces import Piece, box_of, join
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import words
from ocr_engine.types import DocType, FieldResult, PageText
from ocr_engine.validate.kinds import normalise

from . import inline, lists
from .align import Found, occurrences
from .captions import captions_of, letters
from .contexts import Stream, context_of
from .exemplar import Caption, Choices, Confirmed, Context, Exemplar, Lesson, Listing, Place
from .signature import signature_of
from .surroundings import place_of
from .ticked import choices_of
from .twins import parted

_UNDER_ANOTHER = 0.75   # of the weight is left to a place under the label of something else
_TICKED = frozenset({"text", "name", "sex", "code"})


def observe(document_id: str, pages: Sequence[PageText], doc_type: DocType, confirmed: Iterable[Confirmed],
            absent: Iterable[str] = (), *, refused: Iterable[Confirmed] = (), partial: Collection[str] = ()
            ) -> Exemplar:
    """The exemplar of one document. Costs twice what extracting it costs (some ten milliseconds a page).

    ``absent``: fields that a person says are not on it. Values of unknown fields are left out. ``refused``: single
    values of fields with several that a person deleted; ``partial``: such fields of which nobody decided every value.
    """
    asked = planned(doc_type)
    plans = {plan.key: plan for plan in asked.every}
    document = open_document(pages, asked.alone)
    unaided = extract_fields(pages, doc_type)
    seen = _Seen([c for c in confirmed if c.key in plans and c.value.strip()], plans, document, unaided)
    lessons = seen.lessons()
    told = {lesson.key for lesson in lessons}
    deleted = [c for c in refused if c.key in plans and c.value.strip()]
    listings = tuple(x for key in sorted(told) if plans[key].spec.many
                  if (x := seen.listing(key, [c for c in deleted if c.key == key], whole=key not in partial)))
    signature = signature_of(document.sheets[0]) if document.sheets else {}
    missing = tuple(sorted(k for k in set(absent) if k in plans and k not in told))
    choices = tuple(y for key in sorted(told) if plans[key].kind in _TICKED and (y := seen.choices(key)))
    return Exemplar(document_id, doc_type.key, signature, lessons, missing,
                    tuple(k for k in missing if k in unaided), listings, _unwanted(deleted, lessons), choices)


def _unwanted(deleted: Sequence[Confirmed], lessons: Sequence[Lesson]) -> tuple[tuple[str, str], ...]:
    """The letters of the deleted values, where they say something and no value that was kept has them."""
    kept = {(lesson.key, letters(lesson.value)) for lesson in lessons}
    gone = dict.fromkeys((c.key, letters(c.value)) for c in deleted)
    return tuple(g for g in gone if g not in kept and len(g[1]) > 2)


class _Seen:
    """The confirmed values where they stand. All are looked for first: what is a value of one field names no other."""

    def __init__(self, confirmed: Sequence[Confirmed], plans: Mapping[str, FieldPlan], document: Document,
                 unaided: Mapping[str, tuple[FieldResult, ...]]) -> None:
        self._confirmed, self._plans, self._document, self._unaided = confirmed, plans, document, unaided
        self._found = parted([(c.key, self._where(c)) for c in confirmed], document)
        self._values: dict[Cell, int] = {}
        for piece in (piece for places in self._found for f in places for piece in f.pieces):
            self._values[piece.cell] = min(piece.start, self._values.get(piece.cell, piece.start))
        self._streams = {sheet.number: Stream(sheet) for sheet in document.sheets}

    def _where(self, one: Confirmed) -> list[Found]:
        return occurrences(one.value, self._plans[one.key], self._document, box=one.box, page=one.page)

    def lessons(self) -> tuple[Lesson, ...]:
        told = [(c.key, f) for c, places in zip(self._confirmed, self._found, strict=True) for f in places]
        captions = iter(captions_of(told, self._document))
        made = []
        for one, places in zip(self._confirmed, self._found, strict=True):
            own = [next(captions) for _ in places]
            made.append(self._lesson(one, places, own))
        return tuple(made)

    def _lesson(self, one: Confirmed, found: Sequence[Found], captions: Sequence[Caption | None]) -> Lesson:
        plan = self._plans[one.key]
        weights = [w * _worth_under(c, plan, self._document)
                   for w, c in zip(meant(found, plan, self._document), captions, strict=True)]
        places = tuple(self._place(f, plan, weight, caption)
                       for f, weight, caption in zip(found, weights, captions, strict=True))
        right = self._forms(one)
        given = [v for v in self._unaided.get(one.key, ()) if fold(v.value) in right]
        return Lesson(one.key, one.value, places, bool(given), join(found[0].pieces) if found else "",
                      any(v.how.startswith("label") for v in given))

    def _place(self, found: Found, plan: FieldPlan, weight: float, caption: Caption | None) -> Place:
        place = place_of(found, self._document, weight, self._values, caption)
        return replace(place, plain=_is_plain(found, plan, self._document), context=self._context(found))

    def _context(self, found: Found) -> Context | None:
        """The words around the value, where they stand around nothing else on its page."""
        others: dict[Cell, list[Piece]] = {}
        for one in (f for places in self._found for f in places if f.sheet is found.sheet):
            for piece in one.pieces:
                if not any(_overlap(piece, own) for own in found.pieces):
                    others.setdefault(piece.cell, []).append(piece)
        return context_of(self._streams[found.sheet.number], found.pieces, others)

    def _forms(self, one: Confirmed) -> tuple[str, str]:
        """The confirmed value in normal form and as written, folded."""
        normal = normalise(one.value, self._plans[one.key].spec, self._document.hints) or one.value
        return fold(normal), fold(one.value)

    def choices(self, key: str) -> Choices | None:
        found = [f for c, f in zip(self._confirmed, self._found, strict=True) if c.key == key]
        return next((x for places in zip(*found, strict=False)
                     if (x := choices_of(key, places, self._document))), None)

    def listing(self, key: str, deleted: Sequence[Confirmed], *, whole: bool) -> Listing | None:
        """How the values of a field with several lie; None where none of them was found."""
        values = [c for c in self._confirmed if c.key == key]
        found = lists.chosen([f for c, f in zip(self._confirmed, self._found, strict=True) if c.key == key])
        if not found:
            return None
        how = lists.how_of(found)
        refused = [f for c in deleted for f in self._where(c)]
        lines, (lead, tail) = lists.lines_of(found, refused, self._values, whole=whole), lists.around(
            found, [c.value for c in values])
        if how == "column" and not lists.is_list(lines):
            return None
        caption = lists.caption_of(found, how, self._document, self._values)
        place = self._place(found[0], self._plans[key], 1.0, caption)
        if how == "inline":
            place = replace(self._place(inline.together(found), self._plans[key], 1.0, caption), plain=place.plain)
        told = [c.value for c in values]
        return Listing(key, how, place, lines, lists.is_right(found),
                       lists.ends_of(found), lead, tail, inline.marks_of(found), self._gives(key, values),
                       len({fold(v) for v in told}) < len(told),
                       inline.frame_of(found, told, caption, self._document), inline.in_cells(found),
                       how == "inline" and any(len(f.pieces) > 1 for f in found))

    def _gives(self, key: str, values: Sequence[Confirmed]) -> bool:
        """Whether the built-in extractor gives just these values of a list, the signs at their edges included."""
        given = [(fold(v.value), _signs(v.value)) for v in self._unaided.get(key, ())]
        return 1 < len(given) == len(values) and all(
            any(folded in self._forms(c) and signs in ("", _signs(c.value)) for folded, signs in given) for c in values)


def _signs(text: str) -> str:
    """The brackets and the like with which a text begins and ends."""
    bare = text.strip("()[]（）【】〔〕。")
    return text.replace(bare, "", 1) if bare else text


def _is_plain(found: Found, plan: FieldPlan, document: Document) -> bool:
    if (plan.kind in LONG_KINDS and not plan.shape) or len(found.pieces) > 1:
        return False
    piece = found.pieces[0]
    given = readings(plan.kind, plan.shape, piece.cell.text, document.hints)
    return all(abs(r.start - piece.start) > 1 or abs(r.end - piece.end) > 1 for r in given)


def _worth_under(caption: Caption | None, plan: FieldPlan, document: Document) -> float:
    """What a place is worth under its caption: less where that is known to announce something else."""
    names = [h for h in document.labels.hits if caption and h.name.folded == caption.text]
    return _UNDER_ANOTHER if names and all(h.plan is None or h.plan.key != plan.key for h in names) else 1.0


def meant(found: Sequence[Found], plan: FieldPlan, document: Document) -> list[float]:
    """Of several equal prints of a value the one that a label announces is the likeliest to be meant."""
    if len(found) < 2:
        return [1.0] * len(found)
    if summed := _summed(found, plan):
        return [1.0 if f is summed else 0.5 for f in found]
    labelled = [c for c in document.once(by_label) if c.plan.key == plan.key]
    scores = [max((c.score for c in labelled if _same(c.pieces, f.pieces)), default=0.0) for f in found]
    best = max(scores)
    return [round(0.5 + 0.5 * s / best, 3) if best else 1.0 for s in scores]


def _summed(found: Sequence[Found], plan: FieldPlan) -> Found | None:
    """Of an amount that stands over a sum in its column the sum: on the next page there may be more rows."""
    if plan.kind not in ("money", "number") or len(found) != 2:
        return None
    first, last = sorted(found, key=lambda f: (f.sheet.number, f.pieces[0].cell.box.cy))
    edges = [box_of(f.pieces, f.sheet).x1 for f in (first, last)]
    below = first.sheet is last.sheet and first.pieces[0].cell.box.y1 < last.pieces[0].cell.box.y0
    heads = [letters(row.cells[0].text) if (row := f.pieces[0].cell.row) else "" for f in (first, last)]
    summed = [any(fold(word) in head for word in words()["total_roles"]["gross"]) for head in heads]
    return last if below and abs(edges[1] - edges[0]) < 0.6 * last.sheet.height and summed == [False, True] else None


def _same(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    return any(_overlap(a, b) for a in one for b in other)


def _overlap(one: Piece, other: Piece) -> bool:
    return one.cell is other.cell and one.start < other.end and other.start < one.end
