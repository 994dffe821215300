"""Who had a document before them. Whatever shows something of one leaves a row in the audit log: not one for each
picture of a page or each renewal, but one an hour for each person. A file that is downloaded always counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import BinaryIO

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.once import record_each_once, record_once
from docmgr.audit.services import record
from docmgr.core.exceptions import NotAllowed, NotThere
from docmgr.documents.models import Document
from docmgr.documents.selectors import get_visible
from docmgr.documents.storage import open_blob
from docmgr.review import covering
from docmgr.review.disclosure import sees_sensitive

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
            record_once(Action.DOCUMENT_OPENED, actor=user, obj=hidden, after={"through": through.value}, ok=False)
        raise


def note(document: Document, *, by: User, through: Through = Through.PAGES) -> None:
    """Of a document that was not read yet there is nothing to see, and programs ask for it again and again."""
    if document.page_count:
        masked = not sees_sensitive(by, document)
        record_once(Action.DOCUMENT_OPENED, actor=by, obj=document,
                    after={"through": through.value, "masked": masked}, said_by=_SAYING)


def note_each(documents: Iterable[Document], *, by: User, through: Through = Through.PAGES) -> None:
    """The same for many that stand on one page: two queries where all of them are noted already."""
    read = {d.pk: d for d in documents if d.page_count}
    for masked in (False, True):
        some = [d for d in read.values() if sees_sensitive(by, d) != masked]
        record_each_once(Action.DOCUMENT_OPENED, actor=by, objs=some,
                         after={"through": through.value, "masked": masked}, said_by=_SAYING)


def original(user: User, pk: int, *, through: Through = Through.PAGES) -> tuple[Document, BinaryIO]:
    """The document and the file as it was uploaded; a row for each time. Raises NotThere, NotAllowed."""
    document = found(user, pk, through=through)
    try:
        covering.require_original(user, document)
    except NotAllowed:
        record_once(Action.DOCUMENT_DOWNLOADED, actor=user, obj=document, after={"through": through.value}, ok=False)
        raise
    stream = open_blob(document.blob)
    record(Action.DOCUMENT_DOWNLOADED, actor=user, obj=document)
    return document, stream
