"""Gold labels that deserve a look: kept of a run, and found by whoever may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may, require
from docmgr.core.exceptions import NotThere
from docmgr.doctypes.models import DocumentType
from docmgr.evaluation.models import EvaluationRun, GoldDocument, LabelIssue
from docmgr.evaluation.selectors import members_in_clear
from docmgr.evaluation.services import said
from docmgr.extraction import engine

State = LabelIssue.State
CHANGED = (State.ANSWER, State.EDITED, State.ABSENT)


@dataclass(frozen=True, slots=True)
class Standing:
    """``open``: labels to look at that somebody may decide on. ``hidden``: others, in documents that they may not open.
    ``changed``: labels that were put right since the newest run, whose figures are those of the older labels."""

    run: EvaluationRun | None
    open: int
    hidden: int
    changed: int


def keep(run: EvaluationRun, issues: Sequence[dict[str, Any]]) -> None:
    """Those of the newest run take the place of the older ones, but for what people have looked at. Within the run's
    transaction; a label that was changed while it ran is left out."""
    # First of all: what another run keeps, or a person says, is known from here on and waits until this is done.
    held = GoldDocument.objects.select_for_update(no_key=True).filter(gold_set__doc_type=run.doc_type).order_by("pk")
    members = {str(m.document_id): m for m in held}
    known = LabelIssue.objects.filter(member__gold_set__doc_type=run.doc_type)
    known.filter(state=State.OPEN).delete()
    looked_at = {(i.member_id, i.key, i.answer) for i in known}
    kinds = kinds_of(run.doc_type)
    LabelIssue.objects.bulk_create([
        LabelIssue(member=member, run=run, key=one["field"], **{name: one[name] for name in (
            "answer", "label", "confidence", "page", "box", "label_on_page", "near", "usual")})
        for one in issues
        if (member := members.get(one["id"])) and (member.pk, one["field"], one["answer"]) not in looked_at
        and _stands(member, one, kinds.get(one["field"], "text"))])


def open_issues(user: User, doc_type: DocumentType) -> QuerySet[LabelIssue]:
    """The first to look at first, in documents whose values this person reads in clear."""
    shown = Case(When(label_on_page=False, then=Value(0)), default=Value(1), output_field=IntegerField())
    return _readable(user, doc_type).filter(state=State.OPEN).order_by("-usual", shown, "-confidence", "id")


def looked_at(user: User, doc_type: DocumentType) -> QuerySet[LabelIssue]:
    """What people said, the newest first."""
    return _readable(user, doc_type).exclude(state=State.OPEN).order_by("-at", "-id")


def standing(user: User, doc_type: DocumentType) -> Standing:
    """Four queries."""
    run = EvaluationRun.objects.filter(doc_type=doc_type, source=EvaluationRun.Source.GOLD_SET).first()
    every = LabelIssue.objects.filter(member__gold_set__doc_type=doc_type, state=State.OPEN).count()
    mine = open_issues(user, doc_type).count() if may(user, Act.MANAGE_GOLD) else 0
    return Standing(run, mine, every - mine, changed_since(run) if run else 0)


def changed_since(run: EvaluationRun, until: EvaluationRun | None = None) -> int:
    """Labels that were put right after this run had begun, up to the beginning of a later one. One query."""
    later = Q(at__lte=_began(until)) if until else Q()
    return LabelIssue.objects.filter(later, member__gold_set__doc_type=run.doc_type_id, state__in=CHANGED,
                                     at__gt=_began(run)).count()


def get(user: User, doc_type: DocumentType, pk: int) -> LabelIssue:
    """Raises NotThere, also where the person may not read the document's values."""
    require(user, Act.MANAGE_GOLD)
    issue = _readable(user, doc_type).filter(pk=pk).first()
    if issue is None:
        raise NotThere
    return issue


def kinds_of(doc_type: DocumentType) -> dict[str, str]:
    """By field, as the type is now."""
    return {field.key: field.kind for field in doc_type.live_fields()}


def _stands(member: GoldDocument, one: dict[str, Any], kind: str) -> bool:
    """Whether the label is still what the run took it for."""
    values = [said(value, kind) for value in engine.gold_values(member.fields.get(one["field"]))]
    return one["label"] in values if one["label"] else one["answer"] not in values


def _readable(user: User, doc_type: DocumentType) -> QuerySet[LabelIssue]:
    rows = LabelIssue.objects.filter(member__in=members_in_clear(user, doc_type).values("pk"))
    return rows.select_related("member__document__doc_type__live", "member__document__owner", "by").defer(
        "member__document__search_text")


def _began(run: EvaluationRun) -> datetime:
    """When the labels were read that a run was measured with."""
    return run.at - timedelta(seconds=run.seconds)
