"""What was learned of a layout, applied to a new document of it: where each value should stand, and how surely."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import fuzz

from ocr_engine.extract.candidates import LONG_KINDS, Document
from ocr_engine.extract.folding import fold
from ocr_engine.extract.layout import Cell, Sheet
from ocr_engine.extract.plan import FieldPlan
from ocr_engine.extract.regions import Piece, box_of, join
from ocr_engine.extract.shapes import readings

from .align import Found, Running, find_text, is_misreading, looks_the_same
from .knowledge import Exemplar, Lesson, Place
from .observe import anchor_word, label_before, over, under
from .signature import NEAR, signature_of, similarity

_VOTERS = 7
_FOUND_ENOUGH = {True: 0.68, False: 0.58}       # from which an anchored place is proposed: free text, typed values
_WEIGHTS = {"label": 3.0, "anchors": 3.0, "above": 1.0, "below": 0.5, "row": 1.0, "fit": 1.0}
_NAMELESS = 0.8         # of the score is left where nothing beside the place is as it was
_DICTIONARY_KINDS = frozenset({"name", "address"})
_NEVER_CONSTANT = frozenset({"money", "number", "date", "boolean", "sex", "code"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place for a field, from one exemplar. ``known``: the confirmed value that the text there is taken for.

    ``doubtful``: both pages say the same, and a person wrote something else for one of them.
    """

    key: str
    pieces: tuple[Piece, ...]
    score: float
    exemplar: str
    similarity: float
    value: str | None = None
    known: str = ""
    unaided: bool = False
    doubtful: bool = False

    @property
    def raw(self) -> str:
        return join(self.pieces)


