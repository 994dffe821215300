"""What a background job that ended well sets going next."""

from __future__ import annotations

from typing import Any

from docmgr.automation import remaking
from docmgr.doctypes.models import DocumentType
from docmgr.evaluation.models import EvaluationRun
from docmgr.evaluation.runs import is_outdated, measure_anew
from docmgr.training.background import jobs
from docmgr.training.models import DueLesson, Job


def after(job: Job, result: dict[str, Any]) -> None:
    """A model or a calibration that went live is measured on the gold set of its type, where there is one, and
    evidence for the error budgets is made again.

    Measured is also a version that was published during a run: that run measured the one before.
    """
    if job.kind in ("retrain", "calibrate") and result.get("taken"):
        for doc_type in DocumentType.objects.filter(key=job.topic):
            measure_anew(doc_type)
            remaking.ask_for(doc_type)
    if job.kind == "learn" and DueLesson.objects.filter(doc_type__key=job.topic, tries=0).exists():
        jobs.start("learn", by=None, params={"type": job.topic})  # approved while the job was ending
    if job.kind == "evaluate":
        for run in EvaluationRun.objects.filter(pk=result["run"]).select_related("doc_type"):
            if is_outdated(run):
                measure_anew(run.doc_type)
