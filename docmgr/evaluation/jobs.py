"""The background jobs "evaluate" and "check_draft"."""

from __future__ import annotations

from typing import Any

from docmgr.doctypes.selectors import get_draft, get_type
from docmgr.evaluation import gate
from docmgr.evaluation.runs import evaluate
from docmgr.training.background.jobs import Progress, Try, asker


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """{"type": key} -> {run, f1, documents}. Raises NotThere, Invalid (empty gold set)."""
    by = asker(params)
    made = evaluate(get_type(str(params["type"])), by=by, progress=progress, mine=Try.of(params))
    return {"run": made.pk, "f1": made.f1, "documents": made.documents}


def check_draft(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """{"type": key} -> {check, locked}. Raises NotThere (no draft any more), Invalid (nothing to hold it against)."""
    made = gate.check(get_draft(get_type(str(params["type"]))), by=asker(params), progress=progress,
                      mine=Try.of(params))
    return {"check": made.pk, "locked": bool(made.worse)}
