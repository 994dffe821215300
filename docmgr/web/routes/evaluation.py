"""Addresses of gold sets and measurements."""

from django.urls import path

from docmgr.web.views import evaluation

urlpatterns = [
    path("evaluation/", evaluation.overview, name="evaluation"),
    path("evaluation/<str:key>/", evaluation.detail, name="evaluation_type"),
    path("evaluation/<str:key>/run", evaluation.start, name="evaluation_start"),
    path("evaluation/<str:key>/sample", evaluation.sample, name="evaluation_sample"),
    path("evaluation/<str:key>/import", evaluation.bring_gold, name="evaluation_import"),
    path("evaluation/<str:key>/report", evaluation.bring_report, name="evaluation_report"),
    path("documents/<int:pk>/gold", evaluation.gold_document, name="evaluation_gold"),
]
