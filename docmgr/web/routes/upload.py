"""Addresses of uploading."""

from django.urls import path

from docmgr.web.views import upload

urlpatterns = [
    path("upload/", upload.upload_page, name="upload"),
    path("upload/files", upload.upload_file, name="upload_file"),
    path("upload/status", upload.upload_status, name="upload_status"),
]
