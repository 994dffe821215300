"""Addresses of the audit log."""

from django.urls import path

from docmgr.web.views import audit as views

urlpatterns = [
    path("audit/", views.audit_log, name="audit_log"),
    path("audit/verify", views.audit_verify, name="audit_verify"),
    path("audit/export", views.audit_export, name="audit_export"),
]
