"""What a background job that ended well sets going next."""

from __future__ import annotations

from typing import Any

from docmgr.doctypes.models import DocumentType
from docmgr.evaluation.runs import measure_anew
from docmgr.training.models import Job


def after(job: Job, result: dict[str, Any]) -> None:
    """A model that went live is measured on the gold set of its type, where there is one."""
    if job.kind == "retrain" and result.get("taken"):
        for doc_type in DocumentType.objects.filter(key=job.topic):
            measure_anew(doc_type)
