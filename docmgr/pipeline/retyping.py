"""Another type for many documents at once: a whole batch was taken for the wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.core.exceptions import Conflict, NotAllowed
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.documents.states import BEING_READ
from docmgr.pipeline import flow
from docmgr.review import claims

_MOVABLE = (Status.IN_REVIEW, Status.FAILED)


class Left(NamedTuple):
    """A document that stays as it is, and why, in words."""

    document: Document
    why: Any


@dataclass(slots=True)
class Outcome:
    sent: list[Document] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def change_type(documents: Iterable[Document], doc_type: DocumentType, *, actor: User) -> Outcome:
    """Have them read again as that type, each by itself with its audit row; the others are named with their reason.

    Left out are those that are decided, put off or being read, that another person holds, that are of the type already,
    or that the actor may not send to the engine. Raises Invalid where the type is not in use.
    """
    flow.check_type(doc_type)
    found = Outcome()
    for document in documents:
        if why := _change(document, doc_type, actor):
            found.left.append(Left(document, why))
        else:
            found.sent.append(document)
    return found


def _change(document: Document, doc_type: DocumentType, actor: User) -> Any:
    """Why not; "" where it was sent."""
    if document.status in BEING_READ:
        return _("is being read")
    if document.status not in _MOVABLE:
        return document.get_status_display()
    if document.status == Status.IN_REVIEW and document.doc_type_id == doc_type.pk:
        return _("is of this type already")
    try:
        return _send(document, doc_type, actor)
    except NotAllowed:
        return _("may be changed by whoever uploaded it and by reviewers only")
    except Conflict:
        return _("somebody changed it just now")


@transaction.atomic
def _send(document: Document, doc_type: DocumentType, actor: User) -> Any:
    holder = claims.holder(document)
    if holder is not None and holder.pk != actor.pk:
        return _("%(name)s is working on it") % {"name": holder.display_name}
    claims.drop(document)
    flow.reclassify(document, doc_type, actor, revision=document.revision)
    return ""
