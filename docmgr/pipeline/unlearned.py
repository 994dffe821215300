"""What waits for review with values that came from a document whose lesson was forgotten since.

Forgetting restores the former answers of what is read afterwards; what was read before keeps what it was told until it
is read once more.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.core.lease import JobState
from docmgr.documents.models import Document
from docmgr.documents.querysets import DocumentQuerySet
from docmgr.extraction.models import FieldValue
from docmgr.review.fields import teacher_of


def forgotten_types(since: datetime) -> dict[str, datetime]:
    """Type key -> when a document of it was last forgotten, of those forgotten after ``since``. Two small queries."""
    gone = _forgotten(since)
    keys = Document.objects.filter(pk__in=gone, doc_type__isnull=False).values_list("pk", "doc_type__key")
    found: dict[str, datetime] = {}
    for pk, key in keys if gone else ():
        found[key] = max(gone[pk], found.get(key, gone[pk]))
    return found


def read_with_forgotten(rows: DocumentQuerySet) -> set[int]:
    """Those of the documents (with ``read_at``) that were read with a lesson which was forgotten after that."""
    reads = dict(rows.values_list("pk", "read_at"))
    gone = _forgotten(min(reads.values())) if reads else {}
    if not gone:
        return set()
    told = FieldValue.objects.filter(run__document__in=list(reads), run__state=JobState.DONE, how__startswith="memory:")
    pairs = {(pk, teacher_of(how)) for pk, how in told.values_list("run__document", "how").distinct()}
    return {pk for pk, teacher in pairs if teacher in gone and gone[teacher] > reads[pk]}


def _forgotten(since: datetime) -> dict[int, datetime]:
    rows = AuditEvent.objects.filter(action=Action.MEMORY_FORGOTTEN, at__gt=since).order_by().values_list("object_id")
    return {int(pk): at for pk, at in rows.annotate(last=Max("at"))}
