"""Retraining: better on layouts never seen, never worse on what is protected, and taken back to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import translation

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import flow
from docmgr.pipeline.jobs import work
from docmgr.training.background import job_words, jobs
from docmgr.training.models import Job, LearnedLayout, ModelVersion
from docmgr.training.trained import contest, folds, lessons, retraining, verdict_words, versions, weight_store
from tests.again import again
from tests.review import makers
from tests.training import house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
State = ModelVersion.State


@pytest.fixture
def slips(files_dir: Path) -> DocumentType:
    """A type with 13 confirmed documents of eleven layouts: as many as a model needs to be right on every new one."""
    return again(_slips)


def _slips() -> DocumentType:
    employee, reviewer, doc_type = makers.person("emil", Role.EMPLOYEE), makers.person("wei"), house.slip_type()
    house.fill(employee, reviewer, doc_type, layouts=range(2))
    house.fill(employee, reviewer, doc_type, layouts=range(2, 11), each=1)
    return doc_type


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trainings of a second: fewer steps, and one turn; a whole one belongs to the engine's own tests."""
    from ocr_engine.learn.ranking import fitting, tagging

    monkeypatch.setattr(folds, "_TURNS", ((100, 3, 1),))
    monkeypatch.setattr(fitting, "_STEPS", 100)
    monkeypatch.setattr(tagging, "_FEWEST_STEPS", 40)
    monkeypatch.setattr(tagging, "_MOST_STEPS", 60)


@pytest.fixture
def read(submit: Callable[..., Document], slips: DocumentType, employee: User) -> Callable[[], ExtractionRun]:
    """read(): a PDF of a layout that nobody has seen goes the whole way of an upload."""
    lines, _right = house.slip(77, 0)
    pdf = pymupdf.open()
    page = pdf.new_page(width=500, height=700)
    for row in lines:
        page.insert_text((row["box"][0] * 500, row["box"][1] * 700), row["text"], fontsize=9)
    content = pdf.tobytes()

    def go() -> ExtractionRun:
        document = submit(employee, content, doc_type=slips)
        run = document.runs.get()
        flow.process(run.pk)
        run.refresh_from_db()
        assert run.state == JobState.DONE, run.error_code
        return run

    return go


def number_of(run: ExtractionRun) -> str:
    return run.values.filter(key="number").values_list("value", flat=True).first() or ""


def answer_of(run: ExtractionRun) -> str:
    """All that was answered, to the byte."""
    columns = [f.name for f in run.values.model._meta.fields if f.name not in ("id", "run")]
    return json.dumps([list(run.values.order_by("id").values(*columns)), run.issues, run.engine], sort_keys=True)


def silent(stage: str, done: int, total: int) -> None:
    pass


def passable(version: ModelVersion) -> set[int]:
    """Of its answered documents those that the gate would let pass as of a known layout, with the others learned."""
    rows = LearnedLayout.objects.filter(document__in=version.documents)
    known = {row.document_id: engine.opened(row.data) for row in rows}
    return {row.document_id for row in version.unseen.all() if engine.knows_layout(
        [engine.page_of(page) for page in row.document.pages.all()], version.doc_type.key,
        [exemplar for document, exemplar in known.items() if document != row.document_id])}


def misled(train: Callable[..., Any]) -> Callable[..., Any]:
    """A training with seed 1 is told that the number stands where the total does; what is compared stays as it was."""
    def told(one: lessons.Lesson) -> lessons.Lesson:
        total = next(t for t in one.taught.told if t.key == "total")
        wrong = [replace(total, key="number"), *(t for t in one.taught.told if t.key != "number")]
        return replace(one, taught=replace(one.taught, told=wrong))

    return lambda given, definition, *, seed, progress: train(
        [told(one) for one in given] if seed == 1 else given, definition, seed=seed, progress=progress)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick")
