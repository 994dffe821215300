"""One known document before a new one: which text there stands for each of its values, and how surely."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from rapidfuzz import fuzz

from ocr_engine.extract.candidates import LONG_KINDS
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell
from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.align import Found
from ocr_engine.learn.examples.captions import letters
from ocr_engine.learn.examples.exemplar import Choices, Exemplar, Lesson, Place
from ocr_engine.learn.examples.ticked import ticked

from .inline import Item
from .known_text import DICTIONARY_KINDS, is_doubtful, known_text
from .lists import listed
from .named import Captions, Slot, slots
from .other_side import on_other_sides
from .places import View, anchored, between_words, expected_at
from .proposal import Proposal, is_print_of, unclaimed

Spans = Sequence[tuple[tuple[Piece, ...], float, str | None]]
_NAMED = {"base": 0.62, "like": 0.2, "near": 0.18}      # what a value beside its caption is worth
_NEAR = 0.06            # of the page's width: farther from its neighbours a value beside its caption is worth less
_ELSEWHERE = 0.2        # of the score of a known value hangs on its place, where nothing else tells whose it is
_TURNED = 0.85          # of the score is left to a value on another side of its caption than on the known page
_LEAD, _OTHER_LEAD = 24, 0.1    # letters before a value in its cell, and what other ones than before cost at most
_TICKED = 0.98
_CODE = re.compile(r"(?=(?:\D*\d){3})[A-Z0-9]+")
_ALIKE = 0.5            # of similarity, from which words around a value are the same form's: agreements share theirs


class Teacher:
    """One known document ("exemplar") that is asked about a new one.

    ``near``: how much alike the two are, 0..1. ``told``: its proposals. ``missing``: the fields that the new page does
    not have, because none of their captions stands there with a value. ``blank``: by field, the cells of captions that
    stand there with nothing beside them. ``fits``: the mean score (0..1) of the best proposals for its values.
    """

    def __init__(self, exemplar: Exemplar, near: float, view: View, plans: Sequence[FieldPlan],
                 confirmed: Callable[[tuple[str, str]], int]) -> None:
        """``confirmed``: in how many documents a value (field, folded) was confirmed."""
        self.exemplar, self.near, self._view, self._plans = exemplar, near, view, plans
        self._confirmed = confirmed
        self._captions = Captions(exemplar, view.document, view.spots)
        self._by_key = {plan.key: plan for plan in plans}
        self._slots: dict[int, list[tuple[Place, Slot]]] = {}
        self.missing: set[str] = set()
        self.blank: dict[str, set[Cell]] = {}
        self._others: dict[str, set[Cell]] = {}
        told = [p for plan in plans for p in self._ways(plan)
                if plan.kind not in DICTIONARY_KINDS or _says_a_word(p.raw, plan)]
        self.told = tuple(unclaimed(told, exemplar))

    def _ways(self, plan: FieldPlan) -> Iterator[Proposal]:
        if choices := next((c for c in self.exemplar.choices if c.key == plan.key), None):
            return self._ticked(choices, plan)
        return self._listed(plan) if plan.spec.many else self._proposals(plan)

    def _ticked(self, choices: Choices, plan: FieldPlan) -> Iterator[Proposal]:
        """What is ticked of the known choices; nothing ticked tells that the page has no value."""
        pieces = ticked(choices, self._view.document)
        if pieces:
            first, *more = (Item((piece,)) for piece in pieces)
            yield Proposal(plan.key, first.pieces, _TICKED, self.exemplar.id, self.near,
                           more=tuple(more) if plan.spec.many else ())
        elif pieces is not None:
            self.missing.add(plan.key)

    @property
    def fits(self) -> float:
        single = {plan.key for plan in self._plans if not plan.spec.many}
        keys = {lesson.key for lesson in self.exemplar.lessons if lesson.places} & single
        best = [max((p.score for p in self.told if p.key == key), default=0.0) for key in keys]
        return sum(sorted(best)) / len(best) if best else 1.0

    def contradicts(self, other: Teacher) -> bool:
        """Whether most of the values that both know would stand elsewhere."""
        both = [key for key in self._best_cells.keys() & other._best_cells.keys()
                if self._best_cells[key] or other._best_cells[key]]
        apart = sum(self._best_cells[key].isdisjoint(other._best_cells[key]) for key in both)
        return apart > 1 and 2 * apart > len(both)

    @cached_property
    def _best_cells(self) -> dict[str, set[Cell]]:
        """Field -> the cells of its surest proposal, none where the known place holds nothing."""
        found: dict[str, set[Cell]] = {}
        for lesson in self.exemplar.lessons:
            own = [p for p in self.told if p.key == lesson.key and not p.more]
            best = max(own, key=lambda p: p.score, default=None)
            if lesson.places:
                found[lesson.key] = {piece.cell for piece in best.pieces} if best else set()
        return found

    def weighed(self) -> Teacher:
        """Itself, after ``near`` was changed: its proposals bear the new likeness."""
        self.told = tuple(replace(p, similarity=self.near) for p in self.told)
        return self

    def _proposals(self, plan: FieldPlan) -> Iterator[Proposal]:
        for number, lesson in enumerate(self.exemplar.lessons):
            if lesson.key == plan.key:
                yield from self._of(number, lesson, plan)

    def _listed(self, plan: FieldPlan) -> Iterator[Proposal]:
        """All values of a field with several as one proposal."""
        for listing in (x for x in self.exemplar.lists if x.key == plan.key):
            found = listed(listing, plan, self._captions, self._view, alike=self.near >= _ALIKE)
            if found is None and listing.place.caption and not listing.unaided:
                self.missing.add(plan.key)
            if found and found.items:
                first, *more = found.items
                yield Proposal(plan.key, first.pieces, round(found.score, 4), self.exemplar.id, self.near, first.value,
                               unaided=listing.unaided, more=tuple(more))

    def _of(self, number: int, lesson: Lesson, plan: FieldPlan) -> Iterator[Proposal]:
        named = self._named(number)
        captioned = [bool(place.caption) for place in lesson.places]
        turned = not named and all(captioned)
        if turned:
            named = [(place, slot) for place in lesson.places for slot in self._turned(place, lesson, plan)]
        alike = self.near >= _ALIKE
        framed = [list(between_words(place, plan, self._view)) if alike else [] for place in lesson.places]
        if not named and not any(framed) and any(captioned) and (all(captioned) or not lesson.unaided):
            if not lesson.unaided:
                self.missing.add(plan.key)
            self._blank(lesson)
            return
        cells = {slot.pieces[0].cell for _, slot in named}
        constant = known_text(lesson, plan, self._view)
        known = self._known(lesson, plan, constant) if constant and (
            not named or constant.pieces[0].cell in cells) else None
        if known:
            yield known
        for one in self._best(plan, lesson, named, framed):
            if turned and named:
                one = replace(one, score=round(_TURNED * one.score, 4))
            if not (constant and one.pieces == constant.pieces) and not (known and is_print_of(one, known)):
                yield one

    def _turned(self, place: Place, lesson: Lesson, plan: FieldPlan) -> list[Slot]:
        return on_other_sides(place, lesson, plan, self._captions, self.exemplar, self._taken(plan.key))

    def _named(self, number: int) -> list[tuple[Place, Slot]]:
        """What stands beside the captions of a lesson, each with the place that it is known for."""
        if number not in self._slots:
            lesson = self.exemplar.lessons[number]
            self._slots[number] = [(place, slot) for place in lesson.places if place.caption
                                   for slot in slots(place, lesson, self._by_key[lesson.key], self._captions)]
        return self._slots[number]

    def _taken(self, key: str) -> set[Cell]:
        """The cells that stand beside the captions of other fields: no value without a caption is looked for there."""
        if key not in self._others:
            self._others[key] = {
                piece.cell for number, lesson in enumerate(self.exemplar.lessons)
                if lesson.key != key and lesson.key in self._by_key
                for _, slot in self._named(number) for piece in slot.pieces}
        return self._others[key]

    def _blank(self, lesson: Lesson) -> None:
        """Notes that the lesson's captions stand here and nothing beside them, if they do; a line that only happened to
        stand over a value is none."""
        labels = self._view.document.labels
        cells = {spot.cell for place in lesson.places if place.caption for spot in self._captions.spots(place.caption)
                 if place.caption.marked or labels.is_label(spot.cell)}
        if cells:
            self.blank[lesson.key] = self.blank.get(lesson.key, set()) | cells

    def _known(self, lesson: Lesson, plan: FieldPlan, same: Found) -> Proposal:
        known = lesson.value if plan.kind in DICTIONARY_KINDS and not self._is_another(lesson, same) else ""
        score = (0.75 + 0.25 * same.like) * self._at_home(lesson, same)
        return Proposal(plan.key, same.pieces, round(score, 4), self.exemplar.id, self.near, None, known,
                        lesson.unaided, lesson.labelled, bool(known) and is_doubtful(lesson, same.pieces))

    def _is_another(self, lesson: Lesson, same: Found) -> bool:
        """Whether the text is a confirmed value itself, and no rarer one: then it is not a misreading of this one."""
        read, known = fold(join(same.pieces)), fold(lesson.value)
        return read != known and self._confirmed((lesson.key, read)) >= self._confirmed((lesson.key, known))

    def _at_home(self, lesson: Lesson, same: Found) -> float:
        """A known value says less where only its place told what it is, and it stands elsewhere."""
        if any(place.caption or place.label or place.inside for place in lesson.places):
            return 1.0
        expected = (expected_at(place, self._view, same.sheet) for place in lesson.places)
        near = [told.nearness(same.pieces[0]) for told in expected if told.points]
        return 1 - _ELSEWHERE * (1 - max(near, default=1.0))

    def _best(self, plan: FieldPlan, lesson: Lesson, named: Sequence[tuple[Place, Slot]], framed: Sequence[Spans]
              ) -> Iterator[Proposal]:
        """The best find of each of the places where the value stood, since only one of them may be meant."""
        for place, more in zip(lesson.places, framed, strict=True):
            found = [self._beside(plan, place, slot) for where, slot in named if where is place]
            if not place.caption and not (more and plan.kind in LONG_KINDS):    # the words tell both ends of a text
                more = [*more, *anchored(place, lesson, plan, self._view, self._captions, self._taken(plan.key))]
            found += [Proposal(plan.key, pieces, score, self.exemplar.id, self.near, value)
                      for pieces, score, value in more]
            if best := max(found, key=lambda p: p.score, default=None):
                yield replace(best, unaided=lesson.unaided, labelled=lesson.labelled)

    def _beside(self, plan: FieldPlan, place: Place, slot: Slot) -> Proposal:
        miss = expected_at(place, self._view, slot.spot.sheet).miss(slot.pieces[0])
        near = math.exp(-(miss / _NEAR) ** 2 / 2)
        score = _NAMED["base"] + _NAMED["like"] * slot.spot.like + _NAMED["near"] * near
        score *= place.weight * (0.6 + 0.4 * slot.fit) * _lead_agrees(place, slot)
        return Proposal(plan.key, slot.pieces, round(score, 4), self.exemplar.id, self.near, slot.value)


def _says_a_word(text: str, plan: FieldPlan) -> bool:
    """Whether it may be a name or an address. A bank's code in capitals and digits names nobody."""
    return any(any(c.isalpha() for c in word) and not (plan.kind == "name" and _CODE.fullmatch(word))
               for word in text.split())


def _lead_agrees(place: Place, slot: Slot) -> float:
    """Of equal words before two values in their cells that is meant before which the same stands again."""
    first = slot.pieces[0]
    lead, known = letters(first.cell.text[:first.start])[-_LEAD:], letters(place.inside)[-_LEAD:]
    if not known or not lead:
        return 1.0
    return 1 - _OTHER_LEAD * (1 - fuzz.ratio(lead, known) / 100)
