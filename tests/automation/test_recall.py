"""What passed on a promise that turned out to be wrong can be called back: all of it, with a trace, and no more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.automation import blind, recall, remaking
from docmgr.automation.budgets import Wanted, set_budgets, switch_off
from docmgr.automation.models import WHOLE, BlindSample, ErrorBudget
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import FieldValue
from docmgr.review.marks import Mark
from docmgr.review.values import current_fields
from docmgr.training.background import jobs
from docmgr.training.background.job_kinds import SHORT
from docmgr.training.models import Job
from tests.automation.makers import prove, read, sure, value
from tests.matrix.world import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(slip: DocumentType, admin: User, employee: User, no_lots: None) -> list[Document]:
    """Four documents that passed as wholes, and one of which only the total did."""
    set_budgets(slip, {key: Wanted(mode="on", alpha=0.1) for key in ("number", "total", WHOLE)}, by=admin)
    prove(slip, ["number", "total", WHOLE], right=40)
    set_budgets(slip, {key: Wanted(mode="on", alpha=0.11) for key in ("number", "total", WHOLE)}, by=admin)
    doubtful = [value("number", "A-17", confidence=0.3), value("total", "12.50")]
    found = [read(employee, slip, sure())[0] for _ in range(4)] + [read(employee, slip, doubtful)[0]]
    assert [d.status for d in found] == [Status.AUTO_APPROVED] * 4 + [Status.IN_REVIEW]
    return found


@pytest.fixture
def stopped(accepted: list[Document], slip: DocumentType, reviewer: User) -> ErrorBudget:
    """Blind samples of documents that were read again since contradict the total's promise."""
    certificate = accepted[0].acceptances.get(key="total").certificate
    switch_off(certificate.budget, facts={"sampled": 20, "wrong": 9, "lower": 0.2, "alpha": 0.11,
                                          "proved": certificate.made_at.isoformat()})
    return ErrorBudget.objects.get(doc_type=slip, key="total")


def work(job: Job) -> dict[str, object]:
    return recall.run({**job.params, "by": job.created_by_id}, progress=lambda *_: None)


def recallable(budget: ErrorBudget) -> recall.Recallable:
    [found] = recall.recallables([budget])
    return found


@pytest.mark.database
def test_everything_that_passed_since_the_proof_comes_back_and_each_step_is_audited(
    stopped: ErrorBudget, accepted: list[Document], admin: User, slip: DocumentType,
) -> None:
    found = recallable(stopped)
    assert (found.passed, found.values, found.approved, found.taken_out) == (4, 1, 0, [])
    assert work(recall.ask(slip, "total", by=admin)) == {"field": "total", "documents": 4, "values": 1}
    for document in accepted:
        document.refresh_from_db()
        total = next(f for f in current_fields(document) if f.key == "total")
        assert document.status == Status.IN_REVIEW and total.mark is Mark.RULE and total.reasons
        assert document.flagged == sum(f.needs_person for f in current_fields(document))
    assert accepted[0].reason
    reopened = AuditEvent.objects.filter(action=Action.DOCUMENT_REOPENED)
    assert {e.object_id for e in reopened} == {str(d.pk) for d in accepted[:4]}
    assert {e.actor_id for e in reopened} == {admin.pk}
    told = AuditEvent.objects.get(action=Action.AUTOMATION_RECALLED)
    assert told.after == {"type": "slip", "field": "total", "documents": 4, "values": 1}


def test_what_other_fields_were_promised_stands(
    stopped: ErrorBudget, accepted: list[Document], admin: User, slip: DocumentType,
) -> None:
    work(recall.ask(slip, "total", by=admin))
    passed = FieldValue.objects.filter(run__document=accepted[0], accepted=True)
    assert list(passed.values_list("key", flat=True)) == ["number"]