def test_a_type_is_retrained_used_taken_back_and_guarded_against_a_worse_model(
    slips: DocumentType, admin: User, read: Callable[[], ExtractionRun], monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = house.slip(77, 0)[1]["number"]
    before = read()
    assert number_of(before) != right

    job = jobs.start("retrain", by=admin, params={"type": "slip", "seed": 0})
    work(job.pk)
    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.result["version"], job.result["taken"]) == (JobState.DONE, 1, True), job_words.sentence(job)
    first = versions.live_version(slips)
    figures = first.figures["fields"]["number"]
    unseen = first.figures["views"]["unseen"]
    assert figures["protected"] and figures["lost"] == 0
    assert figures["won"] == unseen["documents"] >= 3, first.figures
    assert first.figures["by"] == "layout" and first.figures["held_back"] >= 4
    assert job.result["compared"] == {
        "held_back": first.figures["held_back"], "turns": 1, "planned_turns": 1, "seconds_for_turns": 300.0}
    assert {"unseen", "further"} == set(first.figures["views"]) == set(job.result["views"])
    assert (first.facts["documents"], first.facts["layouts"], len(first.documents)) == (13, 11, 13)
    assert first.created_by == admin and first.trust
    assert job.result["peak_mb"]["own"] > 50
    assert {row.document_id for row in first.unseen.all()} <= set(first.documents) and first.unseen.exists()
    assert {row.document_id for row in first.unseen.all() if row.layout_known} == passable(first) != set()

    after = read()
    assert number_of(after) == right
    assert after.engine.endswith("model slip#1")

    versions.use_none(slips, by=admin)
    assert answer_of(read()) == answer_of(before)
    call_command("model_version", "slip", "--use", "1")
    assert answer_of(read()) == answer_of(after)
    switched = AuditEvent.objects.filter(action="model.rolled_back").order_by("seq")
    assert [(e.before["number"], e.after["number"]) for e in switched] == [(1, None), (None, 1)]

    monkeypatch.setattr(contest, "train", misled(contest.train))
    second = retraining.retrain(slips, by=admin, seed=1, progress=silent)
    assert second.state == State.REFUSED and second.figures["against"] == 1
    assert {"code": "worse_field", "field": "number"} in second.reason
    assert versions.live_version(slips) == first
    assert number_of(read()) == right
    assert AuditEvent.objects.filter(action="model.refused").exists()


@pytest.mark.parametrize("damage", ["gone", "damaged", "of another program"])
def test_without_its_weights_a_document_is_read_without_the_model_and_the_run_says_so(
    damage: str, slips: DocumentType, admin: User, read: Callable[[], ExtractionRun],
) -> None:
    weights = b"what only another version understands"
    sha256 = weight_store.keep_weights(weights)
    made = versions.register(slips, by=admin, taken=True, type_version=slips.live, sha256=sha256)
    key = weight_store.weights_key(made.sha256)
    if damage != "of another program":
        default_storage.delete(key)
    if damage == "damaged":
        default_storage.save(key, ContentFile(b"half of it"))
    run = read()
    assert [i["params"] for i in run.issues if i["code"] == "model_unavailable"] == [{"number": 1}]
    assert run.document.status == Status.IN_REVIEW and run.values.filter(key="total").exists()
    assert "model" not in run.engine


def test_what_did_not_come_from_a_persons_decision_on_an_approved_document_is_no_lesson(
    slips: DocumentType, employee: User, reviewer: User,
) -> None:
    ids = {lesson.document for lesson in lessons.lessons_of(slips)}
    assert len(ids) == 13
    machine, _right = house.document(employee, slips, 50, 0)
    Document.objects.filter(pk=machine.pk).update(status=Status.AUTO_APPROVED)
    held = house.approved(employee, reviewer, slips, 51, 0)
    Document.objects.filter(pk=held.pk).update(held_back=True)
    forgotten = house.approved(employee, reviewer, slips, 52, 0)
    forgotten.learned.delete()
    assert {lesson.document for lesson in lessons.lessons_of(slips)} == ids


