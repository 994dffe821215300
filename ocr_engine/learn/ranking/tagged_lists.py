"""Lists of values for fields with several: the cells that the tagger marks are joined to values from top to bottom.

The extractor and the layout memory propose one list, the tagger another. The tagger's list is taken where its own
probabilities promise enough more than the other one; how much is enough was fitted on layouts that the tagger was not
trained from (:func:`fit_thresholds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr_engine.extract.candidates import LONG_KINDS, Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell
from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.weights import ENOUGH

from .cells import cells_of
from .options import normal_form
from .tagger import Tags

_FLOORS = (0.3, 0.4, 0.5, 0.65)
_LEADS = (0.0, 0.1, 0.2, 0.35)
_FAR, _NEVER = 0.5, 9.0     # a list far better than the other one is taken where the tagger's lists were mostly right
_MOSTLY = 0.8
_MOST = 200                 # values of a field
_SURER = 0.02               # by which the list that is taken stands above the one that is not
_FEWEST_GAINED = 1.0        # documents, in F1, that the tagger's lists must win on layouts it never saw


@dataclass(frozen=True, slots=True)
class ListThresholds:
    """When the tagger's list of a field is taken.

    ``floor``: the probability from which a cell belongs to it. ``leads``: by how much its expected F1 must exceed that
    of the other list, where the layout memory proposes nothing and where it does.
    """

    floor: float = 0.5
    leads: tuple[float, float] = (_NEVER, _NEVER)


def listed(document: Document, plan: FieldPlan, candidates: Sequence[Candidate], tags: Tags, how: ListThresholds
           ) -> list[Candidate]:
    """The field's candidates, best first, with the tagger's list in front of them where it is the better one."""
    own = sorted((c for c in candidates if c.plan is plan), key=lambda c: -c.score)
    base = own[0] if own and own[0].score >= ENOUGH else None
    made = tagged_list(document, plan, tags, how.floor)
    if made is None:
        return own
    lead = how.leads[int(any(c.how.startswith("memory:") for c in own))]
    if gain(base, made, plan, tags) < lead:
        return own
    top = min(0.99, max(made.score, base.score + _SURER if base else 0.0))
    return [replace(made, score=top), *(replace(c, score=min(c.score, top - _SURER)) for c in own)]


def tagged_list(document: Document, plan: FieldPlan, tags: Tags, floor: float) -> Candidate | None:
    """The tagger's list: a candidate for the first value with the further ones in ``more``; None for no values."""
    found = [c for group in _groups(document, plan, tags, floor) if (c := _value(document, plan, group, tags))][:_MOST]
    if not found:
        return None
    sure = sum(c.score for c in found) / len(found)
    return replace(found[0], score=sure, more=tuple(found[1:]))


def _groups(document: Document, plan: FieldPlan, tags: Tags, floor: float) -> Iterator[list[Cell]]:
    """The marked cells, grouped by value; a cell that probably begins none goes on with the cell before or above it."""
    open_: list[Cell] = []
    for sheet, cell in cells_of(document):
        inside, begins, _ends = tags.of(plan.key, cell)
        if inside < floor:
            continue
        same = plan.kind in LONG_KINDS and begins < 0.5 * inside
        if open_ and not (same and _adjoins(open_[-1], cell, sheet.height)):
            yield open_
            open_ = []
        open_.append(cell)
    if open_:
        yield open_


def _adjoins(one: Cell, other: Cell, line: float) -> bool:
    if one.page != other.page or one.row is None or other.row is None:
        return False
    if one.row is other.row:
        return other.row.cells.index(other) - one.row.cells.index(one) == 1
    overlap = min(one.box.x1, other.box.x1) > max(one.box.x0, other.box.x0)
    return overlap and other.row.index - one.row.index == 1 and other.box.cy - one.box.cy < 2.5 * line


def _value(document: Document, plan: FieldPlan, cells: Sequence[Cell], tags: Tags) -> Candidate | None:
    sure = max(tags.of(plan.key, cells[0])[:2])
    score = ENOUGH + (0.99 - ENOUGH) * sure
    if plan.kind in LONG_KINDS and not plan.shape:
        pieces = tuple(Piece(c, 0, len(c.text)) for c in cells)
        return Candidate(plan, join(pieces), pieces, score, "model")
    best = max(document.readings(plan, cells[0].text), key=lambda r: r.fit, default=None)
    if best is None:
        return None
    piece = Piece(cells[0], best.start, best.end)
    return Candidate(plan, piece.text, (piece,), score, "model", best.value)


