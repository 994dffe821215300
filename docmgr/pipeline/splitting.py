"""A document becomes several, and may become one again as long as nothing was decided on them.

The files of the parts are stored before anything is written to the database: a process that dies in between leaves
files without rows, and the document as it was.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may, require
from docmgr.core import database
from docmgr.core.exceptions import Conflict, Invalid, NotThere
from docmgr.documents import services, splitting, states, storage
from docmgr.documents.models import Blob, Document, Part, Status
from docmgr.documents.splitting import Piece
from docmgr.documents.states import BEING_READ, WITH_PEOPLE
from docmgr.extraction import engine
from docmgr.extraction.messages import sentence
from docmgr.extraction.services import give_up_runs, queue_run
from docmgr.pipeline import flow
from docmgr.pipeline.worker import doorbell
from docmgr.review import claims
from docmgr.review.conflicts import explained, stale
from docmgr.review.disclosure import name_for_anybody

# A part in one of these has not been decided on.
_UNDECIDED = BEING_READ | WITH_PEOPLE | {Status.FAILED}


class PartDecided(Conflict):
    """``params["document"]``: the part that stands in the way."""

    code = "part_decided"


def split(document: Document, *, actor: User, revision: int, pieces: Sequence[Piece]) -> list[Document]:
    """Each piece becomes a document of the same person and department, which is read like any other; the document
    itself is ``split`` and waits for nobody any more.

    Half a second and some hundredths a piece. Raises NotAllowed, splitting.NotSplit, Invalid (the file cannot be cut, a
    type is not in use), Stale, claims.Claimed, Unavailable.
    """
    require(actor, Act.REVIEW)
    if document.revision != revision or document.status not in WITH_PEOPLE:
        raise stale(document, revision)
    _require_whole(document)
    splitting.check(pieces, document.page_count)
    for piece in pieces:
        flow.check_type(piece.doc_type)
    _require_free(document, actor, _("%(name)s is working on this document."))
    blobs = _cut(document, [piece for piece in pieces if not piece.left_out])
    with explained(document, revision), transaction.atomic():
        claims.claim(document, actor)
        claims.drop(document)
        made = _made(document, pieces, blobs, actor)
        left_out = [piece.pages for piece in pieces if piece.left_out]
        told = {"parts": [part.pk for part in made], **({"left_out": left_out} if left_out else {})}
        states.advance(document, to=Status.SPLIT, within=WITH_PEOPLE, actor=actor, revision=revision, reason="",
                       more=({}, told))
    return made


def may_undo(user: User, document: Document, parts: Sequence[Part]) -> bool:
    """Whether the button is shown. ``parts`` as ``splitting.parts_of`` gives them."""
    return document.status == Status.SPLIT and may(user, Act.REVIEW) and all(
        part.document.status in _UNDECIDED for part in parts if part.document)


def undo(document: Document, *, actor: User, revision: int) -> None:
    """The document is in review again as it was, and its parts are taken back with all that was typed into them.

    Raises NotAllowed, Stale, PartDecided, claims.Claimed (another reviewer has one of the parts).
    """
    require(actor, Act.REVIEW)

    @transaction.atomic
    def rejoin() -> None:
        made = [part.document for part in splitting.parts_of(document) if part.document]
        for part in made:
            _take_back(part, actor)
        document.parts.filter(undone=False).update(undone=True)
        states.rejoin(document, actor=actor, revision=revision, parts=[part.pk for part in made])

    with explained(document, revision):
        database.unless_deadlocked(rejoin, again=document.refresh_from_db)


def _require_whole(document: Document) -> None:
    if document.held_back:
        raise Invalid(_("This document is in a gold set. Take it out there before it is split."), code="split_gold")
    if document.page_count > 1 and not splitting.may_be_cut(document):
        raise Invalid(splitting.OTHER_KIND, code="split_kind")


def _cut(document: Document, kept: Sequence[Piece]) -> list[Blob]:
    ranges = [(piece.first, piece.last, piece.attachments) for piece in kept]
    try:
        with storage.local_path(document.blob) as path, closing(engine.cut(path, ranges)) as files:
            return [storage.save(io.BytesIO(content), recognise=engine.sniff) for content in files]
    except NotThere as gone:
        raise Invalid(sentence("file_missing"), code="file_missing") from gone


def _made(document: Document, pieces: Sequence[Piece], blobs: Sequence[Blob], actor: User) -> list[Document]:
    """The documents of the pieces that are kept, each waiting to be read; what became of every page is kept."""
    # What is masked in the name of the whole would not be in that of a part, on which the value need not stand.
    whole, made = name_for_anybody(document), list[Document]()
    for piece in pieces:
        part = Part(original=document, first=piece.first, last=piece.last)
        if not piece.left_out:
            made.append(services.cut_out(
                original=document, blob=blobs[len(made)], name=splitting.name_of(whole, piece),
                doc_type=piece.doc_type, by=actor, pages=piece.pages))
            part.document, part.number, part.of = made[-1], len(made), len(blobs)
            doorbell.ring(queue_run(made[-1]).pk)
        part.save()
    return made


def _take_back(part: Document, actor: User) -> None:
    if part.status not in _UNDECIDED:
        raise PartDecided(_("#%(number)d, one of its parts, is %(status)s. That has to be taken back first.") % {
            "number": part.pk, "status": part.get_status_display()}, document=part.pk)
    _require_free(part, actor, _("%(name)s is working on #%(number)d, one of its parts."))
    claims.drop(part)
    give_up_runs(part)
    states.advance(part, to=Status.WITHDRAWN, within=_UNDECIDED, actor=actor, flagged=0)


def _require_free(document: Document, actor: User, told: Any) -> None:
    holder = claims.holder(document)
    if holder is not None and holder.pk != actor.pk:
        raise claims.Claimed(told % {"name": holder.display_name, "number": document.pk}, holder=holder.display_name)
