"""Addresses of splitting a document into several, and of undoing it."""

from django.urls import path

from docmgr.web.views import splitting

urlpatterns = [
    path("review/<int:pk>/split", splitting.review_split, name="review_split"),
    path("review/<int:pk>/rejoin", splitting.review_rejoin, name="review_rejoin"),
    path("documents/<int:pk>/rejoin", splitting.document_rejoin, name="document_rejoin"),
]
