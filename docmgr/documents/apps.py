from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "docmgr.documents"
    label = "documents"
