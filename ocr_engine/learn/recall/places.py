"""Where a confirmed value stood, looked for on a new document by its neighbours and its row: for values without a
caption."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cached_property

from rapidfuzz import fuzz

from ocr_engine.extract.candidates import LONG_KINDS, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet, part_of
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.align import Running
from ocr_engine.learn.examples.contexts import Stream, Stretch, cut, stretches, told
from ocr_engine.learn.examples.exemplar import Lesson, Place
from ocr_engine.learn.examples.surroundings import CORNER, anchor_word, corner, label_before, leads, over, under

from .named import Captions, Spots, ended, lines

_FOUND_ENOUGH = {True: 0.68, False: 0.58}       # from which an anchored place is proposed: free text, typed values
_WEIGHTS = {"label": 3.0, "anchors": 3.0, "above": 1.0, "below": 0.5, "row": 1.0, "fit": 1.0}
_LOOSE, _TIGHT = 0.045, 0.014      # of the page's width: how far it may be from where its neighbours tell
_OF_ROOM = 0.4          # of the distance to what stood under the value: as far off it may be
_APART = 2.0            # line heights to it, from which such a distance is no accident of running lines
_ONLY_PLACE = 0.3       # of the score hangs on the place alone where nothing ever named the value
_OTHER_MAKE = 0.7       # of the score of a code that is made otherwise
_TELLING = 3.0          # what words have to say for two thirds of the score; see ``contexts``
_NAMELESS = 0.8         # of the score is left where nothing beside the place is as it was


class View:
    """The new document with what every exemplar asks of it, worked out once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.spots = Spots(document)
        self._around: dict[Cell, tuple[str, str]] = {}
        self._spans: dict[tuple[str, str], list[tuple[Sheet, Piece, float, str | None]]] = {}
        self._anchors: dict[tuple[int, str], Cell | None] = {}

    @cached_property
    def running(self) -> list[Running]:
        return [Running(sheet) for sheet in self.document.sheets]

    @cached_property
    def streams(self) -> list[Stream]:
        return [Stream(sheet) for sheet in self.document.sheets]

    @cached_property
    def anchors(self) -> dict[int, list[tuple[str, Cell]]]:
        return {s.number: [(w, c) for c in s.cells if (w := anchor_word(c))] for s in self.document.sheets}

    def anchor(self, word: str, sheet: Sheet) -> Cell | None:
        """The first cell of the page with such a word, looked for once: places of one layout name the same ones."""
        key = (sheet.number, word)
        if key not in self._anchors:
            leading = leads(word)
            self._anchors[key] = next((c for w, c in self.anchors[sheet.number] if _is_anchor(word, w, leading)), None)
        return self._anchors[key]

    @cached_property
    def cells(self) -> list[tuple[Sheet, Piece, float, str | None]]:
        """Whole cells with digits, for values of a kind that no reading gives."""
        return [(s, Piece(c, 0, len(c.text)), 1.0, None) for s in self.document.sheets for c in s.cells
                if any(x.isdigit() for x in c.text)]

    def wanted(self, place: Place) -> list[Sheet]:
        """The pages on which it may stand, counted from the first and from the last."""
        sheets = self.document.sheets
        numbers = {min(place.page, len(sheets)), max(1, len(sheets) - place.from_end)}
        return [s for s in sheets if s.number in numbers]

    def around(self, cell: Cell, sheet: Sheet) -> tuple[str, str]:
        """The letters over and under a cell, looked for once."""
        if cell not in self._around:
            self._around[cell] = over(cell, sheet), under(cell, sheet)
        return self._around[cell]

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
                for r in self.document.readings(plan, cell.text):
                    yield sheet, Piece(cell, r.start, r.end), r.fit, r.value