@dataclass(frozen=True, slots=True)
class Recalled:
    """``similarity`` of the nearest layout, 0 without any; ``is_new`` where none is near.

    ``absent``: field -> the share (0..1) of the near documents' votes on which a person refused the extractor's answer.
    """

    similarity: float = 0.0
    near: tuple[tuple[Exemplar, float], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    absent: dict[str, float] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return not self.near


def recall(document: Document, plans: Sequence[FieldPlan], exemplars: Sequence[Exemplar]) -> Recalled:
    """Some milliseconds with hundreds of exemplars; a few more per near one."""
    if not document.sheets or not exemplars:
        return Recalled()
    own = signature_of(document.sheets[0])
    ranked = sorted(((similarity(own, e.signature), e) for e in exemplars), key=lambda item: (-item[0], item[1].id))
    near = tuple((e, s) for s, e in ranked[:_VOTERS] if s >= NEAR)
    view = _View(document)
    proposals = [p for e, s in near for plan in plans if not plan.spec.many
                 for lesson in e.lessons if lesson.key == plan.key for p in _proposals(lesson, plan, view, e.id, s)]
    return Recalled(round(ranked[0][0], 4), near, tuple(proposals), _absent(near))


def _absent(near: Sequence[tuple[Exemplar, float]]) -> dict[str, float]:
    votes: dict[str, float] = {}
    for exemplar, weight in near:
        for key in exemplar.refused:
            votes[key] = votes.get(key, 0.0) + weight
    total = sum(w for _, w in near)
    return {key: vote / total for key, vote in votes.items()}


class _View:
    """The new document with what every exemplar asks of it, worked out once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._spans: dict[tuple[str, str], list[tuple[Sheet, Piece, float, str | None]]] = {}

    @cached_property
    def running(self) -> list[Running]:
        return [Running(sheet) for sheet in self.document.sheets]

    @cached_property
    def anchors(self) -> list[list[tuple[str, Cell]]]:
        return [[(w, c) for c in s.cells if (w := anchor_word(c))] for s in self.document.sheets]

    def spans(self, plan: FieldPlan) -> list[tuple[Sheet, Piece, float, str | None]]:
        """Every stretch of text that such a value may be: its readings, or whole cells for free text."""
        key = (plan.kind, plan.shape)
        if key not in self._spans:
            self._spans[key] = list(self._read(plan))
        return self._spans[key]

    def _read(self, plan: FieldPlan) -> Iterator[tuple[Sheet, Piece, float, str | None]]:
        for sheet in self.document.sheets:
            for cell in sheet.cells:
                if plan.kind in LONG_KINDS:
                    yield sheet, Piece(cell, 0, len(cell.text)), 1.0, None
                    continue
                for r in readings(plan.kind, plan.shape, cell.text, self.document.hints):
                    yield sheet, Piece(cell, r.start, r.end), r.fit, r.value


def _proposals(lesson: Lesson, plan: FieldPlan, view: _View, exemplar: str, near: float) -> Iterator[Proposal]:
    if plan.kind not in _NEVER_CONSTANT and (same := _constant(lesson, plan, view)):
        known = lesson.value if plan.kind in _DICTIONARY_KINDS else ""
        yield Proposal(plan.key, same.pieces, 0.75 + 0.25 * same.like, exemplar, near, None, known, lesson.unaided,
                       bool(known) and _doubtful(lesson, join(same.pieces)))
    best: Proposal | None = None
    for place in lesson.places:
        for proposal in _anchored(place, plan, view, exemplar, near):
            if best is None or proposal.score > best.score:
                best = proposal
    if best:
        yield replace(best, unaided=lesson.unaided)


def _doubtful(lesson: Lesson, raw: str) -> bool:
    """Readers mistake letters for others that look alike; where two pages are read alike and no such letter is in
    question, the person may have slipped, and one document is not enough to write it on another."""
    alike = fold(raw) == fold(lesson.read)
    return alike and fold(raw) != fold(lesson.value) and not looks_the_same(raw, lesson.value)


def _constant(lesson: Lesson, plan: FieldPlan, view: _View) -> Found | None:
    """The confirmed value itself, where it stands on this document as well."""
    if len(fold(lesson.value)) < 4:
        return None
    for running in view.running[:2]:
        for found in find_text(lesson.value, running)[:1]:
            in_dictionary = plan.kind in _DICTIONARY_KINDS
            if found.like == 1.0 or (in_dictionary and is_misreading(join(found.pieces), lesson.value)):
                return found
    return None


def _anchored(place: Place, plan: FieldPlan, view: _View, exemplar: str, near: float) -> Iterator[Proposal]:
    sheets = view.document.sheets
    wanted = {min(place.page, len(sheets)), max(1, len(sheets) - place.from_end)}
    for number in sorted(wanted):
        sheet = next((s for s in sheets if s.number == number), None)
        if sheet is None:
            continue
        expected = _expected(place, view.anchors[sheets.index(sheet)], sheet)
        for where, piece, fit, value in view.spans(plan):
            if where is not sheet:
                continue
            if plan.kind in LONG_KINDS:
                if _is_static(piece.cell, place, view) or (free := _begun(place, piece)) is None:
                    continue
                piece = free
            score = place.weight * _score(place, piece, fit, sheet, expected)
            if score >= _FOUND_ENOUGH[plan.kind in LONG_KINDS]:
                pieces = _extended(place, piece, sheet) if plan.kind in LONG_KINDS else (piece,)
                if pieces:
                    yield Proposal(plan.key, pieces, round(score, 4), exemplar, near, value)


def _is_static(cell: Cell, place: Place, view: _View) -> bool:
    """Whether the cell holds what the known document printed beside its value, or the label of something."""
    word = anchor_word(cell)
    return word in (place.label, place.above, place.below) or word in {a for a, _, _ in place.anchors} or (
        bool(word) and view.document.labels.is_label(cell))


def _begun(place: Place, piece: Piece) -> Piece | None:
    """The part of a cell behind the words that stood before the value in its own cell."""
    if not place.inside:
        return piece
    text, at = piece.cell.text, 0
    for at in range(1, len(text)):
        if fold(text[:at]).endswith(place.inside[-12:]) and fold(text[:at]):
            lead = len(text[at:]) - len(text[at:].lstrip(" :：.-—|"))
            return Piece(piece.cell, at + lead, len(text)) if text[at + lead:].strip() else None
    return None


def _extended(place: Place, piece: Piece, sheet: Sheet) -> tuple[Piece, ...]:
    """The value with its further lines: as many as there were, and none from where the text below it begins.

    Empty where a value that ended within its cell (in running text) has no such end here.
    """
    first = _ended(place, piece) if place.cells == 1 else piece
    if first is None:
        return ()
    pieces = [first]
    cells = sorted((c for c in sheet.cells if not c.standing), key=lambda c: c.order)
    at = cells.index(piece.cell) if piece.cell in cells else len(cells)
    for cell in cells[at + 1:at + place.cells]:
        if place.below and fuzz.ratio(anchor_word(cell), place.below) > 80:
            break
        pieces.append(Piece(cell, 0, len(cell.text)))
    return tuple(pieces)


def _ended(place: Place, piece: Piece) -> Piece | None:
    """The piece without what followed the value in its cell; None where that is not found."""
    if place.after:
        for at in range(piece.start + 1, piece.end):
            rest = fold(piece.cell.text[at:])
            if rest == place.after or (len(place.after) > 3 and rest.startswith(place.after[:8])):
                return Piece(piece.cell, piece.start, at)
        return None
    return piece


def _expected(place: Place, anchors: Sequence[tuple[str, Cell]], sheet: Sheet) -> list[tuple[float, float]]:
    """Where the value should begin, by each anchor word that is found, in units of the page's width; nearest first."""
    points = []
    for word, dx, dy in place.anchors:
        for other, cell in anchors:
            if other == word or (len(word) > 5 and abs(len(word) - len(other)) < 3 and fuzz.ratio(word, other) > 84):
                points.append((cell.box.x0 / sheet.width + dx, cell.box.cy / sheet.width + dy))
                break
        if len(points) == 5:
            break
    return points


def _score(place: Place, piece: Piece, fit: float, sheet: Sheet, expected: Sequence[tuple[float, float]]) -> float:
    """How much a stretch of text lies as the confirmed value lay, 0..1."""
    begin = box_of((piece,), sheet)
    here = (begin.x0 / sheet.width, begin.cy / sheet.width)
    row = piece.cell.row
    parts = {"fit": fit, **_named(place, piece, sheet),
             "row": _row(place, row.index if row else 0, len(sheet.rows))}
    if expected:
        misses = sorted(0.7 * abs(here[0] - x) + abs(here[1] - y) for x, y in expected)
        parts["anchors"] = math.exp(-(misses[len(misses) // 2] / 0.045) ** 2 / 2)
    weights = {**_WEIGHTS, "anchors": _WEIGHTS["anchors"] if expected else 1.0}
    if not place.label:
        weights["label"] = 1.0
    if place.cells != 1:
        del weights["below"]
    return sum(weights[k] * parts.get(k, 0.0) for k in weights) / sum(weights.values()) * _names_agree(place, parts)


def _names_agree(place: Place, parts: Mapping[str, float]) -> float:
    """What stood beside the value must stand there again on at least one side: else its place was taken by another."""
    told = [parts[k] for k in ("label", "above", "below") if k in parts and getattr(place, k)]
    return 1.0 if not told or max(told) >= 0.6 else _NAMELESS


def _named(place: Place, piece: Piece, sheet: Sheet) -> dict[str, float]:
    """How alike the texts are that may name the value: left of it, over it, and under it where forms print captions."""
    left, above = label_before(piece), over(piece.cell, sheet)
    parts = {"label": _alike(place.label, left), "above": _alike(place.above, above)}
    if place.cells == 1:
        parts["below"] = _alike(place.below, under(piece.cell, sheet))
    return parts


def _row(place: Place, index: int, rows: int) -> float:
    apart = min(abs(index - place.row), abs(rows - 1 - index - place.row_end))
    return max(0.0, 1 - apart / 4)


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 1.0 if one == other else 0.0
    length = max(6, min(len(one), len(other), 24))
    return fuzz.ratio(one[-length:], other[-length:]) / 100
