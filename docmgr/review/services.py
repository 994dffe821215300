"""What a reviewer does to a whole document: approve, reject, put off, take up again. Of one value: ``deciding``.

Every change names the revision its author looked at. Whoever is late changes nothing and is told what the other saved.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.core.sentences import listed
from docmgr.documents import states
from docmgr.documents.models import Document, Status
from docmgr.review import claims
from docmgr.review.conflicts import explained
from docmgr.review.values import typed_sheet


class FourEyes(NotAllowed):
    code = "four_eyes"
    message = _("You uploaded this document yourself; somebody else has to approve it.")


class Unsettled(Invalid):
    """``params["fields"]`` lists the places that stand in the way, ``params["labels"]`` their names."""

    code = "unsettled"


def approve(document: Document, *, by: User, revision: int) -> None:
    """Accept the document as it stands.

    Required fields must have a value or somebody's word that there is none. Values that nobody touched are accepted
    with the document but stay marked as the machine's: no Correction is made up for them, so nothing is learned from
    a value that no person looked at. Raises FourEyes, Unsettled, Stale, claims.Claimed, Invalid (no type).
    """
    require(by, Act.REVIEW)
    if is_own(document, by):
        raise FourEyes
    with explained(document, revision), transaction.atomic():
        claims.claim(document, by)
        if document.status not in states.OPEN_FOR_REVIEW:  # what is missing on a decided or split one asks nobody
            raise Conflict
        open_fields = [f for f in typed_sheet(document).fields() if not f.settled]
        if open_fields:
            raise Unsettled(
                _("Still without a value: %(labels)s") % {"labels": listed(f.label for f in open_fields)},
                fields=[list(f.place) for f in open_fields], labels=[f.label for f in open_fields])
        claims.drop(document)
        states.advance(document, to=Status.APPROVED, actor=by, revision=revision, flagged=0, reason="",
                       decided_by=by, decided_at=clock.now())


def approve_with_errors(document: Document, *, by: User, revision: int, reason: str) -> None:
    """Let the document pass although something on it is known to be wrong; ``reason`` says what.

    Nothing is demanded of its values, for it is nobody's example: it never teaches and never speaks for the engine.
    Raises FourEyes, Stale, claims.Claimed, Invalid (no reason).
    """
    if is_own(document, by):
        raise FourEyes
    if not reason.strip():
        raise Invalid(_("Please say what is wrong with the document."), code="reason_missing")
    _put(document, by, revision, to=Status.WITH_ERRORS, reason=reason.strip(), flagged=0, decided_by=by,
         decided_at=clock.now())


def reject(document: Document, *, by: User, revision: int, reason: str) -> None:
    """Turn the document down. The reason is shown to whoever uploaded it."""
    if not reason.strip():
        raise Invalid(_("Please say why the document is rejected."), code="reason_missing")
    _put(document, by, revision, to=Status.REJECTED, reason=reason.strip(), decided_by=by, decided_at=clock.now())


def postpone(document: Document, *, by: User, revision: int, reason: str = "") -> None:
    """Put the document aside; it stays out of the queue until somebody resumes it."""
    _put(document, by, revision, to=Status.POSTPONED, reason=reason.strip())


def resume(document: Document, *, by: User, revision: int) -> None:
    """Bring a postponed document back into the queue."""
    require(by, Act.REVIEW)
    if document.status != Status.POSTPONED:
        raise Conflict
    _put(document, by, revision, to=Status.IN_REVIEW, action=Action.DOCUMENT_RESUMED, reason="")


def is_own(document: Document, by: User) -> bool:
    """Whether the type demands that another person than this one approves."""
    return bool(document.doc_type and document.doc_type.four_eyes and document.owner_id == by.pk)


def _put(document: Document, by: User, revision: int, *, to: Status, **changes: Any) -> None:
    require(by, Act.REVIEW)
    with explained(document, revision), transaction.atomic():
        claims.claim(document, by)
        claims.drop(document)
        states.advance(document, to=to, actor=by, revision=revision, **changes)