def anchored(place: Place, lesson: Lesson, plan: FieldPlan, view: View, captions: Captions, taken: set[Cell]
             ) -> Iterator[tuple[tuple[Piece, ...], float, str | None]]:
    """(pieces, score, normal form) of what lies as the value lay. ``taken``: cells that other captions name."""
    long = plan.kind in LONG_KINDS
    beside = {place.label, place.above, place.below, *(word for word, _, _ in place.anchors)}
    for sheet in view.wanted(place):
        expected = expected_at(place, view, sheet)
        for where, piece, fit, value in view.cells if place.plain else view.spans(plan):
            if where is not sheet or piece.cell in taken:
                continue
            if long:
                word = anchor_word(piece.cell)
                if word in beside or (word and captions.is_static(piece.cell)):
                    continue        # what was printed beside the value, or the label of something
                free = cut(place.context, piece) if place.context and place.cells == 1 else _begun(place, piece)
                if free is None:
                    continue
                piece = free
            score = place.weight * _score(place, piece, fit, expected, captions, view)
            score *= _make_agrees(place, lesson, plan, piece)
            if score >= _FOUND_ENOUGH[long]:
                pieces = _extended(place, lesson, piece, captions) if long else (piece,)
                if pieces:
                    yield pieces, round(score, 4), value


def between_words(place: Place, plan: FieldPlan, view: View) -> Iterator[tuple[tuple[Piece, ...], float, str | None]]:
    """(pieces, score, normal form) of what stands between the words that stood around the value, wherever that is."""
    if place.context is None or place.caption:
        return
    for stream in view.streams:
        expected = expected_at(place, view, stream.sheet)
        found = [(Stretch((piece,), told(place.context, stream, piece)), fit, value)
                 for sheet, piece, fit, value in view.spans(plan) if sheet is stream.sheet] if (
            plan.kind not in LONG_KINDS and not place.plain) else [
            (one, 1.0, None) for one in stretches(place.context, stream)]
        for one, fit, value in found:
            if one.said:
                near = expected.nearness(one.pieces[0])
                said = 1 - math.exp(-one.said / _TELLING)
                yield one.pieces, round(place.weight * fit * (0.5 + 0.45 * said + 0.05 * near), 4), value


