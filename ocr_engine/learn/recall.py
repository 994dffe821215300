"""What was learned of a layout, applied to a new document of it: where each value should stand, and how surely."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.folding import fold
from ocr_engine.extract.plan import FieldPlan
from ocr_engine.extract.regions import Piece, join

from .align import Found, find_text, is_misreading, looks_the_same
from .knowledge import Exemplar, Lesson, Place
from .list_recall import Item, listed
from .named import Captions, Slot, apart, slots, taken_by_others
from .places import View, anchored, expected_at
from .signature import NEAR, signature_of, similarity

_VOTERS = 7
_RIVAL = 0.75           # of the nearest one's similarity: what is less like it is another layout of the same kind
_DICTIONARY_KINDS = frozenset({"name", "address"})
_NEVER_CONSTANT = frozenset({"money", "number", "date", "boolean", "sex", "code"})
_NAMED = {"base": 0.62, "like": 0.2, "near": 0.18}      # what a value beside its caption is worth
_WELL_READ = 0.97       # of the reader's confidence in a line
_NEAR = 0.06            # of the page's width: farther from its neighbours a value beside its caption is worth less


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place for a field, from one exemplar. ``known``: the confirmed value that the text there is taken for.

    ``doubtful``: neither page says it, a person wrote it for one of them. ``more``: the further
    values of a field with several.
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
    more: tuple[Item, ...] = ()

    @property
    def raw(self) -> str:
        return join(self.pieces)

    @property
    def says(self) -> str:
        """What votes are counted for: the known value, else what stands there, all of it."""
        return fold(self.known or self.raw) + "".join(f"|{fold(join(item.pieces))}" for item in self.more)


@dataclass(frozen=True, slots=True)
class Recalled:
    """``similarity`` of the nearest layout, 0 without any; ``is_new`` where none is near.

    ``absent``: field -> the share (0..1) of the near documents' votes on which a person refused the extractor's answer.
    ``missing``: field -> the share on which its caption tells that this page does not have it.
    """

    similarity: float = 0.0
    near: tuple[tuple[Exemplar, float], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    absent: dict[str, float] = field(default_factory=dict)
    missing: dict[str, float] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return not self.near


def recall(document: Document, plans: Sequence[FieldPlan], exemplars: Sequence[Exemplar]) -> Recalled:
    """Some milliseconds with hundreds of exemplars; a few more per near one."""
    if not document.sheets or not exemplars:
        return Recalled()
    own = signature_of(document.sheets[0])
    ranked = sorted(((similarity(own, e.signature), e) for e in exemplars), key=lambda item: (-item[0], item[1].id))
    near = tuple((e, s) for s, e in ranked[:_VOTERS] if s >= max(NEAR, _RIVAL * ranked[0][0]))
    view = View(document)
    told = [_Teacher(e, s, view, plans) for e, s in near]
    proposals = [p for teacher in told for plan in plans
                 for p in (teacher.listed(plan) if plan.spec.many else teacher.proposals(plan))]
    total = sum(s for _, s in near)
    absent = {key: _share([s for e, s in near if key in e.refused], total) for e, _ in near for key in e.refused}
    missing = {key: _share([t.near for t in told if key in t.missing], total) for t in told for key in t.missing}
    return Recalled(round(ranked[0][0], 4), near, tuple(proposals), absent, missing)


def _share(votes: Sequence[float], total: float) -> float:
    return sum(votes) / total


class _Teacher:
    """One near exemplar before the new document. ``missing`` fills as fields are asked for."""

    def __init__(self, exemplar: Exemplar, near: float, view: View, plans: Sequence[FieldPlan]) -> None:
        self.exemplar, self.near, self._view, self._plans = exemplar, near, view, plans
        self._captions = Captions(exemplar, view.document)
        self.missing: set[str] = set()

    def proposals(self, plan: FieldPlan) -> Iterator[Proposal]:
        for lesson in self.exemplar.lessons:
            if lesson.key == plan.key:
                yield from self._of(lesson, plan)

    def listed(self, plan: FieldPlan) -> Iterator[Proposal]:
        """All values of a field with several as one proposal."""
        for listing in (x for x in self.exemplar.lists if x.key == plan.key and x.place.caption):
            found = listed(listing, plan, self._captions)
            if found is None and not listing.unaided:
                self.missing.add(plan.key)
            if found and found.items:
                first, *more = found.items
                yield Proposal(plan.key, first.pieces, round(found.score, 4), self.exemplar.id, self.near, first.value,
                               unaided=listing.unaided, more=tuple(more))

    def _of(self, lesson: Lesson, plan: FieldPlan) -> Iterator[Proposal]:
        named = [(place, slot) for place in lesson.places if place.caption
                 for slot in slots(place, lesson, plan, self._captions)]
        captioned = [bool(place.caption) for place in lesson.places]
        if not named and any(captioned) and (all(captioned) or not lesson.unaided):
            if not lesson.unaided:
                self.missing.add(plan.key)
            return
        cells = {slot.pieces[0].cell for _, slot in named}
        constant = None if plan.kind in _NEVER_CONSTANT else _constant(lesson, plan, self._view)
        if constant and (not named or constant.pieces[0].cell in cells):
            yield self._known(lesson, plan, constant)
        yield from self._best(plan, lesson, named)

    def _known(self, lesson: Lesson, plan: FieldPlan, same: Found) -> Proposal:
        known = lesson.value if plan.kind in _DICTIONARY_KINDS else ""
        return Proposal(plan.key, same.pieces, 0.75 + 0.25 * same.like, self.exemplar.id, self.near, None, known,
                        lesson.unaided, bool(known) and _doubtful(lesson, same.pieces))

    def _best(self, plan: FieldPlan, lesson: Lesson, named: Sequence[tuple[Place, Slot]]) -> Iterator[Proposal]:
        """The best find of each of the places where the value stood, since only one of them may be meant."""
        taken = None
        for place in lesson.places:
            found = [self._beside(plan, place, slot) for where, slot in named if where is place]
            if not place.caption:
                if taken is None:
                    taken = taken_by_others(self._captions, self.exemplar, plan.key, self._plans)
                found = [Proposal(plan.key, pieces, score, self.exemplar.id, self.near, value)
                         for pieces, score, value in anchored(place, lesson, plan, self._view, self._captions, taken)]
            if best := max(found, key=lambda p: p.score, default=None):
                yield replace(best, unaided=lesson.unaided)

    def _beside(self, plan: FieldPlan, place: Place, slot: Slot) -> Proposal:
        miss = apart(slot, expected_at(place, self._view, slot.spot.sheet))
        near = math.exp(-(miss / _NEAR) ** 2 / 2)
        score = _NAMED["base"] + _NAMED["like"] * slot.spot.like + _NAMED["near"] * near
        score *= place.weight * (0.6 + 0.4 * slot.fit)
        return Proposal(plan.key, slot.pieces, round(score, 4), self.exemplar.id, self.near, slot.value)


def _doubtful(lesson: Lesson, pieces: tuple[Piece, ...]) -> bool:
    """Whether the one document is not enough to write its value on another: a person typed what the reader did not see
    there, and may have slipped. It is enough where both pages are read alike and only letters that readers take for
    one another are in question, and where this page is hard to read."""
    raw = join(pieces)
    if not lesson.read or fold(lesson.value) in (fold(lesson.read), fold(raw)):
        return False
    if fold(raw) == fold(lesson.read):
        return not looks_the_same(raw, lesson.value)
    return min(piece.cell.line.confidence for piece in pieces) >= _WELL_READ


def _constant(lesson: Lesson, plan: FieldPlan, view: View) -> Found | None:
    """The confirmed value itself, where it stands on this document as well."""
    if len(fold(lesson.value)) < 4:
        return None
    for running in view.running[:2]:
        for found in find_text(lesson.value, running)[:1]:
            in_dictionary = plan.kind in _DICTIONARY_KINDS
            if found.like == 1.0 or (in_dictionary and is_misreading(join(found.pieces), lesson.value)):
                return found
    return None
