"""How well what comes in fits what was learned: by type, the documents on a known layout, and those that passed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from docmgr.automation.models import Assessment
from docmgr.core.lease import JobState
from docmgr.dashboard.period import Period
from docmgr.dashboard.shares import Share
from docmgr.doctypes.models import DocumentType
from docmgr.documents.states import REPLACED
from docmgr.extraction.models import ExtractionRun

# What keeps a document with a person where nothing that looks like it was approved (``automation.gates``).
_NEW = '"new_layout"'


@dataclass(frozen=True, slots=True)
class Fit:
    """Of the documents of one type that were first read in the period: on a layout that an approved document had
    taught, and accepted as a whole without a person."""

    doc_type: DocumentType
    known: Share
    passed: Share


def fits(period: Period, doc_type: DocumentType | None = None) -> list[Fit]:
    """Types of which something was read, the largest first: two queries.

    A document counts once, by its first reading: a later one finds the layouts that it has taught itself. Documents of
    the gold set, and those of which the type was not recognised, are judged by nobody. Of a file that was split its
    parts count.
    """
    earlier = Assessment.objects.filter(run__document=OuterRef("document"), run__lt=OuterRef("pk"))
    rows = ExtractionRun.objects.filter(
        ~Exists(earlier), state=JobState.DONE, assessment__isnull=False, **period.within("finished_at"),
        **({"assessment__doc_type": doc_type} if doc_type else {})).exclude(document__status__in=REPLACED)
    told = rows.order_by().annotate(blocks=Cast("assessment__blocks", TextField())).values_list(
        "assessment__doc_type").annotate(
        read=Count("pk"), known=Count("pk", filter=~Q(blocks__contains=_NEW)),
        passed=Count("pk", filter=Q(assessment__accepted=True)))
    found = {pk: counts for pk, *counts in told}
    types = DocumentType.objects.select_related("live").in_bulk(found)
    made = [Fit(types[pk], Share.of(known, read), Share.of(passed, read))
            for pk, (read, known, passed) in found.items()]
    return sorted(made, key=lambda fit: (-fit.known.count, fit.doc_type.key))
