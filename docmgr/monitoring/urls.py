"""Addresses for machines that watch."""

from __future__ import annotations

from django.urls import path

from docmgr.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("health", views.health_view, name="health"),
    path("health/live", views.live_view, name="live"),
]
