"""What was learned of a layout, applied to a new document of it: where each value should stand, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.looks import Look
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.learn.examples.shelf import Shelf
from ocr_engine.learn.examples.signature import NEAR, RIVAL, SURE, signature_of

from .places import View
from .teacher import Proposal, Teacher

_VOTERS = 7
_UNFIT = 0.3            # of its similarity is left to a known page of whose values none is found where it stood
_STRANGE = 0.34         # of its values, at least, are found on a page that is hardly alike: else it is another layout
_UNFIT_RIVAL = 0.6      # of the best one's likeness, as it is after that
_ONE_FORM = 0.85        # of similarity, from which two papers in running text are one form filled in twice
_NEARER = 4             # to this power likeness counts where documents contradict one another


@dataclass(frozen=True, slots=True)
class Recalled:
    """``similarity`` of the nearest layout, 0 without any; ``is_new`` where none is near.

    ``absent``: field -> the share (0..1) of the near documents' votes on which a person refused the extractor's answer.
    ``missing``: field -> the share on which its caption tells that this page does not have it; ``blank``: on which
    its caption stands here with nothing beside it. All are less where even the nearest document is not much alike.
    ``captions``: field -> the cells of such captions.
    """

    similarity: float = 0.0
    near: tuple[tuple[Exemplar, float], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    absent: dict[str, float] = field(default_factory=dict)
    missing: dict[str, float] = field(default_factory=dict)
    blank: dict[str, float] = field(default_factory=dict)
    captions: dict[str, set[Cell]] = field(default_factory=dict)

    @property
    def one_form(self) -> float:
        """0..1: how surely the nearest one is the same form, and not another text that is written in the same words."""
        return max(0.0, min(1.0, (self.similarity - SURE) / (_ONE_FORM - SURE)))

    @property
    def is_new(self) -> bool:
        return not self.near


def recall(document: Document, plans: Sequence[FieldPlan], exemplars: Sequence[Exemplar | Packed] | Shelf) -> Recalled:
    """Some milliseconds with thousands of exemplars; a few more for each of the nearest, and no others are asked."""
    shelf = Shelf.of(exemplars)
    if not document.sheets or not shelf:
        return Recalled()
    ranked = shelf.nearest(Look(signature_of(document.sheets[0])), _VOTERS)
    best = ranked[0][1]
    alike = [(e, s) for e, s in ranked if s >= max(NEAR, RIVAL * best)]
    view = View(document)
    told = _fitting([Teacher(e, s, view, plans, shelf.confirmed) for e, s in alike])
    near = tuple((t.exemplar, t.near) for t in told)
    total = sum(s for _, s in near)
    # What a page that is hardly alike does not have says little of this one: letters and agreements share their words.
    sure = min(1.0, (best - NEAR) / (SURE - NEAR))
    absent = {key: sure * _share([s for e, s in near if key in e.refused], total) for e, _ in near for key in e.refused}
    missing = {key: sure * _share([t.near for t in told if key in t.missing], total) for t in told for key in t.missing}
    blank = {key: sure * _share([t.near for t in told if key in t.blank], total) for t in told for key in t.blank}
    cells = {key: {c for t in told for c in t.blank.get(key, ())} for key in blank}
    proposals = tuple(p for t in told for p in t.told)
    return Recalled(round(best, 4), near, proposals, absent, missing, blank, cells)


def _fitting(teachers: Sequence[Teacher]) -> list[Teacher]:
    """Pages may share all their words and be of different layouts: those stay on which the known values' places hold
    something of their kind, as far as on the best one, and of those whose places differ the likeliest ones. A page with
    the same small print on which hardly any of them is found is of none."""
    teachers = [t for t in teachers if t.near >= SURE or t.fits >= _STRANGE]
    for teacher in teachers:
        teacher.near *= _UNFIT + (1 - _UNFIT) * teacher.fits
    best = max((t.near for t in teachers), default=0.0)
    kept = [t for t in teachers if t.near >= _UNFIT_RIVAL * best]
    parties = [[other for other in kept if not teacher.contradicts(other)] for teacher in kept]
    return [t.weighed() for t in max(parties, key=lambda p: sum(t.near ** _NEARER for t in p), default=[])]


def _share(votes: Sequence[float], total: float) -> float:
    return sum(votes) / total
