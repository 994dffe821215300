"""One field of many documents at once: which values of it wait for a person, the least certain first.

Which documents come into question the database says; whether a value of theirs waits, the values as they stand. The two
differ only where somebody's decision on another field made a rule pass or fail.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, Func, Max, OuterRef, Q, QuerySet, Subquery, TextField, When
from django.db.models.functions import Cast

from docmgr.accounts.models import User
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document
from docmgr.extraction.doubt import evidenced
from docmgr.extraction.messages import type_doubt
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review import claims, deciding, services
from docmgr.review.deciding import Decided
from docmgr.review.fields import NOTES, CurrentField
from docmgr.review.models import Correction
from docmgr.review.queue import queue_for
from docmgr.review.values import Sheet, sheets

MOST = 50
"""Values on one wall; those of one document are never parted, so that a few more may stand there."""
_AT_ONCE = 64  # documents whose values are looked at; few of them turn out not to wait
_TURNS = 16
_NOWHERE = 2.0  # behind every confidence
_FAILED = ('"ok": false', '"ok":false')  # as the databases write it


Place = tuple[str, int]
"""The key of a field, and the number of a document."""


class Stand(NamedTuple):
    """Where a document stands on the wall: its least certain value of the field (0..1; 2 where none was found), and its
    number."""

    confidence: float
    pk: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that waits, and what whoever decides on it has to name. ``doubt``: why its document may be of another
    type, "" where nobody doubts it; such a value is confirmed by itself, and not among all that were seen."""

    document: Document
    run: int
    field: CurrentField
    doubt: str = ""


@dataclass(slots=True)
class Wall:
    """``cells``: MOST values or so. ``waiting``: all documents, those in front of ``cells`` among them. ``last``: where
    the next wall begins, None at the end."""

    cells: list[Cell] = field(default_factory=list)
    waiting: int = 0
    last: Stand | None = None


def wall(
    user: User, doc_type: DocumentType, definition: FieldDefinition, *, everything: bool = False,
    after: Stand | None = None, without: Collection[Place] = (),
) -> Wall:
    """The values of the field that wait for this reviewer; with ``everything`` those too that nobody has to look at and
    nobody has decided on. ``without``: (field, document) that are not shown. Some seven queries, whatever waits.

    Least certain first; where nothing was found comes last, for there is nothing to be seen. Left out is what the queue
    leaves out: documents that a colleague holds, and one's own where the type demands four eyes.
    """
    key = definition.key
    stands = stands_of(user, doc_type, [definition], everything=everything, without=without)[key]
    found, left = Wall(waiting=len(stands)), [s for s in stands if after is None or s > after]
    for turn in range(_TURNS):
        for stand, cells in _looked_at(left[turn * _AT_ONCE:(turn + 1) * _AT_ONCE], key, everything):
            if found.cells and len(found.cells) + len(cells) > MOST:
                return found
            found.cells += cells
            found.last = stand
    if len(left) <= _TURNS * _AT_ONCE:
        found.last = None
    return found


def stands_of(
    user: User, doc_type: DocumentType, definitions: Sequence[FieldDefinition], *, everything: bool = False,
    without: Collection[Place] = (),
) -> dict[str, list[Stand]]:
    """By field, the documents in which it waits, in the order of the wall. Two queries. A column of a table that asks
    nobody waits only where ``everything`` is wanted."""
    runs = _newest_runs(queue_for(user, doc_type.key).order_by())
    keys = {d.key for d in definitions if d.asks or everything}
    many = {d.key for d in definitions if d.many}
    values = _undecided(runs, doc_type, keys, many)
    least: dict[Place, float] = {}
    for key, pk, confidence in _confidences(values) if everything else _doubtful_ones(values):
        least[key, pk] = min(confidence, least.get((key, pk), _NOWHERE))
    for key, pk in _missing(runs, doc_type, keys, many).values_list("asked", "document_id"):
        least.setdefault((key, pk), _NOWHERE)
    found: dict[str, list[Stand]] = {d.key: [] for d in definitions}
    for (key, pk), confidence in least.items():
        if (key, pk) not in without:
            found[key].append(Stand(confidence, pk))
    return {key: sorted(stands) for key, stands in found.items()}


def cells_of(document: Document, key: str) -> list[Cell]:
    """All values of the field as they stand now, decided or not. Four queries."""
    return _cells(document, sheets([document.pk])[document.pk], key)


def decide(document: Document, *, by: User, **decision: Any) -> Decided:
    """As ``deciding.decide``; a hold that was taken for it is given back, one that was there before is kept.

    Raises FourEyes besides: whoever may not approve it is not shown it among fifty others either.
    """
    if services.is_own(document, by):
        raise services.FourEyes
    mine = claims.holder(document) == by
    made = deciding.decide(document, by=by, **decision)
    if not mine:
        claims.release(document, by)
    return made


def _looked_at(stands: Sequence[Stand], key: str, everything: bool) -> Iterable[tuple[Stand, list[Cell]]]:
    if not stands:
        return
    known = Document.objects.for_list().in_bulk([s.pk for s in stands])
    told = sheets(list(known))
    for stand in stands:
        if stand.pk in known:  # else it was deleted just now
            cells = _cells(known[stand.pk], told[stand.pk], key)
            yield stand, [c for c in cells if _waits(c.field, everything)]


def _cells(document: Document, sheet: Sheet, key: str) -> list[Cell]:
    doubt = type_doubt(sheet.run.issues) if sheet.run and not document.type_chosen else ""
    return [Cell(document, sheet.run_id or 0, f, doubt) for f in sheet.fields() if f.key == key]


