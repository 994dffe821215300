"""The address of the first page."""

from django.urls import path

from docmgr.web.views import home

urlpatterns = [path("", home.home, name="home")]
