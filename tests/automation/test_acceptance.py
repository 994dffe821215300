"""What passes without a person, and everything that keeps a document with one."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.automation import lots
from docmgr.automation.budgets import Wanted, set_budgets
from docmgr.automation.gates import Surroundings
from docmgr.automation.models import WHOLE, Acceptance, Assessment, Certificate
from docmgr.core.exceptions import Invalid, NotAllowed
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Status
from docmgr.extraction.models import FieldValue
from docmgr.review.marks import Mark
from docmgr.review.values import current_fields
from tests.automation import makers
from tests.automation.makers import WELL, read, sure, value

ON = Wanted(mode="on", alpha=0.05, delta=0.05)
ENOUGH = 59
FAILED = [{"name": "sum_matches", "ok": False, "detail": "11300"}]
ALL = ("number", "total", WHOLE)


@pytest.fixture
def certified(slip: DocumentType, admin: User, no_lots: None) -> DocumentType:
    """Enough evidence for both fields and for whole documents."""
    makers.prove(slip, ALL, right=ENOUGH)
    set_budgets(slip, dict.fromkeys(ALL, ON), by=admin)
    return slip


def test_nothing_passes_without_a_budget(slip: DocumentType, employee: User, no_lots: None) -> None:
    makers.prove(slip, ALL, right=2 * ENOUGH)
    document, outcome = read(employee, slip, sure())
    assert (outcome.document, outcome.fields) == (False, frozenset())
    assert document.status == Status.IN_REVIEW
    assert not Acceptance.objects.exists()


def test_nothing_passes_without_evidence(slip: DocumentType, admin: User, employee: User, no_lots: None) -> None:
    set_budgets(slip, dict.fromkeys(ALL, ON), by=admin)
    _document, outcome = read(employee, slip, sure())
    assert not outcome.document and not outcome.fields


@pytest.mark.parametrize(("alpha", "reviewed", "passes"), [
    (0.01, 298, False), (0.01, 299, True), (0.02, 148, False), (0.02, 149, True), (0.05, 58, False), (0.05, 59, True)])
def test_one_reviewed_value_too_few_is_too_few(
    slip: DocumentType, admin: User, employee: User, no_lots: None, alpha: float, reviewed: int, passes: bool,
) -> None:
    makers.prove(slip, ["total"], right=reviewed)
    set_budgets(slip, {"total": Wanted(mode="on", alpha=alpha, delta=0.05)}, by=admin)
    _document, outcome = read(employee, slip, sure())
    assert outcome.fields == ({"total"} if passes else frozenset())


def test_one_wrong_value_among_just_enough_proves_nothing(
    slip: DocumentType, admin: User, employee: User, no_lots: None,
) -> None:
    makers.prove(slip, ["total"], right=298, wrong=1)
    set_budgets(slip, {"total": Wanted(mode="on", alpha=0.01, delta=0.05)}, by=admin)
    assert not read(employee, slip, sure())[1].fields


def test_a_document_passes_where_all_its_fields_and_the_whole_are_certified(
    certified: DocumentType, employee: User,
) -> None:
    document, outcome = read(employee, certified, sure())
    assert outcome.document and outcome.fields == {"number", "total"}
    assert document.status == Status.AUTO_APPROVED
    assert {f.mark for f in current_fields(document) if f.value} == {Mark.ACCEPTED}


def test_every_acceptance_is_audited_with_what_was_promised_and_what_it_rested_on(
    certified: DocumentType, employee: User,
) -> None:
    document, _outcome = read(employee, certified, sure())
    event = AuditEvent.objects.get(action="automation.accepted", object_id=str(document.pk))
    told = event.after["fields"]["total"]
    assert (told["alpha"], told["delta"], told["reviewed"], told["wrong"]) == (0.05, 0.05, ENOUGH, 0)
    assert told["threshold"] <= 0.98 and set(event.after["fields"]) == set(ALL)


def test_a_value_may_pass_on_a_document_that_goes_to_a_person(
    slip: DocumentType, admin: User, employee: User, no_lots: None,
) -> None:
    makers.prove(slip, ["total"], right=ENOUGH)
    set_budgets(slip, {"total": ON}, by=admin)
    document, outcome = read(employee, slip, [value("number", "A-1", confidence=0.4), value("total", "3.00")])
    marks = {f.key: f.mark for f in current_fields(document)}
    assert outcome.fields == {"total"} and not outcome.document
    assert (marks["total"], marks["number"]) == (Mark.ACCEPTED, Mark.LOOK)


def test_a_less_certain_value_than_was_certified_does_not_pass(certified: DocumentType, employee: User) -> None:
    assert Certificate.objects.get(budget__key="total").threshold == 0.98
    values = [value("number", "A-1"), value("total", "1.00", confidence=0.97)]
    _document, outcome = read(employee, certified, values)
    assert outcome.fields == {"number"} and not outcome.document


@pytest.mark.parametrize("spoiled", [{"checks": FAILED}, {"page": None, "box": None}])
def test_a_value_with_a_failed_check_or_without_a_place_on_the_page_never_passes(
    certified: DocumentType, employee: User, spoiled: dict,
) -> None:
    _document, outcome = read(employee, certified, [value("number", "A-1"), value("total", "1.00", **spoiled)])
    assert outcome.fields == {"number"} and not outcome.document


@pytest.mark.parametrize(("around", "code"), [
    (Surroundings(layout_known=False, engine_well=True), "new_layout"),
    (Surroundings(layout_known=True, engine_well=False), "engine_red")])
def test_nothing_passes_on_a_new_layout_or_while_the_engine_is_not_well(
    certified: DocumentType, employee: User, around: Surroundings, code: str,
) -> None:
    document, outcome = read(employee, certified, sure(), around=around)
    assert not outcome.document and not outcome.fields
    assert Assessment.objects.get(run__document=document).blocks == [code]


@pytest.mark.parametrize("about", [
    {"type_confidence": 0.3}, *({"issues": [{"code": code, "field": None}]} for code in (
        "low_quality", "type_close", "type_little", "type_titled", "several_papers"))])
def test_nothing_passes_where_the_type_is_a_guess_or_a_page_has_trouble(
    certified: DocumentType, employee: User, about: dict,
) -> None:
    _document, outcome = read(employee, certified, sure(), **about)
    assert not outcome.document and not outcome.fields


def test_nothing_passes_where_four_eyes_are_asked_for(admin: User, employee: User, no_lots: None) -> None:
    strict = makers.slip_type(key="strict", four_eyes=True)
    makers.prove(strict, ALL, right=ENOUGH)
    set_budgets(strict, dict.fromkeys(ALL, ON), by=admin)
    _document, outcome = read(employee, strict, sure())
    assert not outcome.document and not outcome.fields


def test_a_field_without_a_budget_keeps_the_document_unless_it_does_not_matter(
    certified: DocumentType, admin: User, employee: User,
) -> None:
    values = [*sure(), value("note", "urgent")]
    assert not read(employee, certified, values)[1].document
    set_budgets(certified, {"note": Wanted(mode="ignored")}, by=admin)
    assert read(employee, certified, values)[1].document


def test_a_missing_required_value_keeps_the_document(certified: DocumentType, admin: User, employee: User) -> None:
    makers.prove(certified, ["number"], right=ENOUGH, empty=True)
    assert not read(employee, certified, [value("total", "1.00")])[1].document


def test_an_empty_field_with_a_budget_passes_on_evidence_of_empty_ones_only(
    certified: DocumentType, admin: User, employee: User,
) -> None:
    makers.prove(certified, ["note"], right=ENOUGH)
    set_budgets(certified, {"note": ON}, by=admin)
    assert not read(employee, certified, sure())[1].document
    makers.prove(certified, ["note"], right=ENOUGH, empty=True)
    set_budgets(certified, {"note": Wanted(mode="on", alpha=0.06, delta=0.05)}, by=admin)
    assert read(employee, certified, sure())[1].document


def test_a_certificate_of_another_model_or_definition_lets_nothing_pass(
    certified: DocumentType, employee: User,
) -> None:
    certified.live.prompt = "Read more carefully."
    certified.live.save()
    _document, outcome = read(employee, certified, sure())
    assert not outcome.document and not outcome.fields


def test_some_documents_stay_with_a_person_by_lot(
    certified: DocumentType, employee: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lots, "drawn", lambda document, purpose, **how: purpose == "control")
    document, outcome = read(employee, certified, sure())
    assert not outcome.document and not outcome.fields
    assert Assessment.objects.get(run__document=document).control


def test_a_document_that_the_engine_is_measured_with_never_passes(certified: DocumentType, employee: User) -> None:
    document, _outcome = read(employee, certified, sure())
    document.held_back = True
    document.save()
    Assessment.objects.all().delete()
    Acceptance.objects.all().delete()
    from docmgr.automation.acceptance import assess

    assert not assess(document.runs.get(), certified.live, makers.result(sure()), WELL).fields


def test_turning_the_budget_off_ends_it_at_once(certified: DocumentType, admin: User, employee: User) -> None:
    set_budgets(certified, {"total": Wanted(mode="off", alpha=0.05)}, by=admin)
    _document, outcome = read(employee, certified, sure())
    assert outcome.fields == {"number"} and not outcome.document
    assert not FieldValue.objects.filter(run__document=_document, key="total", accepted=True).exists()


def test_only_administrators_set_budgets(slip: DocumentType, reviewer: User) -> None:
    with pytest.raises(NotAllowed):
        set_budgets(slip, {"total": ON}, by=reviewer)


@pytest.mark.parametrize("wanted", [Wanted(mode="on", alpha=0.0), Wanted(mode="on", delta=0.9), Wanted(mode="maybe")])
def test_a_budget_that_makes_no_sense_is_refused(slip: DocumentType, admin: User, wanted: Wanted) -> None:
    with pytest.raises(Invalid):
        set_budgets(slip, {"total": wanted}, by=admin)
