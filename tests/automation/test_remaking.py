"""After a retraining: what people decided before judges what twins of the new model answer, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.automation import bounds, lots, remaking
from docmgr.automation import jobs as automation_jobs
from docmgr.automation.bounds import certificate_of
from docmgr.automation.budgets import Wanted, set_budgets
from docmgr.automation.evidence import gather_flawed
from docmgr.automation.field_lines import Facts
from docmgr.automation.models import WHOLE, BlindSample, ErrorBudget, Evidence
from docmgr.automation.regime import regime_now, regime_of
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.services import open_draft, publish, roll_back
from docmgr.documents.models import Document, Status
from docmgr.training.models import Job, ModelVersion, UnseenAnswer
from docmgr.training.trained import unseen, versions
from ocr_engine.learn.confidence.budget import HALF, TWINS
from tests.automation import makers
from tests.automation.makers import approve, prove, read, sure, value

pytestmark = pytest.mark.django_db
RIGHT = {"number": "A-17", "total": "12.50"}


@pytest.fixture
def retrain(slip: DocumentType, admin: User) -> Callable[..., ModelVersion]:
    """retrain({document: values}): a model goes live whose twins answered so."""

    def go(answers: dict[Document, list], known: set[int] | None = None, taken: bool = True) -> ModelVersion:
        made = versions.register(slip, by=admin, taken=taken, type_version=slip.live, sha256="0" * 64)
        told = {d.pk: values for d, values in answers.items()}
        unseen.keep(made, told, set(told) if known is None else known)
        return made

    return go


@pytest.fixture
def looked_at(slip: DocumentType, employee: User, reviewer: User, no_lots: None) -> list[Document]:
    """Twelve documents that a person confirmed from top to bottom under the old model."""
    documents = [read(employee, slip, sure())[0] for _ in range(12)]
    for document in documents:
        assert approve(document, reviewer, RIGHT)
    return documents


def rows_of(doc_type: DocumentType, key: str = "total") -> list[tuple[float, bool]]:
    rows = Evidence.objects.filter(doc_type=doc_type, regime=regime_now(doc_type), key=key).order_by("document_id")
    return list(rows.values_list("confidence", "right"))


def test_after_a_retraining_evidence_does_not_start_from_nothing(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    before = regime_now(slip)
    retrain({d: [value("number", "A-17"), value("total", "12.50", confidence=0.93)] for d in looked_at})
    assert regime_now(slip) != before and rows_of(slip) == []
    assert remaking.remake(slip) == 12
    assert rows_of(slip) == [(0.93, True)] * 12
    made = Evidence.objects.filter(regime=regime_now(slip))
    assert set(made.values_list("origin", flat=True)) == {"remade"}
    assert Evidence.objects.filter(regime=before, key="total", origin="reviewed").count() == 12
    assert AuditEvent.objects.filter(action="automation.remade").count() == 1


def test_answers_to_a_definition_that_was_replaced_during_the_training_prove_nothing_of_its_successor(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion], admin: User,
) -> None:
    answers = {d: [value("number", "A-17"), value("total", "12.50")] for d in looked_at}
    former = slip.live
    draft = open_draft(slip, by=admin)
    made = retrain(answers)
    assert made.type_version == former
    publish(draft, by=admin, revision=draft.revision)
    slip = DocumentType.objects.get(pk=slip.pk)
    remaking.ask_for(slip)
    assert remaking.remake(slip) == 0 and rows_of(slip) == [] and not Job.objects.filter(kind="budget").exists()
    roll_back(former, by=admin)
    slip = DocumentType.objects.get(pk=slip.pk)
    remaking.ask_for(slip)
    assert Job.objects.filter(kind="budget").exists() and remaking.remake(slip) == 12


def test_a_document_that_was_erased_during_the_training_costs_its_own_answer_only(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    gone = looked_at[0].pk + 100_000
    looked_at[0].pk, number = gone, looked_at[0].pk
    retrain({d: [value("number", "A-17"), value("total", "12.50")] for d in looked_at})
    assert set(UnseenAnswer.objects.values_list("document", flat=True)) == {d.pk for d in looked_at} - {gone}
    assert remaking.remake(slip) == 11 and number not in Evidence.objects.filter(
        regime=regime_now(slip)).values_list("document", flat=True)


def test_the_new_answer_is_judged_and_not_the_old_one(
    slip: DocumentType, employee: User, reviewer: User, retrain: Callable[..., ModelVersion], no_lots: None,
) -> None:
    put_right = read(employee, slip, [value("number", "A-17"), value("total", "99.00")])[0]
    confirmed = read(employee, slip, sure())[0]
    for document in (put_right, confirmed):
        approve(document, reviewer, RIGHT)
    retrain({put_right: sure(), confirmed: [value("number", "A-17"), value("total", "21.50")]})
    remaking.remake(slip)
    assert rows_of(slip) == [(0.99, True), (0.99, False)]
    assert [ok for _, ok in rows_of(slip, "number")] == [True, True]


def test_a_value_that_the_new_model_misses_speaks_against_its_silence(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    retrain({looked_at[0]: [value("number", "A-17")]})
    remaking.remake(slip)
    missed = Evidence.objects.get(regime=regime_now(slip), key="total")
    assert missed.empty and not missed.right


def test_each_document_counts_once(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    twin = looked_at[1]
    Document.objects.filter(pk=twin.pk).update(blob=looked_at[0].blob)
    made = retrain({d: sure() for d in looked_at[:3]})
    assert remaking.remake(slip) == 2
    assert not UnseenAnswer.objects.exists() and remaking.remake(slip) == 0
    unseen.keep(made, {looked_at[0].pk: sure()}, {looked_at[0].pk})
    assert remaking.remake(slip) == 0
    assert len(rows_of(slip)) == 2


def test_documents_on_which_only_the_doubtful_was_looked_at_are_no_evidence_of_the_new_model_either(
    slip: DocumentType, employee: User, reviewer: User, retrain: Callable[..., ModelVersion], no_lots: None,
) -> None:
    document = read(employee, slip, sure())[0]
    approve(document, reviewer, {"total": "12.50"})
    retrain({document: sure()})
    assert remaking.remake(slip) == 0 and not rows_of(slip)


def test_documents_that_came_to_a_person_because_they_were_doubtful_are_none(
    slip: DocumentType, admin: User, employee: User, reviewer: User, retrain: Callable[..., ModelVersion],
    no_lots: None,
) -> None:
    set_budgets(slip, {"total": Wanted(mode="on", alpha=0.05)}, by=admin)
    prove(slip, ["total"], right=60)
    automation_jobs.run({"type": slip.key}, progress=lambda *_: None)
    document, outcome = read(employee, slip, [value("number", "A-17"), value("total", "12.50", confidence=0.6)])
    assert not outcome.fields
    approve(document, reviewer, RIGHT)
    retrain({document: sure()})
    remaking.remake(slip)
    assert not rows_of(slip)


def test_accepted_values_their_blind_samples_and_gold_documents_are_none(
    slip: DocumentType, admin: User, employee: User, reviewer: User, retrain: Callable[..., ModelVersion],
    all_blind: None,
) -> None:
    set_budgets(slip, {key: Wanted(mode="on", alpha=0.05) for key in ("number", "total", WHOLE)}, by=admin)
    prove(slip, ["number", "total", WHOLE], right=60)
    automation_jobs.run({"type": slip.key}, progress=lambda *_: None)
    document, outcome = read(employee, slip, sure())
    assert outcome.document and BlindSample.objects.count() == 2
    measured, _ = read(employee, slip, sure())
    approve(measured, reviewer, RIGHT)
    Document.objects.filter(pk=measured.pk).update(held_back=True, status=Status.APPROVED)
    retrain({document: sure(), measured: sure()})
    assert remaking.remake(slip) == 0 and not rows_of(slip)


def test_what_could_not_pass_for_another_reason_counts_as_not_certain(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    alone, without_place = looked_at[0], looked_at[1]
    retrain({alone: sure(), without_place: sure(box=None, page=None), looked_at[2]: sure()},
            known={without_place.pk, looked_at[2].pk})
    remaking.remake(slip)
    assert rows_of(slip) == [(0.0, True), (0.0, True), (0.99, True)]


def test_texts_of_another_reader_are_not_answered_anew(
    slip: DocumentType, looked_at: list[Document], employee: User, retrain: Callable[..., ModelVersion],
) -> None:
    retrain({d: sure() for d in looked_at})
    document, _ = read(employee, slip, sure(), engine="another reader")
    document.runs.update(engine="another reader")
    assert remaking.remake(slip) == 0


def test_what_nobody_can_be_asked_about_again_stays_wrong(
    slip: DocumentType, looked_at: list[Document], employee: User, reviewer: User,
    retrain: Callable[..., ModelVersion], monkeypatch: pytest.MonkeyPatch,
) -> None:
    flawed = read(employee, slip, sure())[0]
    Document.objects.filter(pk=flawed.pk).update(status=Status.WITH_ERRORS, decided_by=reviewer)
    assert gather_flawed(Document.objects.get(pk=flawed.pk))
    retrain({d: sure() for d in looked_at})
    monkeypatch.setattr(lots, "drawn", lambda document, purpose, *, share: purpose.startswith("again:") and share >= 1)
    remaking.remake(slip)
    assert sorted(ok for _, ok in rows_of(slip)) == [False] + [True] * 12


def test_a_budget_that_was_contradicted_does_not_begin_with_documents_of_before(
    slip: DocumentType, admin: User, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    on = Wanted(mode="on", alpha=0.2, delta=0.2)
    set_budgets(slip, {"total": on}, by=admin)
    ErrorBudget.objects.update(mode="off", stopped_at="2026-01-01T00:00:00Z", stopped={"sampled": 1})
    set_budgets(slip, {"total": on}, by=admin)
    retrain({d: sure() for d in looked_at})
    remaking.remake(slip)
    budget = ErrorBudget.objects.get(key="total")
    assert len(rows_of(slip)) == 12 and certificate_of(budget, regime_now(slip)).threshold is None


def test_the_next_reading_sees_to_it_and_the_promise_says_what_it_rests_on(
    slip: DocumentType, admin: User, employee: User, reviewer: User, retrain: Callable[..., ModelVersion],
    no_lots: None,
) -> None:
    set_budgets(slip, {"total": Wanted(mode="on", alpha=0.2, delta=0.1)}, by=admin)
    documents = [read(employee, slip, sure())[0] for _ in range(14)]
    for document in documents:
        approve(document, reviewer, RIGHT)
    retrain({d: sure() for d in documents})
    name = f"{makers.ENGINE}; model slip#1"
    late, outcome = read(employee, slip, sure(), engine=name)
    late.runs.update(engine=name)
    assert not outcome.fields
    job = Job.objects.get(kind="budget", topic="slip")
    assert automation_jobs.run(job.params, progress=lambda *_: None)["remade"] == 14
    budget = ErrorBudget.objects.get(key="total")
    certificate = certificate_of(budget, regime_of(slip.live, engine_name=name))
    assert certificate.threshold is not None and (certificate.reviewed, certificate.remade) == (14, 14)
    assert certificate.spent == 0.05
    assert read(employee, slip, sure(), engine=name)[1].fields == {"total"}
    passed = AuditEvent.objects.filter(action="automation.accepted").latest("seq")
    assert passed.after["fields"]["total"]["remade"] == 14


def test_a_test_that_rests_on_answers_of_twins_takes_half_of_its_chance(
    slip: DocumentType, admin: User, looked_at: list[Document], employee: User, reviewer: User,
    retrain: Callable[..., ModelVersion],
) -> None:
    """Twelve right values are enough of reviewed ones for 20 % at 90 %, and too few of those made again."""
    budget = set_budgets(slip, {"total": Wanted(mode="on", alpha=0.2, delta=0.1)}, by=admin)[0]
    assert (bounds.TWINS, bounds.HALF) == (TWINS, HALF)
    assert certificate_of(budget, regime_now(slip)).threshold is not None
    retrain({d: sure() for d in looked_at})
    remaking.remake(slip)
    assert certificate_of(budget, regime_now(slip)).threshold is None
    line = next(line for line in Facts(slip).lines() if line.key == "total")
    assert (line.counted, line.needed, line.remade) == (12, 14, 12)


def test_values_whose_promise_rests_on_answers_made_again_are_sampled_most(
    slip: DocumentType, admin: User, employee: User, reviewer: User, retrain: Callable[..., ModelVersion],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []
    monkeypatch.setattr(lots, "drawn", lambda document, purpose, *, share: bool(
        purpose.startswith("blind") and asked.append(share)))
    set_budgets(slip, {"total": Wanted(mode="on", alpha=0.2, delta=0.1)}, by=admin)
    documents = [read(employee, slip, sure())[0] for _ in range(14)]
    for document in documents:
        approve(document, reviewer, RIGHT)
    assert read(employee, slip, sure())[1].fields == {"total"}
    retrain({d: sure() for d in documents})
    remaking.remake(slip)
    read(employee, slip, sure(), engine=f"{makers.ENGINE}; model slip#1")
    assert asked[-1] == 0.05 and asked[0] == 0.03


def test_without_its_model_a_document_stands_under_no_regime_of_the_model(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    retrain({d: sure() for d in looked_at})
    assert regime_of(slip.live, engine_name=f"{makers.ENGINE}; model slip#1") == regime_now(slip)
    assert regime_of(slip.live, engine_name=makers.ENGINE) != regime_now(slip)


def test_answers_of_versions_that_were_not_taken_are_let_go_with_the_next_one(
    slip: DocumentType, looked_at: list[Document], retrain: Callable[..., ModelVersion],
) -> None:
    retrain({looked_at[0]: sure()}, taken=False)
    assert remaking.remake(slip) == 0 and UnseenAnswer.objects.count() == 1
    retrain({looked_at[1]: sure()})
    assert list(UnseenAnswer.objects.values_list("document", flat=True)) == [looked_at[1].pk]
