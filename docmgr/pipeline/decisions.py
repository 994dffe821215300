"""A reviewer's decisions on a whole document, with what follows from them."""

from __future__ import annotations

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.automation import blind, evidence
from docmgr.documents.models import Document
from docmgr.review import services as review
from docmgr.training import memory
from docmgr.training.services import collect


def approve(document: Document, *, actor: User, revision: int) -> None:
    """Accept the document; what was decided on it becomes error samples, layout memory and evidence at once.

    What it teaches is found out before the transaction, which other people wait for; a long document teaches right
    after it.
    """
    lesson = memory.prepare(document)
    with transaction.atomic():
        review.approve(document, by=actor, revision=revision)
        collect(document)
        memory.taught(document, lesson)
        evidence.gather(document)
        blind.settle(document)


def approve_with_errors(document: Document, *, actor: User, revision: int, reason: str) -> None:
    """Let the document pass with known errors. Nothing is learned from it, and what it had taught is forgotten; as
    evidence it counts against the engine only."""
    with transaction.atomic():
        review.approve_with_errors(document, by=actor, revision=revision, reason=reason)
        memory.forget(document)
        evidence.gather_flawed(document)


def reject(document: Document, *, actor: User, revision: int, reason: str) -> None:
    review.reject(document, by=actor, revision=revision, reason=reason)


def postpone(document: Document, *, actor: User, revision: int, reason: str = "") -> None:
    review.postpone(document, by=actor, revision=revision, reason=reason)


def resume(document: Document, *, actor: User, revision: int) -> None:
    review.resume(document, by=actor, revision=revision)
