"""Calling back what passed without a person since the last proof that turned out to be wrong.

A budget that switched itself off stops what comes next; what it had accepted before is out already. An administrator
may send all of that to review again: documents that passed as a whole come back to the queue, and on documents that are
with a person anyway the field is a machine's word once more. Either way the field bears the red flag. Whatever a person
approved in the meantime stays approved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.automation import contradicted
from docmgr.automation.models import Acceptance, ErrorBudget
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.documents import states
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review.taken_out import last_taken_out
from docmgr.training.background import jobs
from docmgr.training.models import Job

KIND, BROKEN = "recall", "promise_broken"
REASON = gettext_noop("Accepted automatically on a promise that turned out to be wrong.")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Recallable:
    """What stands behind a budget that switched itself off.

    ``passed``: documents that nobody looked at and that can come back; ``values``: of documents that are with a person;
    ``approved``: documents that a person approved since; ``taken_out``: of ``passed``, those whose results or file left
    the system since they were accepted (whoever took them has to be told). ``since``: when the last proof was made.
    """

    budget: ErrorBudget
    since: datetime | None
    passed: int
    values: int
    approved: int
    taken_out: list[int]

    @property
    def any(self) -> bool:
        return bool(self.passed or self.values)

    @property
    def shown(self) -> list[int]:
        return self.taken_out[:_SHOWN]


def recallables(budgets: Sequence[ErrorBudget]) -> list[Recallable]:
    """What can be called back of each budget, in their order. Four queries, however many budgets there are; the audit
    log is only asked about documents that passed."""
    counts, passed = _counts(budgets), _passed(budgets)
    begun = {b.pk: since_of(b) for b in budgets}
    since = None if None in begun.values() else min(filter(None, begun.values()), default=None)
    left = last_taken_out({pk for documents in passed.values() for pk in documents}, since=since)
    return [Recallable(
        b, begun[b.pk], len(passed[b.pk]), *counts.get(b.pk, (0, 0)),
        [pk for pk, at in left.items() if pk in passed[b.pk] and at >= (begun[b.pk] or at)]) for b in budgets]


def since_of(budget: ErrorBudget) -> datetime | None:
    return parse_datetime(str(budget.stopped.get("proved", "")))


def ask(doc_type: DocumentType, key: str, *, by: User) -> Job:
    """Have it done in the background. Raises NotAllowed, Invalid where the budget did not switch itself off, Conflict
    while that of another field of the type is under way: it would be taken for this one."""
    require(by, Act.MANAGE_LEARNING)
    _stopped(doc_type, key)
    job = jobs.start(KIND, by=by, params={"type": doc_type.key, "field": key})
    if job.params["field"] != key:
        raise Conflict(_("Documents of this type are being called back for another field. Try again in a minute."))
    return job


def run(params: dict[str, Any], *, progress: Callable[[str, int, int], None]) -> dict[str, Any]:
    """The job "recall": {"documents", "values"}. Each document by itself: begun again it goes on where it was."""
    doc_type, by = get_type(params["type"]), jobs.asker(params)
    budget = _stopped(doc_type, str(params["field"]))
    passed = list(_documents(budget, [Status.AUTO_APPROVED]).order_by("pk"))
    opened = list(_documents(budget, states.WITH_PEOPLE, still=True).order_by("pk"))
    done = values = 0
    for number, document in enumerate(passed):
        progress("recall", number, len(passed) + len(opened))
        done += _send_back(document, budget.key, by)
    for number, document in enumerate(opened, len(passed)):
        progress("recall", number, len(passed) + len(opened))
        values += _take_back(document, budget.key)
    record(Action.AUTOMATION_RECALLED, actor=by, obj=doc_type, after={
        "type": doc_type.key, "field": budget.key, "documents": done, "values": values})
    return {"field": budget.key, "documents": done, "values": values}


def _stopped(doc_type: DocumentType, key: str) -> ErrorBudget:
    found = ErrorBudget.objects.filter(doc_type=doc_type, key=key, stopped_at__isnull=False).first()
    if found is None:
        raise Invalid(_("This budget did not switch itself off."), code="not_stopped")
    return found


def _counts(budgets: Sequence[ErrorBudget]) -> dict[int, tuple[int, int]]:
    """Budget -> documents that are with a person, and documents that a person approved since."""
    people = Q(document__status__in=list(states.WITH_PEOPLE)) & _still()
    approved = Q(document__status__in=list(states.APPROVED_BY_A_PERSON))
    rows = _accepted(budgets).order_by().values("certificate__budget").annotate(
        opened=Count("document", distinct=True, filter=people),
        decided=Count("document", distinct=True, filter=approved))
    return {row["certificate__budget"]: (row["opened"], row["decided"]) for row in rows}


def _passed(budgets: Sequence[ErrorBudget]) -> defaultdict[int, set[int]]:
    """Budget -> documents that nobody looked at."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = _accepted(budgets).filter(document__status=Status.AUTO_APPROVED).order_by()
    for budget, document in rows.values_list("certificate__budget", "document"):
        found[budget].add(document)
    return found


def _documents(budget: ErrorBudget, statuses: Iterable[Status], *, still: bool = False) -> QuerySet[Document]:
    """Whose newest reading passed with this budget since the proof. ``still``: and whose value is still accepted."""
    accepted = _accepted([budget]).filter(document=OuterRef("pk"))
    if still:
        accepted = accepted.filter(_still())
    return Document.objects.filter(Exists(accepted), status__in=list(statuses)).defer("search_text")


def _accepted(budgets: Iterable[ErrorBudget]) -> QuerySet[Acceptance]:
    """What the newest readings passed with since the proofs of these budgets."""
    own = Q(pk__in=())
    for budget in budgets:
        since = since_of(budget)
        own |= Q(certificate__budget=budget.pk, at__gte=since) if since else Q(certificate__budget=budget.pk)
    newest = ExtractionRun.objects.filter(document=OuterRef("document")).order_by("-pk").values("pk")[:1]
    return Acceptance.objects.filter(own, run=Subquery(newest))


def _still() -> Q:
    """The value is accepted to this hour: what was accepted as empty has no row until it is taken back."""
    values = FieldValue.objects.filter(run=OuterRef("run"), key=OuterRef("key"))
    return Q(Exists(values.filter(accepted=True))) | ~Q(Exists(values))


@transaction.atomic
def _send_back(document: Document, key: str, by: User | None) -> int:
    """1 where it came back; a person who was faster has it already."""
    try:
        states.reopen(document, within=[Status.AUTO_APPROVED], actor=by, reason=_(REASON))
    except Conflict:
        return 0
    _machine_again(document, key)
    return 1


@transaction.atomic
def _take_back(document: Document, key: str) -> int:
    if not Document.objects.filter(pk=document.pk, status__in=states.WITH_PEOPLE).update(doubt=1.0):
        return 0
    _machine_again(document, key)
    return 1


def _machine_again(document: Document, key: str) -> None:
    for run in Acceptance.objects.filter(document=document, key=key).values_list("run", flat=True):
        contradicted.flag(run, key, why=BROKEN)
    Document.objects.filter(pk=document.pk).update(flagged=contradicted.flagged(document))
