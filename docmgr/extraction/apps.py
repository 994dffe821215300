from django.apps import AppConfig


class ExtractionConfig(AppConfig):
    name = "docmgr.extraction"
    label = "extraction"

    def ready(self) -> None:
        from docmgr.doctypes import validation
        from docmgr.extraction import engine

        validation.takes_too_long = engine.takes_too_long
