"""What people say to each other about a document: written, taken back, and new to whom. Who reads it: ``threads``.

A comment is no change of the document: its revision stays, whoever holds it, and nothing is learned from it. The audit
log says that one was written and never what it says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, Max, QuerySet
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.database import Busy, writing
from docmgr.core.exceptions import Invalid, NotAllowed, NotThere
from docmgr.core.strict_json import UNKEEPABLE
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents.models import Document, Status
from docmgr.review.models import Comment, CommentFollower
from docmgr.review.values import newest_runs

MAX_LENGTH = 2000
MOST = 500
"""So many comments a document takes: a thread is read as a whole."""
# Control signs other than the end of a line and the tab, and signs that turn the direction of what follows them.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
_WAIT = 2.0  # seconds that opening a thread waits for other writers


def write(document: Document, *, by: User, text: str, key: str = "") -> Comment:
    """Say something about a document that the person may see; ``key`` names the field that it is about.

    Raises NotAllowed, Invalid (nothing said, too long, no such field, too many).
    """
    require(by, Act.COMMENT)
    said = _tidied(text)
    if key and key not in {f.key for f in fields_of(document)}:
        raise Invalid(_("The document type has no such field."), code="field_unknown")
    with transaction.atomic():
        # One after the other: their numbers are in the order in which they can be read.
        Document.objects.select_for_update(no_key=True).only("pk").get(pk=document.pk)
        if Comment.objects.filter(document=document).count() >= MOST:
            raise Invalid(_("This document has %(n)d comments; it takes no more.") % {"n": MOST}, code="too_many")
        comment = Comment.objects.create(document=document, by=by, text=said, key=key)
        CommentFollower.objects.get_or_create(document=document, person_id=document.owner_id)
        # Whoever answers has read.
        CommentFollower.objects.update_or_create(document=document, person=by, defaults={"upto": comment.pk})
        record(Action.COMMENT_WRITTEN, actor=by, obj=document,
               after={"comment": comment.pk} | ({"field": key} if key else {}))
    return comment


def take_back(document: Document, number: int, *, by: User) -> None:
    """Remove the text of an own comment for good. Once more changes nothing. Raises NotThere, NotAllowed."""
    require(by, Act.COMMENT)
    comment = Comment.objects.filter(document=document, pk=number).first()
    if comment is None:
        raise NotThere
    if comment.by_id != by.pk:
        raise NotAllowed(_("Only whoever wrote a comment can take it back."))
    with transaction.atomic():
        if Comment.objects.filter(pk=number, taken_back_at=None).update(text="", taken_back_at=clock.now()):
            record(Action.COMMENT_TAKEN_BACK, actor=by, obj=document, after={"comment": number})


def fields_of(document: Document) -> list[FieldDefinition]:
    """The fields that a comment may be about: those that the document was read with. Two queries."""
    run = newest_runs([document.pk]).get(document.pk)
    return list(run.type_version.fields.all()) if run and run.type_version else []


def standing(document: Document) -> int:
    """How many comments there are, those left out that were taken back."""
    return Comment.objects.filter(document=document, taken_back_at=None).count()


def unread_of(reader: User, documents: Iterable[Document]) -> dict[int, int]:
    """Document -> how many comments are new to the person, where there are any: one query, none without documents."""
    numbers = [d.pk for d in documents]
    if not numbers:
        return {}
    rows = _new_to(reader).filter(document__in=numbers)
    return dict(rows.values_list("document").annotate(Count("pk")))


def waiting_for(reader: User, most: int) -> tuple[list[tuple[Document, int]], int]:
    """Documents with comments that are new to the person, those with the newest first, each with how many; at most so
    many of them, and the number of all. Two queries."""
    # Nobody answers about a part that was taken back, which is in no list either.
    seen = Document.objects.visible_to(reader).exclude(status=Status.WITHDRAWN)
    rows = list(_new_to(reader).filter(document__in=seen).values_list("document")
                .annotate(n=Count("pk"), newest=Max("pk")).order_by("-newest"))
    shown = {d.pk: d for d in Document.objects.filter(pk__in=[pk for pk, *_more in rows[:most]]).for_list()}
    return [(shown[pk], n) for pk, n, _newest in rows[:most] if pk in shown], len(rows)


def new_after(document: Document, reader: User) -> int | None:
    """The number behind which comments of others are new to the person; None where they do not concern them."""
    return (CommentFollower.objects.filter(document=document, person=reader)
            .values_list("upto", flat=True).first())


def note_read(document: Document, *, by: User, upto: int) -> None:
    """The person had the comments up to this number before them. Where the database is busy they stay new."""
    behind = CommentFollower.objects.filter(document=document, person=by, upto__lt=upto)
    if not behind.exists():
        return
    try:
        with writing(wait=_WAIT):
            behind.update(upto=upto)
    except Busy:
        return


def _new_to(reader: User) -> QuerySet[Comment]:
    return Comment.objects.order_by().filter(
        document__comment_followers__person=reader, document__comment_followers__upto__lt=F("pk"),
        taken_back_at=None).exclude(by=reader)


def _tidied(text: str) -> str:
    """As it is kept: lines end in one way, and nothing in it is invisible or turns the text around it."""
    lines = _INVISIBLE.sub("", UNKEEPABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    said = "\n".join(line.rstrip() for line in lines.split("\n")).strip()
    if not any(unicodedata.category(sign)[0] not in "CMZ" for sign in said):  # joiners and marks alone show nothing
        raise Invalid(_("Please write something."), code="text_missing")
    if len(said) > MAX_LENGTH:
        raise Invalid(_("A comment has at most %(n)d characters; this one has %(given)d.") % {
            "n": MAX_LENGTH, "given": len(said)}, code="text_too_long")
    return said
