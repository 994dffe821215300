from django.apps import AppConfig


class ExtractionConfig(AppConfig):
    name = "docmgr.extraction"
    label = "extraction"
