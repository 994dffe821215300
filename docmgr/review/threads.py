"""The comments on a document as somebody may read them.

Whoever may see a document may read what is said about it. A comment may quote what is sensitive, and often says it
before anybody corrected the value. So for those who see sensitive values masked a comment is treated as a page is
(``concealing.viewing``): where a secret is not known for sure nothing of it is shown, and what is said about a
sensitive field never is; else every secret inside it is starred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from docmgr.accounts.models import User
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents.models import Document
from docmgr.review import covering
from docmgr.review.comments import fields_of, new_after
from docmgr.review.disclosure import sees_sensitive
from docmgr.review.models import Comment


@dataclass(frozen=True, slots=True)
class Said:
    """One comment in the words that somebody may read. ``key`` and ``label`` name the field that it is about, "" where
    it is about the document; ``hidden``: its text may not be read; ``new``: nobody showed it to this person yet."""

    number: int
    author: str
    username: str
    at: datetime
    text: str
    key: str
    label: str
    mine: bool
    taken_back: bool
    hidden: bool
    new: bool


def thread(document: Document, reader: User) -> list[Said]:
    """Oldest first; four queries, and some milliseconds a page where something is hidden from the reader."""
    rows = list(Comment.objects.filter(document=document).select_related("by"))
    if not rows:
        return []
    fields = {f.key: f for f in fields_of(document)}
    readable, upto = _rule(document, reader, fields), new_after(document, reader)
    return [_said(row, reader, fields, readable(row), upto) for row in rows]


def _said(
    row: Comment, reader: User, fields: Mapping[str, FieldDefinition], text: str | None, upto: int | None,
) -> Said:
    mine, gone = row.by_id == reader.pk, row.taken_back_at is not None
    return Said(
        number=row.pk, author=row.by.display_name, username=row.by.get_username(), at=row.at, text=text or "",
        key=row.key, label=fields[row.key].label if row.key in fields else row.key, mine=mine, taken_back=gone,
        hidden=text is None and not gone, new=upto is not None and row.pk > upto and not mine and not gone)


def _rule(
    document: Document, reader: User, fields: Mapping[str, FieldDefinition],
) -> Callable[[Comment], str | None]:
    """What a comment says to the reader; None where they may not read it. Stars in a guess would say that it is right:
    so of their own words nothing is hidden, and what others wrote who see values masked is not for them at all."""
    view = covering.view_for(reader, document)

    def readable(row: Comment) -> str | None:
        if view is None or row.by_id == reader.pk:
            return row.text
        about = fields.get(row.key)
        guessed = not sees_sensitive(row.by, document)
        if view.narrow or guessed or (row.key and (about is None or about.sensitive)):
            return None
        return view.hidden.text(row.text, sensitive=False)

    return readable