def test_what_passed_as_empty_is_called_back_with_a_flag_of_its_own_and_only_once(
    stopped: ErrorBudget, accepted: list[Document], admin: User, slip: DocumentType, employee: User,
) -> None:
    prove(slip, ["note"], right=60, empty=True)
    set_budgets(slip, {"note": Wanted(mode="on", alpha=0.1)}, by=admin)
    document, outcome = read(employee, slip, [value("number", "A-17", confidence=0.3), value("total", "12.50")])
    assert "note" in outcome.fields and document.status == Status.IN_REVIEW
    certificate = document.acceptances.get(key="note").certificate
    switch_off(certificate.budget, facts={"proved": certificate.made_at.isoformat()})
    assert work(recall.ask(slip, "note", by=admin))["values"] == 1
    document.refresh_from_db()
    marks = {f.key: f.mark for f in current_fields(document)}
    assert marks["note"] is Mark.RULE and document.flagged == 2
    assert not recallable(ErrorBudget.objects.get(doc_type=slip, key="note")).any


def test_the_call_of_one_field_is_not_taken_for_that_of_another(
    stopped: ErrorBudget, admin: User, slip: DocumentType,
) -> None:
    ErrorBudget.objects.update_or_create(
        doc_type=slip, key="number", defaults={"stopped_at": stopped.stopped_at, "stopped": stopped.stopped})
    first = recall.ask(slip, "total", by=admin)
    assert recall.ask(slip, "total", by=admin) == first
    with pytest.raises(Conflict):
        recall.ask(slip, "number", by=admin)
    jobs.cancel(first, by=admin)
    assert recall.ask(slip, "number", by=admin).params["field"] == "number"


def test_what_a_person_approved_stays_and_is_told(
    stopped: ErrorBudget, accepted: list[Document], admin: User, slip: DocumentType,
) -> None:
    Document.objects.filter(pk=accepted[0].pk).update(status=Status.APPROVED)
    assert recallable(stopped).approved == 1
    assert work(recall.ask(slip, "total", by=admin))["documents"] == 3
    accepted[0].refresh_from_db()
    assert accepted[0].status == Status.APPROVED


def test_documents_whose_results_left_the_house_are_named(
    stopped: ErrorBudget, accepted: list[Document], admin: User, employee: User,
) -> None:
    one, two, other = accepted[0], accepted[1], accepted[4]
    record(Action.DOCUMENT_EXPORTED, actor=employee, obj=one)
    record(Action.DOCUMENTS_EXPORTED, actor=employee, after={"documents": [two.pk, other.pk, 99_999], "count": 3})
    record(Action.DOCUMENT_DOWNLOADED, actor=employee, obj=accepted[2], ok=False)
    assert recallable(stopped).taken_out == [one.pk, two.pk]


def test_a_program_that_fetched_the_results_is_told_of_once(
    stopped: ErrorBudget, accepted: list[Document], employee: User, client: Client,
) -> None:
    client.force_login(employee)
    for name in ("document", "document", "document_text"):
        assert client.get(reverse(f"api:{name}", args=[accepted[3].pk])).status_code == 200
    client.get(reverse("api:document", args=[accepted[4].pk]))  # in review: no result yet
    assert recallable(stopped).taken_out == [accepted[3].pk]
    event = AuditEvent.objects.get(action=Action.DOCUMENT_EXPORTED)
    assert (event.actor_id, event.after) == (employee.pk, {"format": "api"})


def test_what_passed_before_the_proof_stays(stopped: ErrorBudget, accepted: list[Document]) -> None:
    accepted[0].acceptances.update(at="2020-01-01T00:00:00Z")
    assert recallable(stopped).passed == 3


