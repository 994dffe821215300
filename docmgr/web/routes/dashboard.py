"""The address of the dashboard."""

from django.urls import path

from docmgr.web.views import dashboard

urlpatterns = [path("dashboard/", dashboard.dashboard, name="dashboard")]