def _waits(told: CurrentField, everything: bool) -> bool:
    return told.needs_person or (everything and bool(told.value) and told.decided_at is None)


def _newest_runs(documents: QuerySet[Document]) -> QuerySet[Any]:
    runs = ExtractionRun.objects.filter(document__in=documents.values("pk"), state=JobState.DONE)
    return runs.order_by().values("document").annotate(newest=Max("id")).values("newest")


def _undecided(runs: QuerySet[Any], doc_type: DocumentType, keys: set[str], many: set[str]) -> QuerySet[FieldValue]:
    """The engine's values of these fields on which nobody's word stands. ``then`` and ``now``: what the rules said of
    them when they were read, and since the newest decision."""
    said = _word_on(doc_type, many, document=OuterRef("run__document"), run=OuterRef("run"), key=OuterRef("key"),
                    index=OuterRef("index"))
    now = (Correction.objects.filter(run=OuterRef("run")).order_by("-id")
           .annotate(told=_ChecksOf("standing", OuterRef("key"))).values("told")[:1])
    return (FieldValue.objects.filter(run__in=runs, key__in=keys).exclude(value="").order_by()
            .annotate(said=Subquery(said), now=Subquery(now), then=Cast("checks", TextField()))
            .filter(Q(said=None) | Q(said=Correction.Kind.UNDO)))


def _confidences(values: QuerySet[FieldValue]) -> QuerySet[Any, tuple[str, int, float]]:
    return values.values_list("key", "run__document_id", "confidence")


def _doubtful_ones(values: QuerySet[FieldValue]) -> Iterable[tuple[str, int, float]]:
    """Without those that a decision cured; whether the rules that had failed pass now, their names have to say."""
    rows = values.filter(_doubtful()).annotate(
        failed=Case(When(_perhaps_cured(), then=F("then"))), since=Case(When(_perhaps_cured(), then=F("now"))))
    told = rows.values_list("key", "run__document_id", "confidence", "failed", "since")
    for key, pk, confidence, failed, since in told:
        if since is None or not _is_cured(json.loads(failed), json.loads(since)):
            yield key, pk, confidence


def _is_cured(then: list[dict[str, Any]], now: list[list[dict[str, Any]]]) -> bool:
    """As ``fields.Standing.checked`` has it. Of several values any might be meant: all have to pass."""
    failed = {c["name"] for c in then if c.get("ok") is False}
    return bool(now) and all(failed <= {c["name"] for c in checks if c.get("ok")} for checks in now)


def _word_on(doc_type: DocumentType, many: set[str], *, index: Any, **place: Any) -> QuerySet[Any]:
    """The newest decision on a place that counts for the run, by the rule of ``values.Sheet.decided``. ``place``:
    document, run and key."""
    return _words(doc_type, many, **place).filter(index=index).order_by("-id").values("kind")[:1]


def _words(doc_type: DocumentType, many: set[str], *, document: Any, run: Any, key: Any) -> QuerySet[Correction]:
    counts = Q(run=run) | (Q(run__type_version__doc_type=doc_type) & ~Q(key__in=many))
    return Correction.objects.filter(counts, document=document, key=key)


class _ChecksOf(Func):
    """As text, what the rules say of a field by a decision's ``standing``."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_EXTRACT", arg_joiner=", '$.checks.\"' || ",
                           template="%(function)s(%(expressions)s || '\"')", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, arg_joiner=" -> 'checks' -> ",
                           template="(%(expressions)s)::text", **more)


def _doubtful() -> Q:
    """As ``marks.machine_mark`` has it of a value, rules as of the newest decision; those that it cured among them."""
    failed_then, failed_now, noted = _any("then", _FAILED), _any("now", _FAILED), _any("then", NOTES)
    decided = Q(now__isnull=False)
    failed = (decided & (failed_now | (failed_then & noted))) | (~decided & failed_then)
    unsure = Q(accepted=False, confidence__lt=F("run__type_version__review_below"))
    return failed | ~evidenced() | unsure


def _perhaps_cured() -> Q:
    """A rule had failed, and none does any more: it passes, or there is nothing left for it to judge."""
    return Q(now__isnull=False) & _any("then", _FAILED) & ~_any("now", _FAILED) & evidenced()


def _any(column: str, pieces: Iterable[str]) -> Q:
    found = Q()
    for piece in pieces:
        found |= Q(**{f"{column}__contains": piece})
    return Q(**{f"{column}__isnull": False}) & found


def _missing(
    runs: QuerySet[Any], doc_type: DocumentType, keys: set[str], many: set[str],
) -> QuerySet[Any]:
    """Runs whose type demands a field (``asked``), that found nothing for it, and nobody has said what it is."""
    found = FieldValue.objects.filter(run=OuterRef("pk"), key=OuterRef("asked")).exclude(value="")
    later = _words(doc_type, many, document=OuterRef("document"), run=OuterRef("run"), key=OuterRef("key")).filter(
        index=OuterRef("index"), id__gt=OuterRef("id"))
    # Of several values any is a word on the field: the first cell of a table's column may stay empty for good.
    said = (_words(doc_type, many, document=OuterRef("document"), run=OuterRef("pk"), key=OuterRef("asked"))
            .filter(Q(index=0) | Q(key__in=many)).filter(~Exists(later)).exclude(kind=Correction.Kind.UNDO))
    demanded = ExtractionRun.objects.filter(
        pk__in=runs, type_version__fields__required=True, type_version__fields__key__in=keys)
    return demanded.order_by().annotate(asked=F("type_version__fields__key")).filter(~Exists(found), ~Exists(said))
