"""What is live changed: the gold set is measured anew, and a model that has seen it is told of."""

from __future__ import annotations

import pytest

from docmgr.evaluation import gold, runs
from docmgr.pipeline.jobs import work
from docmgr.training import jobs
from docmgr.training.models import Job, ModelVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def retrained(monkeypatch, admin, invoice_type):
    """retrained(taken): a retraining that came to this, without the training."""
    def run(taken: bool) -> None:
        monkeypatch.setitem(jobs.HANDLERS, "retrain", "tests.evaluation.test_following:outcome")
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
