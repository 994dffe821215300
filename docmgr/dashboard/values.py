"""Reviewed values: what the engine had read, against what people left standing; and whether it had asked for them.

One definition for everything here. A value is **reviewed** where the newest word of a person on it (confirmed, changed,
"not on this document") stands on a document that a person approved, with known errors or without; where the type's
policy says that an approval stands for all values, every value of such a document is. It was read **right** where what
stands is what the engine had read; another way of writing it is no error, by the rule of the error samples. It was
**trusted** where nothing had asked for a person: confidence not below the limit of the type's version, a place on the
page, no failed check; or it had passed within an error budget. That an optional field is empty asks for nobody, that a
required one is does. Gold documents are left out: what is measured with them stands with the evaluation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from docmgr.automation.models import Acceptance, Policy
from docmgr.core.lease import JobState
from docmgr.dashboard.period import Period, step_of
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document, Status
from docmgr.documents.states import APPROVED_BY_A_PERSON
from docmgr.extraction.doubt import needs_nobody
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review.models import Correction
from docmgr.training.models import ErrorSample

_UNTOUCHED, _RIGHT, _WRONG = 0, 1, 2
_YES, _NO = Value(1, output_field=IntegerField()), Value(0, output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Row:
    """So many reviewed values alike. ``week``: the number of the period's week in which the document was decided."""

    week: int
    key: str
    right: bool
    trusted: bool
    count: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``untouched``: values of the same documents that nobody decided on. Nobody knows whether they are right."""

    rows: list[Row]
    untouched: int


def reviewed(period: Period, doc_type: DocumentType | None = None) -> Reviewed:
    """Three queries over the documents decided in the period, along the index of that day; some five microseconds a
    value on SQLite. ``key`` is told of one type only, else it is ""."""
    seen = set(Policy.objects.filter(approval_counts=True).values_list("doc_type", flat=True))
    found: Counter[tuple[int, str, bool, bool]] = Counter()
    untouched = 0
    for week, read_as, key, said, trusted, count in (*_read(period, doc_type), *_added(period, doc_type)):
        if said == _UNTOUCHED and read_as not in seen:
            untouched += count
        else:
            found[week, key, said != _WRONG, bool(trusted)] += count
    return Reviewed([Row(*alike, count) for alike, count in sorted(found.items())], untouched)


def _read(period: Period, doc_type: DocumentType | None) -> Iterable[tuple[Any, ...]]:
    """Values of the newest readings, with what people said of them."""
    rows = FieldValue.objects.filter(run__in=_readings(period, doc_type))
    said = Coalesce(Subquery(_words()[:1]), _UNTOUCHED)
    passed = Acceptance.objects.filter(run=OuterRef("run"), key=OuterRef("key"))
    sure = ~Q(value="") & needs_nobody(F("run__type_version__review_below"))
    trusted = Case(When(sure, then=_YES), When(Exists(passed), then=_YES),
                   When(Q(value="") & ~Exists(_required()), then=_YES), default=_NO)
    return _counted(rows, period, doc_type, said, trusted)


def _added(period: Period, doc_type: DocumentType | None) -> Iterable[tuple[Any, ...]]:
    """Decisions where the engine had read nothing: a value that it missed, or a person's word that there is none."""
    places = {name: OuterRef(name) for name in ("key", "index")}
    later = Correction.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"), **places)
    read = FieldValue.objects.filter(run=OuterRef("run"), **places)
    rows = Correction.objects.exclude(kind=Correction.Kind.UNDO).filter(
        ~Exists(read), ~Exists(later), run__in=_readings(period, doc_type))
    said = Case(When(after="", then=Value(_RIGHT)), default=Value(_WRONG))
    trusted = Case(When(Exists(_required()), then=_NO), default=_YES)
    return _counted(rows, period, doc_type, said, trusted)


# What is left out is named, so that no database without statistics takes the index of these columns: most documents are
# approved and most readings are done, while the days of the period name few of them.
_NOT_APPROVED = [status for status in Status if status not in APPROVED_BY_A_PERSON]
_NOT_DONE = [state for state in JobState if state != JobState.DONE]


def _readings(period: Period, doc_type: DocumentType | None) -> QuerySet[Any]:
    """The newest reading of each document that a person approved in the period, where it was read as the type."""
    documents = Document.objects.order_by().filter(held_back=False, **period.within("decided_at")).exclude(
        status__in=_NOT_APPROVED)
    newest = ExtractionRun.objects.filter(document__in=documents.values("pk")).exclude(
        state__in=_NOT_DONE).order_by().values("document").annotate(newest=Max("id")).values("newest")
    typed = {"type_version__doc_type": doc_type} if doc_type else {"type_version__isnull": False}
    return ExtractionRun.objects.filter(pk__in=newest, **typed).order_by().values("pk")


def _words() -> QuerySet[Any]:
    """What people said last at the place of a value; nothing where they took it back."""
    sampled = ErrorSample.objects.filter(correction=OuterRef("pk"))
    decisions = Correction.objects.filter(
        document=OuterRef("run__document"), key=OuterRef("key"), index=OuterRef("index"))
    flawless = Q(Exact(OuterRef("run__document__status"), Value(Status.APPROVED)))
    return decisions.order_by("-id").annotate(said=Case(
        When(kind=Correction.Kind.UNDO, then=Value(_UNTOUCHED)), When(after=OuterRef("value"), then=Value(_RIGHT)),
        # Only written in another way: no sample was made of it when the document was approved.
        When(flawless & ~Exists(sampled), then=Value(_RIGHT)), default=Value(_WRONG))).values("said")


def _required() -> QuerySet[FieldDefinition]:
    return FieldDefinition.objects.filter(version=OuterRef("run__type_version"), key=OuterRef("key"), required=True)


def _counted(
    rows: QuerySet[Any], period: Period, doc_type: DocumentType | None, said: Any, trusted: Any,
) -> Iterator[tuple[Any, ...]]:
    """(week, type, key, said, trusted, count)."""
    told = rows.order_by().annotate(
        week=step_of("run__document__decided_at", period.weeks()), said=said, trusted=trusted,
        read_as=F("run__type_version__doc_type"), named=F("key") if doc_type else Value("", TextField()))
    return told.values_list("week", "read_as", "named", "said", "trusted").annotate(n=Count("pk")).iterator()
