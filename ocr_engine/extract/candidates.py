"""Candidates of a field: every reading of every place near every one of its labels, each with a score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from ocr_engine.types import BBox
from ocr_engine.validate import dates
from ocr_engine.validate.spans import Hints

from .fields.parties_zh import OWN_PARTY
from .fields.plan import FieldPlan
from .labels.labelmap import Hit, LabelMap
from .labels.sections import Heading, party_of
from .page.layout import Cell, Sheet
from .page.pieces import Piece, box_of, cut
from .places.continued import is_wrapped
from .places.regions import Region, regions
from .values.matches import Reading
from .values.shapes import readings
from .weights import BORROWED, LATER, LATER_MOST, OTHER_KIND, OWN_NAME, PLACE, SECTION, SHADOWED
from .words.folding import has_cjk
from .words.legalforms import ends_like_name

_NUMBERED = re.compile(r"(?:^|\W)(?:nr|no|n[°º]|number|nummer|#|号|编号)\W{0,3}$", re.IGNORECASE)
_SHORT_CODE = re.compile(r"\s*([A-Z]{1,4})\s*")  # FOB, C: behind a Chinese label nothing but capitals is a code too
_CLAUSE = re.compile(r"\s*\d{1,2}\.\d\s+")  # 3.1 before 月租金为…
_COPULA = "为是"  # 工作岗位为仓储主管
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


def by_label(document: Document) -> Iterator[Candidate]:
    own = {
        hit.plan.key for hit in document.labels.hits if hit.plan and hit.name.weight >= OWN_NAME and hit.quality >= 0.75
    }
    for hit in document.labels.hits:
        plan = hit.plan
        if plan is None or (hit.joined == "sentence" and plan.concept and plan.concept.prose and not _led(hit)):
            continue  # running text is read by its grammar (prose.py)
        sheet = document.sheet(hit.cell.page)
        context = section_factor(plan, hit.name.section, document.party(hit.cell)) * document.later(hit.cell)
        if plan.key in own and hit.name.weight < OWN_NAME:
            context *= BORROWED
        answered: set[str] = set()
        for place in regions(hit, document.labels, sheet, long=plan.kind in LONG_KINDS):
            region = _without_owner(place) if plan.kind == "address" else place
            if region is None:
                continue
            nearer = SHADOWED ** len(answered - {region.how})
            base = hit.quality * PLACE[region.how] * region.weight * context * nearer
            found = list(_read(plan, region, base, hit, document))
            if any(c.score > 0.5 * base for c in found):
                answered.add(region.how)
            yield from found


def _without_owner(region: Region) -> Region | None:
    """An address without the firm that stands over it; None where there is nothing else."""
    first = region.pieces[0].text
    if not ends_like_name(first) or any(char.isdigit() for char in first):
        return region
    return replace(region, pieces=region.pieces[1:]) if len(region.pieces) > 1 else None


def _led(hit: Hit) -> bool:
    """Whether the field's own words end where the value must follow: 合同期限自 2026 年…"""
    return hit.name.weight >= OWN_NAME and hit.name.text.endswith(("自", "为", "至", "于"))


def section_factor(plan: FieldPlan, wanted: str, here: frozenset[str]) -> float:
    """How well a label found in the block of ``here`` serves a name that must stand in the block of ``wanted``."""
    if not wanted:
        party = plan.concept.party if plan.concept else ""
        own = set(plan.sections) or ({party} if party else set())
        if not here or own & here:
            return 1.0
        return SECTION["others"] if own else SECTION["unasked"]
    if wanted in here:
        return SECTION["right"]
    if wanted.startswith(OWN_PARTY):
        return SECTION["wrong"]
    return SECTION["wrong"] if here else SECTION["unknown"]


