"""Who holds a document right now. A claim runs out unless its holder keeps working, and can be taken over openly."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict
from docmgr.documents.models import Document
from docmgr.review.models import ReviewClaim


class Claimed(Conflict):
    """Another reviewer holds the document; ``params`` name who and until when."""

    code = "claimed"
    message = _("Another reviewer is working on this document.")


def claim(document: Document, by: User, *, take_over: bool = False) -> ReviewClaim:
    """Hold the document, or prolong the hold. Raises Claimed where somebody else holds it, unless taken over.

    Prolonging leaves no audit row: it happens every minute or so and changes nothing.
    """
    require(by, Act.REVIEW)
    with transaction.atomic():
        if _prolong(document, by):
            return ReviewClaim.objects.get(document=document)
        before = ReviewClaim.objects.filter(document=document).select_related("by").first()
        if not _seize(document, by, force=take_over):
            raise _refusal(document)
        lost = before.by if before and before.until > clock.now() else None
        if lost is not None and lost.pk != by.pk:
            record(Action.DOCUMENT_TAKEN_OVER, actor=by, obj=document, before={"holder": lost.get_username()},
                   after={"holder": by.get_username()})
        else:
            record(Action.DOCUMENT_CLAIMED, actor=by, obj=document)
        return ReviewClaim.objects.get(document=document)


def release(document: Document, by: User) -> None:
    """Give the document back to the queue. Somebody else's claim stays as it is."""
    with transaction.atomic():
        gone, _rows = ReviewClaim.objects.filter(document=document, by=by).delete()
        if gone:
            record(Action.DOCUMENT_RELEASED, actor=by, obj=document)


def drop(document: Document) -> None:
    """End any claim, as part of a decision that leaves its own audit row."""
    ReviewClaim.objects.filter(document=document).delete()


def holder(document: Document) -> User | None:
    """Whoever holds the document now; a claim that ran out counts for nothing."""
    live = ReviewClaim.objects.filter(document=document, until__gt=clock.now()).select_related("by").first()
    return live.by if live else None


def held_by_others(user: User) -> Q:
    """Condition on documents: somebody else holds them now."""
    return Q(claim__until__gt=clock.now()) & ~Q(claim__by=user)


def _until() -> datetime:
    return clock.now() + timedelta(seconds=settings.CLAIM_SECONDS)


def _prolong(document: Document, by: User) -> bool:
    live = ReviewClaim.objects.filter(document=document, by=by, until__gt=clock.now())
    return bool(live.update(until=_until()))


def _seize(document: Document, by: User, *, force: bool) -> bool:
    """One conditional write, so that of two people who try at once exactly one wins."""
    free = ReviewClaim.objects.filter(document=document)
    if not force:
        free = free.filter(Q(until__lte=clock.now()) | Q(by=by))
    if free.update(by=by, until=_until()):
        return True
    try:
        with transaction.atomic():
            ReviewClaim.objects.create(document=document, by=by, until=_until())
    except IntegrityError:
        return False
    return True


def _refusal(document: Document) -> Claimed:
    who = holder(document)
    name = who.display_name if who else ""
    return Claimed(_("%(name)s is working on this document.") % {"name": name}, holder=name)
