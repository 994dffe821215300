"""Addresses of the error budgets and the blind samples."""

from django.urls import path

from docmgr.web.views import automation, reopening

urlpatterns = [
    path("automation/", automation.overview, name="automation"),
    path("automation/blind/", automation.blind_next, name="automation_blind"),
    path("automation/blind/<int:sample>", automation.blind_answer, name="automation_blind_answer"),
    path("automation/types/<str:key>/", automation.detail, name="automation_type"),
    path("automation/types/<str:key>/budgets", automation.save_budgets, name="automation_budgets"),
    path("automation/types/<str:key>/recall", automation.recall_documents, name="automation_recall"),
    path("automation/types/<str:key>/reopen", reopening.automation_reopen, name="automation_reopen"),
    path("automation/types/<str:key>/policy", automation.save_policy, name="automation_policy"),
]
