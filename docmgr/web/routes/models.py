"""Addresses of the trained models."""

from django.urls import path

from docmgr.web.views import models

urlpatterns = [
    path("models/", models.models, name="models"),
    path("models/schedules/<slug:kind>", models.model_schedule, name="model_schedule"),
    path("models/<str:key>/", models.model_type, name="model_type"),
    path("models/<str:key>/retrain", models.model_retrain, name="model_retrain"),
    path("models/<str:key>/protect", models.model_protect, name="model_protect"),
    path("models/<str:key>/use/<int:number>", models.model_use, name="model_use"),
]
