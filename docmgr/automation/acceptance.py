"""What passes without a person when a document has been read: decided, counted and audited in the reader's transaction.

A field passes where its confidence reaches the certified threshold of its budget. A document passes where all its
fields do and the budget of whole documents is certified for its weakest one, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.automation import gates, lots, remaking
from docmgr.automation.budgets import MOST_SHARE, budgets_of, is_outside, policy_of
from docmgr.automation.models import WHOLE, Acceptance, Assessment, BlindSample, Certificate, ErrorBudget
from docmgr.automation.regime import reader_of, regime_of
from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.extraction.engine import EngineResult
from docmgr.extraction.models import ExtractionRun, FieldValue

Mode = ErrorBudget.Mode
Scores = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``fields`` passed on their own; ``document``: nobody has to look at it at all."""

    document: bool = False
    fields: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Case:
    """All that the decision on one document rests on. ``valid``: certificates in force, by (key, empty)."""

    run: ExtractionRun
    version: TypeVersion
    definitions: list[FieldDefinition]
    budgets: dict[str, ErrorBudget]
    scores: Scores
    blocks: list[str]
    control: bool
    regime: str
    reader: str
    valid: dict[tuple[str, bool], Certificate] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return not self.blocks and not self.control

    def ignored(self) -> set[str]:
        return {f.key for f in self.definitions if is_outside(f, self.budgets.get(f.key))}


def assess(
    run: ExtractionRun, version: TypeVersion | None, result: EngineResult, around: gates.Surroundings,
) -> Outcome:
    """Decide on the document that was just read, inside the caller's transaction.

    Nothing without a type, and nothing on a document that the engine is measured with.
    """
    assert transaction.get_connection().in_atomic_block
    if version is None or run.document.held_back:
        return Outcome()
    remaking.ask_for(version.doc_type)
    case = _case(run, version, result, around)
    passed = _win(_fields_that_pass(case)) if case.open else {}
    whole = _whole_that_passes(case, passed) if case.open else None
    if whole is not None and _won(whole):
        passed[WHOLE] = whole
    _write(case, passed)
    return Outcome(WHOLE in passed, frozenset(passed) - {WHOLE})


def _case(
    run: ExtractionRun, version: TypeVersion, result: EngineResult, around: gates.Surroundings,
) -> _Case:
    document, definitions = run.document, list(version.fields.all())
    blocks = gates.blocks_of(document, version, result, around)
    regime = regime_of(version, engine_name=result.engine[:120])
    share = policy_of(version.doc_type).sample_share
    case = _Case(
        run, version, definitions, budgets_of(version.doc_type),
        gates.scores_of(definitions, result.values, blocked=bool(blocks)), blocks,
        lots.drawn(document, "control", share=share), regime, reader_of(result.engine[:120]))
    valid = Certificate.objects.filter(
        budget__in=case.budgets.values(), budget__mode=Mode.ON, regime=regime, threshold__isnull=False)
    case.valid = {(c.budget.key, c.empty): c for c in valid.select_related("budget")}
    return case


def _fields_that_pass(case: _Case) -> dict[str, Certificate]:
    found = {key: case.valid.get((key, s["empty"])) for key, s in case.scores.items()}
    required = {f.key for f in case.definitions if f.required}
    return {key: c for key, c in found.items() if c is not None and c.threshold is not None
            and case.scores[key]["confidence"] >= c.threshold
            and not (case.scores[key]["empty"] and key in required)}


def _whole_that_passes(case: _Case, passed: Mapping[str, Certificate]) -> Certificate | None:
    """Every field that matters has passed, and the weakest of them reaches the threshold of whole documents.

    The threshold is never below that of any of the fields: what is certified is "the weakest is at least so sure".
    """
    whole = case.valid.get((WHOLE, False))
    if whole is None or not all(_may_pass(f, case, passed) for f in case.definitions):
        return None
    limit = max(c.threshold or 1.0 for c in (whole, *passed.values()) if not c.empty)
    return whole if gates.whole_score(case.definitions, case.scores, case.ignored()) >= limit else None


def _may_pass(definition: FieldDefinition, case: _Case, passed: Mapping[str, Certificate]) -> bool:
    """A field without a budget may be empty where the type does not require it; with a value somebody must look."""
    budget = case.budgets.get(definition.key)
    if is_outside(definition, budget):
        return True
    unasked = budget is None or budget.mode == Mode.OFF
    if unasked and not definition.required and case.scores[definition.key]["empty"]:
        return True
    return definition.key in passed


def _win(wanted: Mapping[str, Certificate]) -> dict[str, Certificate]:
    """In the order of the rows, so that two workers never wait for each other in a ring."""
    return {key: c for key, c in sorted(wanted.items(), key=lambda item: item[1].pk) if _won(c)}


def _won(certificate: Certificate) -> bool:
    """Whether the certificate still stands as it was read. From here to the commit nobody can withdraw it.

    The UPDATE looks at its own row only: a join would be judged by what was committed before it had to wait.
    """
    held = Certificate.objects.filter(pk=certificate.pk, threshold=certificate.threshold).update(total=F("total") + 1)
    return bool(held) and ErrorBudget.objects.filter(pk=certificate.budget_id, mode=Mode.ON).exists()


def _write(case: _Case, passed: Mapping[str, Certificate]) -> None:
    run = case.run
    for key, score in case.scores.items():
        score["counts"] = _counts(case, key, empty=score["empty"])
    case.scores[WHOLE] = {
        "confidence": gates.whole_score(case.definitions, case.scores, case.ignored()), "why": "", "empty": False,
        "counts": _counts(case, WHOLE, empty=False)}
    Assessment.objects.create(
        run=run, doc_type=case.version.doc_type, regime=case.regime, scores=case.scores, blocks=case.blocks,
        control=case.control, accepted=WHOLE in passed, reader=case.reader)
    if not passed:
        return
    rows = [Acceptance.objects.create(
        run=run, document=run.document, certificate=c, key=key, confidence=case.scores[key]["confidence"],
        threshold=c.threshold) for key, c in passed.items() if c.threshold is not None]
    FieldValue.objects.filter(run=run, key__in=passed).update(accepted=True)
    _draw_samples(case, rows)
    record(Action.AUTOMATION_ACCEPTED, obj=run.document, after={
        "run": run.pk, "regime": case.regime, "fields": {key: _told(c) for key, c in passed.items()}})


def _counts(case: _Case, key: str, *, empty: bool) -> bool:
    """Whether a review of this document says something about all documents: not once the sure ones pass without one."""
    return case.control or not (case.valid.get((key, empty)) or case.valid.get((WHOLE, False)))


def _draw_samples(case: _Case, rows: list[Acceptance]) -> None:
    """As many as a policy can ask for at most while the promise rests mostly on answers made again."""
    usual = policy_of(case.version.doc_type).sample_share
    BlindSample.objects.bulk_create(
        BlindSample(acceptance=row) for row in rows
        if row.key != WHOLE and lots.drawn(case.run.document, f"blind:{row.key}",
                                           share=MOST_SHARE if row.certificate.is_mostly_remade else usual))


def _told(certificate: Certificate) -> dict[str, Any]:
    """What was promised and what it rested on. Figures only."""
    budget = certificate.budget
    return {"alpha": budget.alpha, "delta": budget.delta, "threshold": certificate.threshold,
            "reviewed": certificate.reviewed, "accepted": certificate.accepted, "wrong": certificate.wrong,
            "upper": certificate.upper, "remade": certificate.remade, "empty": certificate.empty,
            "certificate": certificate.pk}
