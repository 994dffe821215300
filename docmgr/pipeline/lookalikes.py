"""Documents that wait for a reviewer are read once more when others of their layout were approved, and when what they
were read with was forgotten.

A batch is read before its first document is corrected; without this, what the first one teaches would reach only what
is uploaded afterwards. Nobody's work is touched: not a document that somebody holds or has decided something on, and
not one on which a blind sample or a recall took back what had passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from docmgr.core import clock
from docmgr.core.exceptions import Conflict
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Page, Status
from docmgr.documents.querysets import DocumentQuerySet
from docmgr.documents.states import BEING_READ
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.extraction.selectors import latest_run
from docmgr.pipeline import flow, unlearned
from docmgr.review.models import Correction
from docmgr.review.queue import ORDER
from docmgr.training.background import jobs
from docmgr.training.background.jobs import Progress
from docmgr.training.models import Job, LearnedLayout

KIND = "look_again"
# How many of the queue's first documents are compared, some milliseconds each; whoever is behind them has its turn
# with the next approval.
MOST = 500
# How many are sent to be read at once: what is uploaded meanwhile waits behind no more than these.
AT_ONCE = 24
# From so many known documents of a layout on, further ones hardly change how the next is read.
ENOUGH = 8
# For so long a lesson is asked about each time; then now and then, for whoever let go of a document since.
LATELY = timedelta(minutes=1)
# How many of the newest lessons are held against a document that somebody takes up.
_NEWEST = 50
_NEVER = datetime.min.replace(tzinfo=UTC)


def ask_lately() -> list[Job]:
    """``ask`` for what was learned just now and for queues that are worked off part by part: two small queries where
    there is neither."""
    return ask(since=clock.now() - LATELY)


def ask(*, since: datetime = _NEVER) -> list[Job]:
    """Ask for what is due; any number of workers may. Looks through all that waits, for each type that learned
    something (``since``): some ten milliseconds for thousands of documents."""
    learned = LearnedLayout.objects.filter(document__held_back=False).order_by().values_list("doc_type__key")
    asked = jobs.newest(KIND)
    due = {key: (at, start) for key, at in learned.annotate(at=Max("created_at"))
           if (start := _due_since(asked.get(key), at)) is not None and (at > since or _has_left(asked.get(key)))}
    for key, at in unlearned.forgotten_types(since).items():
        newest = asked.get(key)
        start = _due_since(newest, at) or (newest.created_at if newest and not _has_left(newest) else None)
        if key not in due and start is not None and unlearned.read_with_forgotten(untouched(key, before=at)):
            due[key] = at, start
    return [jobs.start(KIND, by=None, params={"type": key, "since": start.isoformat()})
            for key, (at, start) in due.items() if untouched(key, before=at).exists()]


def _has_left(newest: Job | None) -> bool:
    """Whether others of its queue have their turn when what it sent was read."""
    return newest is not None and bool(newest.result.get("left"))


def _due_since(newest: Job | None, at: datetime) -> datetime | None:
    """Since when lessons count for the next job, where the last one was learned ``at``; None where nothing is due."""
    if newest is None:
        return _NEVER
    if _has_left(newest):
        sent = Document.objects.filter(status__in=BEING_READ, pk__in=newest.result["sent"])
        return None if sent.exists() else datetime.fromisoformat(newest.params["since"])
    if at <= newest.created_at:
        return None
    return newest.created_at if newest.state == JobState.DONE else datetime.fromisoformat(newest.params["since"])


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job: {"type": key, "since": lessons from then on} -> {looked, sent: documents, left: whether others wait}."""
    key = str(params["type"])
    lessons = _Lessons(key, since=datetime.fromisoformat(params["since"]))
    gone = unlearned.read_with_forgotten(untouched(key, before=clock.now()))
    if not lessons.new and not gone:
        return {"looked": 0, "sent": [], "left": False}
    before = clock.now() if gone else max(lessons.new.values())
    waiting = list(untouched(key, before=before).order_by(*ORDER)[:MOST])
    sent: list[int] = []
    for done, document in enumerate(waiting):
        progress("alike", done, len(waiting))
        if document.pk not in gone and not lessons.tell_more(document, document.read_at):
            continue
        if len(sent) == AT_ONCE:
            return {"looked": done, "sent": sent, "left": True}
        with suppress(Conflict):  # a reviewer was faster
            flow.look_again(document)
            sent.append(document.pk)
    return {"looked": len(waiting), "sent": sent, "left": False}


