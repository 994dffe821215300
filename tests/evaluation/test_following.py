"""What is live changed: the gold set is measured anew, and a model that has seen it is told of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docmgr.evaluation import gold, runs
from docmgr.evaluation.models import EvaluationRun
from docmgr.pipeline.jobs import work
from docmgr.training.background import jobs
from docmgr.training.background.job_kinds import KINDS
from docmgr.training.models import Job, ModelVersion
from tests.matrix.world import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def retrained(monkeypatch, admin, invoice_type):
    """retrained(taken): a retraining that came to this, without the training."""
    def run(taken: bool) -> None:
        monkeypatch.setitem(
            KINDS, "retrain", replace(KINDS["retrain"], handler="tests.evaluation.test_following:outcome"))
        monkeypatch.setattr("tests.evaluation.test_following.TAKEN", taken)
        work(jobs.start("retrain", by=admin, params={"type": "test_invoice"}).pk)
    return run


TAKEN = False


def outcome(params, *, progress):
    return {"taken": TAKEN}


@pytest.mark.parametrize(("taken", "has_gold", "asked"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_a_model_that_went_live_is_measured_where_there_is_a_gold_set(
    retrained, approved, admin, taken, has_gold, asked,
):
    document = approved(number="PO-7781")
    if has_gold:
        gold.add([document], by=admin)
    retrained(taken)
    assert Job.objects.filter(kind="evaluate").count() == asked


def test_a_run_tells_when_the_live_model_was_trained_from_documents_that_are_gold_now(approved, admin, invoice_type):
    document = approved(number="PO-7781")
    ModelVersion.objects.create(doc_type=invoice_type, type_version=invoice_type.live, number=1, state="live",
                                documents=[document.pk, 999])
    gold.add([document], by=admin)
    run = runs.evaluate(invoice_type, by=admin)
    assert (run.report["seen"], run.model.number) == (1, 1)


@pytest.fixture
def boss(admin):
    return client_of(admin, headers={"Accept-Language": "en"})


def publish_draft(boss, doc_type) -> str:
    """Through the pages; what the administrator reads next."""
    boss.post(f"/types/{doc_type.key}/draft")
    draft = doc_type.versions.get(state="draft")
    address = f"/types/{doc_type.key}/versions/{draft.number}/publish"
    return boss.post(address, {"revision": draft.revision}, follow=True).content.decode()


def test_a_published_version_is_measured_and_its_page_says_what_it_is_worth(boss, approved, admin, invoice_type):
    gold.add([approved(number="PO-7781")], by=admin)
    runs.evaluate(invoice_type, by=admin)
    page = publish_draft(boss, invoice_type)
    job = Job.objects.get(kind="evaluate")
    assert "Its gold set is being measured" in page and f'id="job-{job.pk}"' in page
    work(job.pk)
    page = boss.get(f"/types/{invoice_type.key}/").content.decode()
    assert "Against v1: 0 documents read better, 0 worse" in page
    boss.post(f"/types/{invoice_type.key}/versions/1/live")
    assert Job.objects.filter(kind="evaluate").count() == 2, "going back is measured as well"


def test_without_a_gold_set_nothing_is_measured_and_nothing_said(boss, admin, invoice_type):
    assert "gold" not in publish_draft(boss, invoice_type)
    assert not Job.objects.filter(kind="evaluate").exists()


def test_a_version_published_during_a_run_is_measured_after_it(boss, approved, admin, invoice_type, monkeypatch):
    gold.add([approved(number="PO-7781")], by=admin)
    evaluate = runs.evaluate

    def slowly(doc_type, **how):
        made = evaluate(doc_type, **how)
        publish_draft(boss, doc_type)
        return made

    monkeypatch.setattr("docmgr.evaluation.jobs.evaluate", slowly)
    work(jobs.start("evaluate", by=admin, params={"type": invoice_type.key}).pk)
    monkeypatch.undo()
    waiting = Job.objects.get(kind="evaluate", state="queued")
    work(waiting.pk)
    assert EvaluationRun.objects.first().type_version.number == 2
    assert not Job.objects.filter(kind="evaluate", state="queued").exists()
