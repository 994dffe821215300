"""Blind samples: a second person types an accepted value without seeing what the machine read.

Each answer is compared at once. A difference opens the document again and counts as the machine's error until whoever
reviews the document says otherwise; when the samples prove more errors than the budget allows, the automation of that
field switches itself off.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.automation import budgets, contradicted, watch
from docmgr.automation.evidence import person_said_so, same_values
from docmgr.automation.models import Acceptance, BlindSample, Certificate
from docmgr.core import clock, database
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents import states
from docmgr.documents.models import Document, Status
from docmgr.extraction import engine
from docmgr.extraction.messages import sentence
from docmgr.extraction.models import FieldValue
from docmgr.extraction.selectors import latest_run
from docmgr.review.models import Correction

State = BlindSample.State
DIFFERS = "blind_differs"
ANSWERS = ("value", "absent", "unreadable")
MAX_LENGTH = 20_000
_DECISIONS = (Action.DOCUMENT_APPROVED, Action.DOCUMENT_APPROVED_WITH_ERRORS, Action.DOCUMENT_REJECTED)
# Samples that are looked at together: all, and the latest by themselves.
WINDOWS: tuple[int | None, ...] = (None, 60, 20)


class Doubtful(Invalid):
    """What was typed fails a check of its field. Nothing was answered yet: it may be a slip, or printed like that."""

    code = "doubtful"


def waiting_for(user: User) -> QuerySet[BlindSample]:
    """Samples that this person may answer: of documents he sees, did not hand in, and took no decision on, not even one
    that was taken back."""
    require(user, Act.REVIEW)
    own = Correction.objects.filter(document=OuterRef("acceptance__document"), by=user)
    once = AuditEvent.objects.filter(
        actor=user, action__in=_DECISIONS, object_type=Document._meta.label_lower,
        object_id=Cast(OuterRef("acceptance__document_id"), CharField()))
    documents = Document.objects.visible_to(user).standing()
    return (BlindSample.objects.filter(state=State.OPEN, acceptance__document__in=documents)
            .exclude(Q(acceptance__document__owner=user) | Q(acceptance__document__decided_by=user))
            .exclude(Exists(own)).exclude(Exists(once))
            .select_related("acceptance__document", "acceptance__run__type_version__doc_type"))


def unanswered() -> set[tuple[str, int]]:
    """(field, document) of which somebody shall type the value who has not seen it."""
    return set(BlindSample.objects.filter(state=State.OPEN).values_list("acceptance__key", "acceptance__document_id"))


def next_for(user: User) -> BlindSample | None:
    """The oldest one that still stands; those whose document was read again in the meantime are dropped on the way."""
    for sample in waiting_for(user).order_by("pk"):
        if _stands(sample):
            return sample
        BlindSample.objects.filter(pk=sample.pk, state=State.OPEN).update(state=State.DROPPED, at=clock.now())
    return None


def get_for(user: User, pk: int) -> BlindSample:
    """Raises NotAllowed where it is not this person's to answer, Conflict where it is not open any more."""
    found = waiting_for(user).filter(pk=pk).first()
    if found is not None:
        return found
    raise NotAllowed if BlindSample.objects.filter(pk=pk, state=State.OPEN).exists() else Conflict


def field_of(sample: BlindSample) -> FieldDefinition | None:
    version = sample.acceptance.run.type_version
    return version.fields.filter(key=sample.acceptance.key).first() if version else None


@database.repeated
@transaction.atomic
def answer(
    sample: BlindSample, *, by: User, kind: str, typed: str = "", as_printed: bool = False,
) -> BlindSample.State:
    """``kind``: "value" (``typed``, a line per value), "absent" or "unreadable"; how it compares.

    A value is brought to its normal form as in the workbench. ``as_printed``: it stands on the page just so, whatever a
    check says of it. Raises Doubtful, Invalid, NotAllowed, Conflict (somebody else was faster).
    """
    sample, field = get_for(by, sample.pk), field_of(sample)
    lines = [line.strip() for line in typed.splitlines() if line.strip()] if kind == "value" else []
    if len(typed) > MAX_LENGTH:
        raise Invalid(_("The value is too long: more than %(most)d characters.") % {"most": MAX_LENGTH})
    if kind not in ANSWERS or field is None or (kind == "value" and not lines):
        raise Invalid(_("Type the value, or say that it is not on this document or cannot be read."))
    printed = lines if field.many else [" ".join(lines)] if lines else []
    given = [engine.normalise(value, kind=field.kind).value for value in printed]
    if not as_printed and (doubts := _doubts(sample, field, given)):
        raise Doubtful(" ".join(doubts))
    state = State.UNREADABLE if kind == "unreadable" else _compared(sample.acceptance, given, field)
    won = BlindSample.objects.filter(pk=sample.pk, state=State.OPEN).update(
        state=state, typed="\n".join(given), by=by, at=clock.now())
    if not won:
        raise Conflict
    if state != State.RIGHT:
        _give_to_a_person(sample.acceptance, by, field)
    record(Action.BLIND_ANSWERED, actor=by, obj=sample.acceptance.document, after={
        "field": field.key, "sample": sample.pk, "outcome": str(state)})
    look_after(sample.acceptance.certificate)
    return State(state)


