"""Addresses of the error samples."""

from django.urls import path

from docmgr.web.views import samples

urlpatterns = [
    path("samples/", samples.sample_list, name="sample_list"),
    path("samples/export", samples.sample_export, name="sample_export"),
    path("samples/exports/<int:pk>/download", samples.sample_download, name="sample_download"),
]
