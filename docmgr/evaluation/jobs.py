"""The background job "evaluate"."""

from __future__ import annotations

from typing import Any

from docmgr.doctypes.selectors import get_type
from docmgr.evaluation.runs import evaluate
from docmgr.training.jobs import Progress, Try, asker


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """{"type": key} -> {run, f1, documents}. Raises NotThere, Invalid (empty gold set)."""
    by = asker(params)
    made = evaluate(get_type(str(params["type"])), by=by, progress=progress, mine=Try.of(params))
    return {"run": made.pk, "f1": made.f1, "documents": made.documents}
