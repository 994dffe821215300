"""The pages: what they tell, what they take, and what the blind screen keeps to itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from docmgr.accounts.models import User
from docmgr.automation import bounds
from docmgr.automation.acceptance import assess
from docmgr.automation.budgets import Wanted, set_budgets, switch_off
from docmgr.automation.gates import WHY, Surroundings
from docmgr.automation.models import WHOLE, Acceptance, BlindSample, ErrorBudget, Policy
from docmgr.automation.selectors import overview, reasons, totals
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document, Status
from tests.automation.makers import WELL, prove, read, regime, result, slip_type, sure

ON = Wanted(mode="on", alpha=0.05, delta=0.05)


def as_(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="docmgr.accounts.backends.LocalBackend")
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_says_how_much_evidence_is_missing(slip: DocumentType, admin: User) -> None:
    prove(slip, ["total"], right=212)
    set_budgets(slip, {"total": Wanted(mode="on", alpha=0.01, delta=0.05)}, by=admin)
    page = shown(as_(admin), "/automation/types/slip/")
    assert "212 of 299 values that count" in page and "87 missing" in page and "none yet: a person looks" in page


def test_with_enough_evidence_it_shows_promise_threshold_and_share(slip: DocumentType, admin: User) -> None:
    prove(slip, ["total"], right=75)
    prove(slip, ["total"], right=25, confidence=0.4)
    set_budgets(slip, {"total": ON}, by=admin)
    page = shown(as_(admin), "/automation/types/slip/")
    assert "at most 5 % wrong</strong>" in page and "from confidence 0.98; 0 of 75 wrong" in page and "75 %" in page
    assert "75 values count, tested again at 150" in page, "nothing is missing for what is promised already"
    assert "75 missing" not in page


def test_where_a_threshold_has_to_be_chosen_the_page_asks_for_more(slip: DocumentType, admin: User) -> None:
    prove(slip, ["total"], right=62)
    prove(slip, ["total"], right=1, confidence=0.4)
    set_budgets(slip, {"total": ON}, by=admin)
    assert "62 of 72 values that count" in shown(as_(admin), "/automation/types/slip/")


def test_an_administrator_sets_budgets_in_percent(slip: DocumentType, admin: User) -> None:
    answer = as_(admin).post("/automation/types/slip/budgets", {
        "mode:total": "on", "alpha:total": "0.5", "sure:total": "99", "mode:note": "ignored"})
    budget = ErrorBudget.objects.get(key="total")
    assert answer.status_code == 302
    assert (budget.mode, budget.alpha, round(budget.delta, 6), budget.changed_by) == ("on", 0.005, 0.01, admin)
    assert ErrorBudget.objects.get(key="note").mode == "ignored"


@pytest.mark.parametrize("data", [
    {"mode:total": "on", "alpha:total": "much"}, {"mode:total": "on", "alpha:total": "90"}, {"mode:total": "later"},
    {"mode:*": "ignored"}])
def test_budgets_that_make_no_sense_are_refused(slip: DocumentType, admin: User, data: dict[str, str]) -> None:
    assert as_(admin).post("/automation/types/slip/budgets", data).status_code == 422
    assert not ErrorBudget.objects.exists()


def test_blind_samples_are_two_to_five_percent(slip: DocumentType, admin: User) -> None:
    client = as_(admin)
    assert client.post("/automation/types/slip/policy", {"sample_percent": "9"}).status_code == 422
    assert client.post("/automation/types/slip/policy", {"sample_percent": "4"}).status_code == 302
    assert Policy.objects.get().sample_share == 0.04 and not Policy.objects.get().approval_counts


def test_a_reviewer_sees_the_budgets_and_cannot_set_them(slip: DocumentType, reviewer: User) -> None:
    client = as_(reviewer)
    assert 'name="mode:' not in shown(client, "/automation/types/slip/")
    assert client.post("/automation/types/slip/budgets", {"mode:total": "on"}).status_code == 403


def test_a_budget_that_switched_itself_off_is_told_on_every_page_that_matters(
    slip: DocumentType, admin: User, reviewer: User,
) -> None:
    set_budgets(slip, {"total": ON}, by=admin)
    switch_off(ErrorBudget.objects.get(), facts={"sampled": 20, "wrong": 5, "lower": 0.061, "alpha": 0.05})
    for address in ("/", "/automation/", "/automation/types/slip/"):
        page = shown(as_(admin), address)
        assert "Slip, Total: automatic acceptance switched itself off." in page, address
        assert "5 of 20 blind samples were different, so more than 6.1 % is wrong" in page
    assert "switched itself off" not in shown(as_(reviewer), "/")
    set_budgets(slip, {"total": ON}, by=admin)
    assert "Total: automatic acceptance" not in shown(as_(admin), "/automation/")


@pytest.fixture
def passed(slip: DocumentType, admin: User, employee: User, all_blind: None) -> Document:
    prove(slip, ("number", "total", WHOLE), right=59)
    set_budgets(slip, dict.fromkeys(("number", "total", WHOLE), ON), by=admin)
    document, outcome = read(employee, slip, sure())
    assert outcome.document
    return document


def test_the_blind_screen_shows_the_page_and_nothing_that_the_machine_read(passed: Document, reviewer: User) -> None:
    assert "2 blind samples" in shown(as_(reviewer), "/")
    page = shown(as_(reviewer), "/automation/blind/")
    assert f"/documents/{passed.pk}/pages/1" in page and "Number" in page
    assert "A-17" not in page and "12.50" not in page and "0.99" not in page


def test_answers_lead_from_one_sample_to_the_next(passed: Document, reviewer: User) -> None:
    client = as_(reviewer)
    for key, typed in (("number", "A17"), ("total", "99.99")):
        one = BlindSample.objects.get(acceptance__key=key)
        answer: Any = client.post(f"/automation/blind/{one.pk}", {"kind": "value", "typed": typed})
        assert (answer.status_code, answer["Location"]) == (302, "/automation/blind/")
    assert "No blind sample is waiting" in shown(client, "/automation/blind/")
    passed.refresh_from_db()
    assert passed.status == Status.IN_REVIEW
    assert f"#{passed.pk}" in shown(client, "/automation/types/slip/")


def test_an_empty_answer_is_asked_for_again(passed: Document, reviewer: User) -> None:
    one = BlindSample.objects.get(acceptance__key="number")
    answer = as_(reviewer).post(f"/automation/blind/{one.pk}", {"kind": "value", "typed": ""})
    assert answer.status_code == 422 and b"Type the value" in answer.content
    one.refresh_from_db()
    assert one.state == "open"


def test_the_workbench_asks_for_a_full_look_where_that_would_be_evidence(
    slip: DocumentType, admin: User, employee: User, reviewer: User, no_lots: None,
) -> None:
    wish = "This document is evidence for the error budgets once"
    document, _ = read(employee, slip, sure())
    client = as_(reviewer)
    assert wish not in shown(client, f"/review/{document.pk}/")
    set_budgets(slip, {"total": ON}, by=admin)
    assert wish in shown(client, f"/review/{document.pk}/")
    Policy.objects.create(doc_type=slip, approval_counts=True)
    assert wish not in shown(client, f"/review/{document.pk}/")


def test_the_list_costs_the_same_however_many_types_have_evidence(slip: DocumentType, admin: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(client, "/automation/")
        return len(asked)

    client = as_(admin)
    prove(slip, ["total"], right=3)
    shown(client, "/automation/")
    before = queries()
    for number in range(8):
        prove(slip_type(key=f"more-{number}"), ["total"], right=number)
    assert queries() == before < 20
    assert {row.doc_type.key: row.counting for row in overview()} == {
        "slip": 3, **{f"more-{number}": number for number in range(8)}}


def test_the_page_costs_the_same_however_many_fields_have_a_budget(slip: DocumentType, admin: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(client, "/automation/types/slip/")
        return len(asked)

    client, few = as_(admin), ["total"]
    prove(slip, few, right=60)
    set_budgets(slip, {"total": ON}, by=admin)
    shown(client, "/automation/types/slip/")
    before = queries()
    more = [f"extra{n}" for n in range(12)]
    FieldDefinition.objects.bulk_create(FieldDefinition(
        version=slip.live, position=9, key=key, label_zh=key, label_en=key, kind="text") for key in more)
    prove(slip, more, right=60)
    set_budgets(slip, dict.fromkeys(more, ON), by=admin)
    assert queries() == before < 20
    page = shown(client, "/automation/types/slip/")
    assert page.count("60 values count, tested again at 120") == 12, "those of the version before count no more"


def test_a_document_that_was_read_again_counts_as_one_document(slip: DocumentType, admin: User, employee: User) -> None:
    document, _ = read(employee, slip, sure(page=None, box=None))
    for _again in range(2):
        run = document.runs.create(state="done", type_version=slip.live, engine="test")
        assess(run, slip.live, result(sure()), Surroundings(layout_known=False, engine_well=True))
    read(employee, slip, sure())
    assert totals(slip)["read"] == 2
    assert '<div class="figure-number">2</div>' in shown(as_(admin), "/automation/types/slip/")
    counts = {row["why"]: row["count"] for row in reasons(slip)}
    assert counts[WHY["new_layout"]] == 1 and WHY["no_evidence"] not in counts, "only the last reading tells why"


def test_a_field_that_passed_twice_on_one_document_is_one_field(
    slip: DocumentType, admin: User, employee: User, no_lots: None,
) -> None:
    set_budgets(slip, dict.fromkeys(("number", "total", WHOLE), ON), by=admin)
    prove(slip, ["number", "total", WHOLE], right=80)
    bounds.look_again(ErrorBudget.objects.all(), regime(slip))
    document, outcome = read(employee, slip, sure())
    assert outcome.document
    assess(document.runs.create(state="done", type_version=slip.live, engine="test"), slip.live, result(sure()), WELL)
    assert Acceptance.objects.filter(document=document).exclude(key=WHOLE).count() == 4
    assert totals(slip) == {"read": 1, "passed": 1, "values": 2}
