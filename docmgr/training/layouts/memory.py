"""Layout memory: what approved documents teach at once, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Page
from docmgr.extraction import engine
from docmgr.extraction.models import FieldValue
from docmgr.review.models import Correction
from docmgr.review.values import Sheet, sheets
from docmgr.training.background import jobs
from docmgr.training.background.jobs import Progress
from docmgr.training.layouts import placing
from docmgr.training.models import DueLesson, LearnedLayout

# Every layout is held against every document that is read, so there is an end to them; a trained model knows the rest.
MOST = 2000
# Up to so many pages an approval waits for what the document teaches: some hundred milliseconds. Twenty take seconds.
_AT_ONCE_PAGES = 3
# A reading sees to so many lessons that were put off, the newest; the job sees to all. Each may take seconds.
_DUE_AT_ONCE = 20
# A lesson that broke off so often is nobody's to wait for any more; the weekly look tries it again.
_MOST_TRIES = 3
# So many of the layouts that a process has not met yet are fetched at a time, some 30 kB each.
_FETCHED = 200
# Raised where the engine learns to make more of a confirmed document: the weekly look learns the older ones once more.
WAY = 3
# type key -> row -> (when it was learned, as the database writes it; the layout as the engine takes it)
_OPENED: dict[str, dict[int, tuple[str, Any]]] = {}
# Each reading asks it of thousands of rows, and to make times of the texts costs more than to fetch them.
_LEARNED_AT = Cast("created_at", TextField())


def learn(document: Document) -> LearnedLayout | None:
    """Keep where a person's values stand on this document; what it taught before is replaced. None: nothing to learn.

    Only approved documents teach, and only what a person decided on them: a value that nobody looked at, a document
    accepted by the machine, and one that the engine is measured with, never enter. Costs some hundred milliseconds a
    page or two, seconds for a long document: call it with no transaction open.
    """
    return keep(document, lesson_of(document))


@transaction.atomic
def keep(document: Document, data: dict[str, Any] | None) -> LearnedLayout | None:
    """Write down what :func:`lesson_of` or :func:`prepare` made. Cheap."""
    DueLesson.objects.filter(document=document).delete()
    # Locked, so that whoever opens the document again at this moment finds what it taught, or prevents it.
    teaches = Document.objects.select_for_update(no_key=True).examples().filter(pk=document.pk)
    if data is None or not teaches.exists():
        return None
    doc_type = DocumentType.objects.get(key=data["doc_type"])
    row, _created = LearnedLayout.objects.update_or_create(
        document=document, defaults={"doc_type": doc_type, "data": data, "way": WAY, "created_at": clock.now()})
    return row


def lesson_of(document: Document) -> dict[str, Any] | None:
    """What the document would teach, without keeping it."""
    return _lesson(document) if document.is_example else None


def prepare(document: Document) -> dict[str, Any] | None:
    """Before an approval begins: what the document will teach as it stands, where that takes no time to speak of.

    It holds for the revision that is approved then, or not at all.
    """
    return _lesson(document) if document.page_count <= _AT_ONCE_PAGES and not document.held_back else None


def taught(document: Document, lesson: dict[str, Any] | None) -> None:
    """In the transaction of an approval: keep what was prepared; a long document teaches afterwards."""
    if document.page_count <= _AT_ONCE_PAGES:
        keep(document, lesson)
    else:
        put_off(document)


def put_off(document: Document) -> None:
    """In a transaction: the document teaches afterwards, and is not forgotten."""
    if document.held_back or document.doc_type is None or not document.corrections.exists():
        return
    DueLesson.objects.get_or_create(document=document, defaults={"doc_type": document.doc_type})
    jobs.start("learn", by=None, params={"type": document.doc_type.key})


def catch_up(type_keys: Iterable[str], *, most: int | None = None, progress: Progress | None = None) -> int:
    """Learn what was put off of these types, the newest first; how many. One query where nothing was. Not inside a
    transaction."""
    due = list(DueLesson.objects.filter(doc_type__key__in=list(type_keys), tries__lt=_MOST_TRIES).select_related(
        "document").order_by("-pk")[:most])
    for done, row in enumerate(due):
        if progress:
            progress("look", done, len(due))
        DueLesson.objects.filter(pk=row.pk).update(tries=F("tries") + 1)  # a crash runs no handler
        data = lesson_of(row.document)
        with transaction.atomic():
            if DueLesson.objects.filter(pk=row.pk).delete()[0]:  # else forgotten, or learned by another, meanwhile
                keep(row.document, data)
    return len(due)


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job "learn": {"type": key} -> {learned}."""
    return {"learned": catch_up([str(params["type"])], progress=progress)}


