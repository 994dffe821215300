"""What a background job is called, what it is doing, and why it did not end well, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext_lazy, gettext_noop, override
from django.utils.translation import gettext as _

from docmgr.core.exceptions import DiskFull, DocmgrError
from docmgr.core.lease import JobState
from docmgr.extraction import messages
from docmgr.training.background.job_kinds import KINDS
from docmgr.training.models import Job

# What a handler may say it is doing; another word is shown as it is.
STAGES: dict[str, Any] = {
    "start": gettext_lazy("Starting"),
    "read": gettext_lazy("Reading documents"),
    "ask": gettext_lazy("The model is at work"),
    "look": gettext_lazy("Looking at confirmed documents"),
    "alike": gettext_lazy("Comparing waiting documents with what was learned"),
    "train": gettext_lazy("Training"),
    "compare": gettext_lazy("Comparing on documents held back"),
    "trust": gettext_lazy("Calibrating confidence"),
    "recall": gettext_lazy("Sending back"),
    "write": gettext_lazy("Writing documents into the archive"),
    "save": gettext_lazy("Saving"),
    # What a measurement in the terminal is doing.
    "learn": gettext_lazy("Confirming documents to learn from"),
    "answer": gettext_lazy("Answering the others"),
    "calibrate": gettext_lazy("Calibrating confidence"),
    "retrain": gettext_lazy("Training"),
}
ENDINGS: dict[str, str] = {
    "cancelled": gettext_noop("It was cancelled."),
    "gave_up": gettext_noop(
        "It was tried %(attempts)s times and its process was killed each time, so it was given up."),
    "took_too_long": gettext_noop("It took longer than %(seconds)s seconds and was stopped."),
    "internal_error": gettext_noop("It broke off because of a fault in the system. Please tell an administrator."),
}


def told(error: DocmgrError) -> dict[str, Any]:
    """An error as a job keeps it: its parameters, and its sentence in every language of the pages."""
    sentences = {}
    for code in ("zh-hans", "en"):
        with override(code):
            sentences[code] = str(error.message)
    return {"sentence": sentences}


def title(job: Job) -> str:
    return str(KINDS[job.kind].title) if job.kind in KINDS else job.kind


def stage(job: Job) -> str:
    """What it is doing, in the reader's language."""
    if job.state == JobState.QUEUED and job.error_code == DiskFull.code:
        return _("Waiting for room on the server's disk")
    if job.state == JobState.QUEUED:
        return _("Waiting for a worker")
    return stage_name(job.stage or "start")


def stage_name(stage: str) -> str:
    """The same by the word that the handler says."""
    return str(STAGES.get(stage, stage))


def sentence(job: Job) -> str:
    """Why it did not end well, in the reader's language; empty where it did or is not over."""
    if not job.error_code or job.is_open:
        return ""
    kept = job.error_params.get("sentence")
    if kept:
        return str(kept.get(get_language() or "en") or kept["en"])
    if job.error_code in ENDINGS:
        return _(ENDINGS[job.error_code]) % job.error_params
    return messages.sentence(job.error_code, job.error_params)
