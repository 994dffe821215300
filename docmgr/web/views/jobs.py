"""Background jobs: how far one is, and ending it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from docmgr.training.background import jobs
from docmgr.training.models import Job
from docmgr.web.http import PersonRequest


@require_GET
def job_progress(request: PersonRequest, pk: int) -> HttpResponse:
    """The fragment that asks for itself; once the job has ended, the page around it is loaded anew."""
    job = jobs.get_visible(request.user, pk)
    response = _shown(request, job)
    if not job.is_open:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def job_cancel(request: PersonRequest, pk: int) -> HttpResponse:
    jobs.cancel(jobs.get_visible(request.user, pk), by=request.user)
    return _shown(request, jobs.get(pk))


def _shown(request: PersonRequest, job: Job) -> HttpResponse:
    return render(request, "includes/job_progress.html", {
        "job": job, "may_cancel": jobs.may_cancel(job, request.user)})
