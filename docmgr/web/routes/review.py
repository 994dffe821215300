"""Addresses of the review queue and the workbench."""

from django.urls import path

from docmgr.web.views import review as views

urlpatterns = [
    path("review/", views.review_queue, name="review_queue"),
    path("review/next", views.review_next, name="review_next"),
    path("review/<int:pk>/", views.review_document, name="review_document"),
    path("review/<int:pk>/claim", views.review_claim, name="review_claim"),
    path("review/<int:pk>/release", views.review_release, name="review_release"),
    path("review/<int:pk>/fields", views.review_fields, name="review_fields"),
    path("review/<int:pk>/pick", views.review_pick, name="review_pick"),
    path("review/<int:pk>/approve", views.review_approve, name="review_approve"),
    path("review/<int:pk>/approve-with-errors", views.review_with_errors, name="review_with_errors"),
    path("review/<int:pk>/forget", views.review_forget, name="review_forget"),
    path("review/<int:pk>/again", views.review_again, name="review_again"),
    path("review/<int:pk>/reject", views.review_reject, name="review_reject"),
    path("review/<int:pk>/postpone", views.review_postpone, name="review_postpone"),
    path("review/<int:pk>/resume", views.review_resume, name="review_resume"),
    path("review/<int:pk>/reopen", views.review_reopen, name="review_reopen"),
    path("review/<int:pk>/type", views.review_type, name="review_type"),
]
