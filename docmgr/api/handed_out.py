"""Results that programs fetch leave the system as downloads do, and stand in the audit log with them."""

from __future__ import annotations

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.documents.models import Document, Status

DECIDED = (Status.AUTO_APPROVED, Status.APPROVED, Status.WITH_ERRORS)


def note(document: Document, *, by: User) -> None:
    """Once for each person and each state of a document: a program may ask again and again.

    Only for what is decided: before that it is nobody's result, and programs poll it.
    """
    if document.status not in DECIDED:
        return
    known = AuditEvent.objects.filter(
        object_type=document._meta.label_lower, object_id=str(document.pk), action=Action.DOCUMENT_EXPORTED, actor=by,
        at__gte=document.updated_at, after={"format": "api"})
    if not known.exists():
        record(Action.DOCUMENT_EXPORTED, actor=by, obj=document, after={"format": "api"})
