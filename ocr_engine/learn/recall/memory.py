"""Layout memory at the extractor's side: its proposals among the candidates, and known names put right."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ocr_engine.extract.candidates import LONG_KINDS, Candidate, Document, rescored
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.weights import ENOUGH
from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.captions import letters
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.misreadings import is_misreading
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.learn.examples.shelf import Shelf
from ocr_engine.learn.examples.signature import SURE
from ocr_engine.types import Check, FieldResult

from .pages import Recalled, recall
from .proposal import Proposal

KNOWN = "known_value"
_AGREED = 0.12          # added where the built-in extractor is sure of the same, in part where it is less sure
_ALONE = 0.4            # what a proposal is worth that no vote supports
_LITERAL = 0.06         # added where a known value stands on the page letter by letter
_BEHIND = 0.95          # of the score of a labelled answer, at most, where the known page was read right by its labels
_OVERRULED = 0.4        # at most this share is lost by what the memory contradicts
_RUNNING = frozenset({"pattern", "prose"})     # ways to find a value in running text, whatever the layout
_ABSENT = 0.75          # ... and by what a near document does not have
_BLANK = 0.75           # ... by what stands elsewhere, where its caption stands with nothing beside it
_MISSING = 0.6          # ... by what has no label, where the near documents' captions tell that there is no such value


class Memory:
    """For one document: asks the exemplars once and keeps the answer."""

    def __init__(self, exemplars: Sequence[Exemplar | Packed] | Shelf) -> None:
        self._exemplars = exemplars
        self.recalled = Recalled()
        self._known: dict[str, list[Proposal]] = {}

    def weigh(self, document: Document, plans: Sequence[FieldPlan], candidates: list[Candidate]) -> list[Candidate]:
        """The candidates with the memory's own among them; those that it contradicts are worth less."""
        self.recalled = recall(document, plans, self._exemplars)
        if self.recalled.is_new:
            return candidates
        captions = {p.caption.text for e, _ in self.recalled.near for lesson in e.lessons for p in lesson.places
                    if p.caption and p.caption.side != "inside"}
        candidates = [kept for c in candidates
                      if not _is_caption(c, captions) and (kept := self._without_unwanted(c))]
        by_key = {plan.key: plan for plan in plans}
        for key, votes in _votes(self.recalled.proposals).items():
            candidates = self._voted(by_key[key], votes, candidates)
        return [self._less_if_absent(c) for c in candidates]

    def _voted(self, plan: FieldPlan, votes: list[tuple[Proposal, float]], candidates: list[Candidate]
               ) -> list[Candidate]:
        own = [c for c in candidates if c.plan is plan]
        rest = [c for c in candidates if c.plan is not plan]
        needed = 1 - sum(support for p, support in votes if p.unaided)
        most = max(support for _, support in votes)
        made = [_candidate(plan, p, support, own, needed, support / most) for p, support in votes]
        self._known[plan.key] = [p for p, _ in votes if p.known]
        best = max(m.score for m in made)
        sure = min(1.0, self.recalled.similarity / SURE)
        return rest + made + [rescored(c, 1 - _OVERRULED * best * sure * needed) for c in own]

    def _without_unwanted(self, candidate: Candidate) -> Candidate | None:
        """Without those of several values that a person deleted on a near document; None where nothing is left."""
        if not candidate.plan.spec.many:
            return candidate
        gone = {text for e, _ in self.recalled.near for key, text in e.unwanted if key == candidate.plan.key}
        kept = [c for c in (candidate, *candidate.more) if letters(c.raw) not in gone] if gone else [candidate]
        if not gone or len(kept) == len(candidate.more) + 1:
            return candidate
        return replace(kept[0], more=tuple(kept[1:])) if kept else None

    def _less_if_absent(self, candidate: Candidate) -> Candidate:
        key, label = candidate.plan.key, candidate.label
        share = _ABSENT * self.recalled.absent.get(key, 0.0)
        if candidate.how in _RUNNING:
            share *= self.recalled.one_form  # what one agreement does not say another may
        if candidate.how.startswith("memory:"):
            return rescored(candidate, 1 - share) if share else candidate
        if label is None:
            share = max(share, _MISSING * self.recalled.missing.get(key, 0.0))
        free = candidate.plan.kind in LONG_KINDS  # a number of its kind tells what it is wherever it stands
        if free and (label is None or label.cell not in self.recalled.captions.get(key, ())):
            share = max(share, _BLANK * self.recalled.blank.get(key, 0.0))
        return rescored(candidate, 1 - share) if share else candidate

    def known(self, key: str) -> dict[str, str]:
        """How a candidate of the field was found ("memory:17") -> the confirmed value that it is taken for."""
        return {f"memory:{p.exemplar}": p.known for p in self._known.get(key, ())}

    def settle(self, results: Mapping[str, tuple[FieldResult, ...]]) -> dict[str, tuple[FieldResult, ...]]:
        """Names and addresses of this layout as a person confirmed them, where the reader got letters wrong."""
        return {key: tuple(self._known_form(v) for v in values) for key, values in results.items()}

    def _known_form(self, value: FieldResult) -> FieldResult:
        for proposal in self._known.get(value.key, ()):
            told = value.how == f"memory:{proposal.exemplar}" and fold(proposal.raw) == fold(value.raw)
            if told and value.value != proposal.known:
                checks = value.checks
                if fold(value.value) != fold(proposal.known):
                    checks = (*checks, Check(KNOWN, None, value.value))
                return replace(value, value=proposal.known, checks=checks)
        return value


