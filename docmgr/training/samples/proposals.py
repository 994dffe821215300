"""What an administrator does with a proposed fix: take it or refuse it. Trying it is the business of evaluation."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, Invalid, NotThere
from docmgr.doctypes import services as doctypes
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Document
from docmgr.review.places import plain
from docmgr.training.layouts import memory
from docmgr.training.models import Proposal

State, Kind = Proposal.State, Proposal.Kind
# kind: (part of the field that grows, what of the content goes there)
_PARTS = {Kind.ALIAS: ("aliases", "alias"), Kind.DICTIONARY: ("dictionary", "words"),
          Kind.PATTERN: ("patterns", "pattern"), Kind.REPAIR: ("look_alikes", "look_alikes")}


def get(pk: int) -> Proposal:
    """Raises NotThere."""
    found = Proposal.objects.select_related("doc_type").filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def accept(proposal: Proposal, *, by: User) -> TypeVersion | None:
    """Put the fix into the draft of its type, which is returned, or learn the layout (None).

    Nothing goes live by it: the draft is published by a person. Raises NotAllowed, Conflict (decided before), Invalid
    (the field or the document is gone).
    """
    require(by, Act.MANAGE_TYPES)
    document = Document.objects.filter(pk=proposal.content.get("document")).first()
    lesson = memory.lesson_of(document) if document else None
    with transaction.atomic():
        _decide(proposal, State.ACCEPTED, by)
        draft = None if proposal.kind == Kind.MEMORY else _into_draft(proposal, by)
        if draft is None and (document is None or memory.keep(document, lesson) is None):
            raise Invalid(_("The document cannot teach its layout any more."))
        record(Action.PROPOSAL_ACCEPTED, actor=by, obj=proposal, after=_told(proposal))
    return draft


@transaction.atomic
def refuse(proposal: Proposal, *, by: User) -> None:
    """Never offer this fix again. Raises NotAllowed, Conflict (decided before)."""
    require(by, Act.MANAGE_TYPES)
    _decide(proposal, State.REFUSED, by)
    record(Action.PROPOSAL_REFUSED, actor=by, obj=proposal, after=_told(proposal))


def settled(doc_type: DocumentType) -> set[str]:
    """Digests of what is not to be offered: what was refused, and what was accepted and not undone since. Three
    queries."""
    rows = Proposal.objects.filter(doc_type=doc_type, state__in=[State.ACCEPTED, State.REFUSED])
    return set(rows.values_list("digest", flat=True)) - {p.digest for p in _undone(doc_type)}


@transaction.atomic
def discard_draft(draft: TypeVersion, *, by: User) -> None:
    """Throw the draft away, as ``doctypes.services`` does. What had been accepted into it is offered again at once,
    where its figures are still those of the live version; else the next look for fixes tries it anew."""
    doc_type = draft.doc_type
    doctypes.discard_draft(draft, by=by)
    if doc_type.pk is not None:     # a type that was never published goes with its draft
        Proposal.objects.filter(pk__in=[p.pk for p in _undone(doc_type)], type_version=F("doc_type__live")).update(
            state=State.OFFERED, decided_by=None, decided_at=None)


def _undone(doc_type: DocumentType) -> list[Proposal]:
    """Accepted, and in neither the live version nor the draft. Of a dictionary one word that stands is enough: whoever
    took the others out looked at them. A layout is no part of either, and what was forgotten stays forgotten."""
    accepted = list(Proposal.objects.filter(doc_type=doc_type, state=State.ACCEPTED).exclude(kind=Kind.MEMORY))
    standing = _standing(doc_type) if accepted else {}
    return [p for p in accepted if not standing.get((p.key, _PARTS[Kind(p.kind)][0]), set()) & _worded(_given(p))]


def _standing(doc_type: DocumentType) -> dict[tuple[str, str], set[str]]:
    """(field, part) -> what it holds, live and in the draft."""
    used = Q(version=F("version__doc_type__live")) | Q(version__state=TypeVersion.State.DRAFT)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for field in FieldDefinition.objects.filter(used, version__doc_type=doc_type):
        for part, _name in _PARTS.values():
            found[field.key, part] |= _worded(getattr(field, part))
    return found


def _given(proposal: Proposal) -> list[str]:
    given = proposal.content[_PARTS[Kind(proposal.kind)][1]]
    return given if isinstance(given, list) else [given]


def _worded(texts: list[str]) -> set[str]:
    """As a fix is told from others (``Fix.digest``)."""
    return {plain(text) for text in texts}


def _decide(proposal: Proposal, state: Proposal.State, by: User) -> None:
    won = Proposal.objects.filter(pk=proposal.pk, state=State.OFFERED).update(
        state=state, decided_by=by, decided_at=clock.now())
    if not won:
        raise Conflict


def _into_draft(proposal: Proposal, by: User) -> TypeVersion:
    draft = doctypes.open_draft(proposal.doc_type, by=by)
    fields = [{part: getattr(f, part) for part in doctypes.FIELD_PARTS} for f in draft.fields.all()]
    field = next((f for f in fields if f["key"] == proposal.key), None)
    if field is None:
        raise Invalid(_("The draft of the type does not have this field any more."))
    part = _PARTS[Kind(proposal.kind)][0]
    field[part] = list(dict.fromkeys([*field[part], *_given(proposal)]))
    return doctypes.save_draft(draft, by=by, revision=draft.revision, parts={}, fields=fields)


def _told(proposal: Proposal) -> dict[str, Any]:
    """Words and wordings are content of documents, so the log names the kind and the field only."""
    return {"kind": proposal.kind, "type": proposal.doc_type.key, "field": proposal.key}
