"""The pages: what they tell, what they take, and what the blind screen keeps to itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.automation import bounds
from docmgr.automation.acceptance import assess
from docmgr.automation.budgets import Wanted, set_budgets, switch_off
from docmgr.automation.gates import WHY, Surroundings
from docmgr.automation.models import WHOLE, Acceptance, BlindSample, ErrorBudget, Policy
from docmgr.automation.selectors import overview, reasons, totals
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document, Status
from tests.automation.makers import WELL, prove, read, regime, result, slip_type, sure, value

ON = Wanted(mode="on", alpha=0.05, delta=0.05)


def as_(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="docmgr.accounts.backends.LocalBackend")
    return client


DRAWN = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')


def shown(client: Client, address: str) -> str:
    """The page without the marks that are drawn by lot for each answer: any letters stand in those."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(DRAWN.sub("", answer.content.decode()).split())


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
    assert "at most 5 % wrong</strong>" in page and "from confidence 98 %; 0 of 75 wrong" in page and "75 %" in page
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
    assert client.post("/automation/types/slip/policy", {"sample_share": "9"}).status_code == 422
    assert client.post("/automation/types/slip/policy", {"sample_share": "4"}).status_code == 302
    assert Policy.objects.get().sample_share == 0.04 and not Policy.objects.get().approval_counts


def test_blind_samples_that_a_colleague_has_set_meanwhile_are_not_taken_back_unseen(
    slip: DocumentType, admin: User,
) -> None:
    client, address = as_(admin), "/automation/types/slip/policy"
    stale = {"sample_share": "3", "approval_counts": "on", "seen": "0.030000 False"}
    assert stale["seen"] in shown(client, "/automation/types/slip/")
    client.post(address, {"sample_share": "4", "seen": stale["seen"]})
    answer = client.post(address, stale)
    assert answer.status_code == 422 and b"Meanwhile somebody set 4 %" in answer.content
    assert b"0.040000 False" in answer.content and Policy.objects.get().sample_share == 0.04
    client.post(address, {**stale, "seen": "0.040000 False"})
    assert (Policy.objects.get().sample_share, Policy.objects.get().approval_counts) == (0.03, True)


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
    assert totals(slip) == {"read": 1, "passed": 1, "standing": 1, "values": 2}


def rows_of(client: Client) -> dict[str, str]:
    """What the budgets' form of the page would send, untouched."""
    form = shown(client, "/automation/types/slip/").partition("types/slip/budgets")[2].partition("</form>")[0]
    found = dict(re.findall(r'name="((?:seen|alpha|sure):[^"]+)" value="([^"]*)"', form))
    modes = re.findall(r'name="(mode:[^"]+)".*?value="(\w+)" selected', form)
    return {**found, **dict(modes)}


def test_a_refused_budget_is_shown_again_with_what_was_typed_and_why(slip: DocumentType, admin: User) -> None:
    answer = as_(admin).post("/automation/types/slip/budgets", {
        "mode:number": "on", "alpha:number": "3", "sure:number": "95",
        "mode:total": "on", "alpha:total": "much", "sure:total": "90"})
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422 and not ErrorBudget.objects.exists(), "nothing is saved by halves"
    assert "Give the shares in percent." in page and 'value="much"' in page and 'name="alpha:number" value="3"' in page


def test_a_page_that_stood_open_takes_nothing_back_that_a_colleague_set(slip: DocumentType, admin: User) -> None:
    client = as_(admin)
    stale = rows_of(client)
    assert stale["mode:total"] == "off" and stale["mode:*"] == "off"
    set_budgets(slip, {"total": ON}, by=admin)
    client.post("/automation/types/slip/budgets", {**stale, "mode:number": "on"})
    assert {b.key: b.mode for b in ErrorBudget.objects.all()} == {"number": "on", "total": "on"}


