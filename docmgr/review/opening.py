"""Who had a document before them. Whatever shows something of one leaves a row in the audit log: not one for each
picture of a page or each renewal, but one an hour for each person. A file that is downloaded always counts.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import StrEnum
from typing import BinaryIO

from django.db.models import Q

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.database import Busy, writing
from docmgr.core.exceptions import NotAllowed, NotThere
from docmgr.documents.models import Document
from docmgr.documents.selectors import get_visible
from docmgr.documents.storage import open_blob
from docmgr.review import covering
from docmgr.review.disclosure import sees_sensitive

logger = logging.getLogger(__name__)

SPAN = timedelta(hours=1)
PATIENCE = 2.0  # seconds that a reader waits for other writers; the next picture of the same document tries again
# Acts that say by themselves that somebody had the document before them.
_SAYING = (Action.DOCUMENT_DOWNLOADED, Action.DOCUMENT_EXPORTED, Action.DOCUMENT_ASKED)


class Through(StrEnum):
    """The way on which somebody reads: a person's browser, or a program with the person's token."""

    PAGES = "pages"
    API = "api"


def opened(user: User, pk: int, *, through: Through = Through.PAGES) -> Document:
    """The document for an answer that shows something of it, noted. Raises NotThere."""
    document = found(user, pk, through=through)
    note(document, by=user, through=through)
    return document


def found(user: User, pk: int, *, through: Through = Through.PAGES) -> Document:
    """The document for an answer that is noted by itself. Raises NotThere; that is a row where there is one."""
    try:
        return get_visible(user, pk)
    except NotThere:
        if hidden := Document.objects.filter(pk=pk).first():
            _once(Action.DOCUMENT_OPENED, hidden, user, {"through": through.value}, ok=False)
        raise


def note(document: Document, *, by: User, through: Through = Through.PAGES) -> None:
    """Of a document that was not read yet there is nothing to see, and programs ask for it again and again."""
    if document.page_count:
        masked = not sees_sensitive(by, document)
        _once(Action.DOCUMENT_OPENED, document, by, {"through": through.value, "masked": masked}, ok=True)


def original(user: User, pk: int, *, through: Through = Through.PAGES) -> tuple[Document, BinaryIO]:
    """The document and the file as it was uploaded; a row for each time. Raises NotThere, NotAllowed."""
    document = found(user, pk, through=through)
    try:
        covering.require_original(user, document)
    except NotAllowed:
        _once(Action.DOCUMENT_DOWNLOADED, document, user, {"through": through.value}, ok=False)
        raise
    stream = open_blob(document.blob)
    record(Action.DOCUMENT_DOWNLOADED, actor=user, obj=document)
    return document, stream


def _once(action: Action, document: Document, by: User, after: dict[str, str | bool], *, ok: bool) -> None:
    """A reader is not turned away because others write: where they hold the database, a line of the log says so. A log
    that cannot be written for any other reason lets nobody read."""
    if _stands(action, document, by, after, ok=ok):
        return
    try:
        with writing(wait=PATIENCE):
            if not _stands(action, document, by, after, ok=ok):
                record(action, actor=by, obj=document, after=after, ok=ok)
    except Busy:
        logger.warning("%s of document %s by person %s has no row: the database is busy", action, document.pk, by.pk)


def _stands(action: Action, document: Document, by: User, after: dict[str, str | bool], *, ok: bool) -> bool:
    said = Q(action=action, after=after, ok=ok)
    if ok:
        said |= Q(action__in=_SAYING, ok=True)
    return AuditEvent.objects.filter(
        said, object_type=document._meta.label_lower, object_id=str(document.pk), actor=by,
        at__gte=clock.now() - SPAN).exists()