def gain(base: Candidate | None, made: Candidate, plan: FieldPlan, tags: Tags) -> float:
    """By how much the expected F1 of the tagger's list ``made`` exceeds that of ``base``."""
    expected = sum(tags.parts(plan.key)[1])
    return _worth(made, plan, tags, expected) - (_worth(base, plan, tags, expected) if base else 0.0)


def _worth(candidate: Candidate, plan: FieldPlan, tags: Tags, expected: float) -> float:
    values = (candidate, *candidate.more)
    right = sum(tags.of(plan.key, v.pieces[0].cell)[1] for v in values if v.pieces)
    return 2 * right / max(1e-6, len(values) + expected)


@dataclass(frozen=True, slots=True)
class Trial:
    """A document with the tags of a tagger that never saw its layout, and what was confirmed on it (folded)."""

    document: Document
    candidates: Sequence[Candidate]
    tags: Tags
    wanted: Sequence[set[str]]      # of each confirmed value the forms that say it


def fit_thresholds(trials: Sequence[Trial], plan: FieldPlan) -> ListThresholds:
    """The floor and the leads that would have given the most right lists on ``trials``.

    A lead below ``_FAR`` is taken only where it won documents. Where the extractor was right on all of them, so that
    nothing could be won, ``_FAR`` lets a far better list through on documents to come.
    """
    tried = {floor: [row for trial in trials if (row := _tried(trial, plan, floor))] for floor in _FLOORS}
    floor = max(_FLOORS, key=lambda f: sum(row.right for row in tried[f]))
    return ListThresholds(floor, (_lead(tried[floor], 0), _lead(tried[floor], 1)))


def _lead(rows: Sequence[Tried], memory: int) -> float:
    """The lead that wins most; the largest of those that win as much."""
    own = [row for row in rows if row.memory == memory]
    won = {lead: sum(row.won for row in own if row.gained >= lead) for lead in (*_LEADS, _FAR)}
    best = max(won, key=lambda lead: (won[lead], lead))
    if best < _FAR and won[best] >= won[_FAR] + _FEWEST_GAINED:
        return best
    right = sum(row.right for row in own) >= _MOSTLY * len(own)
    return _FAR if own and right and won[_FAR] >= 0 else _NEVER


@dataclass(frozen=True, slots=True)
class Tried:
    """The tagger's list on one trial. ``gained``: its expected lead in F1; ``won``: its true lead; ``right``: its F1;
    ``memory``: 1 where the layout memory proposes something."""

    memory: int
    gained: float
    won: float
    right: float


def _tried(trial: Trial, plan: FieldPlan, floor: float) -> Tried | None:
    own = sorted((c for c in trial.candidates if c.plan is plan), key=lambda c: -c.score)
    base = own[0] if own and own[0].score >= ENOUGH else None
    made = tagged_list(trial.document, plan, trial.tags, floor)
    if made is None:
        return None
    right = _f1(made, trial)
    won = right - (_f1(base, trial) if base else float(not trial.wanted))
    memory = int(any(c.how.startswith("memory:") for c in own))
    return Tried(memory, gain(base, made, plan, trial.tags), won, right)


def _f1(candidate: Candidate, trial: Trial) -> float:
    values = (candidate, *candidate.more)
    left = list(trial.wanted)
    for value in values:
        said = normal_form(value, trial.document)
        hit = next((n for n, forms in enumerate(left) if said in forms), None)
        if hit is not None:
            left.pop(hit)
    return 2 * (len(trial.wanted) - len(left)) / (len(values) + len(trial.wanted))


def as_plain(found: Mapping[str, ListThresholds]) -> dict[str, list[float]]:
    return {key: [one.floor, *one.leads] for key, one in found.items()}


def from_plain(data: Mapping[str, Sequence[float]]) -> dict[str, ListThresholds]:
    return {key: ListThresholds(floor, (none, some)) for key, (floor, none, some) in data.items()}
