"""A reviewer's decisions on a whole document, with what follows from them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.automation import blind, contradicted, evidence
from docmgr.core import database
from docmgr.documents import states
from docmgr.documents.models import Document
from docmgr.evaluation import gold
from docmgr.review import services as review
from docmgr.review.conflicts import explained
from docmgr.review.reopening import require_reopen
from docmgr.review.taken_out import taken_out
from docmgr.training.layouts import memory
from docmgr.training.samples.keeping import collect
from docmgr.training.trained import taken_back


def approve(document: Document, *, actor: User, revision: int) -> None:
    """Accept the document; what was decided on it becomes error samples, layout memory and evidence at once.

    What it teaches is found out before the transaction, which other people wait for; a long document teaches right
    after it.
    """
    lesson = memory.prepare(document)

    @transaction.atomic
    def accept() -> None:
        review.approve(document, by=actor, revision=revision)
        collect(document)
        memory.taught(document, lesson)
        evidence.gather(document)
        blind.settle(document)

    database.unless_deadlocked(accept, again=document.refresh_from_db)


def approve_with_errors(document: Document, *, actor: User, revision: int, reason: str) -> None:
    """Let the document pass with known errors. Nothing is learned from it, and what it had taught is forgotten; as
    evidence it counts against the engine only."""
    @transaction.atomic
    def accept() -> None:
        review.approve_with_errors(document, by=actor, revision=revision, reason=reason)
        memory.forget(document)
        evidence.gather_flawed(document)

    database.unless_deadlocked(accept, again=document.refresh_from_db)


def reject(document: Document, *, actor: User, revision: int, reason: str) -> None:
    review.reject(document, by=actor, revision=revision, reason=reason)


def reopen(document: Document, *, actor: User, revision: int, reason: str) -> list[str]:
    """Take a decision back: the document is in review again, with the values that it has.

    What the decision had caused goes with it: what it taught, error samples, evidence, its place in a gold set. What
    cannot be undone is named in the audit row and answered: who took the results out of the system since. Deciding
    again causes all of it anew, once. Raises NotAllowed, reopening.NotYours, Invalid (no reason), Stale.
    """
    kept, decided_at, holders = require_reopen(actor, document, reason), document.decided_at, list[str]()

    def undo() -> dict[str, Any]:
        holders.extend(taken_out([document.pk], since=decided_at).get(document.pk, ()))
        undone = {"gold": gold.remove(document, by=actor, teach=False), **taken_back.withdraw(document),
                  "evidence": evidence.withdraw(document), "blind": blind.unsettle(document),
                  "taken_out": holders}
        document.flagged = contradicted.flagged(document)
        Document.objects.filter(pk=document.pk).update(flagged=document.flagged)
        return {name: what for name, what in undone.items() if what}

    with explained(document, revision):
        states.reopen(document, actor=actor, reason=kept, revision=revision, undo=undo)
    return holders


def postpone(document: Document, *, actor: User, revision: int, reason: str = "") -> None:
    review.postpone(document, by=actor, revision=revision, reason=reason)


def resume(document: Document, *, actor: User, revision: int) -> None:
    review.resume(document, by=actor, revision=revision)