def test_whoever_sets_what_a_colleague_has_set_meanwhile_is_told_and_may_insist(
    slip: DocumentType, admin: User,
) -> None:
    client = as_(admin)
    stale = {**rows_of(client), "mode:total": "on", "alpha:total": "2"}
    set_budgets(slip, {"total": ON}, by=admin)
    answer = client.post("/automation/types/slip/budgets", stale)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422 and ErrorBudget.objects.get().alpha == 0.05
    assert "Meanwhile somebody set: accept within the budget, at most 5 % wrong, 95 % sure." in page
    again = re.search(r'name="seen:total" value="([^"]+)"', page)
    assert again
    client.post("/automation/types/slip/budgets", {**stale, "seen:total": again[1]})
    assert ErrorBudget.objects.get().alpha == 0.02


def test_a_page_that_stood_open_does_not_start_what_switched_itself_off(slip: DocumentType, admin: User) -> None:
    client = as_(admin)
    set_budgets(slip, {"total": ON}, by=admin)
    stale = rows_of(client)
    switch_off(ErrorBudget.objects.get(), facts={"sampled": 20, "wrong": 5, "lower": 0.061, "alpha": 0.05})
    client.post("/automation/types/slip/budgets", {**stale, "mode:number": "on"})
    assert ErrorBudget.objects.get(key="total").mode == "off", "saving another field is no word about this one"
    answer = client.post("/automation/types/slip/budgets", {**stale, "alpha:total": "4"})
    assert answer.status_code == 422 and b"switched itself off here" in answer.content
    assert ErrorBudget.objects.get(key="total").stopped_at
    client.post("/automation/types/slip/budgets", {**rows_of(client), "mode:total": "on"})
    assert ErrorBudget.objects.get(key="total").mode == "on", "who has seen it may start it again"


def test_an_alarm_is_taken_note_of_where_the_field_is_to_stay_off(slip: DocumentType, admin: User) -> None:
    client = as_(admin)
    prove(slip, ["total"], right=60)
    set_budgets(slip, {"total": ON}, by=admin)
    switch_off(ErrorBudget.objects.get(), facts={"sampled": 20, "wrong": 5, "lower": 0.061, "alpha": 0.05})
    assert "Leave it off" in shown(client, "/automation/")
    client.post("/automation/types/slip/budgets", {"settle:total": "1"})
    budget = ErrorBudget.objects.get()
    assert (budget.mode, budget.stopped_at) == ("off", None) and "switched itself off" not in shown(client, "/")
    told = AuditEvent.objects.filter(action="automation.changed").latest("seq")
    assert (told.actor, told.before["alarm"], told.after["alarm"]) == (admin, True, False)
    set_budgets(slip, {"total": ON}, by=admin)
    assert "0 of 59 values that count" in shown(client, "/automation/types/slip/"), "contradicted"
    answer = client.post("/automation/types/slip/budgets", {"settle:total": "1"}, follow=True)
    assert b"Nothing was changed." in answer.content and ErrorBudget.objects.get().mode == "on"


def test_saving_what_the_page_shows_changes_no_promise(slip: DocumentType, admin: User) -> None:
    client = as_(admin)
    set_budgets(slip, {"total": Wanted(mode="on", alpha=0.001234, delta=0.012345)}, by=admin)
    rows = AuditEvent.objects.count()
    client.post("/automation/types/slip/budgets", {k: v for k, v in rows_of(client).items() if "seen" not in k})
    client.post("/automation/types/slip/policy", {"sample_share": "3"})
    assert (ErrorBudget.objects.get(key="total").alpha, AuditEvent.objects.count()) == (0.001234, rows)


