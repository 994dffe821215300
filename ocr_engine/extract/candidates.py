"""A candidate, one possible value of a field; and the laid-out document that every finder of candidates looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from ocr_engine.types import BBox
from ocr_engine.validate.spans import Hints

from .fields.plan import FieldPlan
from .labels.labelmap import Hit, LabelMap
from .labels.sections import Heading, party_of
from .page.layout import Cell, Sheet
from .page.pieces import Piece, box_of
from .values.matches import Reading
from .values.shapes import readings
from .weights import LATER, LATER_MOST

LONG_KINDS = frozenset({"name", "address", "text"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value. ``pieces`` is where it stands; ``value`` a normalised form where the reading gave one."""

    plan: FieldPlan
    raw: str
    pieces: tuple[Piece, ...]
    score: float
    how: str
    value: str | None = None
    label: Hit | None = None
    more: tuple[Candidate, ...] = ()  # the further values of a field that has several

    @classmethod
    def at(cls, plan: FieldPlan, piece: Piece, score: float, how: str, value: str | None = None,
           label: Hit | None = None) -> Candidate:
        """What is printed at one place."""
        return cls(plan, piece.text, (piece,), score, how, value, label)

    @classmethod
    def of_lines(cls, plan: FieldPlan, pieces: Sequence[Piece], score: float, how: str) -> Candidate:
        """What is printed in lines under one another."""
        return cls(plan, " ".join(p.text for p in pieces), tuple(pieces), score, how)

    @classmethod
    def of_list(cls, values: Sequence[Candidate]) -> Candidate:
        """The values of a field that has several, in their order."""
        return replace(values[0], more=tuple(values[1:]))

    @property
    def page(self) -> int:
        return self.pieces[0].cell.page

    def overlaps(self, other: Candidate) -> bool:
        return any(a.cell is b.cell and a.start < b.end and b.start < a.end for a in self.pieces for b in other.pieces)


class Found(NamedTuple):
    """A part of a place that is a value of the field: where, how well it fits its kind, its normalised form."""

    piece: Piece
    fit: float
    value: str | None


@dataclass(slots=True)
class Document:
    """A laid-out document with what was found on it, passed from finder to finder."""

    sheets: Sequence[Sheet]
    labels: LabelMap
    headings: Sequence[Heading]
    hints: Hints
    parties: dict[Cell, frozenset[str]] = field(default_factory=dict)
    texts_read: dict[tuple[str, str, str], Sequence[Reading]] = field(default_factory=dict)
    worked_out: dict[Callable[[Document], Any], Any] = field(default_factory=dict)

    def once(self, make: Callable[[Document], T]) -> T:
        """What ``make`` says of this document, worked out the first time that somebody asks."""
        if make not in self.worked_out:
            self.worked_out[make] = make(self)
        return self.worked_out[make]

    def sheet(self, page: int) -> Sheet:
        return next(s for s in self.sheets if s.number == page)

    def cells(self) -> Iterator[Cell]:
        return (cell for sheet in self.sheets for cell in sheet.cells)

    def read(self, plan: FieldPlan, place: Piece) -> list[Found]:
        """Every part of a place that may be a value of the field."""
        return [Found(place.part(r.start, r.end), r.fit, r.value) for r in self.readings(plan, place.text)]

    def readings(self, plan: FieldPlan, text: str) -> Sequence[Reading]:
        """Every part of a text that may be a value of the field; a text is read once for each kind of value."""
        asked = (plan.kind, plan.shape, text)
        if asked not in self.texts_read:
            self.texts_read[asked] = readings(*asked, self.hints)
        return self.texts_read[asked]

    def best(self, plan: FieldPlan, place: Piece) -> Found | None:
        """The part that fits the field's kind best, the first of such."""
        return max(self.read(plan, place), key=lambda found: found.fit, default=None)

    def party(self, cell: Cell) -> frozenset[str]:
        if cell not in self.parties:
            self.parties[cell] = party_of(cell, self.headings, self.sheet(cell.page))
        return self.parties[cell]

    def box(self, pieces: tuple[Piece, ...]) -> BBox:
        """Fractions of the shown page; pieces on a later page than the first are left out."""
        sheet = self.sheet(pieces[0].cell.page)
        return sheet.shown(box_of(tuple(p for p in pieces if p.cell.page == sheet.number), sheet))

    def later(self, cell: Cell) -> float:
        rows = sum(len(s.rows) for s in self.sheets if s.number < cell.page) + (cell.row.index if cell.row else 0)
        return 1 - min(LATER_MOST, LATER * rows)


def rescored(candidate: Candidate, factor: float) -> Candidate:
    return replace(candidate, score=candidate.score * factor)