class Expected:
    """Where a value should begin on a page: ``points`` by each anchor word that is found, nearest first, in units of
    the page's width; empty where the page tells nothing."""

    def __init__(self, points: list[tuple[float, float]], place: Place, sheet: Sheet) -> None:
        self.points, self.sheet = points, sheet
        if points:
            middle = [sorted(p[axis] for p in points)[len(points) // 2] for axis in (0, 1)]
            apart = sorted(0.7 * abs(x - middle[0]) + abs(y - middle[1]) for x, y in points)
            spread = apart[len(apart) // 2] if len(points) > 2 else _LOOSE
            room = _OF_ROOM * place.room * sheet.height / sheet.width if place.room > _APART else _LOOSE
            self._loose = max(_TIGHT, min(_LOOSE, room, _TIGHT + 2 * spread))

    def miss(self, piece: Piece) -> float:
        """How far a value is from there, in page widths; 0 where nothing is told."""
        if not self.points:
            return 0.0
        begin, wide = part_of(piece.cell, piece.start, piece.end, self.sheet), self.sheet.width
        x0, y0 = begin.x0 / wide, begin.cy / wide
        misses = sorted(0.7 * abs(x0 - x) + abs(y0 - y) for x, y in self.points)
        return misses[len(misses) // 2]

    def nearness(self, piece: Piece) -> float:
        """0..1: the better the points agree, the nearer a value must be, and nearer than what stood under it on the
        known page."""
        return math.exp(-(self.miss(piece) / self._loose) ** 2 / 2) if self.points else 0.0


def expected_at(place: Place, view: View, sheet: Sheet) -> Expected:
    points = []
    for word, dx, dy in place.anchors:
        if word == CORNER and sheet.cells:
            left, top = corner(sheet)
            points.append((left / sheet.width + dx, top / sheet.width + dy))
        cell = view.anchor(word, sheet)
        if cell is not None:
            points.append((cell.box.x0 / sheet.width + dx, cell.box.cy / sheet.width + dy))
        if len(points) == 5:
            break
    return Expected(points, place, sheet)


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


def _extended(place: Place, lesson: Lesson, piece: Piece, captions: Captions) -> tuple[Piece, ...]:
    """The value with its further lines; empty where a value that ended within its cell (in running text) has no such
    end here."""
    if place.cells == 1 or place.pitch:
        first = ended(place, piece) if place.cells == 1 else piece
        return () if first is None else lines(place, lesson, first, captions) if first is piece else (first,)
    sheet = captions.document.sheet(piece.cell.page)
    pieces = [piece]
    cells = sorted((c for c in sheet.cells if not c.standing), key=lambda c: c.order)
    at = cells.index(piece.cell) if piece.cell in cells else len(cells)
    for cell in cells[at + 1:at + place.cells]:
        if place.below and fuzz.ratio(anchor_word(cell), place.below) > 80:
            break
        pieces.append(Piece(cell, 0, len(cell.text)))
    return tuple(pieces)


def _is_anchor(word: str, other: str, leading: bool) -> bool:
    if other == word or (leading and other.startswith(word)):
        return True
    return len(word) > 5 and abs(len(word) - len(other)) < 3 and fuzz.ratio(word, other) > 84


def _score(place: Place, piece: Piece, fit: float, expected: Expected, captions: Captions, view: View) -> float:
    """How much a stretch of text lies as the confirmed value lay, 0..1. What stood beside the value says something only
    where it was no value itself."""
    row, sheet = piece.cell.row, expected.sheet
    parts = {"fit": fit, **_named(place, piece, sheet, view), "anchors": expected.nearness(piece),
             "row": _row(place, row.index if row else 0, len(sheet.rows))}
    weights = {**_WEIGHTS, "anchors": _WEIGHTS["anchors"] if expected.points else 1.0}
    if not place.label:
        weights["label"] = 1.0
        parts["label"] = 0.0 if _labelled(piece, captions) else 1.0
    for side in ("above", "below"):
        if not getattr(place, side) or side not in parts:
            del weights[side]
    return sum(weights[k] * parts[k] for k in weights) / sum(weights.values()) * _names_agree(place, parts)


def _labelled(piece: Piece, captions: Captions) -> bool:
    """Whether a caption or a label stands left of it in its row, or before it in its cell."""
    row = piece.cell.row
    before = [c for c in row.cells if c.box.x1 <= piece.cell.box.x0] if row else []
    return bool(piece.start) or bool(before and captions.is_static(before[-1]))


def _names_agree(place: Place, parts: Mapping[str, float]) -> float:
    """What stood beside the value must stand there again on at least one side: else its place was taken by another.
    Where nothing stood there it must be its place."""
    told = [parts[k] for k in ("label", "above", "below") if k in parts and getattr(place, k)]
    if not told:
        return 1.0 if place.inside else 1 - _ONLY_PLACE * (1 - parts["anchors"])
    return 1.0 if max(told) >= 0.6 else _NAMELESS


def _make_agrees(place: Place, lesson: Lesson, plan: FieldPlan, piece: Piece) -> float:
    """Where nothing names a value, it is no part of a longer number if the known one was none, and a code is made of
    letters, digits and signs as the known one was."""
    if place.label or place.above or place.below or place.inside:
        return 1.0
    rest = piece.cell.text[:piece.start] + piece.cell.text[piece.end:]
    cut = not place.after and any(c.isdigit() for c in rest)
    other = plan.kind == "code" and makes_of(piece.text) != makes_of(lesson.value)
    return _OTHER_MAKE if cut or other else 1.0


def makes_of(text: str) -> set[str]:
    return {"digit" if c.isdigit() else "letter" if c.isalpha() else c for c in text if not c.isspace()}


def _named(place: Place, piece: Piece, sheet: Sheet, view: View) -> dict[str, float]:
    """How alike the texts are that may name the value: left of it, over it, and under it where forms print captions."""
    above, below = view.around(piece.cell, sheet)
    parts = {"label": _alike(place.label, label_before(piece)), "above": _alike(place.above, above)}
    if place.cells == 1:
        parts["below"] = _alike(place.below, below)
    return parts


def _row(place: Place, index: int, rows: int) -> float:
    apart = min(abs(index - place.row), abs(rows - 1 - index - place.row_end))
    return max(0.0, 1 - apart / 4)


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 1.0 if one == other else 0.0
    length = max(6, min(len(one), len(other), 24))
    return fuzz.ratio(one[-length:], other[-length:]) / 100
