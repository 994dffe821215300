"""How much of what people approved is evidence of what is live now, and why the rest is not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from docmgr.automation.budgets import policy_of
from docmgr.automation.models import Assessment, Certificate, ErrorBudget, Evidence, Policy
from docmgr.automation.regime import regime_now
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status


@dataclass(frozen=True, slots=True)
class Standing:
    """Documents of one type that people approved, each counted once.

    ``counting``: evidence of what is live now. ``earlier``: evidence of a version, a model or an engine that is not
    live any more. ``held_back``: in the gold set before they could be evidence. ``unassessed``: read before anything
    was measured. ``undecided``: on which nobody decided every value (or, once values pass by themselves, that were not
    drawn by lot: ``by_lot``). ``trusting``: an approval stands for all values.
    """

    approved: int
    counting: int
    earlier: int
    held_back: int
    unassessed: int
    undecided: int
    by_lot: bool
    trusting: bool


def standing_of(doc_type: DocumentType, *, regime: str | None = None, policy: Policy | None = None) -> Standing:
    """Two counts. ``regime`` and ``policy`` of the type, where they are known already, are not asked for again."""
    regime = regime_now(doc_type) if regime is None else regime
    found = _counted(doc_type, regime)
    return Standing(
        approved=found["approved"], counting=found["counting"], earlier=found["evident"] - found["counting"],
        held_back=found["gold"], unassessed=found["unassessed"],
        undecided=found["approved"] - found["gold"] - found["evident"] - found["unassessed"],
        by_lot=Certificate.objects.filter(
            budget__doc_type=doc_type, budget__mode=ErrorBudget.Mode.ON, regime=regime,
            threshold__isnull=False).exists(),
        trusting=(policy or policy_of(doc_type)).approval_counts)


def _counted(doc_type: DocumentType, regime: str) -> dict[str, int]:
    """Of the type's approved documents."""
    own = Evidence.objects.filter(document=OuterRef("pk"), doc_type=doc_type)
    read = Assessment.objects.filter(run__document=OuterRef("pk"))
    told = Document.objects.filter(doc_type=doc_type, status=Status.APPROVED).order_by().annotate(
        now=Exists(own.filter(regime=regime)), ever=Exists(own), measured=Exists(read))
    return told.aggregate(
        approved=Count("pk"), counting=Count("pk", filter=Q(now=True)), evident=Count("pk", filter=Q(ever=True)),
        gold=Count("pk", filter=Q(ever=False, held_back=True)),
        unassessed=Count("pk", filter=Q(ever=False, held_back=False, measured=False)))
