"""Addresses of the list of documents."""

from django.urls import path

from docmgr.web.views import documents

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/rows", documents.document_rows, name="document_rows"),
    path("documents/export", documents.documents_export, name="documents_export"),
    path("documents/retype", documents.documents_retype, name="documents_retype"),
]
