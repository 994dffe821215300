"""Putting documents into a type's gold set and taking them out. What is in it never teaches the engine."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.evaluation.models import GoldDocument, GoldSet
from docmgr.review.values import current_fields_bulk
from docmgr.training.layouts import memory

MAX_SAMPLE = 1000
# A gold set below this says less than the confirmed documents do, and decides nothing.
FEWEST = 5
Origin = GoldDocument.Origin
Fields = dict[str, Any]


def gold_set_of(doc_type: DocumentType) -> GoldSet:
    """The type's gold set; an empty one where there is none yet."""
    return GoldSet.objects.get_or_create(doc_type=doc_type)[0]


@transaction.atomic
def add(documents: Iterable[Document], *, by: User, origin: str = Origin.CHOSEN) -> int:
    """Take approved documents as they stand: their values are the right ones from now on. How many are new.

    What they taught is forgotten. Raises Invalid where one is not approved or has no type, NotAllowed.
    """
    require(by, Act.MANAGE_GOLD)
    rows = Document.objects.select_for_update(of=("self",), no_key=True)  # the join to gold may not be locked
    chosen = list(rows.filter(pk__in=[d.pk for d in documents], gold=None))
    if any(d.status != Status.APPROVED or d.doc_type_id is None for d in chosen):
        raise Invalid(_("Only an approved document can be gold: its values have to be right."), code="not_approved")
    values = current_fields_bulk(chosen)
    for document in chosen:
        _put(document, _right_values(values[document.pk]), by=by, origin=origin)
        memory.forget(document)
    _record(chosen, by, origin)
    return len(chosen)


@transaction.atomic
def add_labelled(document: Document, fields: Fields, *, by: User) -> None:
    """A document whose right values came with it; it may be unread still. The audit row is the caller's."""
    require(by, Act.MANAGE_GOLD)
    _put(document, fields, by=by, origin=Origin.IMPORT)


@transaction.atomic
def sample(doc_type: DocumentType, count: int, *, by: User, seed: int | None = None) -> int:
    """Add so many approved documents by lot, or as many as there are. How many it were."""
    require(by, Act.MANAGE_GOLD)
    if not 0 < count <= MAX_SAMPLE:
        raise Invalid(_("Choose between 1 and %(limit)d documents.") % {"limit": MAX_SAMPLE}, code="count_invalid")
    rest = list(candidates(doc_type).values_list("pk", flat=True))
    drawn = random.Random(seed).sample(rest, min(count, len(rest)))
    return add(Document.objects.filter(pk__in=drawn), by=by, origin=Origin.SAMPLE)


@transaction.atomic
def remove(document: Document, *, by: User, teach: bool = True) -> bool:
    """Take it out; it teaches again what a person decided on it, right afterwards, unless its values are in doubt
    (``teach``). False where it was not in."""
    require(by, Act.MANAGE_GOLD)
    gone, _rows = GoldDocument.objects.filter(document=document).delete()
    if gone:
        Document.objects.filter(pk=document.pk).update(held_back=False)
        document.held_back = False
        record(Action.GOLD_REMOVED, actor=by, obj=document)
        if teach:
            memory.put_off(document)
    return bool(gone)


def candidates(doc_type: DocumentType) -> Any:
    """Approved documents that could be put in."""
    return Document.objects.filter(doc_type=doc_type, status=Status.APPROVED, gold=None).order_by("pk")


def member(document_id: int) -> GoldDocument | None:
    return GoldDocument.objects.filter(document=document_id).select_related("document__doc_type").first()


def _put(document: Document, fields: Fields, *, by: User, origin: str) -> None:
    assert document.doc_type is not None
    gold_set = gold_set_of(document.doc_type)
    GoldDocument.objects.create(gold_set=gold_set, document=document, fields=fields, origin=origin, added_by=by)
    Document.objects.filter(pk=document.pk).update(held_back=True)
    document.held_back = True


def _right_values(fields: Iterable[Any]) -> Fields:
    """{key: value, [values] or None}: a field without a value is right when it stays empty. Columns of a table that ask
    nobody, and on which nobody decided, are not asked for: nobody knows whether they are right."""
    fields = list(fields)
    looked_at = {field.rows for field in fields if field.asks or field.decided_at}
    found: Fields = {}
    for field in fields:
        if field.rows and field.rows not in looked_at:
            continue
        if field.many:
            held = found.get(field.key) or []
            found[field.key] = [*held, field.value] if field.value else (held or None)
        else:
            found[field.key] = field.value or None
    return found


def _record(documents: list[Document], by: User, origin: str) -> None:
    if documents:
        record(Action.GOLD_ADDED, actor=by, obj=documents[0].doc_type, after={
            "documents": [d.pk for d in documents], "origin": str(origin)})
