"""What people say of a gold label that deserves a look.

A label belongs to the measure alone: to put one right changes no value of its document. What a decided document says is
changed where it always is, by opening it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.evaluation.labels import CHANGED, kinds_of
from docmgr.evaluation.models import GoldDocument, LabelIssue
from docmgr.evaluation.services import said
from docmgr.extraction import engine
from docmgr.review.deciding import MAX_LENGTH
from docmgr.review.masking import mask
from docmgr.review.services import FourEyes, is_own
from docmgr.review.values import current_fields_bulk

State = LabelIssue.State
UNDO = "undo"
VERDICTS = (State.ANSWER.value, State.LABEL.value, State.EDITED.value, State.ABSENT.value, UNDO)


def settle(issue: LabelIssue, *, by: User, verdict: str, value: str = "") -> None:
    """Say of a label that the paper has the ``answer``, that the ``label`` is right, that it is ``value`` ("edit"), or
    that the field is ``absent``; ``undo`` takes that back. The figures of the run stay as they were measured.

    Raises Invalid (unknown verdict, no value), FourEyes, Conflict (somebody else was faster), NotAllowed.
    """
    require(by, Act.MANAGE_GOLD)
    if verdict not in VERDICTS:
        raise Invalid(_("This decision is not known."), code="kind_unknown")
    with transaction.atomic():
        member = GoldDocument.objects.select_for_update(no_key=True).filter(pk=issue.member_id).first()
        now = LabelIssue.objects.filter(pk=issue.pk).first()
        if member is None or now is None:  # taken out of the set, or a new run has come
            raise Conflict
        issue.state, issue.settled, issue.by, issue.at = now.state, now.settled, now.by, now.at
        if is_own(issue.member.document, by):
            raise FourEyes
        if (issue.state == State.OPEN) is (verdict == UNDO):
            raise Conflict
        _undo(issue, member, by) if verdict == UNDO else _say(issue, member, by, State(verdict), value)


def still_said(issues: Iterable[LabelIssue]) -> set[int]:
    """Of labels that were put right, those (by issue) whose document still has the value that the label had: what is
    wrong in the measure is wrong there, too. Four queries."""
    changed = [i for i in issues if i.state in CHANGED and i.label]
    held = current_fields_bulk({i.member.document_id: i.member.document for i in changed}.values())
    return {i.pk for i in changed for field in held[i.member.document_id]
            if field.key == i.key and field.value and engine.same_value(i.label, field.value, kind=field.kind)}


def _say(issue: LabelIssue, member: GoldDocument, by: User, state: State, value: str) -> None:
    now = {State.ANSWER: issue.answer, State.LABEL: issue.label, State.ABSENT: "",
           State.EDITED: value.replace("\r\n", "\n").strip()}[state]
    if state == State.EDITED and not 0 < len(now) <= MAX_LENGTH:
        raise Invalid(_("Type a value, or say that it is not on this document."), code="value_missing")
    if now == issue.label:
        state = State.LABEL
    elif now == issue.answer:
        state = State.ANSWER
    _write(issue, member, before=issue.label, after=now)
    issue.state, issue.settled, issue.by, issue.at = state, now, by, clock.now()
    issue.save()
    _record(Action.LABEL_KEPT if state == State.LABEL else Action.LABEL_CORRECTED, issue, by, issue.label, now)


def _undo(issue: LabelIssue, member: GoldDocument, by: User) -> None:
    before = issue.settled
    _write(issue, member, before=before, after=issue.label)
    issue.state, issue.settled, issue.by, issue.at = State.OPEN, "", None, None
    issue.save()
    _record(Action.LABEL_UNDONE, issue, by, before, issue.label)


def _write(issue: LabelIssue, member: GoldDocument, *, before: str, after: str) -> None:
    """Put one value in the place of another; "" is no value. Raises Conflict where the label is another one by now."""
    raw, kind = member.fields.get(issue.key), kinds_of(member.gold_set.doc_type).get(issue.key, "text")
    values = list(engine.gold_values(raw))
    at = next((n for n, one in enumerate(values) if before in (one, said(one, kind))), len(values))
    if before and at == len(values):
        raise Conflict
    if after != before:
        values[at:at + 1] = [after] if after else []
    plain = values[0] if len(values) == 1 and not isinstance(raw, list) else values
    member.fields[issue.key] = plain if values else None
    member.save(update_fields=["fields"])


def _record(action: Action, issue: LabelIssue, by: User, before: str, after: str) -> None:
    fields = issue.member.gold_set.doc_type.live_fields()
    field = next((f for f in fields if f.key == issue.key), None)  # None: the type gave it up

    def shown(value: str) -> str:
        return mask(value, kind=field.kind if field else "text") if field is None or field.sensitive else value

    record(action, actor=by, obj=issue.member.document, before={"field": issue.key, "value": shown(before)},
           after={"field": issue.key, "value": shown(after)})
