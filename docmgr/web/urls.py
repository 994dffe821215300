"""Addresses of the pages, area by area."""

from __future__ import annotations

from docmgr.web.routes import (
    audit,
    auth,
    doctypes,
    documents,
    evaluation,
    home,
    jobs,
    results,
    review,
    samples,
    upload,
    users,
)

app_name = "web"
urlpatterns = [
    *home.urlpatterns,
    *auth.urlpatterns,
    *upload.urlpatterns,
    *documents.urlpatterns,
    *results.urlpatterns,
    *review.urlpatterns,
    *evaluation.urlpatterns,
    *samples.urlpatterns,
    *jobs.urlpatterns,
    *doctypes.urlpatterns,
    *audit.urlpatterns,
    *users.urlpatterns,
]