def test_the_alarm_costs_the_same_however_many_budgets_switched_themselves_off(
    slip: DocumentType, admin: User, employee: User, no_lots: None,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(client, "/automation/")
        return len(asked)

    client, keys = as_(admin), ("number", "total", "note", WHOLE)
    prove(slip, keys, right=60)
    set_budgets(slip, dict.fromkeys(keys, ON), by=admin)
    document, _outcome = read(employee, slip, [*sure(), value("note", "by hand")])
    assert document.status == Status.AUTO_APPROVED
    for key in keys[:1]:
        switch_off(ErrorBudget.objects.get(key=key), facts={"sampled": 9, "wrong": 5, "lower": 0.06, "alpha": 0.05})
    shown(client, "/automation/")
    before = queries()
    for key in keys[1:3]:
        switch_off(ErrorBudget.objects.get(key=key), facts={"sampled": 9, "wrong": 5, "lower": 0.06, "alpha": 0.05})
    assert queries() == before
    assert shown(client, "/automation/").count("1 document was accepted since the last sound proof.") == 3


def test_a_contradicted_field_says_that_its_evidence_is_gone_and_what_waits_for_it(
    slip: DocumentType, admin: User,
) -> None:
    prove(slip, ["number", "total", WHOLE], right=60)
    set_budgets(slip, {**dict.fromkeys(("number", "total", WHOLE), ON), "note": Wanted(mode="ignored")}, by=admin)
    page = shown(as_(admin), "/automation/types/slip/")
    assert "nothing passes as a whole" not in page and page.count("<strong>100 %</strong>") == 3
    switch_off(ErrorBudget.objects.get(key="total"), facts={"sampled": 9, "wrong": 5, "lower": 0.06, "alpha": 0.05})
    page = shown(as_(admin), "/automation/types/slip/")
    assert "what was reviewed so far counts no more" in page and "59 are enough" not in page
    assert "nothing passes as a whole while a person looks at: Total" in page
    assert page.count("<strong>100 %</strong>") == 1, "what is said of whole documents would be wrong now"


def test_what_passed_is_the_same_figure_in_the_list_and_on_the_page_of_the_type(
    passed: Document, slip: DocumentType, reviewer: User,
) -> None:
    as_(reviewer).post(f"/automation/blind/{BlindSample.objects.get(acceptance__key='total').pk}", {
        "kind": "value", "typed": "99.99"})
    assert totals(slip)["passed"] == overview()[0].passed == 1 and totals(slip)["standing"] == 0
    page = shown(as_(reviewer), "/automation/types/slip/")
    assert "0 of them still stand" in page
    assert "<td>Total</td>" in page and "slip.png" in page, "a found error names its field and its document"


def test_a_sample_answered_in_another_window_leads_to_the_next(passed: Document, reviewer: User) -> None:
    client, one = as_(reviewer), BlindSample.objects.get(acceptance__key="number")
    client.post(f"/automation/blind/{one.pk}", {"kind": "value", "typed": "A-17"})
    answer = client.post(f"/automation/blind/{one.pk}", {"kind": "value", "typed": "B"}, follow=True)
    assert answer.redirect_chain == [("/automation/blind/", 302)] and b"answered or dropped" in answer.content
    one.refresh_from_db()
    assert one.typed == "A-17"


def test_an_endless_answer_is_told_to_be_too_long(passed: Document, reviewer: User) -> None:
    one = BlindSample.objects.get(acceptance__key="number")
    answer = as_(reviewer).post(f"/automation/blind/{one.pk}", {"kind": "value", "typed": "x" * 20_001})
    assert answer.status_code == 422 and b"too long: more than 20000 characters" in answer.content


def test_the_list_counts_every_certified_budget_and_none_of_an_earlier_regime(slip: DocumentType, admin: User) -> None:
    prove(slip, ["number", "total"], right=75)
    set_budgets(slip, {"number": ON, "total": ON, "note": ON}, by=admin)
    assert [(row.on, row.certified) for row in overview()] == [(3, 2)]
    slip.live.review_below = 0.8
    slip.live.save()
    assert [(row.on, row.certified) for row in overview()] == [(3, 0)]
    assert "collecting evidence" in shown(as_(admin), "/automation/")
