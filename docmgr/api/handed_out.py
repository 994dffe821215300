"""Results that programs fetch leave the system as downloads do, and stand in the audit log with them."""

from __future__ import annotations

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.documents.models import Document
from docmgr.documents.states import FIT_FOR_USE
from docmgr.review import opening


def note(document: Document, *, by: User) -> None:
    """Once for each person and each state of a document: a program may ask again and again.

    Only what is fit for use is a result. Everything else, and a result that is fetched once more, is a document read.
    """
    if document.status in FIT_FOR_USE:
        _note_result(document, by)
    opening.note(document, by=by, through=opening.Through.API)


def _note_result(document: Document, by: User) -> None:
    known = AuditEvent.objects.filter(
        object_type=document._meta.label_lower, object_id=str(document.pk), action=Action.DOCUMENT_EXPORTED, actor=by,
        at__gte=document.updated_at, after={"format": "api"})
    if not known.exists():
        record(Action.DOCUMENT_EXPORTED, actor=by, obj=document, after={"format": "api"})