def test_a_value_that_was_left_standing_is_compared_and_not_learned(
    slips: DocumentType, employee: User, reviewer: User,
) -> None:
    made = house.approved(employee, reviewer, slips, 60, 0)
    made.corrections.filter(key="total").delete()
    lesson = next(one for one in lessons.lessons_of(slips) if one.document == made.pk)
    assert "total" not in {told.key for told in lesson.taught.told}
    assert lesson.compared.fields["total"] == lesson.standing["total"]
    made.runs.get().values.update(accepted=True)  # passed without a person: nobody looked
    lesson = next(one for one in lessons.lessons_of(slips) if one.document == made.pk)
    assert "total" not in lesson.compared.fields


def test_too_few_documents_are_refused_with_their_number(
    employee: User, reviewer: User, admin: User,
) -> None:
    doc_type = house.slip_type()
    house.fill(employee, reviewer, doc_type, layouts=range(3))
    with pytest.raises(Invalid) as refusal:
        retraining.retrain(doc_type, by=admin, seed=0, progress=silent)
    assert "there are 6" in str(refusal.value.message)
    with pytest.raises(CommandError, match="there are 6"):
        call_command("retrain", "slip")


def test_the_command_says_how_many_documents_were_compared_and_why_not_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    house.slip_type()
    told: dict[str, Any] = {"version": 1, "taken": True, "champion": 0.9, "challenger": 0.9, "views": {}, "after": None,
                            "documents": 240, "seconds": 437.0, "compared": {
                                "held_back": 40, "turns": 1, "planned_turns": 3, "seconds_for_turns": 300.0}}
    monkeypatch.setattr(retraining, "run", lambda params, *, progress: told)
    call_command("retrain", "slip")
    said = capsys.readouterr().out
    assert "Compared on 40 documents in 1 of 3 turns. No further turn is begun after 300 seconds" in said
    with translation.override("zh-hans"):
        assert "40 份文档" in verdict_words.compared(told["compared"])[0]


@pytest.mark.database
def test_only_who_manages_learning_changes_which_model_is_live(slips: DocumentType, people: dict[Role, User]) -> None:
    admin = people[Role.ADMIN]
    made = versions.register(slips, by=admin, taken=False, type_version=slips.live, reason=[{"code": "worse_overall"}],
                             sha256=house.weights(slips))
    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(NotAllowed):
            versions.use(made, by=people[role])
        with pytest.raises(NotAllowed):
            versions.use_none(slips, by=people[role])
        with pytest.raises(NotAllowed):
            versions.protect(slips, ["total"], by=people[role])
    versions.use(made, by=admin)
    with pytest.raises(Conflict):
        versions.use(made, by=admin)
    assert ModelVersion.objects.filter(state=State.LIVE).count() == 1


@pytest.mark.parametrize("meanwhile", ["another version", "none"])
@pytest.mark.database
def test_a_model_that_was_never_compared_with_what_is_live_by_now_does_not_take_its_place(
    meanwhile: str, slips: DocumentType, admin: User,
) -> None:
    first, second = (versions.register(slips, by=admin, taken=True, type_version=slips.live,
                                       sha256=house.weights(slips, n)) for n in range(2))
    if meanwhile == "none":
        versions.use_none(slips, by=admin)
    else:
        versions.use(first, by=admin)
    late = versions.register(slips, by=admin, taken=True, beaten=second.number, type_version=slips.live,
                             sha256=house.weights(slips, 3))
    assert late.state == State.REFUSED and late.reason == [{"code": "champion_changed"}]
    assert versions.live_version(slips) == (None if meanwhile == "none" else first)
    versions.use(late, by=admin)  # a person may decide
    assert versions.live_version(slips) == late