def untouched(key: str, *, before: datetime) -> DocumentQuerySet:
    """In review, of the type or of one that the engine is not sure of, read before that moment (``read_at``: when the
    newest reading began, whatever came of it), and nobody is or was at work on it: it did not come back after a
    decision either, for which there is a reason."""
    decided = Exists(Correction.objects.filter(document=OuterRef("pk")))
    taken_back = Exists(FieldValue.objects.filter(
        run__document=OuterRef("pk"), accepted=False, run__acceptances__key=F("key")))
    runs = ExtractionRun.objects.filter(document=OuterRef("pk"), started_at__isnull=False).order_by("-pk")
    done = runs.filter(state=JobState.DONE)
    rows = Document.objects.filter(~decided, ~taken_back, status=Status.IN_REVIEW, held_back=False, reason="").exclude(
        claim__until__gt=clock.now())
    rows = rows.annotate(read_at=Subquery(runs.values("started_at")[:1]),
                         sure=Subquery(done.values("type_confidence")[:1]))
    guessed = Q(type_chosen=False) & (Q(doc_type=None) | Q(sure__lt=engine.TYPE_DOUBT))
    return rows.filter(Q(doc_type__key=key) | guessed, read_at__lt=before)


def newer_lesson(document: Document) -> int | None:
    """The newest document that looks like this one and taught something since this one was read, for whoever takes it
    up; None where something is decided on this one already. Some milliseconds."""
    run, page = latest_run(document), _first_page(document)
    if run is None or run.started_at is None or page is None or document.corrections.exists():
        return None
    rows = LearnedLayout.objects.filter(created_at__gt=run.started_at, document__held_back=False)
    if document.doc_type_id and (document.type_chosen or run.type_confidence >= engine.TYPE_DOUBT):
        rows = rows.filter(doc_type=document.doc_type_id)
    return next(iter(_Layouts(rows.order_by("-created_at", "-pk")[:_NEWEST]).like(engine.page_of(page))), None)


def _first_page(document: Document) -> Page | None:
    return Page.objects.filter(document=document).order_by("number").first()


class _Layouts:
    """The layouts of learned documents, which are all that is fetched of them."""

    def __init__(self, rows: QuerySet[LearnedLayout]) -> None:
        told = list(rows.values_list("document_id", "doc_type__key", "data__signature"))
        self._documents = [pk for pk, _key, _signature in told]
        self._known = engine.KnownLayouts([(key, signature) for _pk, key, signature in told])

    def like(self, page: engine.EnginePage) -> list[int]:
        """The documents, in their order, that look like the page."""
        return [pk for pk, alike in zip(self._documents, self._known.like(page), strict=True) if alike]


class _Lessons:
    """What was learned of a type. ``new``: document -> when, of those learned since the queue was last looked at."""

    def __init__(self, key: str, *, since: datetime) -> None:
        rows = LearnedLayout.objects.filter(doc_type__key=key, document__held_back=False)
        self._rows = rows
        self.at = dict(rows.values_list("document_id", "created_at"))
        self.new = {pk: at for pk, at in self.at.items() if at > since}
        self._new = self._layouts(self.new)

    def tell_more(self, document: Document, read_at: datetime) -> bool:
        """Whether at least twice as many of its layout are known as when it was read, and those were few.

        So a long queue of one layout is read again after the first approval, the second, the fourth and the eighth,
        and not each time.
        """
        page = _first_page(document)
        if page is None:
            return False
        own = engine.page_of(page)
        if not any(self.at[pk] > read_at for pk in self._new.like(own)):
            return False
        times = [self.at[pk] for pk in self._all.like(own)]
        known = sum(at <= read_at for at in times)
        return known < ENOUGH and known < len(times) >= 2 * known

    @cached_property
    def _all(self) -> _Layouts:
        return self._layouts(self.at)

    def _layouts(self, documents: Iterable[int]) -> _Layouts:
        return _Layouts(self._rows.filter(document__in=list(documents)))
