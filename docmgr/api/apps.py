from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "docmgr.api"
    label = "api"

    def ready(self) -> None:
        from docmgr.api import schema  # noqa: F401  (registers its extensions)