def test_a_version_whose_weights_are_gone_or_were_never_kept_is_not_put_to_use(
    slips: DocumentType, admin: User,
) -> None:
    good = versions.register(slips, by=admin, taken=True, type_version=slips.live, sha256=house.weights(slips))
    lost = versions.register(slips, by=admin, taken=False, type_version=slips.live, sha256="0" * 64)
    never = versions.register(slips, by=admin, taken=False, type_version=slips.live, engine="trocr")
    for version in (lost, never):
        with pytest.raises(Invalid):
            versions.use(version, by=admin)
    assert list(slips.models.filter(state=State.LIVE)) == [good]


def test_required_fields_are_protected_until_somebody_chooses_others(slips: DocumentType, admin: User) -> None:
    assert versions.protected_keys(slips) == ["number", "total"]
    versions.protect(slips, ["buyer", "of no type"], by=admin)
    assert versions.protected_keys(slips) == ["buyer"]
    versions.protect(slips, [], by=admin)
    assert versions.protected_keys(slips) == []


def test_the_same_lessons_and_seed_hold_back_the_same_documents_whole_layouts_and_single_ones() -> None:
    layouts = {document: document // 7 if document < 70 else document for document in range(90)}
    one, again = folds.folds_of(layouts, seed=3), folds.folds_of(dict(reversed(layouts.items())), seed=3)
    assert one == again and one.by == "layout" and len(one.turns) == 4
    assert folds.folds_of(layouts, seed=4) != one
    for turn in one.turns:
        assert not {layouts[d] for d in turn.unseen} & {layouts[d] for d in layouts if d not in turn.unseen}
        left = {layouts[d] for d in layouts if d not in turn.held}
        assert turn.further and {layouts[d] for d in turn.further} <= left
        assert len(turn.held) < len(layouts) / 2
    for part in ("unseen", "further"):
        held = [d for turn in one.turns for d in getattr(turn, part)]
        assert len(held) == len(set(held))


def test_every_document_of_a_small_set_is_tried_as_one_of_a_new_layout() -> None:
    found = folds.folds_of({document: document // 2 for document in range(40)}, seed=0)
    assert sorted(d for turn in found.turns for d in turn.unseen) == list(range(40))
    assert len([d for turn in found.turns for d in turn.further]) > 30


def test_where_nearly_all_documents_are_of_one_layout_it_is_never_held_back_whole() -> None:
    found = folds.folds_of({document: min(document // 30, 1) for document in range(40)}, seed=0)
    assert {d for turn in found.turns for d in turn.unseen} == set(range(30, 40))
    assert len({d for turn in found.turns for d in turn.further if d < 30}) >= 8
    barely_two = folds.folds_of({document: int(document == 10) for document in range(11)}, seed=0)
    assert {d for turn in barely_two.turns for d in turn.unseen} == {10}
    assert len({d for turn in barely_two.turns for d in turn.held}) > 8 and len(barely_two.turns) == 5
    alone = folds.folds_of(dict.fromkeys(range(20), 1), seed=0)
    assert alone.by == "document" and not any(turn.unseen for turn in alone.turns) and len(alone.turns) == 5


def test_a_model_is_named_in_the_run_of_its_own_type_only() -> None:
    live = versions.Live(numbers={"slip": 3}, missing={"note": 2})
    result = engine.EngineResult(doc_type="slip", type_confidence=1.0, pages=[], values=[], issues=[], ms={}, prompt="",
                                 engine="builtin")
    assert live.signed(result).engine == "builtin; model slip#3"
    other: Any = live.signed(replace(result, doc_type="note"))
    assert other.engine == "builtin" and other.issues[0]["code"] == "model_unavailable"
    assert live.signed(replace(result, doc_type=None)) == replace(result, doc_type=None)


@pytest.mark.database
def test_of_very_many_documents_the_newest_count_oldest_first(
    slips: DocumentType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = sorted(lesson.document for lesson in lessons.lessons_of(slips))
    monkeypatch.setattr(lessons, "MOST_DOCUMENTS", 5)
    assert [lesson.document for lesson in lessons.lessons_of(slips)] == every[-5:]
