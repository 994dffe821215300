"""Addresses of the pages, area by area."""

from __future__ import annotations

from docmgr.web.routes import (
    audit,
    auth,
    automation,
    dashboard,
    doctypes,
    documents,
    engines,
    error_groups,
    evaluation,
    home,
    jobs,
    models,
    results,
    review,
    samples,
    splitting,
    upload,
    users,
)

app_name = "web"
urlpatterns = [
    *home.urlpatterns,
    *dashboard.urlpatterns,
    *auth.urlpatterns,
    *upload.urlpatterns,
    *documents.urlpatterns,
    *results.urlpatterns,
    *review.urlpatterns,
    *splitting.urlpatterns,
    *evaluation.urlpatterns,
    *automation.urlpatterns,
    *error_groups.urlpatterns,
    *samples.urlpatterns,
    *jobs.urlpatterns,
    *models.urlpatterns,
    *doctypes.urlpatterns,
    *engines.urlpatterns,
    *audit.urlpatterns,
    *users.urlpatterns,
]
