from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "docmgr.core"
    label = "core"
