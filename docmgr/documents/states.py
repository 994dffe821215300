"""The life of a document: the one table of transitions, and the one function that makes them.

    uploaded → processing → in_review → approved | with_errors | rejected
                          ↘ auto_approved → approved (after a blind sample)
    failed → uploaded (retry)       in_review ⇄ postponed, second_look       in_review → uploaded (read again)
    uploaded → in_review (no later reading came about: the one before stands)
    whatever is decided → in_review, by ``reopen`` alone
    in_review, postponed, second_look → split → in_review, by ``rejoin`` alone; its parts are withdrawn then
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict
from docmgr.documents.models import Document, Status

if TYPE_CHECKING:
    from docmgr.accounts.models import User

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.UPLOADED: frozenset({Status.PROCESSING, Status.FAILED, Status.IN_REVIEW, Status.WITHDRAWN}),
    Status.PROCESSING: frozenset({
        Status.IN_REVIEW, Status.AUTO_APPROVED, Status.FAILED, Status.UPLOADED, Status.WITHDRAWN,
    }),
    Status.IN_REVIEW: frozenset({
        Status.APPROVED, Status.WITH_ERRORS, Status.REJECTED, Status.POSTPONED, Status.SECOND_LOOK, Status.UPLOADED,
        Status.SPLIT, Status.WITHDRAWN,
    }),
    Status.POSTPONED: frozenset({Status.IN_REVIEW, Status.SPLIT, Status.WITHDRAWN}),
    Status.SECOND_LOOK: frozenset({
        Status.APPROVED, Status.WITH_ERRORS, Status.REJECTED, Status.IN_REVIEW, Status.SPLIT, Status.WITHDRAWN,
    }),
    Status.AUTO_APPROVED: frozenset({Status.APPROVED}),
    Status.FAILED: frozenset({Status.UPLOADED, Status.WITHDRAWN}),
    Status.APPROVED: frozenset(),
    # Fit for use although something on it is wrong, so it is never anybody's example.
    Status.WITH_ERRORS: frozenset(),
    Status.REJECTED: frozenset(),
    # Its pages are documents of their own, until that is taken back.
    Status.SPLIT: frozenset(),
    # Was such a document, until that was taken back.
    Status.WITHDRAWN: frozenset(),
}

ACTIONS: dict[Status, Action] = {
    Status.UPLOADED: Action.DOCUMENT_RETRIED,
    Status.PROCESSING: Action.DOCUMENT_STARTED,
    Status.IN_REVIEW: Action.DOCUMENT_READ,
    Status.POSTPONED: Action.DOCUMENT_POSTPONED,
    Status.SECOND_LOOK: Action.DOCUMENT_SECOND_LOOK,
    Status.AUTO_APPROVED: Action.DOCUMENT_AUTO_APPROVED,
    Status.APPROVED: Action.DOCUMENT_APPROVED,
    Status.WITH_ERRORS: Action.DOCUMENT_APPROVED_WITH_ERRORS,
    Status.REJECTED: Action.DOCUMENT_REJECTED,
    Status.FAILED: Action.DOCUMENT_FAILED,
    Status.SPLIT: Action.DOCUMENT_SPLIT,
    Status.WITHDRAWN: Action.DOCUMENT_WITHDRAWN,
}

# People look at and change a document's values in these.
OPEN_FOR_REVIEW = frozenset({Status.IN_REVIEW, Status.SECOND_LOOK})
WITH_PEOPLE = OPEN_FOR_REVIEW | {Status.POSTPONED}
BEING_READ = frozenset({Status.UPLOADED, Status.PROCESSING})
# Decided, by a person or within an error budget. No step leads on from here; ``reopen`` leads back.
APPROVED_BY_A_PERSON = frozenset({Status.APPROVED, Status.WITH_ERRORS})
FIT_FOR_USE = APPROVED_BY_A_PERSON | {Status.AUTO_APPROVED}
DECIDED = FIT_FOR_USE | {Status.REJECTED}
# Others stand in their place: they wait for nobody, count for nothing and are no result.
REPLACED = frozenset({Status.SPLIT, Status.WITHDRAWN})


def advance(
    document: Document, *, to: Status, actor: User | None = None, revision: int | None = None,
    action: Action | None = None, within: Iterable[Status] = tuple(Status),
    more: tuple[Mapping[str, Any], Mapping[str, Any]] = ({}, {}), **changes: Any,
) -> None:
    """Move the document, with its audit row, or raise Conflict where it no longer stands where that is allowed.

    ``revision`` is what the caller looked at: a person's decision names it, a worker's does not (its lease guards it).
    ``within`` narrows where it may come from: a retry starts from a failure only, though the table leads to "uploaded"
    from review too. ``changes`` are further columns of the same UPDATE. ``action`` names the act where it says more
    than the new status, ``more`` what else stands in its row before and after.
    """
    before = document.status
    origins = [origin for origin in within if to in TRANSITIONS[origin]]
    with transaction.atomic():
        _swap(document, origins, revision, status=to, **changes)
        record(
            action or ACTIONS[to], actor=actor, obj=document,
            before={"status": str(before), **more[0]}, after={"status": str(to), **more[1]},
        )


def reopen(
    document: Document, *, actor: User | None, reason: str, within: Iterable[Status] = DECIDED,
    revision: int | None = None, undo: Callable[[], dict[str, Any]] = dict,
) -> None:
    """A decided document comes back to review, in front of all others, with the values that it has. Raises Conflict.

    ``undo`` takes back what hung on the decision once the document has moved; what it answers stands in the audit row.
    """
    status, by, at = document.status, document.decided_by, document.decided_at
    with transaction.atomic():
        _swap(document, within, revision, status=Status.IN_REVIEW, doubt=1.0, reason=reason, decided_by=None,
              decided_at=None)
        undone = undo()
        record(
            Action.DOCUMENT_REOPENED, actor=actor, obj=document,
            before={"status": str(status), "decided_by": by.get_username() if by else "",
                    "decided_at": at.isoformat() if at else ""},
            after={"status": str(Status.IN_REVIEW), "reason": reason, **undone})


def rejoin(document: Document, *, actor: User, revision: int | None = None, parts: Iterable[int] = ()) -> None:
    """A document that was split is one again, in review; ``parts`` are the documents that were made of it. Raises
    Conflict."""
    with transaction.atomic():
        _swap(document, [Status.SPLIT], revision, status=Status.IN_REVIEW)
        record(Action.DOCUMENT_REJOINED, actor=actor, obj=document,
               before={"status": str(Status.SPLIT), "parts": list(parts)}, after={"status": str(Status.IN_REVIEW)})


def touch(document: Document, *, revision: int, within: Iterable[Status] = OPEN_FOR_REVIEW, **changes: Any) -> int:
    """Claim the next revision without moving the document; returns it. Raises Conflict.

    For savers of single values: whoever names a revision that has passed changes nothing.
    """
    with transaction.atomic():
        _swap(document, within, revision, **changes)
    return document.revision


def _swap(document: Document, origins: Iterable[Status], revision: int | None, **changes: Any) -> None:
    rows = Document.objects.filter(pk=document.pk, status__in=list(origins))
    if revision is not None:
        rows = rows.filter(revision=revision)
    if not rows.update(revision=F("revision") + 1, updated_at=clock.now(), **changes):
        raise Conflict
    fresh = Document.objects.values("revision", "updated_at").get(pk=document.pk)
    for name, value in {**changes, **fresh}.items():
        setattr(document, name, value)
