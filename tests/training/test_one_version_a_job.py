"""A training that was given up for dead but goes on computing registers nothing, and a second try nothing twice."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.evaluation import gold, runs
from docmgr.evaluation.models import EvaluationRun
from docmgr.pipeline import jobs as runner
from docmgr.training.background import jobs
from docmgr.training.models import Job, ModelVersion
from docmgr.training.trained import retraining, versions
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def registering(doc_type: DocumentType) -> Any:
    """A handler that registers what it would have trained."""
    def handler(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        made = versions.register(doc_type, by=None, taken=True, type_version=doc_type.live, sha256="0" * 64,
                                 made_in=jobs.Try.of(params))
        return {"version": made.number, "taken": False}

    return handler


@pytest.fixture
def trained_by(monkeypatch: pytest.MonkeyPatch) -> Any:
    def use(handler: Any) -> None:
        monkeypatch.setattr(retraining, "run", handler)

    return use


def test_a_process_that_lost_its_job_while_training_registers_no_version(
    trained_by: Any, invoice_type: DocumentType, admin: User,
) -> None:
    train = registering(invoice_type)

    def slowly(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        Job.objects.filter(pk=params["job"]).update(token=params["token"] + 1)  # another worker took it over
        return train(params, progress=progress)

    trained_by(slowly)
    job = jobs.start("retrain", by=admin, params={"type": invoice_type.key})
    runner.work(job.pk)
    assert not ModelVersion.objects.exists()
    trained_by(train)
    runner.work(job.pk, token=2)
    assert ModelVersion.objects.count() == 1 and Job.objects.get(pk=job.pk).state == "done"


def test_a_second_try_returns_the_version_that_the_first_one_registered_before_it_died(
    trained_by: Any, invoice_type: DocumentType, admin: User,
) -> None:
    job = jobs.start("retrain", by=admin, params={"type": invoice_type.key})
    runner.claim(job.pk)
    registering(invoice_type)({"job": job.pk, "token": 1}, progress=None)  # and dies before the job is closed
    Job.objects.filter(pk=job.pk).update(lease_until="2020-01-01T00:00Z")
    runner.work(job.pk)
    job.refresh_from_db()
    assert (ModelVersion.objects.count(), job.state, job.result["version"]) == (1, "done", 1)


def test_a_measurement_whose_job_was_taken_over_keeps_no_run(
    invoice_type: DocumentType, employee: User, reviewer: User, admin: User,
) -> None:
    document = makers.document(employee, invoice_type, values={"number": "1", "total": "2.00"}, status="approved")
    gold.add([document], by=admin)
    job = jobs.start("evaluate", by=admin, params={"type": invoice_type.key})
    claimed = runner.claim(job.pk)
    assert claimed is not None
    with pytest.raises(jobs.TakenAway):
        runs.evaluate(invoice_type, by=admin, mine=jobs.Try(job.pk, claimed.token - 1))
    assert not EvaluationRun.objects.exists()
