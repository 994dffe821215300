"""Blind samples: who may type them, what a difference does, and when the automation switches itself off."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.automation import blind
from docmgr.automation.budgets import Wanted, set_budgets
from docmgr.automation.field_lines import Facts
from docmgr.automation.models import WHOLE, BlindSample, ErrorBudget
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.review.deciding import decide
from docmgr.review.marks import Mark
from docmgr.review.values import current_fields
from tests.automation.makers import approve, prove, read, sure
from tests.matrix.world import client_of

ON = Wanted(mode="on", alpha=0.05, delta=0.05)
State = BlindSample.State


@pytest.fixture
def certified(slip: DocumentType, admin: User, all_blind: None) -> DocumentType:
    prove(slip, ("number", "total", WHOLE), right=59)
    set_budgets(slip, dict.fromkeys(("number", "total", WHOLE), ON), by=admin)
    return slip


@pytest.fixture
def passed(certified: DocumentType, employee: User) -> Document:
    document, outcome = read(employee, certified, sure())
    assert outcome.document
    return document


def sample(document: Document, key: str = "total") -> BlindSample:
    return BlindSample.objects.get(acceptance__document=document, acceptance__key=key)


def test_the_same_value_typed_blindly_changes_nothing(passed: Document, reviewer: User) -> None:
    assert blind.answer(sample(passed), by=reviewer, kind="value", typed=" 12.5 ") == State.RIGHT
    passed.refresh_from_db()
    assert passed.status == Status.AUTO_APPROVED


def test_another_value_opens_the_document_again_and_says_why(passed: Document, reviewer: User) -> None:
    assert blind.answer(sample(passed), by=reviewer, kind="value", typed="72.50") == State.WRONG
    passed.refresh_from_db()
    assert passed.status == Status.IN_REVIEW and "Total" in passed.reason and "12.50" not in passed.reason
    total = {f.key: f for f in current_fields(passed)}["total"]
    assert total.mark is Mark.RULE and total.needs_person and total.reasons
    assert AuditEvent.objects.filter(action="document.reopened", object_id=str(passed.pk)).exists()


@pytest.mark.parametrize("kind", ["absent", "unreadable"])
def test_a_value_that_a_person_cannot_find_or_read_goes_to_a_reviewer(
    passed: Document, reviewer: User, kind: str,
) -> None:
    state = blind.answer(sample(passed), by=reviewer, kind=kind)
    passed.refresh_from_db()
    assert passed.status == Status.IN_REVIEW
    assert state == (State.WRONG if kind == "absent" else State.UNREADABLE)
    assert {f.key: f for f in current_fields(passed)}["total"].needs_person


def test_the_flag_stays_while_other_values_are_decided_on_and_goes_with_the_persons_own_word(
    passed: Document, reviewer: User, people: dict[Role, User],
) -> None:
    blind.answer(sample(passed), by=reviewer, kind="value", typed="72.50")
    for key, expected in (("number", Mark.RULE), ("total", Mark.PERSON)):
        passed.refresh_from_db()
        decide(passed, by=people[Role.REVIEWER], revision=passed.revision, key=key, kind="confirm")
        assert {f.key: f.mark for f in current_fields(passed)}["total"] is expected


def test_a_field_that_passed_as_empty_bears_the_flag_too_until_a_person_says_that_it_is_not_there(
    certified: DocumentType, admin: User, employee: User, reviewer: User, people: dict[Role, User],
) -> None:
    prove(certified, ["note"], right=59, empty=True)
    set_budgets(certified, {"note": ON}, by=admin)
    document = read(employee, certified, sure())[0]
    assert document.status == Status.AUTO_APPROVED
    assert blind.answer(sample(document, "note"), by=reviewer, kind="value", typed="Fragile") == State.WRONG
    document.refresh_from_db()
    fields = {f.key: f for f in current_fields(document)}
    assert [key for key, f in fields.items() if f.needs_person] == ["note"] and document.flagged == 1
    assert len(fields["note"].reasons) == 1 and "second person" in fields["note"].reasons[0]
    for key, kind, left in (("number", "confirm", 1), ("note", "absent", 0)):
        decide(document, by=people[Role.REVIEWER], revision=document.revision, key=key, kind=kind)
        document.refresh_from_db()
        assert document.flagged == left
    approve(document, people[Role.REVIEWER])
    assert blind.settle(document) == 1 and sample(document, "note").state == State.RIGHT


def test_nobody_types_what_he_handed_in_or_decided_on(passed: Document, employee: User, reviewer: User) -> None:
    User.objects.filter(pk=employee.pk).update(role=Role.REVIEWER)
    employee.refresh_from_db()
    assert blind.next_for(employee) is None
    with pytest.raises(NotAllowed):
        blind.answer(sample(passed), by=employee, kind="value", typed="12.50")
    assert blind.next_for(reviewer) == sample(passed, "number")
    approve(passed, reviewer, {"number": "A-17"})
    assert blind.next_for(reviewer) is None


def test_only_reviewers_type_blind_samples(passed: Document, admin: User) -> None:
    with pytest.raises(NotAllowed):
        blind.next_for(admin)


@pytest.mark.database
def test_the_second_of_two_answers_is_told_that_the_first_was_faster(
    passed: Document, reviewer: User, people: dict[Role, User],
) -> None:
    one = sample(passed)
    blind.answer(one, by=reviewer, kind="value", typed="12.50")
    with pytest.raises(Conflict):
        blind.answer(one, by=people[Role.REVIEWER], kind="value", typed="12.50")


@pytest.mark.parametrize(("kind", "typed"), [("value", " \n"), ("guess", "12.50"), ("value", "1" * 30_000)])
def test_an_answer_that_is_none_is_refused(passed: Document, reviewer: User, kind: str, typed: str) -> None:
    with pytest.raises(Invalid):
        blind.answer(sample(passed), by=reviewer, kind=kind, typed=typed)
    assert sample(passed).state == State.OPEN


def test_a_typing_slip_is_settled_by_the_review(passed: Document, reviewer: User, people: dict[Role, User]) -> None:
    blind.answer(sample(passed), by=reviewer, kind="value", typed="21.50")
    passed.refresh_from_db()
    approve(passed, people[Role.REVIEWER], {"total": "12.50"})
    assert blind.settle(passed) == 1 and sample(passed).state == State.RIGHT


def test_an_untouched_value_does_not_settle_it(passed: Document, reviewer: User, people: dict[Role, User]) -> None:
    blind.answer(sample(passed), by=reviewer, kind="value", typed="21.50")
    passed.refresh_from_db()
    approve(passed, people[Role.REVIEWER], {"number": "A-17"})
    assert blind.settle(passed) == 0 and sample(passed).state == State.WRONG


def test_a_sample_of_a_document_that_was_read_again_is_dropped(passed: Document, reviewer: User) -> None:
    again = passed.runs.get()
    again.pk = None
    again.save(force_insert=True)
    assert blind.next_for(reviewer) is None
    assert sample(passed).state == State.DROPPED


def test_a_sample_of_a_document_that_was_split_waits_for_nobody(
    passed: Document, certified: DocumentType, reviewer: User,
) -> None:
    """Opened again and split: until that is undone nobody is asked, and the page of the budgets says so."""
    def waiting() -> int:
        return next(line for line in Facts(certified).lines() if line.key == "total").waiting

    assert waiting() == 1 and blind.waiting_for(reviewer).exists()
    for status, number in ((Status.SPLIT, 0), (Status.IN_REVIEW, 1)):
        Document.objects.filter(pk=passed.pk).update(status=status)
        assert waiting() == number and blind.waiting_for(reviewer).exists() is bool(number)


def test_errors_in_blind_samples_switch_the_field_off_and_say_so(
    certified: DocumentType, admin: User, employee: User, reviewer: User,
) -> None:
    answered = 0
    while ErrorBudget.objects.get(doc_type=certified, key="total").mode == "on":
        document, outcome = read(employee, certified, sure())
        assert "total" in outcome.fields
        blind.answer(sample(document), by=reviewer, kind="value", typed="99.00")
        answered += 1
        assert answered < 10
    budget = ErrorBudget.objects.get(doc_type=certified, key="total")
    assert budget.stopped["wrong"] == budget.stopped["sampled"] == answered >= 2
    assert budget.stopped["lower"] > budget.alpha
    assert AuditEvent.objects.filter(action="automation.stopped", object_id=str(certified.pk)).count() == 1
    document, outcome = read(employee, certified, sure())
    assert outcome.fields == {"number"} and document.status == Status.IN_REVIEW


def test_after_switching_itself_off_it_begins_with_new_evidence(
    certified: DocumentType, admin: User, employee: User, reviewer: User,
) -> None:
    test_errors_in_blind_samples_switch_the_field_off_and_say_so(certified, admin, employee, reviewer)
    set_budgets(certified, {"total": ON}, by=admin)
    assert read(employee, certified, sure())[1].fields == {"number"}
    prove(certified, ["total"], right=59)
    set_budgets(certified, {"total": Wanted(mode="on", alpha=0.06, delta=0.05)}, by=admin)
    assert "total" in read(employee, certified, sure())[1].fields


def test_one_error_among_many_right_ones_does_not_switch_it_off(
    certified: DocumentType, employee: User, reviewer: User,
) -> None:
    for number in range(20):
        document, _ = read(employee, certified, sure())
        blind.answer(sample(document), by=reviewer, kind="value", typed="99.00" if number == 10 else "12.50")
    assert ErrorBudget.objects.get(doc_type=certified, key="total").mode == "on"


@pytest.mark.parametrize(("typed", "said"), [
    ("12.5O eur o", "The amount is not a number."), ("twelve", "not a number")])
def test_nonsense_typed_for_an_amount_is_asked_about_and_answers_nothing(
    passed: Document, reviewer: User, typed: str, said: str,
) -> None:
    with pytest.raises(blind.Doubtful) as asked:
        blind.answer(sample(passed), by=reviewer, kind="value", typed=typed)
    passed.refresh_from_db()
    assert said in str(asked.value.message) and "12.50" not in str(asked.value.message)
    assert sample(passed).state == State.OPEN and passed.status == Status.AUTO_APPROVED


def test_whoever_says_that_it_is_printed_like_that_is_believed(passed: Document, reviewer: User) -> None:
    assert blind.answer(sample(passed), by=reviewer, kind="value", typed="l2,5O", as_printed=True) == State.WRONG
    assert sample(passed).typed == "l2,5O"


def test_a_typed_value_is_kept_in_the_normal_form_of_its_field(passed: Document, reviewer: User) -> None:
    blind.answer(sample(passed), by=reviewer, kind="value", typed="EUR 12,50")
    assert (sample(passed).typed, sample(passed).state) == ("12.50", State.RIGHT)


def test_the_screen_keeps_what_was_typed_and_offers_to_take_it_as_printed(passed: Document, reviewer: User) -> None:
    client = client_of(reviewer, headers={"Accept-Language": "en"})
    address = f"/automation/blind/{sample(passed).pk}"
    page = client.post(address, {"kind": "value", "typed": "twelve"})
    assert page.status_code == 422 and 'value="twelve"' in page.content.decode()
    assert "It is printed like that" in page.content.decode() and "12.50" not in page.content.decode()
    assert client.post(address, {"kind": "printed", "typed": "twelve"}).status_code == 302
    assert sample(passed).state == State.WRONG
