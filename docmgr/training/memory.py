"""Layout memory: what approved documents teach at once, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Page, Status
from docmgr.extraction import engine
from docmgr.review.models import Correction
from docmgr.review.values import sheets
from docmgr.training.models import LearnedLayout


def learn(document: Document) -> LearnedLayout | None:
    """Keep where a person's values stand on this document; what it taught before is replaced. None: nothing to learn.

    Only approved documents teach, and only what a person decided on them: a value that nobody looked at, a document
    accepted by the machine, and one that the engine is measured with, never enter. Costs some hundred milliseconds for
    a long document.
    """
    data = lesson_of(document)
    if data is None:
        return None
    doc_type = DocumentType.objects.get(key=data["doc_type"])
    row, _created = LearnedLayout.objects.update_or_create(
        document=document, defaults={"doc_type": doc_type, "data": data})
    return row


def lesson_of(document: Document) -> dict[str, Any] | None:
    """What the document would teach, without keeping it."""
    if document.status != Status.APPROVED or document.held_back:
        return None
    sheet = sheets([document.pk])[document.pk]
    if sheet.version is None:
        return None
    decided = sheet.decided().values()
    places = [(c, *sheet.place_of(c)) for c in decided if c.after]
    told = [engine.Told(key=c.key, value=c.after, page=page, box=box) for c, page, box in places]
    absent = [c.key for c in decided if c.kind == Correction.Kind.ABSENT and c.index == 0]
    if not told and not absent:
        return None
    pages = [engine.page_of(p) for p in Page.objects.filter(document=document)]
    return engine.observe(str(document.pk), pages, sheet.version.definition(), told=told, absent=absent)


def learned_of(type_keys: Iterable[str]) -> list[dict[str, Any]]:
    """What was learned of these types, for the engine; one query."""
    rows = LearnedLayout.objects.filter(doc_type__key__in=list(type_keys), document__held_back=False).order_by("id")
    return list(rows.values_list("data", flat=True))


@transaction.atomic
def forget(document: Document, *, by: User | None = None) -> bool:
    """Forget what the document taught: others are read as if it had never been. False where it taught nothing.

    ``by`` None is the system itself. Raises NotAllowed for a person who does not review.
    """
    if by is not None:
        require(by, Act.REVIEW)
    deleted, _ = LearnedLayout.objects.filter(document=document).delete()
    if deleted:
        record(Action.MEMORY_FORGOTTEN, actor=by, obj=document)
    return bool(deleted)
