"""The address of the page of the engines."""

from django.urls import path

from docmgr.web.views import engines

urlpatterns = [path("engines/", engines.engines, name="engines")]
