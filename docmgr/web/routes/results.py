"""Addresses of one document."""

from django.urls import path

from docmgr.web.views import asking, comments, reopening, results

urlpatterns = [
    path("documents/<int:pk>/", results.document, name="document"),
    path("documents/<int:pk>/progress", results.document_progress, name="document_progress"),
    path("documents/<int:pk>/pages", results.document_pages, name="document_pages"),
    path("documents/<int:pk>/pages/<int:number>/image", results.page_image, name="page_image"),
    path("documents/<int:pk>/text", results.document_text, name="document_text"),
    path("documents/<int:pk>/ask", asking.document_ask, name="document_ask"),
    path("documents/<int:pk>/ask/<int:job>", asking.document_answer, name="document_answer"),
    path("documents/<int:pk>/comments", comments.document_comments, name="document_comments"),
    path("documents/<int:pk>/comments/<int:number>/take-back", comments.document_comment_take_back,
         name="document_comment_take_back"),
    path("documents/<int:pk>/tables.xlsx", asking.document_tables, name="document_tables"),
    path("documents/<int:pk>/original", results.document_original, name="document_original"),
    path("documents/<int:pk>/searchable.pdf", results.document_searchable, name="document_searchable"),
    path("documents/<int:pk>/export/<slug:kind>", results.document_export, name="document_export"),
    path("documents/<int:pk>/retry", results.document_retry, name="document_retry"),
    path("documents/<int:pk>/reclassify", results.document_reclassify, name="document_reclassify"),
    path("documents/<int:pk>/reopen", reopening.document_reopen, name="document_reopen"),
]
