"""Background jobs: how far one is, and ending it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.training import jobs
from docmgr.web.decorators import requires
from docmgr.web.http import PersonRequest


@require_GET
@requires(Act.SEE_LEARNING)
def job_progress(request: PersonRequest, pk: int) -> HttpResponse:
    """The fragment that asks for itself; once the job has ended, the page around it is loaded anew."""
    job = jobs.get(pk)
    response = render(request, "includes/job_progress.html", {"job": job})
    if not job.is_open:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires(Act.MANAGE_LEARNING)
def job_cancel(request: PersonRequest, pk: int) -> HttpResponse:
    jobs.cancel(jobs.get(pk), by=request.user)
    return render(request, "includes/job_progress.html", {"job": jobs.get(pk)})