def settle(document: Document) -> int:
    """After an approval: a difference in which the reviewer sides with the machine was the typist's slip; how many.

    One that an earlier approval had settled so, and this one does not, counts from now on (``unsettle``).
    """
    slips = 0
    for sample in BlindSample.objects.filter(acceptance__document=document, state=State.WRONG).select_related(
            "acceptance__certificate__budget"):
        if person_said_so(document, sample.acceptance.run_id, sample.acceptance.key):
            slips += BlindSample.objects.filter(pk=sample.pk, state=State.WRONG).update(state=State.RIGHT)
            record(Action.BLIND_SETTLED, obj=document, after={
                "field": sample.acceptance.key, "sample": sample.pk, "outcome": str(State.RIGHT)})
        else:
            look_after(sample.acceptance.certificate)
    return slips


def unsettle(document: Document) -> int:
    """A document is opened again: what its approval had called slips are differences once more; how many."""
    settled = BlindSample.objects.filter(acceptance__document=document, state=State.RIGHT).select_related(
        "acceptance__run__type_version")
    differ = [s.pk for s in settled if (field := field_of(s))
              and _compared(s.acceptance, s.typed.splitlines(), field) == State.WRONG]
    return BlindSample.objects.filter(pk__in=differ, state=State.RIGHT).update(state=State.WRONG)


def counts(certificate: Certificate, *, latest: int | None = None) -> tuple[int, int]:
    """(wrong, sampled) of all answered samples, or of the ``latest`` ones."""
    answered = BlindSample.objects.filter(acceptance__certificate=certificate, state__in=[State.RIGHT, State.WRONG])
    if certificate.budget.since:
        answered = answered.filter(acceptance__at__gte=certificate.budget.since)
    outcomes = list(answered.order_by("-at", "-pk").values_list("state", flat=True)[:latest])
    return outcomes.count(State.WRONG), len(outcomes)


def look_after(certificate: Certificate) -> bool:
    """Switch the field's automation off where its samples prove that more than its budget is wrong.

    A long good past must not hide that something changed, so the latest samples are looked at by themselves, too. That
    may be fooled in the long run, which costs a false alarm and no error.
    """
    budget = certificate.budget
    for latest in WINDOWS:
        wrong, sampled = counts(certificate, latest=latest)
        lower = watch.always_within(wrong, sampled, delta=budget.delta).lower
        if lower > budget.alpha:
            return budgets.switch_off(budget, facts={
                "sampled": sampled, "wrong": wrong, "lower": lower, "alpha": budget.alpha,
                "proved": certificate.made_at.isoformat() if certificate.made_at else ""})
    return False


def _doubts(sample: BlindSample, field: FieldDefinition, given: list[str]) -> list[str]:
    """Why the values, in normal form, cannot be meant so, in sentences. The field's own checks only: what rules say of
    several fields would tell what was read in the others."""
    version = sample.acceptance.run.type_version
    assert version is not None
    alone = {**version.definition(), "fields": [field.definition()], "rules": []}
    checked = engine.recheck(alone, {field.key: given}).get(field.key, []) if given else []
    failed = dict.fromkeys(check["name"] for checks in checked for check in checks if check.get("ok") is False)
    return [sentence(name) for name in failed]


def _compared(accepted: Acceptance, given: list[str], field: FieldDefinition) -> BlindSample.State:
    read = FieldValue.objects.filter(run=accepted.run_id, key=accepted.key).exclude(value="")
    same = same_values(list(read.values_list("value", flat=True)), given, kind=field.kind)
    return State.RIGHT if same else State.WRONG


def _stands(sample: BlindSample) -> bool:
    accepted = sample.acceptance
    run = latest_run(accepted.document)
    alive = accepted.document.status in (Status.AUTO_APPROVED, Status.APPROVED, *states.OPEN_FOR_REVIEW)
    return alive and run is not None and run.pk == accepted.run_id


def _give_to_a_person(accepted: Acceptance, by: User, field: FieldDefinition) -> None:
    """The field is nobody's any more and bears the red flag, and a document that had passed comes back to the queue.

    One that a person has approved meanwhile stays decided; the page of the automation names it.
    """
    contradicted.flag(accepted.run_id, accepted.key, why=DIFFERS)
    document = Document.objects.get(pk=accepted.document_id)
    if document.status == Status.AUTO_APPROVED:
        reason = _("A blind check of “%(field)s” did not agree with what was accepted.") % {"field": field.label}
        states.reopen(document, within=[Status.AUTO_APPROVED], actor=by, reason=reason)
    if document.status in states.OPEN_FOR_REVIEW:
        Document.objects.filter(pk=document.pk).update(flagged=contradicted.flagged(document), doubt=1.0)


