"""Which document a reviewer should look at now: the most doubtful one that nobody else holds."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.documents.querysets import DocumentQuerySet
from docmgr.documents.states import DECIDED
from docmgr.review.claims import held_by_others
from docmgr.review.reopening import still_open_since

ORDER = ("-doubt", "id")
# How many of the latest decisions the queue shows.
LATELY = 8


def queue_for(user: User, doc_type: str | None = None) -> DocumentQuerySet:
    """Documents waiting for this reviewer, most doubtful first; ``doc_type`` is a type's key.

    Left out: what another reviewer holds now, and what the reviewer uploaded where the type demands another person.
    """
    rows = waiting(user).exclude(held_by_others(user)).exclude(doc_type__four_eyes=True, owner=user)
    return rows.filter(doc_type__key=doc_type) if doc_type else rows


def waiting(user: User) -> DocumentQuerySet:
    """All that is in review, whoever holds it. What the engine is measured with has its right values already."""
    require(user, Act.REVIEW)
    rows = Document.objects.visible_to(user).filter(status=Status.IN_REVIEW, held_back=False)
    return rows.order_by(*ORDER)


def waiting_list(user: User, doc_type: str | None = None) -> DocumentQuerySet:
    """The same with all that a row shows, and who holds it: two queries with the count."""
    rows = waiting(user).for_list().select_related("claim__by")
    return rows.filter(doc_type__key=doc_type) if doc_type else rows


def postponed(user: User) -> DocumentQuerySet:
    """What was put off, longest ago first."""
    require(user, Act.REVIEW)
    return Document.objects.visible_to(user).filter(status=Status.POSTPONED).order_by("updated_at", "id")


def decided_lately(user: User) -> DocumentQuerySet:
    """What this reviewer decided on and may still open again, the newest first."""
    require(user, Act.REVIEW)
    rows = Document.objects.visible_to(user).filter(
        status__in=DECIDED, decided_by=user, decided_at__gt=still_open_since())
    return rows.order_by("-decided_at", "-id").for_list()[:LATELY]


def next_for(user: User, after: Document | None = None, doc_type: str | None = None) -> Document | None:
    """The document behind ``after`` in the queue; from its end the queue starts over. None where nothing is left."""
    rows = queue_for(user, doc_type)
    if after is None:
        return rows.first()
    others = rows.exclude(pk=after.pk)
    behind = Q(doubt__lt=after.doubt) | Q(doubt=after.doubt, pk__gt=after.pk)
    return others.filter(behind).first() or others.first()


def previous_for(user: User, before: Document, doc_type: str | None = None) -> Document | None:
    """The document in front of ``before``; from the start the queue goes on at its end."""
    others = queue_for(user, doc_type).exclude(pk=before.pk).order_by("doubt", "-id")
    ahead = Q(doubt__gt=before.doubt) | Q(doubt=before.doubt, pk__lt=before.pk)
    return others.filter(ahead).first() or others.first()


def counts_by_type(user: User) -> list[dict[str, Any]]:
    """[{"key", "label", "left"}] of the types in the reviewer's queue: two queries."""
    left = dict(queue_for(user).order_by().values_list("doc_type").annotate(left=Count("pk")))
    types = DocumentType.objects.filter(pk__in=left).select_related("live")
    return [{"key": t.key, "label": str(t), "left": left[t.pk]} for t in types]