def _is_caption(candidate: Candidate, captions: Collection[str]) -> bool:
    """Whether it is what the known page prints as a caption. RM 8.10 is no caption where RM stands over a column."""
    told_by_digits = candidate.plan.kind not in LONG_KINDS and any(c.isdigit() for c in candidate.raw)
    return not told_by_digits and letters(candidate.raw) in captions


def _votes(proposals: Sequence[Proposal]) -> dict[str, list[tuple[Proposal, float]]]:
    """Field -> its different proposals, each with the share of the votes that it has."""
    grouped: dict[str, dict[str, list[Proposal]]] = {}
    for p in proposals:
        grouped.setdefault(p.key, {}).setdefault(p.says, []).append(p)
    found: dict[str, list[tuple[Proposal, float]]] = {}
    for key, groups in grouped.items():
        groups = _credible(groups)
        total = sum(p.score * p.similarity ** 2 for group in groups.values() for p in group)
        found[key] = [(max(g, key=lambda p: (p.score * p.similarity, p.exemplar)),
                       sum(p.score * p.similarity ** 2 for p in g) / total) for g in groups.values()]
    return found


def _credible(groups: Mapping[str, list[Proposal]]) -> dict[str, list[Proposal]]:
    """What a single document says against two equal readings is left out: the place counts, the spelling does not."""
    found: dict[str, list[Proposal]] = {}
    for group in groups.values():
        if len(group) == 1 and group[0].doubtful:
            group = [replace(group[0], known="")]
        found.setdefault(group[0].says, []).extend(group)
    return found


def _candidate(plan: FieldPlan, proposal: Proposal, support: float, own: Sequence[Candidate], needed: float,
               carried: float) -> Candidate:
    """The proposal as a candidate, raised where the built-in extractor reads the same.

    ``needed``: how much advice this field needs on such a layout, 0 where the extractor was right without it.
    ``carried``: the votes for it as a share of those for the best one: where most known documents say otherwise the
    extractor errs as it did on them.
    """
    pieces = _bounded(plan, proposal, own) if proposal.unaided and not proposal.known else proposal.pieces
    raw = join(pieces)
    agreed = max((c.score for c in own if _says_same(c, proposal, raw, pieces)), default=0.0)
    agreed *= 1 - needed * (1 - carried)
    labelled = max((c.score for c in own if c.label is not None), default=0.0)
    score = (0.4 + 0.46 * proposal.score * (_ALONE + (1 - _ALONE) * support)) * (0.75 + 0.25 * needed)
    score = max(score, agreed) + _AGREED * min(1.0, agreed)
    if proposal.known and fold(proposal.known) == fold(raw):
        score += _LITERAL
    shorter = plan.spec.many and agreed < labelled      # one value of the list was found in another way as well
    if proposal.unaided and proposal.labelled and (shorter or not agreed) and labelled > ENOUGH:
        score = min(score, _BEHIND * labelled)
    score, how = min(0.99, score), f"memory:{proposal.exemplar}"
    more = tuple(Candidate(plan, join(item.pieces), item.pieces, score, how, item.value) for item in proposal.more)
    return Candidate(plan, raw, pieces, score, how, proposal.value, more=more)


def _says_same(candidate: Candidate, proposal: Proposal, raw: str, pieces: tuple[Piece, ...]) -> bool:
    if candidate.pieces[0].cell is not pieces[0].cell:
        return False
    if candidate.plan.spec.many:
        theirs, ours = [fold(c.raw) for c in candidate.more], [fold(join(item.pieces)) for item in proposal.more]
        return theirs == ours[:len(theirs)] and bool(theirs) == bool(ours)  # the known page tells where lists end
    return fold(candidate.raw) == fold(raw) or (bool(proposal.known) and is_misreading(candidate.raw, proposal.known))


def _bounded(plan: FieldPlan, proposal: Proposal, own: Sequence[Candidate]) -> tuple[Piece, ...]:
    """Free text that begins where the built-in extractor's does ends where it does: it knows what ends a value."""
    if plan.kind not in LONG_KINDS:
        return proposal.pieces
    first = proposal.pieces[0]
    same = [c for c in own if c.score > ENOUGH
            and c.pieces[0].cell is first.cell and abs(c.pieces[0].start - first.start) < 2]
    return max(same, key=lambda c: c.score).pieces if same else proposal.pieces
