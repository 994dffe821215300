"""Addresses of the review queue and the workbench."""

from django.urls import path

from docmgr.web.views import review, review_decisions, review_strip, review_values

urlpatterns = [
    path("review/", review.review_queue, name="review_queue"),
    path("review/next", review.review_next, name="review_next"),
    path("review/by-field/", review_strip.review_strip, name="review_strip"),
    path("review/<int:pk>/", review.review_document, name="review_document"),
    path("review/<int:pk>/claim", review_values.review_claim, name="review_claim"),
    path("review/<int:pk>/release", review_values.review_release, name="review_release"),
    path("review/<int:pk>/fields", review_values.review_fields, name="review_fields"),
    path("review/<int:pk>/rows", review_values.review_rows, name="review_rows"),
    path("review/<int:pk>/strip", review_strip.review_strip_value, name="review_strip_value"),
    path("review/<int:pk>/crop", review_strip.review_crop, name="review_crop"),
    path("review/<int:pk>/pick", review_values.review_pick, name="review_pick"),
    path("review/<int:pk>/approve", review_decisions.review_approve, name="review_approve"),
    path("review/<int:pk>/approve-with-errors", review_decisions.review_with_errors, name="review_with_errors"),
    path("review/<int:pk>/forget", review_values.review_forget, name="review_forget"),
    path("review/<int:pk>/again", review_decisions.review_again, name="review_again"),
    path("review/<int:pk>/reject", review_decisions.review_reject, name="review_reject"),
    path("review/<int:pk>/postpone", review_decisions.review_postpone, name="review_postpone"),
    path("review/<int:pk>/resume", review_decisions.review_resume, name="review_resume"),
    path("review/<int:pk>/reopen", review_decisions.review_reopen, name="review_reopen"),
    path("review/<int:pk>/type", review_decisions.review_type, name="review_type"),
]
