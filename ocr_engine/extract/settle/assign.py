"""From candidates to answers: the best for each field, without two fields taking the same text for different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ocr_engine.extract.candidates import Candidate, rescored
from ocr_engine.extract.fields.names import word_parts
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.weights import ENOUGH, IMPLIED, TAKEN, TWIN
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import words

# Things that one print may well say at once.
_SHARED_ROLES = ({"gross", "due"}, {"net", "gross"})


def assign(candidates: Iterable[Candidate], plans: Iterable[FieldPlan]) -> Mapping[str, list[Candidate]]:
    """Field key -> its chosen candidate first, then the losers, best first. A field without an answer is left out.

    Greedy over all fields at once: the surest candidate of all takes its text, then the next; a candidate whose text
    is taken falls back and waits for its new turn.
    """
    pools: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.score >= ENOUGH * 0.7:
            pools[candidate.plan.key].append(candidate)
    chosen: dict[str, Candidate] = {}
    open_fields = list(pools)  # in order, so that equal scores always fall the same way
    while open_fields:
        best: Candidate | None = None
        for key in open_fields:
            top = max((_after_conflicts(c, chosen) for c in pools[key]), key=lambda c: c.score)
            if best is None or top.score > best.score:
                best = top
        if best is None or best.score < ENOUGH:
            break
        chosen[best.plan.key] = best
        open_fields.remove(best.plan.key)
    chosen.update(_implied(chosen, plans))
    return {key: [winner, *_losers(winner, pools[key])] for key, winner in chosen.items()}


def _implied(chosen: Mapping[str, Candidate], plans: Iterable[FieldPlan]) -> dict[str, Candidate]:
    """What is said by another field: where nothing else is told, the amount due is the total."""
    total = next((c for c in chosen.values() if c.plan.role == "gross"), None)
    due = [p for p in plans if p.role == "due" and p.key not in chosen and not _is_balance(p)]
    return {p.key: replace(total, plan=p, score=total.score * IMPLIED, how="implied") for p in due} if total else {}


def _is_balance(plan: FieldPlan) -> bool:
    """What is left after payments is not the total, unless the page says so."""
    names = (plan.key, *plan.spec.label.values())
    return any(word in words()["balance_words"] for name in names for word in word_parts(name))


def _after_conflicts(candidate: Candidate, chosen: Mapping[str, Candidate]) -> Candidate:
    factor = 1.0
    for other in chosen.values():
        if other.overlaps(candidate):
            factor = min(factor, _tolerance(candidate, other))
    return candidate if factor == 1.0 else rescored(candidate, factor)


def _tolerance(candidate: Candidate, other: Candidate) -> float:
    if {candidate.plan.role, other.plan.role} in _SHARED_ROLES:
        return 1.0
    if "currency" in (candidate.plan.kind, other.plan.kind):
        return 1.0  # the sign beside an amount belongs to the amount as well
    mine, theirs = candidate.plan.concept, other.plan.concept
    if mine and theirs and mine.key == theirs.key and candidate.plan.sections == other.plan.sections:
        return TWIN
    if (
        candidate.label
        and other.label
        and candidate.label.cell is other.label.cell
        and candidate.label.start == other.label.start
        and candidate.label.name.folded == other.label.name.folded
    ):
        return 0.6
    return TAKEN


def _losers(winner: Candidate, pool: list[Candidate]) -> list[Candidate]:
    found: list[Candidate] = []
    seen = {fold(winner.raw)}
    for candidate in sorted(pool, key=lambda c: -c.score):
        if fold(candidate.raw) not in seen:
            seen.add(fold(candidate.raw))
            found.append(candidate)
    return found[:3]
