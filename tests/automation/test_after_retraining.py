"""The whole way of evidence through a retraining with a real model: reviewed, trained, compared, made again."""

from __future__ import annotations

import pytest
from django.db import transaction

from docmgr.accounts.models import Role, User
from docmgr.automation.acceptance import assess
from docmgr.automation.budgets import Wanted, set_budgets
from docmgr.automation.evidence import gather
from docmgr.automation.field_lines import Facts
from docmgr.automation.models import Evidence
from docmgr.automation.regime import regime_now
from docmgr.core.lease import JobState
from docmgr.documents.models import Blob, Document
from docmgr.extraction import engine
from docmgr.pipeline.jobs import work
from docmgr.training.background import job_words, jobs
from docmgr.training.models import Job, UnseenAnswer
from docmgr.training.trained import folds, versions
from tests.automation.makers import WELL, result
from tests.training import house

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files_dir")]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trainings of a second."""
    from ocr_engine.learn.ranking import fitting, tagging

    monkeypatch.setattr(folds, "_TURNS", ((100, 3, 3),))
    monkeypatch.setattr(fitting, "_STEPS", 150)
    monkeypatch.setattr(tagging, "_FEWEST_STEPS", 40)
    monkeypatch.setattr(tagging, "_MOST_STEPS", 60)


def assessed(document: Document) -> None:
    """As the pipeline leaves it when it has been read, each file another one."""
    run = document.runs.get()
    document.blob = Blob.objects.create(sha256=f"{document.pk:064x}", size=1, media_type="image/png")
    document.save()
    values = [engine.EngineValue(
        key=v.key, index=v.index, value=v.value, raw=v.raw, confidence=v.confidence, page=v.page, box=v.box,
        source=v.source, how=v.how, checks=[], candidates=[]) for v in run.values.all()]
    with transaction.atomic():
        assess(run, run.type_version, result(values), WELL)


def test_reviewed_documents_prove_the_new_model_through_answers_of_its_twins(people: dict[Role, User]) -> None:
    slip, admin = house.slip_type(), people[Role.ADMIN]
    set_budgets(slip, {"total": Wanted(mode="on", alpha=0.2, delta=0.2)}, by=admin)
    for document in house.fill(people[Role.EMPLOYEE], people[Role.REVIEWER], slip, layouts=range(7)):
        assessed(document)
        assert gather(document)
    before = regime_now(slip)

    job = jobs.start("retrain", by=admin, params={"type": "slip", "seed": 0})
    work(job.pk)
    assert Job.objects.get(pk=job.pk).result["taken"]
    answered = UnseenAnswer.objects.filter(version=versions.live_version(slip)).count()
    assert answered >= 7

    work(Job.objects.get(kind="budget").pk)
    told = Job.objects.get(kind="budget")
    assert told.state == JobState.DONE and told.result["remade"] == answered, job_words.sentence(told)
    rows = Evidence.objects.filter(regime=regime_now(slip), key="number")
    assert regime_now(slip) != before and rows.count() == answered
    # The old engine knew no number of a strange layout; the twins found most of them on layouts that they never saw.
    assert rows.filter(right=True).count() > answered / 2
    assert not Evidence.objects.filter(regime=before, key="number", right=True).exists()
    assert {row.origin for row in rows} == {"remade"} and rows.filter(confidence__gt=0).exists()
    assert not UnseenAnswer.objects.exists()
    line = next(line for line in Facts(slip).lines() if line.key == "total")
    assert 0 < line.reviewed == line.remade <= answered
