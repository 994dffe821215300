"""Addresses of gold sets and measurements."""

from django.urls import path

from docmgr.web.views import evaluation, labels

urlpatterns = [
    path("evaluation/", evaluation.overview, name="evaluation"),
    path("evaluation/<str:key>/", evaluation.detail, name="evaluation_type"),
    path("evaluation/<str:key>/run", evaluation.start, name="evaluation_start"),
    path("evaluation/<str:key>/sample", evaluation.sample, name="evaluation_sample"),
    path("evaluation/<str:key>/import", evaluation.bring_gold, name="evaluation_import"),
    path("evaluation/<str:key>/report", evaluation.bring_report, name="evaluation_report"),
    path("evaluation/<str:key>/labels/", labels.label_list, name="evaluation_labels"),
    path("evaluation/<str:key>/labels/gold.jsonl", labels.label_export, name="evaluation_label_export"),
    path("evaluation/<str:key>/labels/<int:pk>", labels.label_settle, name="evaluation_label_settle"),
    path("evaluation/<str:key>/labels/<int:pk>/crop", labels.label_crop, name="evaluation_label_crop"),
    path("documents/<int:pk>/gold", evaluation.gold_document, name="evaluation_gold"),
]
