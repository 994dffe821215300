"""What a background job is called and what it says."""

from __future__ import annotations

from django import template

from docmgr.training.background import job_words
from docmgr.training.models import Job

register = template.Library()

register.filter("job_title", job_words.title)
register.filter("job_stage", job_words.stage)
register.filter("job_sentence", job_words.sentence)


@register.filter
def job_icon(job: Job) -> str:
    return {"done": "circle-check", "queued": "clock", "running": "loader-2"}.get(job.state, "alert-triangle")


@register.filter
def job_tone(job: Job) -> str:
    return {"done": "good", "queued": "neutral", "running": "busy"}.get(
        job.state, "neutral" if job.error_code == "cancelled" else "bad")
