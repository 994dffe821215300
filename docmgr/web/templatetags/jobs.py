"""What a background job is called and what it says."""

from __future__ import annotations

from django import template

from docmgr.training import jobs
from docmgr.training.models import Job

register = template.Library()

register.filter("job_title", jobs.title)
register.filter("job_stage", jobs.stage)
register.filter("job_sentence", jobs.sentence)


@register.filter
def job_icon(job: Job) -> str:
    return {"done": "circle-check", "queued": "clock", "running": "loader-2"}.get(job.state, "alert-triangle")


@register.filter
def job_tone(job: Job) -> str:
    return {"done": "good", "queued": "neutral", "running": "busy"}.get(
        job.state, "neutral" if job.error_code == "cancelled" else "bad")