def _read(plan: FieldPlan, region: Region, base: float, hit: Hit, document: Document) -> Iterator[Candidate]:
    text = region.text
    if _CLAUSE.fullmatch(text) and has_cjk(region.pieces[-1].cell.text[region.pieces[-1].end :][:1]):
        return
    passage = plan.kind == "text" and hit.at_start and (
        hit.colon or region.how == "label_right" or (region.how == "label_below" and _is_heading(hit)))
    found = readings(plan.kind, plan.shape, text, document.hints, guessed=plan.as_printed and hit.colon,
                     passage=passage)
    if not found and plan.kind == "code" and has_cjk(hit.name.text) and (short := _SHORT_CODE.fullmatch(text)):
        found = [Reading(*short.span(1), 0.8)]
    if hit.joined in ("sentence", "behind") and plan.kind in LONG_KINDS:
        led = [r for r in found if text[r.start] in _COPULA and r.end > r.start + 1]
        found = [replace(r, start=r.start + 1) for r in led] or found
    for index, reading in enumerate(found):
        fit = reading.fit * _place_in_region(plan, reading, index, len(found), text, hit)
        if len(region.pieces) > 1:
            fit *= _several_lines(plan, region, hit, document)
        sentence = plan.kind in LONG_KINDS and text[reading.end - 1 : reading.end + 1].endswith("。")
        if sentence and not hit.colon and not passage:
            fit *= OTHER_KIND
        if _other_kind(plan, text[reading.start : reading.end]):
            fit *= OTHER_KIND
        pieces = cut(region.pieces, reading.start, reading.end)
        most = 0.98 if plan.kind == "address" and len(pieces) == 1 else 1.0  # of two sure answers the whole address
        if pieces:
            yield Candidate(
                plan, text[reading.start : reading.end], pieces, min(most, base * fit), region.how, reading.value, hit
            )


def _is_heading(hit: Hit) -> bool:
    """Whether a Chinese label stands alone in its line: what it announces may be a passage under it."""
    row = hit.cell.row
    return has_cjk(hit.name.text) and row is not None and row.cells == [hit.cell] and hit.end >= len(hit.cell.text)


def _other_kind(plan: FieldPlan, raw: str) -> bool:
    """A lone date in the place of something that is known to be no date (登记机关 over the day it was stamped)."""
    if plan.kind != "text" or plan.concept is None or plan.concept.kind != "text" or plan.shape:
        return False
    return any(s.start == 0 and s.end == len(raw) for s in dates.find(raw))


def _place_in_region(plan: FieldPlan, reading: Reading, index: int, count: int, text: str, hit: Hit) -> float:
    """The first reading is the likeliest, save for money, where rates and bases come before the amount."""
    if plan.kind == "money" and hit.joined == "sentence":
        return 1.0 if index == 0 else 0.6
    if plan.kind == "money":
        return 1.0 if index == count - 1 else 0.8
    before = text[: reading.start]
    if plan.kind == "code" and _NUMBERED.search(before):
        return 1.0
    gap = len(re.sub(r"\W", "", before))
    bracketed = 0.6 if before.rstrip().endswith(("(", "（")) and plan.kind == "code" else 1.0
    return bracketed * max(0.35, 1 - 0.05 * index - 0.02 * gap)


def _several_lines(plan: FieldPlan, region: Region, hit: Hit, document: Document) -> float:
    """Whether more lines make the value better: addresses yes, names only where the first line is no whole name."""
    if plan.kind == "address":
        return 1.06
    if plan.shape == "words_amount":
        return 1.0
    if plan.kind == "code" and region.how == "label_right" and region.pieces[-1].text.strip() == "号":
        return 1.06
    if region.how == "label_right" and region.pieces[0].cell.row is region.pieces[-1].cell.row:
        return 1.03
    if plan.kind == "name":
        whole = ends_like_name(region.text) and not ends_like_name(region.pieces[0].text)
        return 1.04 if whole and len(region.pieces) == 2 else 0.5
    if plan.kind == "text" and _hangs_at_value(region, hit, document.sheet(hit.cell.page)):
        return 1.06
    if plan.kind == "text" and region.how != "label_below" and is_wrapped(region.pieces, document.sheet(hit.cell.page)):
        return 1.06
    overhang = region.pieces[0].cell.box.width > 0.45 or region.how == "label_right"
    return 1.02 if overhang and region.how != "label_below" else 0.7


def _hangs_at_value(region: Region, hit: Hit, sheet: Sheet) -> bool:
    """Whether the further lines stand close under one another where the value begins, and not where labels do."""
    cells = [p.cell for p in region.pieces]
    if region.how not in ("label_inline", "label_right") or cells[1].box.x0 < hit.cell.box.x0 + 2 * sheet.height:
        return False
    return all(0 <= b.box.y0 - a.box.y1 < 0.55 * sheet.height and b.row is not a.row and b.row is not None
               and b.row.cells[0].box.x0 >= b.box.x0 - sheet.height for a, b in pairwise(cells))


def rescored(candidate: Candidate, factor: float) -> Candidate:
    return replace(candidate, score=candidate.score * factor)