def _lesson(document: Document) -> dict[str, Any] | None:
    sheet = sheets([document.pk])[document.pk]
    if sheet.version is None:
        return None
    decided = sheet.decided().values()
    stored = list(Page.objects.filter(document=document))
    told = placing.told(sheet, decided, stored)
    deleted, partial = _single_values(sheet)
    kept = {*partial, *(t.key for t in told)}
    absent = [c.key for c in decided if c.kind == Correction.Kind.ABSENT and c.key not in kept
              and (c.index == 0 or c.key in {d.key for d in deleted})]
    if not told and not absent and not deleted:
        return None
    return engine.observe(str(document.pk), [engine.page_of(p) for p in stored], sheet.version.definition(), told=told,
                          absent=list(dict.fromkeys(absent)), deleted=deleted, partial=partial)


def _single_values(sheet: Sheet) -> tuple[list[engine.Told], list[str]]:
    """Of the fields with several values: what a person deleted, and the fields with a value that nobody decided on."""
    many = {f.key for f in sheet.version.fields.all() if f.many} if sheet.version else set()
    decided = sheet.decided()
    gone = [(sheet.read.get(place), c) for place, c in decided.items()
            if c.key in many and c.kind == Correction.Kind.ABSENT]
    # What was taken out of one row of a table and typed into another stood in the wrong row; it was not wrong.
    columns = {f.key for f in sheet.version.fields.all() if f.rows} if sheet.version else set()
    typed = [c for c in decided.values() if c.key in columns and c.kind == Correction.Kind.CHANGE]
    deleted = [engine.Told(key=c.key, value=read.value, page=read.page, box=read.box) for read, c in gone
               if read is not None and read.value and not any(_is_moved(read, other) for other in typed)]
    return deleted, sorted({key for (key, index), read in sheet.read.items()
                            if key in many and read.value and (key, index) not in decided})


def _is_moved(read: FieldValue, typed: Correction) -> bool:
    """Whether what was read here is what somebody typed into another row: the same, and printed nowhere else."""
    if (typed.key, typed.after) != (read.key, read.value):
        return False
    return not typed.box or not read.box or (
        typed.page == read.page and typed.box[0] < read.box[2] and read.box[0] < typed.box[2]
        and typed.box[1] < read.box[3] and read.box[1] < typed.box[3])


def learned_of(type_keys: Iterable[str]) -> list[Any]:
    """What was learned of these types, ``opened`` for the engine: of each type the newest MOST, the oldest first.

    What was put off is learned first, up to so much that a reading may take, so that an approval counts for whatever is
    read after it. A small query a type; each layout is fetched and unpacked once in the life of a process, for so long
    as it stands.
    """
    type_keys = list(type_keys)
    catch_up(type_keys, most=_DUE_AT_ONCE)
    found: list[Any] = []
    for key in type_keys:
        rows = LearnedLayout.objects.filter(doc_type__key=key, document__held_back=False)
        stamps = dict(rows.order_by("-id").values_list("pk", _LEARNED_AT)[:MOST])
        known = _OPENED.setdefault(key, {})
        for pk in [pk for pk, (at, _layout) in known.items() if stamps.get(pk) != at]:
            del known[pk]
        for pk, at, data in _texts(rows, stamps.keys() - known.keys()):
            known[pk] = at, engine.opened(data)
        found += [known[pk][1] for pk in sorted(stamps.keys() & known.keys())]
    return found


def _texts(rows: QuerySet[LearnedLayout], wanted: Collection[int]) -> Iterator[tuple[int, str, str]]:
    """(row, when it was learned, what it taught as JSON), some at a time: thousands at once would take a worker's
    room."""
    for start in range(0, len(wanted), _FETCHED):
        part = rows.filter(pk__in=sorted(wanted)[start:start + _FETCHED]).order_by("pk")
        yield from part.values_list("pk", _LEARNED_AT, Cast("data", TextField()))


def waiting(since: datetime | None = None) -> QuerySet[Document]:
    """Approved documents with something decided on them that taught nothing yet, such as those approved before the
    program could learn; with ``since`` only what changed from then on, and what was put off. Also those that taught in
    an older way. What was forgotten stays forgotten."""
    forgotten = AuditEvent.objects.filter(action=Action.MEMORY_FORGOTTEN).order_by().values_list(
        Cast("object_id", BigIntegerField()), flat=True)
    rows = Document.objects.examples().filter(corrections__isnull=False)
    untaught = ~Q(pk__in=forgotten) & (Q(updated_at__gte=since) if since else Q())
    # What was put off may have been forgotten before: it left the gold set. To forget it takes the due lesson as well.
    new = Q(learned=None) & (untaught | Q(due_lesson__isnull=False))
    return rows.filter(new | Q(learned__way__lt=WAY)).distinct().order_by("pk")


@transaction.atomic
def forget(document: Document, *, by: User | None = None) -> bool:
    """Forget what the document taught: others are read as if it had never been. False where it taught nothing.

    ``by`` None is the system itself. Raises NotAllowed for a person who does not review.
    """
    if by is not None:
        require(by, Act.REVIEW)
    due, _rows = DueLesson.objects.filter(document=document).delete()
    deleted, _rows = LearnedLayout.objects.filter(document=document).delete()
    if deleted or due:
        record(Action.MEMORY_FORGOTTEN, actor=by, obj=document)
    return bool(deleted or due)
