"""What an administrator does with a proposed fix: take it or refuse it. Trying it is the business of evaluation."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, Invalid, NotThere
from docmgr.doctypes import services as doctypes
from docmgr.doctypes.models import TypeVersion
from docmgr.documents.models import Document
from docmgr.training import memory
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
    part, name = _PARTS[Kind(proposal.kind)]
    given = proposal.content[name]
    field[part] = list(dict.fromkeys([*field[part], *(given if isinstance(given, list) else [given])]))
    return doctypes.save_draft(draft, by=by, revision=draft.revision, parts={}, fields=fields)


def _told(proposal: Proposal) -> dict[str, Any]:
    """Words and wordings are content of documents, so the log names the kind and the field only."""
    return {"kind": proposal.kind, "type": proposal.doc_type.key, "field": proposal.key}
