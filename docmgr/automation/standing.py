"""How much of what people approved is evidence of what is live now, and why the rest is not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from docmgr.automation.budgets import policy_of
from docmgr.automation.models import Assessment, Certificate, Evidence
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


def standing_of(doc_type: DocumentType) -> Standing:
    """A handful of counts."""
    approved = Document.objects.filter(doc_type=doc_type, status=Status.APPROVED)
    regime, own = regime_now(doc_type), Evidence.objects.filter(document=OuterRef("pk"), doc_type=doc_type)
    counting, evident = approved.filter(Exists(own.filter(regime=regime))).count(), approved.filter(Exists(own)).count()
    rest = approved.exclude(Exists(own))
    everything, held_back = approved.count(), rest.filter(held_back=True).count()
    unassessed = rest.filter(held_back=False).exclude(
        Exists(Assessment.objects.filter(run__document=OuterRef("pk")))).count()
    return Standing(
        approved=everything, counting=counting, earlier=evident - counting, held_back=held_back,
        unassessed=unassessed, undecided=everything - held_back - evident - unassessed,
        by_lot=Certificate.objects.filter(
            budget__doc_type=doc_type, regime=regime, threshold__isnull=False, budget__mode="on").exists(),
        trusting=policy_of(doc_type).approval_counts)
