"""The corridor: everything that changes a document's life goes through one of these functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.automation.evidence import misread_type
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.doctypes.models import DocumentType
from docmgr.documents import selectors, services, states, storage
from docmgr.documents.models import Document, Status
from docmgr.documents.storage import Readable
from docmgr.extraction import engine
from docmgr.extraction.selectors import latest_run
from docmgr.extraction.services import queue_run
from docmgr.pipeline.decisions import approve, approve_with_errors, postpone, reject, reopen, resume
from docmgr.pipeline.progress import Progress, progress_of
from docmgr.pipeline.reading import process
from docmgr.pipeline.worker import doorbell
from docmgr.review import claims

__all__ = [
    "Progress", "Submission", "approve", "approve_with_errors", "check_type", "look_again", "may_send", "postpone",
    "process", "progress_of", "read_again", "reclassify", "reject", "reopen", "resume", "retry", "submit",
]


@dataclass(frozen=True, slots=True)
class Submission:
    """``duplicate_of``: the oldest document with the same bytes among those that the uploader may see."""

    document: Document
    duplicate_of: Document | None


def submit(
    *, stream: Readable, name: str, owner: User, doc_type: DocumentType | None = None, once: bool = False,
) -> Submission:
    """Keep the file, make its document and its job; a worker reads it in the background.

    The bytes are safe before the rows are written, so an upload that was accepted is never lost. ``once``: where the
    owner has a document with the same bytes already, that one is returned and nothing is made. Raises BadUpload,
    TooLarge, Unavailable, NotAllowed.
    """
    require(owner, Act.UPLOAD)
    check_type(doc_type)
    try:
        blob = storage.save(stream, recognise=engine.sniff)
    except Invalid as refusal:
        record(Action.DOCUMENT_UPLOAD_REFUSED, actor=owner, ok=False, after={"code": refusal.code})
        raise
    with transaction.atomic():
        twin = selectors.same_bytes(blob, owner).first()
        if once and (mine := selectors.same_bytes(blob, owner).filter(owner=owner).first()):
            return Submission(mine, mine)
        document = services.create(blob=blob, name=name, owner=owner, doc_type=doc_type)
        doorbell.ring(queue_run(document).pk)
    return Submission(document, twin)


def retry(document: Document, actor: User) -> None:
    """Read a failed document once more, as a new run. Raises Conflict where it is not failed any more."""
    _require_hand_in(document, actor)
    _send(document, within=[Status.FAILED], actor=actor, failure_code="", failure_params={})


def reclassify(document: Document, doc_type: DocumentType | None, actor: User, *, revision: int | None = None) -> None:
    """Read the document again as another type; None lets the engine recognise it.

    From review or after a failure. What people decided on the earlier reading stays on record with that run.
    """
    _require_hand_in(document, actor)
    check_type(doc_type)
    types = {"type": document.doc_type.key if document.doc_type else ""}, {"type": doc_type.key if doc_type else ""}
    with transaction.atomic():
        if doc_type is None or doc_type.pk != document.doc_type_id:
            misread_type(document, latest_run(document))
        _send(document, within=[Status.IN_REVIEW, Status.FAILED], actor=actor, revision=revision,
              action=Action.DOCUMENT_RECLASSIFIED, more=types, doc_type=doc_type,
              type_chosen=doc_type is not None, failure_code="", failure_params={})


def read_again(document: Document, actor: User, *, revision: int | None = None) -> None:
    """Read a document in review once more, as the same type, with what is known now."""
    _require_hand_in(document, actor)
    _send(document, within=[Status.IN_REVIEW], actor=actor, revision=revision, action=Action.DOCUMENT_RETRIED)


def look_again(document: Document) -> None:
    """Read a document in review once more of the system's own accord, because more is known now.

    Raises Conflict where somebody holds it, or where it changed since it was looked up.
    """
    with transaction.atomic():
        if claims.holder(document):
            raise Conflict
        _send(document, within=[Status.IN_REVIEW], revision=document.revision, action=Action.DOCUMENT_RETRIED)


@transaction.atomic
def _send(document: Document, *, within: list[Status], **change: Any) -> None:
    """To the engine once more, as a new run; ``change`` as ``states.advance`` takes it, which also says what is raised.
    """
    states.advance(document, to=Status.UPLOADED, within=within, **change)
    doorbell.ring(queue_run(document).pk)


def may_send(actor: User, document: Document) -> bool:
    """A document is sent to the engine by whoever uploaded it or by a reviewer."""
    return may(actor, Act.REVIEW) or (document.owner_id == actor.pk and may(actor, Act.UPLOAD))


def _require_hand_in(document: Document, actor: User) -> None:
    if not may_send(actor, document):
        raise NotAllowed


def check_type(doc_type: DocumentType | None) -> None:
    """Raises Invalid where documents cannot be read as this type."""
    if doc_type is not None and not (doc_type.active and doc_type.live_id):
        raise Invalid(_("This document type is not in use."), code="type_inactive")
