"""Addresses of background jobs."""

from django.urls import path

from docmgr.web.views import jobs

urlpatterns = [
    path("jobs/<int:pk>/progress", jobs.job_progress, name="job_progress"),
    path("jobs/<int:pk>/cancel", jobs.job_cancel, name="job_cancel"),
]
