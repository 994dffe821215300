"""When confidences are calibrated by themselves: as confirmed documents grow, while no error budget is on."""

from __future__ import annotations

from docmgr.automation.models import ErrorBudget
from docmgr.training.background import jobs
from docmgr.training.models import Job
from docmgr.training.trained import calibrating


def ask() -> list[Job]:
    """Ask for what is due; any number of workers may.

    A type of which a budget is on is left as it is: a new calibration begins a new regime, so what is accepted today
    would wait for a person until the evidence made again suffices. There it comes with the next retraining.
    """
    wanted = calibrating.due()
    held = set(ErrorBudget.objects.filter(doc_type__key__in=wanted, mode=ErrorBudget.Mode.ON).values_list(
        "doc_type__key", flat=True)) if wanted else set()
    return [jobs.start(calibrating.KIND, by=None, params={"type": key, "documents": documents})
            for key, documents in wanted.items() if key not in held]