def test_a_call_that_broke_off_goes_on_where_it_was(
    stopped: ErrorBudget, accepted: list[Document], admin: User, slip: DocumentType,
) -> None:
    job = recall.ask(slip, "total", by=admin)

    def broken(stage: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recall.run({**job.params, "by": admin.pk}, progress=broken)
    assert work(job) == {"field": "total", "documents": 2, "values": 1}
    assert not recallable(stopped).any
    assert AuditEvent.objects.filter(action=Action.DOCUMENT_REOPENED).count() == 4


@pytest.mark.database
def test_a_reviewer_who_is_faster_keeps_the_document(
    stopped: ErrorBudget, accepted: list[Document], admin: User, slip: DocumentType,
) -> None:
    def meanwhile(stage: str, done: int, total: int) -> None:
        if done == 0:
            Document.objects.filter(pk=accepted[0].pk).update(status=Status.APPROVED)

    job = recall.ask(slip, "total", by=admin)
    assert recall.run({**job.params, "by": admin.pk}, progress=meanwhile)["documents"] == 3


def test_only_administrators_call_back_and_only_what_switched_itself_off(
    stopped: ErrorBudget, slip: DocumentType, admin: User, reviewer: User,
) -> None:
    with pytest.raises(NotAllowed):
        recall.ask(slip, "total", by=reviewer)
    with pytest.raises(Invalid):
        recall.ask(slip, "number", by=admin)


def test_blind_samples_that_contradict_say_since_when_the_promise_stood(
    accepted: list[Document], slip: DocumentType, people: dict[Role, User],
) -> None:
    certificate = accepted[0].acceptances.get(key="total").certificate
    for document in accepted:
        sample = BlindSample.objects.create(acceptance=document.acceptances.get(key="total"))
        blind.answer(sample, by=people[Role.REVIEWER], kind="value", typed="99.00")
    budget = ErrorBudget.objects.get(doc_type=slip, key="total")
    assert budget.mode == "off" and recall.since_of(budget) == certificate.made_at


@pytest.mark.parametrize(("language", "words"), [
    ("en", "4 documents were accepted since the last sound proof."), ("zh-hans", "已自动通过 4 份文档")])
def test_the_page_offers_it_in_both_languages_and_the_button_starts_it(
    stopped: ErrorBudget, admin: User, slip: DocumentType, language: str, words: str,
) -> None:
    client = client_of(admin, headers={"Accept-Language": language})
    assert words in client.get("/automation/types/slip/").content.decode()
    assert client.post("/automation/types/slip/recall", {"field": "total"}).status_code == 302
    assert Job.objects.get(kind="recall").params == {"type": "slip", "field": "total"}
    page = client.get("/automation/types/slip/").content.decode()
    assert words not in page and "job-" in page


def test_calling_back_and_making_again_carry_no_texts_of_documents_along(
    stopped: ErrorBudget, admin: User, slip: DocumentType,
) -> None:
    """Of a hundred thousand documents they would be gigabytes."""
    job = recall.ask(slip, "total", by=admin)
    with CaptureQueriesContext(connection) as asked:
        work(job)
        remaking._held_against(remaking._Ground(slip, slip.live, "r", "", frozenset()), share=1.0)
    assert not [q["sql"][:200] for q in asked if "search_text" in q["sql"]]


def test_calling_back_does_not_wait_behind_a_training() -> None:
    assert recall.KIND in SHORT, "what is known to be doubtful would stay fit for use for as long as a training takes"


def test_two_fields_called_back_at_once_are_told_and_not_lost(
    stopped: ErrorBudget, slip: DocumentType, admin: User,
) -> None:
    switch_off(ErrorBudget.objects.get(key="number"), facts={"sampled": 9, "wrong": 5, "lower": 0.2, "alpha": 0.1})
    client = client_of(admin)
    client.post("/automation/types/slip/recall", {"field": "total"})
    page = client.get("/automation/types/slip/").content.decode()
    assert page.count('name="field"') == 0 and "for another field at this moment" in page
    answer = client.post("/automation/types/slip/recall", {"field": "number"}, follow=True)
    assert answer.status_code == 200 and b"Try again in a minute" in answer.content
