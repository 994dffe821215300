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
from .proposal import Proposal
from .teacher import Teacher

_VOTERS = 7
_LOOKED_AT = 28         # known documents, the likest, of which the voters are chosen
_ABOUT_AS_LIKE = 0.9    # of the likeness of the nearest one
_UNFIT = 0.3            # of its similarity is left to a known page of whose values none is found where it stood
_STRANGE = 0.34         # of its values, at least, are found on a page that is hardly alike: else it is another layout
_UNFIT_RIVAL = 0.6      # of the best one's likeness, as it is after that
_ONE_FORM = 0.85        # of similarity, from which two papers in running text are one form filled in twice
_NEARER = 4             # to this power likeness counts where documents contradict one another


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the layout memory says of a new document.

    ``similarity``: likeness (0..1) of the nearest known document, 0 without any. ``near``: the known documents that are
    asked, with their likeness; ``is_new`` where there are none. ``proposals``: the places that they propose.

    Three shares (0..1) of the votes of the near documents, by field: ``absent``, on them a person refused the
    extractor's answer; ``missing``, their captions say that this page does not have the field; ``blank``, their caption
    stands on this page with nothing beside it (``captions``: its cells). All three are lowered where even the nearest
    document is not much alike.
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
        """How sure it is (0..1) that the nearest document is the same form, and not another text in the same words."""
        return max(0.0, min(1.0, (self.similarity - SURE) / (_ONE_FORM - SURE)))

    @property
    def is_new(self) -> bool:
        return not self.near


def recall(document: Document, plans: Sequence[FieldPlan], exemplars: Sequence[Exemplar | Packed] | Shelf) -> Recalled:
    """Asks ``_VOTERS`` of the known documents that look most like ``document``.

    Costs some milliseconds with thousands of exemplars, and a few more for each of those that are asked.
    """
    shelf = Shelf.of(exemplars)
    if not document.sheets or not shelf:
        return Recalled()
    own = Look(signature_of(document.sheets[0]))
    ranked = shelf.likest(own, _LOOKED_AT)
    best = ranked[0][1]
    alike = [(e.opened, s) for e, s in _voters(ranked, own) if s >= max(NEAR, RIVAL * best)]
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


def _voters(ranked: Sequence[tuple[Exemplar | Packed, float]], own: Look) -> list[tuple[Exemplar | Packed, float]]:
    """The likest, and of those about as like as the very likest the ones that hold most of what stands on the new page.

    ``ranked``: known documents with their likeness, the likest first. Likeness counts against a document what it alone
    holds. That keeps layouts apart, but of hundreds of one layout it prefers the barest, which know the fewest fields.
    """
    def rank(at: int) -> tuple[bool, float]:
        exemplar, likeness = ranked[at]
        if likeness < _ABOUT_AS_LIKE * ranked[0][1]:
            return True, -likeness
        return False, -likeness * (own.words.weight + exemplar.look.words.weight)   # twice the weight of what both hold

    return [ranked[at] for at in sorted(sorted(range(len(ranked)), key=rank)[:_VOTERS])]


def _fitting(teachers: Sequence[Teacher]) -> list[Teacher]:
    """The known documents whose layout the new one really has; their likeness is lowered by what does not fit.

    Pages may share all their words (the same small print) and still be of different layouts. So a known document stays
    only where most of its values' places hold something of the right kind on the new page; and of documents that put
    the values at different places only the group that is likeliest together stays.
    """
    teachers = [t for t in teachers if t.near >= SURE or t.fits >= _STRANGE]
    for teacher in teachers:
        teacher.near *= _UNFIT + (1 - _UNFIT) * teacher.fits
    best = max((t.near for t in teachers), default=0.0)
    kept = [t for t in teachers if t.near >= _UNFIT_RIVAL * best]
    parties = [[other for other in kept if not teacher.contradicts(other)] for teacher in kept]
    return [t.weighed() for t in max(parties, key=lambda p: sum(t.near ** _NEARER for t in p), default=[])]


def _share(votes: Sequence[float], total: float) -> float:
    return sum(votes) / total
